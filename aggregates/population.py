"""The assessments that may be counted, as columns; which of them are is in ``releases``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from aggregates.breakdown import Breakdown, Indexes, Sums
from aggregates.figures import Legend
from aggregates.units import Ties, shares, ties_of
from aggregates.vouched import vouched
from assessments.confirmation import Confirmation
from assessments.groups import Tie
from assessments.size import sizes_of

Flags = npt.NDArray[np.bool_]
SIZED_BY = ("employees", "revenue", "assets")
LINE = (  # what a row says beside its measures
    *("assessment", "enterprise", "credit_code", "division", "district", *SIZED_BY),
    *("year", "since", "centre", "synthetic", "side", "level", "total"),
)
NOBODY = -1  # in place of a centre: the case is nobody's, or that of several


@dataclass(frozen=True)
class Population:
    """Columns with one row an enterprise and year; ``scores`` has a column a measure."""

    breakdown: Breakdown
    legend: Legend
    entity: Indexes  # the legal entity: any number, the same in every year
    unit: Indexes  # the group it belongs to, or itself alone: any number too
    year: Indexes
    case: npt.NDArray[np.object_]  # the id of the assessment
    signed: Flags  # whether its verified side counts
    centre: Indexes  # whose case it is: 0, 1, … or NOBODY
    synthetic: Flags
    places: Indexes  # (rows, tables), indexes of rows of the breakdown
    weight: Sums  # what it weighs in a weighted mean: its employees, one where there are none
    scores: (
        Sums  # (rows, measures), each above the beginning of its scale, NaN where it does not apply
    )
    level: Indexes  # index in the legend's levels; -1 where there is none

    def only(self, kept: Flags) -> "Population":
        """Those rows."""
        names = ["entity", "unit", "year", "case", "signed", "centre", "synthetic"]
        names += ["places", "weight", "scores", "level"]
        return replace(self, **{name: getattr(self, name)[kept] for name in names})

    def measured(self, rows: Indexes) -> Sums:
        """The scores and, in the last column, the level; NaN where there is none."""
        level = self.level[rows]
        return np.column_stack([self.scores[rows], np.where(level < 0, np.nan, level)])

    def rows(self, year: int) -> Indexes:
        """The rows of that year."""
        return np.flatnonzero(self.year == year)

    def years(self) -> tuple[int, ...]:
        """Every year with an enterprise in it, oldest first."""
        return tuple(int(year) for year in np.unique(self.year))

    def sums(self, rows: Indexes, values: Sums) -> Sums:
        """The sums of ``values`` (one line a row of ``rows``) in every row of the breakdown."""
        return self.breakdown.sums(self.places[rows], values)

    def insiders(self, rows: Indexes) -> tuple[Indexes, Indexes]:
        """The number of the centre and of the group that knows each, NOBODY where none does.

        A centre knows its own cases, and a group of several firms what they all answered.
        """
        unit = self.unit[rows]
        several = np.bincount(unit, minlength=1)[unit] > 1
        centre = _numbered(self.centre[rows], 0)
        group = _numbered(np.where(several, unit, NOBODY), int(centre.max(initial=NOBODY)) + 1)
        return centre, group

    def sums_by_insider(self, rows: Indexes, values: Sums) -> Sums:
        """The same of what each insider knows: (insiders, rows, columns)."""
        known = self.insiders(rows)
        many = max(int(each.max(initial=NOBODY)) for each in known) + 1
        nodes = len(self.breakdown.nodes)
        found = np.zeros((many * nodes, values.shape[1]))
        for each in known:
            apart = np.flatnonzero(each != NOBODY)
            for table in self.places[rows[apart]].T:
                cells = each[apart] * nodes + table
                for column, own in enumerate(values[apart].T):
                    found[:, column] += np.bincount(cells, own, minlength=len(found))
        return found.reshape(many, nodes, values.shape[1])

    def differences(self, one: Indexes, other: Indexes) -> Sums:
        """By how many units two versions differ: (rows of the breakdown, measures + 1).

        An enterprise counts where only one version has it (in that row) or where its value is not
        the same in both; those of one group count as one. The last column is the level.
        """
        twin = np.full(int(self.entity.max(initial=-1)) + 1, -1, dtype=np.int64)
        twin[self.entity[other]] = other
        mine = twin[self.entity[one]]
        twin[self.entity[one]] = -1
        alone = np.concatenate([one[mine < 0], other[twin[self.entity[other]] >= 0]])
        values = self.measured(np.arange(len(self.year)))
        present = (~np.isnan(values)).astype(np.float64)
        now, before = one[mine >= 0], mine[mine >= 0]
        same = (values[now] == values[before]) | ~(present[now] + present[before]).astype(bool)
        elsewhere = (self.places[now] != self.places[before]).any(axis=1)
        differ = np.concatenate([np.ones(len(alone)), ~same.all(axis=1) | elsewhere])
        share = shares(self.unit[np.concatenate([alone, now])], differ)[:, None]
        present[alone] *= share[: len(alone)]
        for twins in (now, before):
            present[twins] *= share[len(alone) :]
        changed = ~same * share[len(alone) :]
        found = self.sums(alone, present[alone])
        for table in range(self.places.shape[1]):
            here, there = self.places[now, [table]], self.places[before, [table]]
            stays = here == there
            found += self.breakdown.sums(
                here[:, None], np.where(stays[:, None], changed, present[now])
            )
            moved = np.where(stays[:, None], 0.0, present[before])
            found += self.breakdown.sums(there[:, None], moved)
        return found


@dataclass(frozen=True)
class Lines:
    """Every figure that counts at some time: one row an assessment and side, first come first.

    ``all`` has the record of the enterprise as its entity. ``code`` stands for its credit
    code (for the record where it has none). The figure counts from ``since`` on, and no longer
    ``until`` (NaT: for good), both UTC.
    """

    all: Population
    code: Indexes
    ties: Ties
    since: npt.NDArray[np.datetime64]
    until: npt.NDArray[np.datetime64]

    def as_of(self, at: np.datetime64) -> tuple[Population, Flags]:
        """All lines with the entity and unit of each, and which of them count just before ``at``.

        A credit code that anybody may type joins nothing: only records that a centre signed an
        assessment of, or that were confirmed, are one legal entity where their codes are equal.
        Of the lines of an entity in a year the newest signed one counts, else the newest.
        """
        came = self.since < at
        known = np.zeros(int(self.all.entity.max(initial=-1)) + 1, dtype=bool)
        known[self.all.entity[came]] = True
        entity = np.where(known[self.all.entity], self.code, self.all.entity)
        years, year = np.unique(self.all.year, return_inverse=True)
        newest = np.full((int(entity.max(initial=-1)) + 1) * len(years), -1, dtype=np.int64)
        standing = came & ~(self.until < at)
        for signed in (False, True):  # of several lines with one number the last one stays
            own = np.flatnonzero(standing & (self.all.signed == signed))
            newest[entity[own] * len(years) + year[own]] = own
        counts = np.zeros(len(came), dtype=bool)
        counts[newest[newest >= 0]] = True
        unit = self.ties.units(self.all.entity, entity, at)
        return replace(self.all, entity=entity, unit=unit), counts


def lines(
    figures: pd.DataFrame,
    breakdown: Breakdown,
    legend: Legend,
    confirmations: Sequence[Confirmation] = (),
    ties: Sequence[Tie] = (),
) -> Lines:
    """The rows of a store's ``figures()`` (of one questionnaire and rubric) that may be counted.

    They have a total, and somebody vouches for them; the ``confirmations`` come oldest first.
    ``ties`` say which of them belong to one group.
    """
    measures = legend.measures
    told = figures[list(LINE)].assign(row=np.arange(len(figures)))
    judged = vouched(told[told["total"].notna()], confirmations)
    judged = judged.sort_values(["since", "handed_in", "assessment", "side"]).reset_index(drop=True)
    scores = figures[[each.id for each in measures]].to_numpy(np.float64)[judged["row"]]
    scores -= [each.start for each in measures]
    record, records = pd.factorize(judged["enterprise"])
    code, _ = pd.factorize(judged["credit_code"])  # -1 where there is none
    ladder = pd.Index([level.number for level in legend.levels])
    everybody = Population(
        breakdown=breakdown,
        legend=legend,
        entity=record.astype(np.int64),
        unit=record.astype(np.int64),
        year=judged["year"].to_numpy(np.int64),
        case=judged["assessment"].to_numpy(np.object_),
        signed=(judged["side"] == "verified").to_numpy(bool),
        centre=pd.factorize(judged["centre"])[0].astype(np.int64),
        synthetic=judged["synthetic"].to_numpy(bool),
        places=_places(breakdown, judged),
        weight=np.maximum(np.nan_to_num(judged["employees"].to_numpy(np.float64)), 1.0),
        scores=scores,
        level=ladder.get_indexer(pd.Index(judged["level"])).astype(np.int64),
    )
    return Lines(
        all=everybody,
        ties=ties_of(records, judged["credit_code"], record, ties),
        code=np.where(code < 0, record, code + len(records)).astype(np.int64),
        since=_moments(judged["since"]),
        until=_moments(judged["until"]),
    )


def _numbered(known: Indexes, first: int) -> Indexes:
    """Numbers from ``first`` on in place of what is known but NOBODY."""
    _, place = np.unique(known[known != NOBODY], return_inverse=True)
    found = np.full(len(known), NOBODY, dtype=np.int64)
    found[known != NOBODY] = first + place
    return found


def _places(breakdown: Breakdown, judged: pd.DataFrame) -> Indexes:
    division = judged["division"].to_numpy(np.str_)
    figures = {name: judged[name].to_numpy(np.float64) for name in SIZED_BY}
    sizes = sizes_of(division, figures).tolist()
    return breakdown.places(judged["division"].tolist(), judged["district"].tolist(), sizes)


def _moments(column: "pd.Series[Any]") -> npt.NDArray[np.datetime64]:
    return pd.to_datetime(column, utc=True).dt.tz_localize(None).to_numpy("M8[us]")
