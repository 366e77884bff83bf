"""Conditions over answers and facts, in three values (Kleene), for many sheets at once.

TRUE the condition holds, FALSE it does not, UNKNOWN an input is still open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from questionnaires.columns import Array, Columns, divided, is_answered, is_not_applicable
from questionnaires.model import Condition, Item, Kind, Questionnaire

TRUE, FALSE, UNKNOWN = 1, 0, -1

Truth = NDArray[np.int8]  # shape (size,), of TRUE, FALSE and UNKNOWN


@dataclass(frozen=True)
class Routes:
    """Who is asked what. ``shown[id]``: TRUE asked, FALSE routed out, UNKNOWN not decided yet.

    ``items`` are the columns that went in, with the ratios computed beside them; an answer to
    an item that is not shown still stands there and must be ignored.
    """

    shown: Mapping[str, Truth]
    items: Mapping[str, Array]


def route(questionnaire: Questionnaire, columns: Columns) -> Routes:
    """Decide for every sheet which items are asked, ratios included.

    An item without condition is always asked; a ratio is routed out with either of its parts.
    """
    shown: dict[str, Truth] = {}
    items = dict(columns.items)
    seen = Columns(columns.size, items, columns.facts)
    for item in questionnaire.items:  # a condition looks back only, so one pass decides all
        truth = _filled(columns.size, TRUE)
        if item.show_if is not None:
            truth = evaluate(item.show_if, questionnaire, seen, shown)
        if item.part is not None and item.whole is not None:
            truth = _all([truth, shown[item.part], shown[item.whole]])
            if item.part in items and item.whole in items:
                items[item.id] = divided(items[item.part], items[item.whole])
        shown[item.id] = truth
    return Routes(shown, items)


def evaluate(
    condition: Condition,
    questionnaire: Questionnaire,
    columns: Columns,
    shown: Mapping[str, Truth],
) -> Truth:
    """``condition`` for each sheet, int8 of shape ``(columns.size,)``.

    ``shown`` holds the truth of every item the condition looks at. About an item that is routed
    out or answered "not applicable" nothing holds: FALSE, whatever was once answered. About an
    item that is unanswered, or not decided yet, it is UNKNOWN.
    """
    if condition.all is not None:
        return _all([evaluate(each, questionnaire, columns, shown) for each in condition.all])
    if condition.any is not None:
        parts = [evaluate(each, questionnaire, columns, shown) for each in condition.any]
        return _not(_all([_not(part) for part in parts]))
    if condition.not_ is not None:
        return _not(evaluate(condition.not_, questionnaire, columns, shown))
    if condition.item is not None:
        item = questionnaire.by_id[condition.item]
        return _of_item(condition, item, columns, shown[item.id])
    return _of_fact(condition, columns)


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """The tests of one item or one fact that the condition consists of."""
    if condition is None:
        return
    inner = (*(condition.all or ()), *(condition.any or ()))
    inner = inner if condition.not_ is None else (*inner, condition.not_)
    if not inner:
        yield condition
    for each in inner:
        yield from leaves(each)


def _of_item(condition: Condition, item: Item, columns: Columns, shown: Truth) -> Truth:
    if item.id not in columns.items:
        return np.where(shown == FALSE, FALSE, UNKNOWN).astype(np.int8)
    column = columns.items[item.id]
    if condition.is_ is None:
        holds = _within(column, condition)
    else:
        order = {option.id: index for index, option in enumerate(item.options)}
        codes = [order[option] for option in condition.is_]
        if item.kind is Kind.MULTI:
            holds = (column & sum(1 << code for code in codes)) != 0
        else:
            holds = np.isin(column, codes)
    truth = np.where(is_answered(column), holds, UNKNOWN).astype(np.int8)
    truth[is_not_applicable(column)] = FALSE
    truth[shown == UNKNOWN] = UNKNOWN
    truth[shown == FALSE] = FALSE
    return truth


def _of_fact(condition: Condition, columns: Columns) -> Truth:
    column = columns.facts.get(condition.fact or "")
    if column is None:
        return _filled(columns.size, UNKNOWN)
    if condition.is_ is None:
        return np.where(np.isnan(column), UNKNOWN, _within(column, condition)).astype(np.int8)
    holds = np.isin(column, condition.is_)
    return np.where(column == "", UNKNOWN, holds).astype(np.int8)


def _within(column: Array, condition: Condition) -> NDArray[np.bool_]:
    low = -np.inf if condition.at_least is None else condition.at_least
    high = np.inf if condition.below is None else condition.below
    return np.asarray((column >= low) & (column < high))


def _all(parts: list[Truth]) -> Truth:
    """FALSE where one is, else UNKNOWN where one is, else TRUE."""
    return reduce(_and, parts)


def _and(left: Truth, right: Truth) -> Truth:
    # UNKNOWN (-1) would win a plain minimum over FALSE (0)
    low = np.minimum(left, right)
    return np.where((left == FALSE) | (right == FALSE), FALSE, low).astype(np.int8)


def _not(truth: Truth) -> Truth:
    return np.where(truth == UNKNOWN, UNKNOWN, 1 - truth).astype(np.int8)


def _filled(size: int, value: int) -> Truth:
    return np.full(size, value, dtype=np.int8)
