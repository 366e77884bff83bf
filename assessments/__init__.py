"""Enterprise, assessment, answer, evidence and life cycle: pure values."""
