"""Answer columns to the engine's code columns: one int8 per item and sheet.

A code is the index of the option (choice, ladder), of the band (number, ratio) or of the sum of
points (multi) among the steps of the item's table; below 0 it is a state.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from questionnaires.columns import NOT_APPLICABLE, UNANSWERED, Array
from questionnaires.conditions import FALSE, UNKNOWN, Routes
from questionnaires.model import Item, Kind, Questionnaire
from scoring.points import sums
from scoring.program import Codes, Floats
from scoring.rubric import Rubric

Side = Literal["left", "right"]


@dataclass(frozen=True)
class Coder:
    """How the answers to one item become codes.

    A number goes between ``edges`` first. What comes then, or the answer itself, is looked up
    in ``codes``, which ends with the two states; without ``codes`` the answer is the code.
    """

    item: str
    edges: Floats | None
    side: Side  # on which side of an edge a band ends, as searchsorted says it
    codes: Codes | None

    def __call__(self, column: Array) -> Array:
        """The code of every sheet of ``column``, states included."""
        if self.edges is not None:
            column = np.searchsorted(self.edges, column, side=self.side)
        return column if self.codes is None else self.codes[column]


def coders(questionnaire: Questionnaire, rubric: Rubric) -> Iterator[Coder]:
    """One for each scored item, in the questionnaire's order."""
    for item in questionnaire.scored:
        side = _side(item)
        if item.kind is Kind.MULTI:
            codes = _codes_of_masks(item, rubric.judged[item.id].points)
            yield Coder(item.id, None, side, codes)
        elif item.kind in (Kind.NUMBER, Kind.RATIO):
            # before the lowest number stands "not applicable" (-inf), after the highest NaN
            least = np.finfo(np.float64).min
            edges = np.concatenate(([least], _edges(item), [np.inf]))
            codes = np.array([NOT_APPLICABLE, *range(item.steps), UNANSWERED], dtype=np.int8)
            yield Coder(item.id, edges, side, codes)
        else:
            yield Coder(item.id, None, side, None)


def encode(coders: Sequence[Coder], routes: Routes) -> Codes:
    """The code columns, of shape (items of ``coders``, sheets).

    What is routed out counts as not applicable, whatever was once answered; what is not decided
    yet counts as unanswered. A column that is not there is unanswered throughout.
    """
    shown = np.array([routes.shown[coder.item] for coder in coders])
    codes = np.full(shown.shape, UNANSWERED, dtype=np.int8)
    for row, coder in zip(codes, coders, strict=True):
        if coder.item in routes.items:
            row[:] = coder(routes.items[coder.item])
    codes[shown == UNKNOWN] = UNANSWERED
    codes[shown == FALSE] = NOT_APPLICABLE
    return codes


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
