"""The yearly bulletin of the city: published figures to a report, and nothing else of anybody."""
