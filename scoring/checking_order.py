"""In which order to verify answers: what hangs on each, how unusual it is, how easily shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from questionnaires.model import Item, Kind, Questionnaire
from scoring.flags.model import Flag, FlagKind
from scoring.flags.rules import flag_rules
from scoring.sensitivity import Doubt, Sensitivity

Ease = Literal["file", "shown", "counted", "told"]
COUNTED = (Kind.NUMBER, Kind.RATIO, Kind.MULTI)
# Of what these flags name each answer is in question by itself; the others are about stretches.
PRECISE = (FlagKind.CONTRADICTION, FlagKind.RATIO, FlagKind.JUMP)


@dataclass(frozen=True)
class FirstCheck:
    """An answer to verify, and the three factors whose product orders it.

    ``effect``: the points that one step less would cost, and the percentage points by which
    confirming it lowers the chance of too high a level, as points too.
    ``rare``: few of its kind can say so, ``flagged``: a flag names it; ``unusual`` is what that
    counts. ``ease``: whether a file of it lies there, one look settles it, there is something to
    count or to go through, or it can only be told; ``easy`` is what that counts.
    """

    doubt: Doubt
    effect: float
    rare: bool
    flagged: bool
    unusual: float
    ease: Ease
    easy: float

    @property
    def item(self) -> str:
        """The id of its item."""
        return self.doubt.item

    @property
    def weight(self) -> float:
        """The product."""
        return self.effect * self.unusual * self.easy


def checking_order(
    questionnaire: Questionnaire,
    found: Sensitivity,
    *,
    rare: Collection[str],
    flags: Iterable[Flag],
    filed: Collection[str],
) -> tuple[FirstCheck, ...]:
    """Every answer that bears on the result, first what to verify first.

    ``rare``: items whose claim few of its kind can make; ``filed``: those with a file of evidence.
    """
    held = flag_rules().order
    named = {id for flag in flags if flag.kind in PRECISE for id in flag.items}
    checks = []
    for doubt in found.doubts:
        item = questionnaire.by_id[doubt.item]
        parts = {id for id in (item.id, item.part, item.whole) if id is not None}
        is_rare, flagged = item.id in rare, bool(parts & named)
        ease = _ease(item, filed=bool(parts & set(filed)))
        checks.append(
            FirstCheck(
                doubt=doubt,
                effect=max(doubt.drop, 0.0) + held.level * 100 * max(doubt.relief, 0.0),
                rare=is_rare,
                flagged=flagged,
                unusual=max(held.rare if is_rare else 1.0, held.flagged if flagged else 1.0),
                ease=ease,
                easy=getattr(held, ease),
            )
        )
    checks.sort(key=lambda each: (-each.weight, -each.doubt.relief))  # what is equal stays in order
    return tuple(each for each in checks if each.effect > 0)


def _ease(item: Item, *, filed: bool) -> Ease:
    if filed:
        return "file"
    if item.evidence is None:
        return "told"
    return "counted" if item.kind in COUNTED else "shown"
