"""Answers of the demonstration that go together: drawn one by one they would not."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from questionnaires.columns import Array, Columns
from questionnaires.conditions import TRUE, asking, route
from questionnaires.contradictions import Contradiction, contradictions_for
from questionnaires.contradictions.model import ContradictionPart
from questionnaires.model import Kind, Questionnaire


def consistent(
    questionnaire: Questionnaire,
    items: dict[str, Array],
    facts: Mapping[str, Array],
    kept: NDArray[np.bool_],
) -> dict[str, Array]:
    """The columns without declared contradictions; the sheets ``kept`` are left as they are.

    The last answer that a contradiction names gives way.
    """
    for each in contradictions_for(questionnaire):
        routes = route(questionnaire, Columns(len(kept), items, facts))
        holds = (asking(each.condition, questionnaire)(routes) == TRUE) & ~kept
        if holds.any():
            items |= _given_way(questionnaire, each, items, holds)
    return items


def _given_way(
    questionnaire: Questionnaire,
    contradiction: Contradiction,
    items: dict[str, Array],
    holds: NDArray[np.bool_],
) -> dict[str, Array]:
    part: ContradictionPart = contradiction.when[-1]
    item = questionnaire.by_id[part.item]
    if item.kind is Kind.RATIO:
        least = np.ceil((part.below or 0.0) * items[item.whole or ""])
        number = item.part or ""
        return {number: np.where(holds, np.maximum(items[number], least), items[number])}
    places = [place for place, option in enumerate(item.options) if option.id in (part.is_ or ())]
    if item.kind is Kind.MULTI:
        others = (place for place in range(len(item.options)) if place not in places)
        return {item.id: np.where(holds, 1 << next(others), items[item.id])}
    other = min(places) - 1 if 0 not in places else max(places) + 1
    return {item.id: np.where(holds, other, items[item.id])}
