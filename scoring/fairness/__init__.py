"""Whether a rubric is fair, by the rules of ``docs/fairness.md``."""

from scoring.fairness.checking import Fairness, check_fairness

__all__ = ["Fairness", "check_fairness"]
