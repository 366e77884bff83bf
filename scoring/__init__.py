"""Answers to scorecards: pure, vectorised, with pluggable rubrics."""

from scoring.card import scorecard_of, scorecards_of

__all__ = ["scorecard_of", "scorecards_of"]
