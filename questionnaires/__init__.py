"""The regulation and the questionnaires as data, their reader and linter."""
