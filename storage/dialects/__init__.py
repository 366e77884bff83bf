"""What is peculiar to each database: one file a database, which registers itself by being here."""
