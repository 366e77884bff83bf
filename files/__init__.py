"""Reading data files: strict YAML, shapes, problems, archives and workbooks of unknown origin."""
