"""Assessments in workbooks: written, filled in somewhere without a connection, read back."""
