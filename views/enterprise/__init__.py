"""Pages for an enterprise."""
