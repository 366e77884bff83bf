"""What pages, reports and workbooks say alike: phrases, citations, plain tables, safe cells."""
