"""The report as a workbook that computes: change an answer, and total and level follow."""
