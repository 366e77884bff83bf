"""Answer columns to the engine's code columns: one int8 per item and sheet.

A code is the index of the option (choice, ladder), of the band (number, ratio) or of the sum of
points (multi) among the steps of the item's table; below 0 it is a state. A number that is scored
by a line has, behind the columns of all items, those of the digits of its value.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from questionnaires.columns import NOT_APPLICABLE, UNANSWERED, Array
from questionnaires.conditions import FALSE, TRUE, UNKNOWN, Routes, Truth, asking
from questionnaires.model import Item, Kind, Questionnaire
from scoring.lines import DIGITS, digits_of, points_at
from scoring.points import sums
from scoring.program import SKIPPED, Codes, Floats
from scoring.rubric import Judged, RoutedOut, Rubric

Side = Literal["left", "right"]
MANY, FEW = 1_000, 30  # numbers, edges


@dataclass(frozen=True)
class Coder:
    """How the answers to one item become codes.

    A number goes between ``edges`` first. What comes then, or the answer itself, is looked up
    in ``codes``, which ends with the two states; without ``codes`` the answer is the code.
    ``skips`` says where an item that is routed out counts as the rubric says for that (S60).
    """

    item: str
    edges: Floats | None
    side: Side  # on which side of an edge a band ends, as searchsorted says it
    codes: Codes | None
    skips: Callable[[Routes], Truth] | None

    rows: ClassVar[int] = 1

    def __call__(self, column: Array) -> Array:
        """The code of every sheet of ``column``, states included."""
        if self.edges is not None:
            column = _between(self.edges, column, self.side)
        return column if self.codes is None else self.codes.take(column)


@dataclass(frozen=True)
class DigitsCoder:
    """How the numbers answered to one item become the digits of their values on a line."""

    item: str
    judged: Judged
    skips: Callable[[Routes], Truth] | None

    rows: ClassVar[int] = DIGITS

    def __call__(self, column: Array) -> Array:
        """The digits of every sheet of ``column``, of shape (DIGITS, sheets), states included."""
        values = points_at(self.judged.line, column) / (self.judged.most or 1.0)
        known = np.isfinite(column)
        digits = digits_of(np.where(known, values, 0.0))
        states = np.where(np.isneginf(column), NOT_APPLICABLE, UNANSWERED)
        return np.where(known, digits, states)


def coders(questionnaire: Questionnaire, rubric: Rubric) -> Iterator[Coder | DigitsCoder]:
    """One for each scored item, in the questionnaire's order; then for those with a line."""
    for item in questionnaire.scored:
        side, judged = _side(item), rubric.judged[item.id]
        skips = _skips(judged.routed_out, questionnaire)
        if item.kind is Kind.MULTI:
            yield Coder(item.id, None, side, _codes_of_masks(item, judged.points), skips)
        elif item.kind in (Kind.NUMBER, Kind.RATIO):
            # before the lowest number stands "not applicable" (-inf), after the highest NaN
            least = np.finfo(np.float64).min
            edges = np.concatenate(([least], _edges(item), [np.inf]))
            codes = np.array([NOT_APPLICABLE, *range(item.steps), UNANSWERED], dtype=np.int8)
            yield Coder(item.id, edges, side, codes, skips)
        else:
            yield Coder(item.id, None, side, None, skips)
    for item in questionnaire.scored:
        judged = rubric.judged[item.id]
        if judged.line:
            yield DigitsCoder(item.id, judged, _skips(judged.routed_out, questionnaire))


def encode(coders: Sequence[Coder | DigitsCoder], routes: Routes) -> Codes:
    """The code columns, of shape (columns of ``coders``, sheets).

    What is routed out counts as not applicable, or as skipped where the rubric says what that is
    worth, whatever was once answered; what is not decided yet counts as unanswered. A column that
    is not there is unanswered throughout.
    """
    by_row = [coder for coder in coders for _ in range(coder.rows)]
    shown = np.array([routes.shown[coder.item] for coder in by_row])
    codes = np.full(shown.shape, UNANSWERED, dtype=np.int8)
    first = 0
    for coder in coders:
        if coder.item in routes.items:
            codes[first : first + coder.rows] = coder(routes.items[coder.item])
        first += coder.rows
    is_asked = -(shown == TRUE).view(np.int8)  # all bits of a code, or none: no mask is as fast
    codes &= is_asked
    codes |= ~is_asked & (NOT_APPLICABLE - shown)  # FALSE is 0; UNKNOWN makes it UNANSWERED
    for row, truth, coder in zip(codes, shown, by_row, strict=True):
        if coder.skips is not None:
            while_ = coder.skips(routes)
            row[(truth == FALSE) & (while_ == TRUE)] = SKIPPED
            row[(truth == FALSE) & (while_ == UNKNOWN)] = UNANSWERED
    return codes


def _between(edges: Floats, column: Array, side: Side) -> Array:
    """As ``searchsorted`` has it; for many numbers it is faster to ask every edge."""
    if len(column) < MANY or len(edges) > FEW:
        return np.searchsorted(edges, column, side=side)
    is_below = np.less if side == "right" else np.less_equal
    places = np.full(column.shape, len(edges), dtype=np.int8)
    for edge in edges:
        places -= is_below(column, edge)  # nothing is below NaN, which stands behind all
    return places


def _skips(
    routed_out: RoutedOut | None, questionnaire: Questionnaire
) -> Callable[[Routes], Truth] | None:
    """Whether ``routed_out`` decides: never, always, or while its condition holds."""
    if routed_out is None:
        return None
    if routed_out.condition is None:
        return lambda routes: np.full(routes.size, TRUE, dtype=np.int8)
    return asking(routed_out.condition, questionnaire)


def band_of(item: Item, numbers: Array) -> Array:
    """The index of the band of a number or ratio item that each of ``numbers`` falls into."""
    return np.searchsorted(_edges(item), numbers, side=_side(item))


def _edges(item: Item) -> Floats:
    return np.array([band.from_ for band in item.bands[1:]], dtype=np.float64)


def _side(item: Item) -> Side:
    """[from, to) or (from, to]."""
    return "right" if item.closed == "left" else "left"


def _codes_of_masks(item: Item, points: Sequence[float]) -> Codes:
    """The index among ``sums`` of what every set of ticks brings; then the two states."""
    masks = np.arange(1 << len(points))
    total = np.zeros(masks.shape)
    for bit, (option, point) in enumerate(zip(item.options, points, strict=True)):
        ticked = (masks >> bit) & 1
        if option.exclusive:
            total[ticked == 1] = point
        else:
            total += point * ticked
    steps = np.array(sums(item, points))
    between = (steps[1:] + steps[:-1]) / 2  # safe from the rounding of sums
    codes = np.searchsorted(between, total, side="right")
    return np.concatenate((codes, [NOT_APPLICABLE, UNANSWERED])).astype(np.int8)
