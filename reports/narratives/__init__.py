"""Sentences for findings: what is there, what it costs, what will be there; as data, by item."""
