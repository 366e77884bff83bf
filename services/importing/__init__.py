"""Enterprises and their drafts from a centre's own table: read, checked, brought in, taken back."""
