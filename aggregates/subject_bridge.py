"""The bridge: cases that an earlier version of the rubric judged, and what this one makes of them.

Where the rubric changes a line of figures breaks. The same cases under both versions say how much
of the step is the rubric's. They are a part of what the earlier version's figures count, so what
those hold beyond them has to be fit to be shown as well.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from aggregates.figures import CityFigures, Legend, Measure, StageSet
from aggregates.ledger import Ledger, Verdict, ledger, verdict
from aggregates.population import Population
from aggregates.publication import figures_of
from aggregates.subject_basis import Basis
from aggregates.subject_panel import counts_of
from i18n import text_of

UNDER_NEW, UNDER_OLD, LEFT = "under_new", "under_old", "left"
RESCORED, RESCORED_AT = "rescored", "rescored_at"  # columns beside the earlier version's figures


def legend(basis: Basis) -> Legend:
    """The total under this version, under the earlier one, and that of who was not rescored."""
    tree = basis.rubric.tree
    return Legend(
        tuple(
            Measure(id, text_of(f"city_trend.{id}"), tree.scale, tree.start)
            for id in (UNDER_NEW, UNDER_OLD, LEFT)
        ),
        (),
    )


def columns(figures: pd.DataFrame, _: Legend) -> pd.DataFrame:
    """The three totals of every row; a rescored one counts from when it was, no year without any.

    That of who was not rescored is there to hide what would give it away.
    """
    new, old = (figures[name].to_numpy(np.float64) for name in (RESCORED, "total"))
    there = ~np.isnan(new)
    found = figures.assign(since=figures[["since", RESCORED_AT]].max(axis=1))
    found[UNDER_NEW], found[UNDER_OLD] = new, np.where(there, old, np.nan)
    found[LEFT] = np.where(there, np.nan, old)
    return found[found["year"].isin(found["year"][there])]


def publish(
    population: Population, year: int, threshold: int, stages: StageSet = "signed"
) -> CityFigures:
    """What may be seen of the rescored cases of ``year``: their mean under both versions."""
    sums = ledger(population, year, threshold)
    new, old, left = sums.means
    found = Ledger(
        counts=replace(counts_of(old), beyond=counts_of(left)),
        means=(new, replace(old, beyond=left)),
        levels=sums.levels,
    )
    legend = replace(population.legend, measures=population.legend.measures[:2])
    shown = replace(population, legend=legend)
    whole = _whole(population, year, threshold)
    return figures_of(shown, year, found, threshold, stages=stages, whole=whole)


def _whole(population: Population, year: int, threshold: int) -> Verdict:
    """What is hidden of all that the earlier version judged: of the bridge it is hidden too."""
    _, old, left = population.scores.T
    total = np.where(np.isnan(old), left, old)
    every = replace(population, scores=np.column_stack([total] * 3))
    found = verdict(ledger(every, year, threshold))
    return Verdict(found.counts, found.means[:2], found.levels)
