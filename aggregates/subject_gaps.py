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
from questionnaires.conditions import leaves
from questionnaires.model import Item
from scoring.rubric import Judged

ALL = "gaps"  # the first measure: of the items that an enterprise was asked, its gaps in per cent
NOTHING = 1e-9  # up to which a value is 0


def legend(basis: Basis) -> Legend | None:
    """All of them together, then a share for each item that can be a gap."""
    items = [
        item
        for item in basis.questionnaire.scored
        if _can_lack(item, basis.rubric.judged.get(item.id))
    ]
    shown = {item.id: _id(item) for item in items}
    shown |= {
        item.part: _id(item) for item in items if item.part
    }  # nothing of a ratio: its part is 0
    found = [
        Measure(
            _id(item),
            basis.names.get(item.id, item.ask),
            WHOLE,
            share=True,
            asked_by=tuple(sorted({shown[id] for id in _routing(item) if id in shown})),
        )
        for item in items
    ]
    whole = Measure(ALL, text_of("city_subjects.gaps_all"), WHOLE)
    return Legend((whole, *found), ()) if found else None


def strands(basis: Basis, legend: Legend) -> Sequence[Legend]:
    """All of them together; then the items of each dimension, with those by whom they are asked."""
    items = legend.measures[1:]
    together = {
        each.id: basis.questionnaire.by_id[each.id.split(":")[1]].dimension for each in items
    }
    for each in items:
        for id in each.asked_by:
            joined = {together[each.id], together[id]}
            together = {one: min(joined) if of in joined else of for one, of in together.items()}
    parts: dict[str, list[Measure]] = {}
    for each in items:
        parts.setdefault(together[each.id], []).append(each)
    return [Legend(tuple(each), ()) for each in (legend.measures[:1], *parts.values())]


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


def _id(item: Item) -> str:
    return f"{ITEMS}:{item.id}:gap"


def _routing(item: Item) -> set[str]:
    """The items whose answers decide whether it is asked."""
    return {leaf.item for leaf in leaves(item.show_if) if leaf.item is not None}


def _can_lack(item: Item, judged: Judged | None) -> bool:
    """Whether some answer to it is worth nothing, and some other more."""
    if judged is None or not item.scored:
        return False
    worths = [worth for _, worth in judged.line] if judged.line else judged.points
    return min(worths, default=1.0) <= NOTHING < max(worths, default=0.0)
