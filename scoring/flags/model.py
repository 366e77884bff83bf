"""The values of quality flags."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from questionnaires.contradictions import Contradiction
from questionnaires.sheet import Sheet
from scoring.scorecard import Scorecard


class FlagKind(StrEnum):
    """What was noticed, in the order in which it is told."""

    CONTRADICTION = "contradiction"  # answers that can hardly all be true
    RATIO = "ratio"  # a part above its whole
    FAST = "fast"  # faster than anybody reads
    STRAIGHT = "straight"  # the same place over and over
    SAME_SHEET = "same_sheet"  # another enterprise gave the very same answers
    JUMP = "jump"  # much higher than in the round before
    RARE = "rare"  # much that few of its kind have


@dataclass(frozen=True)
class Flag:
    """One thing that was noticed, and where: ``items`` in the questionnaire's order.

    ``figures`` are what was found and what it was held to, by the names that texts use.
    ``contradiction``: which one, where it is of that kind.
    """

    kind: FlagKind
    items: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    contradiction: Contradiction | None = None


@dataclass(frozen=True)
class HandedIn:
    """A claimed sheet, and what is known around it.

    ``times``: when each of its answers was given; those to ``repeated`` are the ones of the round
    before. ``card``: what the claim is worth; ``before``: the claim of the round before, under the
    same version of the rubric. ``equals``: how many other enterprises gave the very same answers.
    Of ``compared`` answers those to ``rare`` are such as few enterprises of its kind can give.
    """

    sheet: Sheet
    times: Mapping[str, datetime]
    card: Scorecard
    before: Scorecard | None = None
    equals: int = 0
    rare: frozenset[str] = frozenset()
    compared: int = 0
    repeated: frozenset[str] = frozenset()
