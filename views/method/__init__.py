"""Pages of a method owner."""
