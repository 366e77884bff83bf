"""Gaps: of the enterprises that were asked an item, how many have nothing of it yet.

An enterprise has nothing of an item where its answer is worth 0 of 1 under the rubric: the lowest
rung, "none of these", the lowest band. Who was not asked, to whom it does not apply and who left
it open does not count. An item of which no answer is worth nothing has no gap.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from aggregates.breakdown import Sums
from aggregates.figures import Legend, Measure
from aggregates.subject_basis import WHOLE, Basis, measured, values
from assessments.details import ITEMS
from i18n import text_of
from questionnaires.model import Item
from scoring.rubric import Judged

ALL = "gaps"  # the first measure: of the items that an enterprise was asked, its gaps in per cent
NOTHING = 1e-9  # up to which a value is 0


def legend(basis: Basis) -> Legend | None:
    """All of them together, then a share for each item that can be a gap."""
    found = [
        Measure(f"{ITEMS}:{item.id}:gap", basis.names.get(item.id, item.ask), WHOLE, share=True)
        for item in basis.questionnaire.scored
        if _can_lack(item, basis.rubric.judged.get(item.id))
    ]
    whole = Measure(ALL, text_of("city_subjects.gaps_all"), WHOLE)
    return Legend((whole, *found), ()) if found else None


def strands(basis: Basis, legend: Legend) -> Sequence[Legend]:
    """All of them together; then the items of each dimension."""
    by_dimension: dict[str, list[Measure]] = {}
    for measure in legend.measures[1:]:
        item = basis.questionnaire.by_id[measure.id.split(":")[1]]
        by_dimension.setdefault(item.dimension, []).append(measure)
    parts = (tuple(each) for each in by_dimension.values())
    return [Legend(each, ()) for each in (legend.measures[:1], *parts)]


def columns(figures: pd.DataFrame, legend: Legend) -> pd.DataFrame:
    """100 where an enterprise has nothing of an item, 0 where it has something."""
    ids = [measure.id for measure in legend.measures[1:]]
    value = values(figures, (id.removesuffix(":gap") for id in ids))
    known = ~np.isnan(value)
    gap: Sums = np.where(known, WHOLE * (value <= NOTHING), np.nan)
    asked = known.sum(axis=1)
    whole = np.full(len(figures), np.nan)
    np.divide(np.nansum(gap, axis=1), asked, out=whole, where=asked > 0)
    return measured(figures, {ALL: whole, **dict(zip(ids, gap.T, strict=True))})


def _can_lack(item: Item, judged: Judged | None) -> bool:
    """Whether some answer to it is worth nothing, and some other more."""
    if judged is None or not item.scored:
        return False
    worths = [worth for _, worth in judged.line] if judged.line else judged.points
    return min(worths, default=1.0) <= NOTHING < max(worths, default=0.0)
