"""A questionnaire's files as a workbook, for those who would rather edit a table, and back."""
