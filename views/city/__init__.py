"""Pages for a city official."""
