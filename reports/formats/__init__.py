"""What a report can be written as: one file a format, which registers itself by being here."""
