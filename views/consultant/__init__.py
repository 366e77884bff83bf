"""Pages for a consultant of a promotion centre."""
