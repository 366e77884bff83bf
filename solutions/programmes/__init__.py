"""Public programmes as declared rules: how far an enterprise reaches them, as can be seen."""

from solutions.programmes.judging import judge
from solutions.programmes.library import programmes

__all__ = ["judge", "programmes"]
