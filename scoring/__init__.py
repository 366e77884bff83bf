"""Answers to scorecards: pure, vectorised, with pluggable rubrics."""

from scoring.batch import UnfitColumns, score
from scoring.card import scorecard_of, scorecards_of

__all__ = ["UnfitColumns", "score", "scorecard_of", "scorecards_of"]
