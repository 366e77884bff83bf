"""The city's mean with the mix of the first year, beside the plain one, and how sure it is.

Strata are size classes of sectors. One stands by itself where, in both years, enough enterprises
are in it; the others of a sector stand together, and where these are too few the sector is one
stratum. Sectors with too few stand together as well, and are left out where they are still too
few. So no single enterprise can weigh much.
"""

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from aggregates.breakdown import TABLES
from aggregates.coarse import mean_step, rounded_mean
from aggregates.disclosure import EDGE
from aggregates.figures import HIDDEN, CityFigures, FigureRow, Hidden, Legend, Measure, StageSet
from aggregates.parts import of_total
from aggregates.population import NOBODY, Flags, Population
from aggregates.publication import publish as published
from aggregates.subject_basis import WHOLE, Basis
from aggregates.trend import Labels, adjusted_mean, interval
from i18n import text_of

PLAIN, ADJUSTED, LOW, HIGH, COVERED = "total", "adjusted", "low", "high", "covered"
LEAST_COVERED = 0.8  # of the first year's enterprises, below which nothing is compared
COVERED_STEP = 5  # per cent


def legend(basis: Basis) -> Legend:
    """The plain mean, the adjusted one, the ends of its interval, and how much is covered."""
    tree = basis.rubric.tree
    return _of(Measure(PLAIN, tree.title, tree.scale, tree.start))


def publish(
    population: Population, year: int, threshold: int, stages: StageSet = "signed"
) -> CityFigures:
    """The city's row: its plain mean as ever, and what it would be with the first year's mix.

    ``population`` are the enterprises of the state, so that the plain mean is the state's.
    """
    total = population.legend.measures[0]
    plain = of_total(population)
    figures = published(plain, year, threshold, stages)
    means = {**dict.fromkeys((ADJUSTED, LOW, HIGH, COVERED), HIDDEN), **figures.city.means}
    if not isinstance(means[PLAIN], Hidden):
        means |= _adjusted(plain, year, threshold)
    row: FigureRow = replace(
        figures.city, means=means, asked=dict.fromkeys(means, figures.city.count)
    )
    return replace(
        figures,
        legend=_of(total),
        city=row,
        sectors=(),
        divisions=(),
        districts=(),
        sizes=(),
    )


def _of(total: Measure) -> Legend:
    points = (
        replace(total, id=id, title=text_of(f"city_trend.{id}"))
        for id in (PLAIN, ADJUSTED, LOW, HIGH)
    )
    return Legend((*points, Measure(COVERED, text_of("city_trend.covered"), WHOLE)), ())


def _adjusted(population: Population, year: int, threshold: int) -> dict[str, float | Hidden]:
    """The adjusted mean with its interval, as coarse as one of so many enterprises."""
    measure = population.legend.measures[0]
    first, now = population.rows(population.years()[0]), population.rows(year)
    standard, strata = _strata(population, first, now, threshold)
    standard = np.where(standard < 0, standard.max() + 1, standard)  # a stratum the year has not
    scores = population.scores[now, 0]
    kept = strata >= 0
    found = adjusted_mean(standard, strata[kept], scores[kept])
    if found is None or found.covered < LEAST_COVERED or found.counted < threshold:
        return {}
    if not EDGE * measure.span <= found.mean <= (1 - EDGE) * measure.span:
        return {}
    low, high = interval(standard, strata[kept], scores[kept], measure.span, year)
    many = found.counted
    step = mean_step(many, threshold, measure.span)
    mean = rounded_mean(found.mean * many, many, threshold, measure.span)
    return {
        ADJUSTED: measure.start + mean,
        LOW: measure.start + max(round(math.floor(low / step) * step, 9), 0.0),
        HIGH: measure.start + min(round(math.ceil(high / step) * step, 9), measure.span),
        COVERED: float(math.floor(found.covered * WHOLE / COVERED_STEP + 1e-9) * COVERED_STEP),
    }


def _strata(
    population: Population, first: Labels, now: Labels, threshold: int
) -> tuple[Labels, Labels]:
    """The stratum of each enterprise of the first year and of this one; -1 where it has none."""
    rows = np.concatenate([first, now])
    is_now = np.arange(len(rows)) >= len(first)
    sector = population.places[rows, _column(population, "sectors")]
    size = population.places[rows, _column(population, "sizes")]
    nodes = len(population.breakdown.nodes)

    def stands(labels: Labels) -> Flags:
        """Whether, in both years, enough enterprises are in the group of each."""
        _, label = np.unique(labels, return_inverse=True)
        found = np.ones(len(rows), dtype=bool)
        for own in (~is_now, is_now):
            found &= _enough(population, rows[own], label[own], label.max() + 1, threshold)[label]
        return found

    fine = sector * nodes + size
    rest = np.where(stands(fine), fine, -1 - sector)  # of a sector: what is too few by itself
    apart = np.isin(sector, sector[~stands(rest)], invert=True)
    found = np.where(apart, rest, sector - 2 * nodes)  # else the sector is one stratum
    few = ~stands(found)
    left = np.where(few, 0, 1)
    found = np.where(few, nodes**2, found)
    _, dense = np.unique(found, return_inverse=True)
    dense = np.where(few & ~stands(left), -1, dense)
    return dense[: len(first)], dense[len(first) :]


def _enough(
    population: Population, rows: Labels, label: Labels, labels: int, threshold: int
) -> Flags:
    """Which of the ``labels`` have enough units, also without the cases of any one centre."""
    told = pd.DataFrame(
        {"label": label, "unit": population.unit[rows], "centre": population.centre[rows]}
    )
    told = told.drop_duplicates(["label", "unit"])
    many = np.bincount(told["label"], minlength=labels)
    own = told[told["centre"] != NOBODY].groupby(["label", "centre"]).size()
    of = own.index.get_level_values("label").to_numpy(np.int64)
    rest = many[of] - own.to_numpy()
    found = many >= threshold
    found[of[(rest > 0) & (rest < threshold)]] = False
    return np.asarray(found)


def _column(population: Population, table: str) -> int:
    return population.breakdown.layers.index(TABLES.index(table))
