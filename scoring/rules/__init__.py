"""The rules a rubric combines, one file each."""
