"""The enterprises that count: one row a legal entity and year."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from aggregates.breakdown import Breakdown, Indexes, Sums
from aggregates.figures import Legend
from aggregates.versions import SIGNED, Version


@dataclass(frozen=True)
class Population:
    """Columns with one row an entity and year; ``scores`` has a column a measure of the legend."""

    breakdown: Breakdown
    legend: Legend
    entities: pd.Index  # every legal entity by its name, once
    entity: Indexes  # index in the entities
    year: Indexes
    signed: npt.NDArray[np.bool_]
    synthetic: npt.NDArray[np.bool_]
    places: Indexes  # (rows, tables), indexes of rows of the breakdown
    scores: Sums  # (rows, measures), each on 0..scale, NaN where it does not apply
    level: Indexes  # index in the legend's levels; -1 where there is none

    def without(self, entity: str) -> "Population":
        """The others."""
        kept = self.entity != self.entities.get_indexer(pd.Index([entity]))[0]
        return replace(
            self,
            entity=self.entity[kept],
            year=self.year[kept],
            signed=self.signed[kept],
            synthetic=self.synthetic[kept],
            places=self.places[kept],
            scores=self.scores[kept],
            level=self.level[kept],
        )

    def rows(self, version: Version) -> Indexes:
        """The rows that ``version`` counts; those of the signed version are among the wider's."""
        counted = self.year == version.year
        return np.flatnonzero(counted & self.signed if version.stages == "signed" else counted)

    def years(self) -> tuple[int, ...]:
        """Every year with an enterprise in it, oldest first."""
        return tuple(int(year) for year in np.unique(self.year))

    def sums(self, rows: Indexes, values: Sums) -> Sums:
        """The sums of ``values`` (one line a row of ``rows``) in every row of the breakdown."""
        return self.breakdown.sums(self.places[rows], values)

    def differences(self, one: Indexes, other: Indexes) -> Sums:
        """By how many enterprises two versions differ: (rows of the breakdown, measures + 1).

        An enterprise counts where only one version has it (in that row) or where its value is not
        the same in both. The last column is the level.
        """
        twin = np.full(int(self.entity.max(initial=-1)) + 1, -1, dtype=np.int64)
        twin[self.entity[other]] = other
        mine = twin[self.entity[one]]
        twin[self.entity[one]] = -1
        alone = np.concatenate([one[mine < 0], other[twin[self.entity[other]] >= 0]])
        values = np.column_stack([self.scores, np.where(self.level < 0, np.nan, self.level)])
        present = (~np.isnan(values)).astype(np.float64)
        found = self.sums(alone, present[alone])
        now, before = one[mine >= 0], mine[mine >= 0]
        same = (values[now] == values[before]) | ~(present[now] + present[before]).astype(bool)
        changed = (~same).astype(np.float64)
        for table in range(self.places.shape[1]):
            here, there = self.places[now, [table]], self.places[before, [table]]
            stays = here == there
            found += self.breakdown.sums(
                here[:, None], np.where(stays[:, None], changed, present[now])
            )
            moved = np.where(stays[:, None], 0.0, present[before])
            found += self.breakdown.sums(there[:, None], moved)
        return found


def population(figures: pd.DataFrame, breakdown: Breakdown, legend: Legend) -> Population:
    """The rows of a store's ``figures()`` that count, for one questionnaire and rubric.

    Of several assessments of an entity in a year the newest signed one counts, else the newest:
    so the signed version of every figure is a part of the wider one. Rows without a total
    (nothing could be judged) do not count.
    """
    judged = figures[figures["total"].notna()]
    signed = judged["stage"].isin(SIGNED)
    ordered = judged.assign(signed=signed).sort_values(["signed", "submitted_at", "assessment"])
    newest = ordered.drop_duplicates(["entity", "year"], keep="last")
    ladder = pd.Index([level.number for level in legend.levels])
    entity, entities = pd.factorize(newest["entity"])
    return Population(
        breakdown=breakdown,
        legend=legend,
        entities=entities,
        entity=entity.astype(np.int64),
        year=newest["year"].to_numpy(np.int64),
        signed=newest["signed"].to_numpy(bool),
        synthetic=newest["synthetic"].to_numpy(bool),
        places=breakdown.places(newest["division"].tolist(), newest["district"].tolist()),
        scores=newest[[measure.id for measure in legend.measures]].to_numpy(np.float64),
        level=ladder.get_indexer(pd.Index(newest["level"])).astype(np.int64),
    )
