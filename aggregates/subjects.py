"""What is published of the city: each subject by a breakdown of its own, with its own measures.

A subject is a stream of its own: which enterprises it counts is decided for it alone, by the same
rules for all. A share is a measure on 0..100 whose value of an enterprise is 0 or 100.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from aggregates.breakdown import Breakdown, breakdown
from aggregates.figures import Legend, Measure
from questionnaires.model import Questionnaire
from scoring.card import level_of
from scoring.rubric import Rubric

STATE = "state"


@dataclass(frozen=True)
class Subject:
    """One of them.

    ``breakdown`` gives its rows. ``legend`` names its measures and levels (none where there is
    no ladder); None where it has nothing to say of a questionnaire. ``columns`` adds to the rows
    of a store's ``figures()`` a column a measure of the legend, by its id; NaN where it does not
    apply. The columns ``total``, ``level`` and those of the nodes are there already.
    """

    id: str
    breakdown: Callable[[], Breakdown]
    legend: Callable[[Questionnaire, Rubric], Legend | None]
    columns: Callable[[pd.DataFrame, Legend], pd.DataFrame]


def legend_of(rubric: Rubric) -> Legend:
    """The total and its parts; the levels with what is below the first one."""
    parts = (Measure(node.id, node.title, node.scale, node.start) for node in rubric.tree.nodes)
    total = Measure("total", rubric.tree.title, rubric.tree.scale, rubric.tree.start)
    return Legend((total, *parts), (level_of(rubric, 0), *rubric.levels))


def as_they_are(figures: pd.DataFrame, legend: Legend) -> pd.DataFrame:
    """The measures are columns of the store; a node that no enterprise has is one of NaN."""
    wanted = figures.columns.union([each.id for each in legend.measures], sort=False)
    return figures.reindex(columns=wanted)


SUBJECTS: Mapping[str, Subject] = {
    each.id: each
    for each in (Subject(STATE, breakdown, lambda _, rubric: legend_of(rubric), as_they_are),)
}
