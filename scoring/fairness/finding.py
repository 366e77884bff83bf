"""What the checks find, before the exceptions of the rubric are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scoring.fairness.evidence import Evidence

Check = Literal["first_step", "weight", "dimension", "ladder", "range", "order"]


@dataclass(frozen=True)
class FairnessFinding:
    """Something that is not fair: ``at`` an item, an option of it (``item.option``) or a node.

    ``line`` is the item or node at whose line in the rubric it is told.
    """

    code: str
    check: Check
    at: str
    line: str
    params: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence | None = None


@dataclass
class SearchExtent:
    """How far the checks of a rubric went."""

    routes: int = 0
    pairs: int = 0
    exact: bool = True  # nothing was drawn, and every total is a straight line in its answers
    searched: int = 0  # sheets on which a level was looked for that a step lowers
