"""How sure it is who would rise: the same with answers that nobody checked a step lower."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np

from aggregates.breakdown import Indexes, Sums
from aggregates.population import Flags
from questionnaires.columns import Array
from scoring.engine import Scores
from scoring.sensitivity import CHANCE
from solutions.interventions import Intervention, with_intervention
from solutions.many_sheets import ManySheets
from solutions.model import Catalogue

SEED = 20_230_701
SAMPLE = 4_000  # enterprises, drawn once
DRAWS = 4
STEP = 20  # the factor is told in twentieths, rounded outwards


def risen(before: Array, after: Array) -> Flags:
    """Who stands higher; nobody of whom there was no level."""
    return np.asarray((after > before) & (before >= 0))


@dataclass
class Doubts:
    """Sums over a sample: those who rise by each intervention, as answered and otherwise.

    The columns of ``rising``: as answered; with all open answers worst, best; and each draw in
    which unchecked answers are a step lower with a chance of ``scoring.sensitivity.CHANCE``.
    """

    everybody: Indexes
    interventions: int
    rising: Sums = field(init=False)
    drawn: Indexes = field(init=False)
    answers: int = 0
    open: int = 0

    def __post_init__(self) -> None:
        """Draw the sample."""
        self.rising = np.zeros((self.interventions, 3 + DRAWS))
        shuffled = np.random.default_rng(SEED).permutation(self.everybody)
        self.drawn = np.sort(shuffled[:SAMPLE])

    @property
    def unchecked(self) -> float:
        """The share of the sample's answers that nobody has checked."""
        return self.open / max(self.answers, 1)

    def add(
        self,
        rows: Indexes,
        sheets: ManySheets,
        checked: Mapping[str, Flags],
        every: Sequence[Intervention],
        among: Catalogue,
    ) -> None:
        """Those of ``rows`` that are in the sample; ``checked`` by item."""
        places = np.flatnonzero(np.isin(rows, self.drawn))
        if not places.size:
            return
        own, rng = sheets.only(places), np.random.default_rng([SEED, int(rows[0])])
        before = own.scores()
        self._count(own, before, every, among, slice(0, 3))
        doubtful = {id: ~who[places] for id, who in _by_scored(sheets, checked).items()}
        for id, who in doubtful.items():
            answered = own.steps[id] >= 0
            self.answers += int(answered.sum())
            self.open += int((answered & who).sum())
        for draw in range(DRAWS):
            lower = {}
            for id, who in doubtful.items():
                item = own.questionnaire.by_id[id]
                hit = who & (rng.random(own.size) < CHANCE)
                lower[item.part or id] = own.lowered(item, hit)
            other = own.answered(lower)
            self._count(other, other.scores(), every, among, slice(3 + draw, 4 + draw))

    def sure(self, threshold: int) -> tuple[tuple[float, float] | None, ...]:
        """By what the number of those who rise is multiplied, for each intervention."""
        return tuple(_factor(own, threshold) for own in self.rising)

    def _count(
        self,
        sheets: ManySheets,
        before: Scores,
        every: Sequence[Intervention],
        among: Catalogue,
        columns: slice,
    ) -> None:
        for place, each in enumerate(every):
            rows, then = with_intervention(sheets, each, among)
            if then is None:
                continue
            after = then.scores()
            views = [
                risen(before.level[rows], after.level).sum(),
                risen(before.level_low[rows], after.level_low).sum(),
                risen(before.level_high[rows], after.level_high).sum(),
            ]
            self.rising[place, columns] += views[: columns.stop - columns.start]


def _by_scored(sheets: ManySheets, checked: Mapping[str, Flags]) -> dict[str, Flags]:
    """Whose answer to each scored item was checked; of a ratio both its numbers."""
    return {
        item.id: checked[item.part] & checked[item.whole]
        if item.part and item.whole
        else checked[item.id]
        for item in sheets.questionnaire.scored
    }


def _factor(rising: Sums, threshold: int) -> tuple[float, float] | None:
    as_answered = rising[0]
    if as_answered < threshold:
        return None
    ratios = rising / as_answered
    return floor(ratios.min() * STEP) / STEP, ceil(ratios.max() * STEP) / STEP
