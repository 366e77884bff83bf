"""The whole city rescored under every intervention: batch by batch, through the engine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from aggregates.breakdown import CITY, Indexes, Sums
from aggregates.population import Flags, Population
from aggregates.releases import released
from aggregates.simulation import (
    CountedRises,
    SimulatedOutcome,
    SimulatedYear,
    differing,
    disclosed,
)
from aggregates.subjects import STATE, SUBJECTS
from assessments.model import HANDED_IN
from questionnaires.model import Questionnaire
from scoring.program import Codes
from services.answer_columns import answer_columns, facts_of_firms
from services.catalogue import catalogue_of
from services.context import Context
from services.editions import default_rubric, edition
from services.releasing import SIDES, Asked, Judged, counted_lines
from services.simulating_doubt import Doubts
from solutions.interventions import Intervention, interventions, with_intervention
from solutions.many_sheets import ManySheets
from solutions.model import Catalogue

AT_ONCE = 5_000  # assessments whose answers are read and scored together
UNCHECKED = 5  # per cent, the step in which the share of unchecked answers is told


def simulated_years(
    ctx: Context, asked: Asked, apart: Mapping[Judged, Questionnaire]
) -> Iterator[tuple[Judged, SimulatedYear]]:
    """The newest year of each questionnaire that has enterprises and something to simulate."""
    if not apart:
        return
    figures = ctx.store.figures(HANDED_IN, SIDES[asked.stages])
    firms = figures.drop_duplicates("assessment").set_index("assessment")
    for (key, _), known in counted_lines(ctx, asked.stages, apart, [SUBJECTS[STATE]]):
        everybody = None if known is None else released(known, asked.until, asked.threshold)
        if everybody is not None and everybody.years():
            year = everybody.years()[-1]
            mine = everybody.only(everybody.year == year)
            own = firms.loc[mine.case.tolist()]
            differences = differing(everybody, year)
            yield key, _City(ctx, asked, apart[key], mine, own, differences).year(year)


@dataclass(frozen=True)
class _City:
    """The enterprises of a year of a release; ``firms`` are their rows by assessment."""

    ctx: Context
    asked: Asked
    questionnaire: Questionnaire
    population: Population
    firms: pd.DataFrame
    differences: Sums

    def year(self, year: int) -> SimulatedYear:
        """Everything that may be seen of it."""
        among, judge = catalogue_of(self.ctx), default_rubric(self.questionnaire)
        every = interventions(self.questionnaire, judge, among)
        mine = np.arange(len(self.population.year))
        if len(mine) < self.asked.threshold:
            every = ()  # nothing of it could be seen
        counted, doubts = CountedRises.of(self.population, len(every)), Doubts(mine, len(every))
        for rows, sheets, checked in self._batches(mine if every else mine[:0]):
            self._count(rows, sheets, every, among, counted)
            doubts.add(rows, sheets, checked, every, among)
        threshold = self.asked.threshold
        counts, seen = disclosed(counted, self.differences, threshold)
        outcomes = zip(every, seen, doubts.sure(threshold), strict=True)
        return SimulatedYear(
            questionnaire=self.questionnaire.id,
            edition=self.questionnaire.edition,
            year=year,
            stages=self.asked.stages,
            threshold=threshold,
            synthetic=bool(self.population.synthetic.any()),
            unchecked=round(100 * doubts.unchecked / UNCHECKED) * UNCHECKED,
            counts=counts,
            outcomes=tuple(
                SimulatedOutcome(
                    id=each.id,
                    lacking=one.lacking,
                    rising=one.rising,
                    reaching=one.reaching,
                    sure=None if one.rising[CITY] is None else sure,
                )
                for each, one, sure in outcomes
            ),
        )

    def _batches(self, mine: Indexes) -> Iterator[tuple[Indexes, ManySheets, Mapping[str, Flags]]]:
        """The enterprises with their sheets, edition by edition; and whose answers were checked."""
        cases = self.population.case[mine]
        editions = self.firms["edition"].reindex(cases).to_numpy(np.str_)
        for name in np.unique(editions).tolist():
            asked = edition(self.ctx.settings, self.questionnaire.id, name)
            own = mine[editions == name]
            for first in range(0, len(own), AT_ONCE):
                rows = own[first : first + AT_ONCE]
                ids = self.population.case[rows].tolist()
                found = answer_columns(self.ctx.store, asked, ids, self.population.signed[rows])
                facts = facts_of_firms(self.firms.loc[ids])
                columns = replace(found.columns, facts=facts)
                yield rows, ManySheets(asked, default_rubric(asked), columns), found.checked

    def _count(
        self,
        rows: Indexes,
        sheets: ManySheets,
        every: Sequence[Intervention],
        among: Catalogue,
        counted: CountedRises,
    ) -> None:
        before = self._places(sheets.scores().level)
        for place, each in enumerate(every):
            lacking, then = with_intervention(sheets, each, among)
            if then is not None:
                after = self._places(then.scores().level)
                counted.add(place, rows[lacking], before[lacking], after)

    def _places(self, levels: Codes) -> Indexes:
        """The places of these levels in the legend; -1 where there is none."""
        numbers = [level.number for level in self.population.legend.levels]
        return np.asarray(pd.Index(numbers).get_indexer(pd.Index(levels)), dtype=np.int64)
