"""Answer sheets as columns: one numpy array per item and per fact, one entry per sheet."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from questionnaires.answers import Answer, NotApplicable
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Item, Kind, Questionnaire

UNANSWERED = -1  # among codes and tick masks
NOT_APPLICABLE = -2
NUMBER_UNANSWERED = math.nan  # among numbers, which are finite where there is an answer
NUMBER_NOT_APPLICABLE = -math.inf

Array = NDArray[Any]
Facts = Mapping[str, str | float]


@dataclass(frozen=True)
class Columns:
    """``size`` sheets, column by column; a column that is not there is unknown throughout.

    items, by item id (each of shape ``(size,)``):
      choice, ladder — any signed integer dtype: index of the option in the item's order
      multi — int64: bit i is set where option i is ticked (a sheet has one tick at least)
      number, ratio — float64: the number; NaN unanswered, -inf not applicable
      text — integer: 0 where something is written
      (all but numbers: -1 unanswered, -2 not applicable)
    facts, by name: float64 with NaN for unknown, or texts with "" for unknown.
    """

    size: int
    items: Mapping[str, Array]
    facts: Mapping[str, Array]


def columns_of(
    questionnaire: Questionnaire, answers: Sequence[Mapping[str, Answer]], facts: Sequence[Facts]
) -> Columns:
    """Columns of whole sheets, ``answers`` and ``facts`` in the same order.

    Answers to items that the questionnaire does not have are passed over.
    """
    items = {
        item.id: np.array(
            [code_of(item, sheet.get(item.id)) for sheet in answers],
            dtype=np.float64 if item.kind is Kind.NUMBER else np.int64,
        )
        for item in questionnaire.items
        if item.asked
    }
    return Columns(len(answers), items, fact_columns(facts))


def fact_columns(facts: Sequence[Facts]) -> dict[str, Array]:
    """The columns of all facts of some enterprises."""
    return {name: np.array([_fact(name, profile.get(name)) for profile in facts]) for name in FACTS}


def is_answered(column: Array) -> NDArray[np.bool_]:
    """Where ``column`` holds an answer proper (neither unanswered nor not applicable)."""
    if column.dtype.kind == "f":
        return np.asarray(np.isfinite(column))
    return np.asarray(column >= 0)


def is_not_applicable(column: Array) -> NDArray[np.bool_]:
    """Where ``column`` says that the item does not apply."""
    if column.dtype.kind == "f":
        return np.asarray(np.isneginf(column))
    return np.asarray(column == NOT_APPLICABLE)


def divided(part: Array, whole: Array) -> NDArray[np.float64]:
    """The ratio column of two number columns, in [0, 1].

    Not applicable where the whole is 0 or one of the two is not applicable; unanswered where
    one of them is, or where the part exceeds the whole (``sheet.contradictions`` says so).
    """
    applies = ~is_not_applicable(part) & ~is_not_applicable(whole) & (whole != 0)
    known = applies & np.isfinite(part) & np.isfinite(whole) & (part <= whole)
    share = np.full(part.shape, NUMBER_UNANSWERED)
    np.divide(part, whole, out=share, where=known)
    share[~applies] = NUMBER_NOT_APPLICABLE
    return share


def code_of(item: Item, answer: Answer | None) -> float:
    """What stands in the column of an asked item for one answer (None: unanswered)."""
    numeric = item.kind is Kind.NUMBER
    if answer is None:
        return NUMBER_UNANSWERED if numeric else UNANSWERED
    if isinstance(answer, NotApplicable):
        return NUMBER_NOT_APPLICABLE if numeric else NOT_APPLICABLE
    if isinstance(answer, float | int):
        return float(answer)
    if item.kind is Kind.TEXT:
        return 0
    order = {option.id: index for index, option in enumerate(item.options)}
    if isinstance(answer, tuple):
        return sum(1 << order[tick] for tick in answer)
    return order[answer]


def _fact(name: str, value: str | float | None) -> str | float:
    if FACTS[name] == NUMBER:
        return NUMBER_UNANSWERED if value is None else float(value)
    return "" if value is None else str(value)
