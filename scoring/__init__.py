"""Answers to scorecards: pure, vectorised, with pluggable rubrics."""
