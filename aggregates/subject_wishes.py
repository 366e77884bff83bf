"""Solutions asked for: what enterprises want solutions to bring, and for how many each is so.

An enterprise asks for what answers a concern where it named the concern when it handed in, or
where somebody put a solution into its plan by then whose first purpose that is. The first measure
is of everybody; the others are of those who asked for anything.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from aggregates.figures import Legend, Measure
from aggregates.population import Flags
from aggregates.subject_basis import WHOLE, Basis, measured, values
from assessments.details import WISHES
from i18n import text_of
from solutions.concerns import concerns
from solutions.library import catalogue

ANY = "wishes"  # the first measure: whether an enterprise asked for anything


def legend(_basis: Basis) -> Legend:
    """Whether anything was asked for; then what answers each concern."""
    whole = Measure(ANY, text_of("city_subjects.solutions_any"), WHOLE, share=True)
    each = (
        Measure(f"wish:{id}", one.says, WHOLE, share=True, asked_by=(ANY,))
        for id, one in concerns().items()
    )
    return Legend((whole, *each), ())


def columns(figures: pd.DataFrame, _legend: Legend) -> pd.DataFrame:
    """100 where an enterprise asks for it, 0 where it asks for something else only."""
    asked: dict[str, Flags] = {}
    for id, names in _columns().items():
        told = (f"{WISHES}:{name}" for name in names)  # few of so many solutions ever are
        wished = values(figures, (name for name in told if name in figures.columns))
        asked[id] = np.asarray((wished > 0).any(axis=1))
    anybody = np.logical_or.reduce(list(asked.values()))
    found = {f"wish:{id}": np.where(anybody, WHOLE * each, np.nan) for id, each in asked.items()}
    return measured(figures, {ANY: WHOLE * anybody, **found})


@cache
def _columns() -> dict[str, Sequence[str]]:
    """By concern what was said for it: the concern itself, or a solution that answers it first."""
    every = catalogue().solutions
    return {
        id: [f"concern:{id}", *(f"solution:{s.id}" for s in every if each.place(s) == 0)]
        for id, each in concerns().items()
    }
