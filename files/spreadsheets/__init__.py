"""Reads workbooks as an office program shows them, piece by piece, and nothing that could run."""
