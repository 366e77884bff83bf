"""``/api/v1``: what was published, for programs with a key; and an enterprise's own results."""
