"""The chapters of the report, one file each: a diagnosis to blocks."""
