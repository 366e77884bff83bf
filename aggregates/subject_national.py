"""The national questionnaire: where enterprises would stand under it, estimated by a crosswalk.

Another instrument was answered, so an estimate says what the answers leave possible there. It
counts as a level only where at least a quarter of the weight there is known or narrowed, and the
lowest and the highest level that remain are the same or neighbours; all else is "undetermined".
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from aggregates.figures import Legend, Measure
from aggregates.subject_basis import WHOLE, Basis, measured, values
from i18n import text_of
from scoring.card import level_of
from scoring.scorecard import Level

LEAST = 0.25  # of the weight that has to be known or narrowed before a level is told
WIDEST = 1  # levels between the lowest and the highest that remain
UNDETERMINED = -1
PREFIX = "national"
FIGURES = ("total", "low", "high", "level", "level_low", "level_high", "known", "coverage")
SHOWN = ("total", "low", "high")


def details(basis: Basis) -> Mapping[str, str]:
    """The estimates under the present crosswalk and rubric."""
    return {} if basis.national is None else {PREFIX: basis.national.kind}


def legend(basis: Basis) -> Legend | None:
    """The estimated total, the lowest and highest possible one, and how much is known for sure."""
    if basis.national is None:
        return None
    rubric = basis.national.rubric
    measures = [
        Measure(
            f"{PREFIX}_{each}",
            text_of(f"city_subjects.national_{each}"),
            rubric.tree.scale,
            rubric.tree.start,
            whole="" if each == SHOWN[0] else f"{PREFIX}_{SHOWN[0]}",
        )
        for each in SHOWN
    ]
    known = Measure(f"{PREFIX}_known", text_of("city_subjects.national_known"), WHOLE)
    nothing = Level(
        number=UNDETERMINED,
        name=text_of("city_subjects.undetermined"),
        meaning=text_of("city_subjects.undetermined_meaning"),
    )
    return Legend((*measures, known), (nothing, level_of(rubric, 0), *rubric.levels))


def columns(figures: pd.DataFrame, _legend: Legend) -> pd.DataFrame:
    """The estimates, and as ``level`` the estimated one or the rung for what is undetermined."""
    total, low, high, level, lowest, highest, known, coverage = values(
        figures, (f"{PREFIX}:{each}" for each in FIGURES)
    ).T
    with np.errstate(invalid="ignore"):
        sure = (coverage >= LEAST) & (highest - lowest <= WIDEST) & ~np.isnan(level)
    found = {
        "national_total": total,
        "national_low": low,
        "national_high": high,
        "national_known": WHOLE * known,
        "level": np.where(sure, level, UNDETERMINED),
    }
    return measured(figures, found)
