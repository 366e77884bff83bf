"""Answer columns to scores: the entry for many sheets."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from questionnaires.columns import NOT_APPLICABLE, UNANSWERED, Array, Columns
from questionnaires.conditions import route
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Item, Kind, Questionnaire
from scoring.columns import encode
from scoring.engine import Scores
from scoring.rubric import Rubric
from scoring.weighed_batch import coding_plan, score_weighed


class UnfitColumns(ValueError):
    """Columns that cannot be scored; ``problems`` says by name what is wrong with each."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{name}: {what}" for name, what in problems.items()))


def score(
    questionnaire: Questionnaire, rubric: Rubric, columns: Columns, *, detail: bool = False
) -> Scores:
    """The scores of all sheets of ``columns``, in their order, routing decided for each.

    ``detail``: range, coverage and excluded share of every node too. Raises UnfitColumns with
    everything that is wrong.
    """
    if problems := dict(_problems(questionnaire, columns)):
        raise UnfitColumns(problems)
    coders = coding_plan(questionnaire, rubric).coders
    codes = encode(coders, route(questionnaire, columns))
    return score_weighed(questionnaire, rubric, codes, columns.facts, detail=detail)


def _problems(questionnaire: Questionnaire, columns: Columns) -> Iterator[tuple[str, str]]:
    """The name of each column that cannot be scored, and why."""
    every: dict[str, Any] = {**columns.items, **columns.facts}
    for name, column in every.items():
        item = questionnaire.by_id.get(name)
        if name in columns.items and (item is None or not item.asked):
            yield name, "no item that is asked"
        elif name in columns.facts and name not in FACTS:
            yield name, f"no fact; there are {', '.join(FACTS)}"
        elif not isinstance(column, np.ndarray):
            yield name, f"{type(column).__name__} instead of a numpy array"
        elif column.shape != (columns.size,):
            yield name, f"shape {column.shape} instead of ({columns.size},)"
        elif what := _fact_problem(name, column) if item is None else _item_problem(item, column):
            yield name, what


def _item_problem(item: Item, column: Array) -> str:
    if item.kind is Kind.NUMBER:
        if column.dtype != np.float64:
            return f"dtype {column.dtype} instead of float64"
        known = column[~np.isnan(column) & ~np.isneginf(column)]
        low = -np.inf if item.minimum is None else item.minimum
        high = np.finfo(np.float64).max if item.maximum is None else item.maximum
        return _outside(known, low, high)
    if column.dtype.kind != "i":
        return f"dtype {column.dtype} instead of a signed integer"
    if item.kind is Kind.MULTI:
        return _outside(column, NOT_APPLICABLE, (1 << len(item.options)) - 1) or _ticks(
            item, column
        )
    return _outside(column, NOT_APPLICABLE, max(len(item.options) - 1, 0))


def _ticks(item: Item, column: Array) -> str:
    """What is no set of ticks, if anything."""
    if (column == 0).any():
        return f"0 ticks nothing; {UNANSWERED} is unanswered"
    for bit, option in enumerate(item.options):
        alone = 1 << bit
        if option.exclusive and ((column > 0) & (column & alone != 0) & (column != alone)).any():
            return f"{option.id} beside another option"
    return ""


def _outside(column: Array, low: float, high: float) -> str:
    """What is not from ``low`` to ``high``, if anything."""
    bad: Any = np.flatnonzero((column < low) | (column > high))
    if not len(bad):
        return ""
    return f"{len(bad)} outside {low:.15g}..{high:.15g}, the first of them {column[bad[0]]}"


def _fact_problem(name: str, column: Array) -> str:
    if FACTS[name] == NUMBER:
        if column.dtype != np.float64:
            return f"dtype {column.dtype} instead of float64"
        return _outside(column[~np.isnan(column)], 0, np.finfo(np.float64).max)
    return "" if column.dtype.kind == "U" else f"dtype {column.dtype} instead of str"
