"""The state by employees: how most people's employers stand, and not how most employers do.

It is of the very enterprises of the state, so that the two differ by weights alone, and what is
hidden of the plain mean is hidden of this one.
"""

from dataclasses import replace

from aggregates.figures import CityFigures, Legend, Measure, StageSet
from aggregates.ledger import ledger, verdict
from aggregates.parts import of_total
from aggregates.population import Population
from aggregates.publication import figures_of
from aggregates.subject_basis import Basis
from i18n import text_of


def legend(basis: Basis) -> Legend:
    """The total by employees."""
    tree = basis.rubric.tree
    return _of(Measure("total", tree.title, tree.scale, tree.start))


def publish(
    population: Population, year: int, threshold: int, stages: StageSet = "signed"
) -> CityFigures:
    """What may be seen of the state's enterprises; nobody is told of divisions."""
    total = population.legend.measures[0]
    plain = of_total(population)
    weighted = replace(plain, legend=_of(total))
    found = figures_of(
        weighted,
        year,
        ledger(weighted, year, threshold),
        threshold,
        stages=stages,
        whole=verdict(ledger(plain, year, threshold)),
    )
    return replace(found, divisions=())


def _of(total: Measure) -> Legend:
    return Legend(
        (replace(total, title=text_of("city_subjects.weighted_total"), weighted=True),), ()
    )
