"""Conditions over answers and facts, in three values (Kleene), for many sheets at once.

TRUE the condition holds, FALSE it does not, UNKNOWN an input is still open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil

import numpy as np
from cachetools.func import lru_cache
from numpy.typing import NDArray

from questionnaires.columns import Array, Columns, divided, is_answered, is_not_applicable
from questionnaires.model import Condition, Item, Kind, Questionnaire

TRUE, FALSE, UNKNOWN = 1, 0, -1
_FALSE, _UNKNOWN = np.int8(FALSE), np.int8(UNKNOWN)
PICKED = (Kind.CHOICE, Kind.LADDER)  # whose columns hold one place among the options

Truth = NDArray[np.int8]  # shape (size,), of TRUE, FALSE and UNKNOWN
Leaf = Callable[[Columns, Mapping[str, Truth]], Truth]  # a look at one item or fact
Known = dict[Leaf, Truth]  # what was found already: many conditions have the same leaves
Test = Callable[[Columns, Mapping[str, Truth], Known], Truth]  # a condition, ready to be asked


@dataclass(frozen=True)
class Routes:
    """Who is asked what. ``shown[id]``: TRUE asked, FALSE routed out, UNKNOWN not decided yet.

    ``items`` are the columns that went in, with the ratios computed beside them; an answer to
    an item that is not shown still stands there and must be ignored. ``facts`` went in too.
    """

    shown: Mapping[str, Truth]
    items: Mapping[str, Array]
    facts: Mapping[str, Array]
    size: int


def route(questionnaire: Questionnaire, columns: Columns) -> Routes:
    """Decide for every sheet which items are asked, ratios included.

    An item without condition is always asked; a ratio is routed out with either of its parts.
    """
    shown: dict[str, Truth] = {}
    items = dict(columns.items)
    seen = Columns(columns.size, items, columns.facts)
    truths: dict[Test | None, Truth] = {None: _filled(columns.size, TRUE)}
    known: Known = {}
    for item, test in _steps(questionnaire):
        if (
            test is not None and test not in truths
        ):  # what an earlier item asked too is known already
            truths[test] = test(seen, shown, known)
        truth = truths[test]
        if item.part is not None and item.whole is not None:
            truth = _all([truth, shown[item.part], shown[item.whole]])
            if item.part in items and item.whole in items:
                items[item.id] = divided(items[item.part], items[item.whole])
        shown[item.id] = truth
    return Routes(shown, items, columns.facts, columns.size)


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
    return _test(condition, questionnaire, {})(columns, shown, {})


def asking(condition: Condition, questionnaire: Questionnaire) -> Callable[[Routes], Truth]:
    """``condition``, ready to be asked of routes that are decided."""
    test = _test(condition, questionnaire, {})
    return lambda routes: test(Columns(routes.size, routes.items, routes.facts), routes.shown, {})


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


def cuts_of(tests: Iterable[Condition]) -> list[float]:
    """The numbers at which one of the tests changes its answer."""
    return [cut for test in tests for cut in (test.at_least, test.below) if cut is not None]


def around(
    cuts: Sequence[float], low: float | None, high: float | None, *, whole: bool
) -> list[float]:
    """The ends of the range and, for each cut inside it, the cut and a number just below it."""
    ends = [*cuts, 0.0, 1.0]
    low = min(ends) - 1 if low is None else low
    high = max(ends) + 1 if high is None else high
    values = {low, high}
    for cut in cuts:
        values |= {ceil(cut), ceil(cut) - 1} if whole else {cut, float(np.nextafter(cut, -np.inf))}
    return sorted(value for value in map(float, values) if low <= value <= high)


@lru_cache(maxsize=64)
def _steps(questionnaire: Questionnaire) -> tuple[tuple[Item, Test | None], ...]:
    """Each item with its test, in order (a condition looks back only); equal ones are one."""
    conditions = {item.show_if for item in questionnaire.items if item.show_if is not None}
    looks: dict[Condition, Leaf] = {}
    tests = {each: _test(each, questionnaire, looks) for each in conditions}
    return tuple(
        (item, None if item.show_if is None else tests[item.show_if])
        for item in questionnaire.items
    )


def _test(condition: Condition, questionnaire: Questionnaire, looks: dict[Condition, Leaf]) -> Test:
    if condition.all is not None:
        parts = [_test(each, questionnaire, looks) for each in condition.all]
        return lambda *seen: _all([part(*seen) for part in parts])
    if condition.any is not None:
        parts = [_test(each, questionnaire, looks) for each in condition.any]
        return lambda *seen: _not(_all([_not(part(*seen)) for part in parts]))
    if condition.not_ is not None:
        inner = _test(condition.not_, questionnaire, looks)
        return lambda *seen: _not(inner(*seen))
    leaf = looks.get(condition)
    if leaf is None:
        if condition.item is not None:
            leaf = _of_item(condition, questionnaire.by_id[condition.item])
        else:
            leaf = _of_fact(condition, condition.fact or "")
        looks[condition] = leaf
    return _once(leaf)


def _once(leaf: Leaf) -> Test:
    """The test; what it finds is known from then on."""

    def once(columns: Columns, shown: Mapping[str, Truth], known: Known) -> Truth:
        if leaf not in known:
            known[leaf] = leaf(columns, shown)
        return known[leaf]

    return once


def _of_item(condition: Condition, item: Item) -> Leaf:
    look = _looked_up(condition, item) if item.kind in PICKED else _judged(condition, item)

    def test(columns: Columns, shown: Mapping[str, Truth]) -> Truth:
        asked, column = shown[item.id], columns.items.get(item.id)
        is_asked = -(asked == TRUE).view(np.int8)  # all bits, or none
        found = _UNKNOWN if column is None else look(column)
        truth: Truth = (found & is_asked) | (asked & ~is_asked)
        return truth

    return test


def _looked_up(condition: Condition, item: Item) -> Callable[[Array], Truth]:
    """The truth of each option, and behind them of "not applicable" and of "unanswered"."""
    truths = np.array([FALSE] * len(item.options) + [FALSE, UNKNOWN], dtype=np.int8)
    truths[_places(condition, item)] = TRUE
    return lambda column: truths[column]


def _places(condition: Condition, item: Item) -> list[int]:
    """Where the options that it names stand in the item's order."""
    order = {option.id: index for index, option in enumerate(item.options)}
    return [order[option] for option in condition.is_ or ()]


