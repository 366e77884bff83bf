"""Contradictions as data: answers that can hardly all be true, by questionnaire.

They bear on no score, so they stand beside the editions and can be corrected at any time.
"""

from questionnaires.contradictions.model import Contradiction
from questionnaires.contradictions.reader import FOLDER, check, contradictions_for, pieces_for

__all__ = ["FOLDER", "Contradiction", "check", "contradictions_for", "pieces_for"]
