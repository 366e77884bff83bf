"""An assessment as a workbook to be filled in without a connection, and read back."""
