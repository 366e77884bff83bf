"""A plan on a page: the same for the enterprise and its consultant."""