def _judged(condition: Condition, item: Item) -> Callable[[Array], Truth]:
    holds = _holds(condition, item)

    def judge(column: Array) -> Truth:
        state = np.where(is_not_applicable(column), _FALSE, _UNKNOWN)
        return np.where(is_answered(column), holds(column), state)

    return judge


def _of_fact(condition: Condition, fact: str) -> Leaf:
    holds = _holds(condition, None)

    def test(columns: Columns, shown: Mapping[str, Truth]) -> Truth:  # noqa: ARG001 (a Leaf)
        column = columns.facts.get(fact)
        if column is None:
            return _filled(columns.size, UNKNOWN)
        unknown = column == "" if condition.is_ is not None else np.isnan(column)
        return np.where(unknown, _UNKNOWN, holds(column))

    return test


def _holds(condition: Condition, item: Item | None) -> Callable[[Array], Truth]:
    """Whether what the test asks for is there, looking at known entries of a column only."""
    if condition.is_ is None:
        low = -np.inf if condition.at_least is None else condition.at_least
        high = np.inf if condition.below is None else condition.below
        return lambda column: ((column >= low) & (column < high)).astype(np.int8)
    if item is not None:  # a multi item, for a number is asked for its range
        ticks = sum(1 << place for place in _places(condition, item))
        return lambda column: ((column & ticks) != 0).astype(np.int8)
    values = condition.is_
    return lambda column: reduce(
        np.bitwise_or, [(column == each).astype(np.int8) for each in values]
    )


def _all(parts: list[Truth]) -> Truth:
    """FALSE where one is, else UNKNOWN where one is, else TRUE."""
    return reduce(_and, parts)


def _and(left: Truth, right: Truth) -> Truth:
    # in two's complement the two have a bit in common unless one of them is FALSE
    truth: Truth = (left | right) * ((left & right) != 0)
    return truth


def _not(truth: Truth) -> Truth:
    return np.where(truth == UNKNOWN, truth, 1 - truth)


def _filled(size: int, value: int) -> Truth:
    return np.full(size, value, dtype=np.int8)
