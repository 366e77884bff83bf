"""Saves and finds: the only SQL."""
