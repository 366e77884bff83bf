"""Which claims are unusual among signed enterprises of a kind, without giving any of them away.

Nothing but "few of its kind stand as high" leaves this module, of kinds that are large enough, and
it changes with the first of a month only, by as many enterprises as the threshold says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LOWER = 1e-9  # values nearer than that are the same
MOST = 200  # enterprises of a kind: enough to tell few from many, and quickly read


class SignedCase(NamedTuple):
    """A signed assessment of a kind; ``month`` orders."""

    assessment: str
    enterprise: str
    centre: str
    month: str


class Rarity(NamedTuple):
    """Of ``compared`` claims the items whose claim few of the kind can make."""

    rare: frozenset[str]
    compared: int


@dataclass(frozen=True)
class UsualClaims:
    """Of a kind by item the values of the signed enterprises, ascending; ``below``: few."""

    known: Mapping[str, NDArray[np.float64]]
    below: float

    def rarity(self, values: Mapping[str, float]) -> Rarity:
        """Which of these values few of the kind reach; nothing where the kind is too small."""
        compared = [id for id in values if id in self.known]
        rare = (id for id in compared if _share(self.known[id], values[id]) < self.below)
        return Rarity(frozenset(rare), len(compared))


def usual_claims(sheets: Iterable[Mapping[str, float]], *, least: int, below: float) -> UsualClaims:
    """What sheets, as values in [0, 1] by item, say of items that ``least`` of them answer."""
    columns: dict[str, list[float]] = defaultdict(list)
    for sheet in sheets:
        for item, value in sheet.items():
            columns[item].append(value)
    large = {id: np.sort(found) for id, found in columns.items() if len(found) >= least}
    return UsualClaims(large, below)


def admitted(cases: Sequence[SignedCase], threshold: int, most: int = MOST) -> list[SignedCase]:
    """The cases of one kind that count: of each enterprise the newest that was let in.

    Month by month those that wait come in together: at least the threshold of enterprises, also
    without those of any one centre, unless all are of that centre. Of more than ``most`` the
    newest count.
    """
    counted: dict[str, SignedCase] = {}
    waiting: dict[str, SignedCase] = {}
    by_month: dict[str, list[SignedCase]] = defaultdict(list)
    for each in cases:
        by_month[each.month].append(each)
    for month in sorted(by_month):
        waiting |= {each.enterprise: each for each in by_month[month]}
        centres = Counter(each.centre for each in waiting.values())
        others = len(waiting) - max(centres.values())
        if len(waiting) >= threshold and (others >= threshold or others == 0):
            counted |= waiting
            waiting = {}
    return sorted(counted.values(), key=lambda each: (each.month, each.enterprise))[-most:]


def _share(ascending: NDArray[np.float64], value: float) -> float:
    """How many of them are at least as high."""
    place = int(np.searchsorted(ascending, value - LOWER, side="left"))
    return 1 - place / len(ascending)
