"""A subject of many measures is decided strand by strand, so that one rare item holds nobody back.

Whoever was asked something that few are asked waits for others who were: with all items in one
stream, for everything. Each strand is a stream of its own, which counts its own enterprises; what
is published of them is woven into one table again.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aggregates.figures import HIDDEN, CityFigures, FigureRow, Legend
from aggregates.population import Lines


def strand(lines: Lines, legend: Legend) -> Lines:
    """The same lines with the measures of ``legend`` alone, which are among theirs."""
    places = {measure.id: place for place, measure in enumerate(lines.all.legend.measures)}
    own = [places[measure.id] for measure in legend.measures]
    return replace(lines, all=replace(lines.all, legend=legend, scores=lines.all.scores[:, own]))


def woven(strands: Sequence[CityFigures], legend: Legend) -> CityFigures:
    """One year of all strands as one; counts and levels are those of the first.

    A measure of which no strand has anything is hidden.
    """
    first, *others = strands
    if not others:
        return first

    def table(rows: Callable[[CityFigures], tuple[FigureRow, ...]]) -> tuple[FigureRow, ...]:
        every = zip(*map(rows, strands), strict=True)
        return tuple(_woven(same, legend) for same in every)

    return replace(
        first,
        legend=legend,
        city=_woven([each.city for each in strands], legend),
        sectors=table(lambda each: each.sectors),
        divisions=table(lambda each: each.divisions),
        districts=table(lambda each: each.districts),
        sizes=table(lambda each: each.sizes),
    )


def _woven(rows: Sequence[FigureRow], legend: Legend) -> FigureRow:
    means = {id: mean for row in rows for id, mean in row.means.items()}
    asked = {id: count for row in rows for id, count in row.asked.items()}
    ids = [measure.id for measure in legend.measures]
    return replace(
        rows[0],
        means={id: means.get(id, HIDDEN) for id in ids},
        asked={id: asked.get(id, HIDDEN) for id in ids},
    )
