"""The catalogue of solutions and programmes."""
