"""The panel: enterprises that were counted in the year before too, then and now.

It is a part of all, so what all hold beyond it has to be fit to be shown as well: of this year
those who are new, of the year before those who did not come back. And it is a stream beside the
state, which counts its own enterprises: of what both show nobody differs, or enough do.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from aggregates.breakdown import Indexes, Sums
from aggregates.disclosure import MeasureYear, enough
from aggregates.figures import CityFigures, Legend, Measure, StageSet
from aggregates.ledger import Ledger, Verdict, ledger, verdict
from aggregates.population import NOBODY, Flags, Population
from aggregates.publication import figures_of
from aggregates.subject_basis import Basis
from aggregates.units import shares
from i18n import text_of

NOW, BEFORE, NEW = "now", "before", "new"


def legend(basis: Basis) -> Legend:
    """The total now, the total the year before, and that of who is new, which is not shown."""
    tree = basis.rubric.tree
    return Legend(
        tuple(
            Measure(id, text_of(f"city_trend.{id}"), tree.scale, tree.start)
            for id in (NOW, BEFORE, NEW)
        ),
        (),
    )


def columns(figures: pd.DataFrame, _: Legend) -> pd.DataFrame:
    """The three totals of every row.

    Compared is like with like, what was verified with what was verified: a row has its enterprise's
    newest one of the year before that counted when it began to count itself.
    """
    record = figures["credit_code"].where(figures["credit_code"].notna(), figures["enterprise"])
    told = figures.assign(record=record, row=np.arange(len(figures)))
    earlier = told[["record", "side", "year", "since", "total"]].dropna(subset=["total"])
    earlier = earlier.assign(year=earlier["year"] + 1).rename(
        columns={"since": "then", "total": BEFORE}
    )
    pairs = told[["record", "side", "year", "since", "row"]].merge(
        earlier, on=["record", "side", "year"]
    )
    pairs = pairs[pairs["then"] <= pairs["since"]].sort_values("then", kind="stable")
    before = pairs.drop_duplicates("row", keep="last").set_index("row")[BEFORE]
    found = before.reindex(told["row"]).to_numpy(np.float64)
    stays = ~np.isnan(found)
    total = figures["total"].to_numpy(np.float64)
    return figures.assign(
        **{NOW: np.where(stays, total, np.nan), BEFORE: found, NEW: np.where(stays, np.nan, total)}
    )


def publish(
    population: Population,
    year: int,
    threshold: int,
    stages: StageSet = "signed",
    state: Population | None = None,
) -> CityFigures:
    """What may be seen of the panel of ``year``; all is hidden in the first year that there is.

    ``state``: the enterprises whose totals are published beside it.
    """
    sums = ledger(population, year, threshold)
    now, before, new = sums.means
    gone, moved = _gone(population, year, threshold), _moved(population, year)
    beside = [] if state is None else [_beside(population, state, year, place) for place in (0, 1)]
    now = replace(now, differences=np.hstack([now.differences, *beside[:1]]))
    before = replace(before, differences=np.hstack([before.differences, moved, *beside[1:]]))
    counts = counts_of(now)
    found = Ledger(
        counts=replace(counts, beyond=counts_of(new)),
        means=(replace(now, beyond=new), replace(before, beyond=gone)),
        levels=sums.levels,
    )
    shown = replace(population, legend=replace(population.legend, measures=_shown(population)))
    whole = _whole(population, year, threshold)
    return figures_of(shown, year, found, threshold, stages=stages, whole=whole)


def _whole(population: Population, year: int, threshold: int) -> Verdict:
    """What is hidden of everybody, this year and the year before: of the panel it is hidden too.

    A row that is hidden for another one's sake would give that one away where all of it came back.
    """
    now, before = (
        verdict(ledger(_everybody(population), each, threshold)) for each in (year, year - 1)
    )
    return Verdict(now.counts, (now.means[0], before.means[0]), now.levels)


def _everybody(population: Population) -> Population:
    """The totals of all, whether they came back or are new."""
    now, _, new = population.scores.T
    return replace(population, scores=np.column_stack([np.where(np.isnan(now), new, now)] * 3))


def _shown(population: Population) -> tuple[Measure, ...]:
    return population.legend.measures[:2]


def counts_of(mean: MeasureYear) -> MeasureYear:
    """How many a mean is of."""
    return replace(
        mean,
        own=mean.own[:, :2],
        insiders=mean.insiders[:, :, :2],
        differences=mean.differences[:, :0],
        test=enough(mean.threshold),
    )


def _back(population: Population, year: int) -> Flags:
    """The rows of the year before whose enterprises are in the panel of ``year``."""
    stays = ~np.isnan(population.scores[:, 0]) & (population.year == year)
    was = population.year == year - 1
    return np.asarray(was & np.isin(population.entity, population.entity[stays]))


def _moved(population: Population, year: int) -> Sums:
    """By how many units the panel of the year before and those of it that came back differ.

    Both are parts of that year: who left the panel, and who came to it.
    """
    rows = population.rows(year - 1)
    was, back = ~np.isnan(population.scores[rows, 0]), _back(population, year)[rows]
    unit = population.unit[rows]
    apart = [shares(unit, each.astype(np.float64)) for each in (was & ~back, back & ~was)]
    return population.sums(rows, np.column_stack(apart))


def _gone(population: Population, year: int, threshold: int) -> MeasureYear:
    """The totals of the year before of those who are not in the panel."""
    left = population.only((population.year == year - 1) & ~_back(population, year))
    return ledger(_everybody(left), year - 1, threshold).means[0]


def _beside(population: Population, state: Population, year: int, place: int) -> Sums:
    """By how many units the panel's totals and those of the state in the same year differ.

    ``place`` is that of the measure: those of this year or of the year before. All of them, then
    without the cases of each centre. Both are numbered alike, being made of the same figures.
    """
    mine, theirs = population.rows(year), state.rows(year - place)
    mine = mine[~np.isnan(population.scores[mine, place])]
    told = pd.DataFrame(
        {"entity": population.entity[mine], "value": population.scores[mine, place]}
    )
    known = pd.DataFrame({"entity": state.entity[theirs], "value": state.scores[theirs, 0]})
    both = told.reset_index().merge(known.reset_index(), on=["entity", "value"])
    ours, others = np.delete(mine, both["index_x"]), np.delete(theirs, both["index_y"])
    places = np.concatenate([population.places[ours], _placed(population, state, others)])
    unit = np.concatenate([population.unit[ours], state.unit[others]])
    centre = np.concatenate([population.centre[ours], state.centre[others]])
    apart = [centre != each for each in np.unique(centre[centre != NOBODY])]
    kept = [np.ones(len(unit), dtype=bool), *apart]
    values = np.column_stack([shares(unit, each.astype(np.float64)) for each in kept])
    return population.breakdown.sums(places, values)


def _placed(population: Population, state: Population, rows: Indexes) -> Indexes:
    """The places of rows of the state among the rows of the panel, which has fewer tables."""
    nodes = {(node.layer, node.id): place for place, node in enumerate(population.breakdown.nodes)}
    place = [nodes.get((node.layer, node.id), -1) for node in state.breakdown.nodes]
    found = np.asarray(place, dtype=np.int64)[state.places[rows]]
    return found[:, [state.breakdown.layers.index(each) for each in population.breakdown.layers]]
