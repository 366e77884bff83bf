"""From a release's enterprises to the figures that may be seen: sums, verdict, coarse figures."""

from aggregates.breakdown import TABLES
from aggregates.coarse import (
    CountRange,
    band,
    rounded_mean,
    rounded_share,
    rounded_shares,
    rounded_weighted,
)
from aggregates.disclosure import WEIGHT, MeasureYear
from aggregates.figures import HIDDEN, CityFigures, FigureRow, Hidden, Measure, StageSet
from aggregates.ledger import Ledger, Verdict, ledger, verdict
from aggregates.population import Population


def publish(
    population: Population, year: int, threshold: int, stages: StageSet = "signed"
) -> CityFigures:
    """What may be seen of the enterprises of ``year``.

    ``threshold`` is the number of enterprises below which nothing is seen; ValueError under 5.
    ``stages`` only says which assessments were counted.
    """
    sums = ledger(population, year, threshold)
    return figures_of(population, year, sums, threshold, stages=stages)


def figures_of(  # noqa: PLR0913  (all that figures are of)
    population: Population,
    year: int,
    sums: Ledger,
    threshold: int,
    *,
    stages: StageSet,
    whole: Verdict | None = None,
) -> CityFigures:
    """The same of cases that have more to pass than their subject alone.

    ``whole``: what is hidden of the enterprises of which these are a part.
    """
    hidden = verdict(sums, whole)
    nodes = range(len(population.breakdown.nodes))
    rows = [_row(population, sums, hidden, node, threshold) for node in nodes]
    tables = {
        name: tuple(rows[node] for node in population.breakdown.layer(layer))
        for layer, name in enumerate(TABLES)
    }
    return CityFigures(
        year=year,
        stages=stages,
        threshold=threshold,
        synthetic=bool(population.synthetic[population.rows(year)].any()),
        legend=population.legend,
        city=tables["city"][0],
        sectors=tables["sectors"],
        divisions=tables["divisions"],
        districts=tables["districts"],
        sizes=tables["sizes"],
    )


def _row(
    population: Population, sums: Ledger, hidden: Verdict, place: int, threshold: int
) -> FigureRow:
    nodes, legend = population.breakdown.nodes, population.legend
    node = nodes[place]
    means: dict[str, float | Hidden] = {}
    asked: dict[str, CountRange | Hidden] = {}
    for measure, case, reasons in zip(legend.measures, sums.means, hidden.means, strict=True):
        many = int(case.own[place, 1])
        means[measure.id] = HIDDEN if reasons[place] else _mean(measure, case, place)
        asked[measure.id] = HIDDEN if reasons[place] else band(many, threshold)
    levels = sums.levels.own[place, 2:]
    return FigureRow(
        id=node.id,
        title=node.title,
        parent=nodes[node.parent].id if node.parent >= 0 else None,
        count=HIDDEN if hidden.counts[place] else band(int(sums.counts.own[place, 1]), threshold),
        means=means,
        asked=asked,
        levels=HIDDEN
        if hidden.levels[place]
        else rounded_shares(tuple(int(count) for count in levels), threshold),
    )


def _mean(measure: Measure, case: MeasureYear, place: int) -> float:
    many, points = int(case.own[place, 1]), float(case.own[place, 2])
    if measure.share:
        return rounded_share(points, many, case.threshold)
    if case.largest is None:
        return round(measure.start + rounded_mean(points, many, case.threshold, measure.span), 9)
    weight = float(case.own[place, WEIGHT])
    heaviest = case.largest.share(place, weight)
    return round(measure.start + rounded_weighted(points / weight, heaviest, measure.span), 9)
