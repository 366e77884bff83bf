"""The size class of an enterprise by the statistical rule of 2017."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from i18n import Text

Words = npt.NDArray[np.str_]

FILE = Path(__file__).parent / "data" / "sizes.yaml"


class Size(StrEnum):
    """From large to micro; ``unclassified``: outside the rule, or a figure that decides lacks."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"
    UNCLASSIFIED = "unclassified"


CLASSES = (Size.LARGE, Size.MEDIUM, Size.SMALL)  # in the order of the limits; below them: micro
NO_LIMITS = (float("-inf"),) * len(CLASSES)  # nothing is below them


@dataclass(frozen=True)
class SizeRule:
    """One row of the rule: per figure the lower limits of large, medium and small."""

    id: str
    title: Text
    codes: tuple[str, ...]
    limits: Mapping[str, tuple[float, float, float]]


@cache
def trades() -> tuple[SizeRule, ...]:
    """The sixteen rows of the rule."""
    return tuple(
        SizeRule(
            id,
            Text.model_validate(row["title"]),
            tuple(row["codes"]),
            {figure: tuple(limits) for figure, limits in row["limits"].items()},
        )
        for id, row in yaml.safe_load(FILE.read_text("utf-8")).items()
    )


def trade_of(code: str) -> SizeRule | None:
    """The row for a GB/T 4754 code of two to four digits; None outside the rule."""
    return next((trade for trade in trades() if code.startswith(trade.codes)), None)


def size_of(
    code: str, employees: float | None, revenue: float | None, assets: float | None
) -> Size:
    """The class that all figures of the trade reach; one below every limit makes it micro.

    Money in 万元. Where a figure that the trade needs is not known, the answer is micro if a
    known one already says so, and ``unclassified`` otherwise.
    """
    trade = trade_of(code)
    if trade is None:
        return Size.UNCLASSIFIED
    known = {"employees": employees, "revenue": revenue, "assets": assets}
    reached = [
        _reached(value, limits)
        for figure, limits in trade.limits.items()
        if (value := known[figure]) is not None
    ]
    lowest = max(reached, default=-1)
    if lowest == len(CLASSES):
        return Size.MICRO
    return CLASSES[lowest] if len(reached) == len(trade.limits) else Size.UNCLASSIFIED


def sizes_of(codes: Words, figures: Mapping[str, npt.NDArray[np.float64]]) -> Words:
    """The same of many, NaN where a figure is not known; "" without a code."""
    different, places = np.unique(codes, return_inverse=True)
    trades = [trade_of(code) if code else None for code in different.tolist()]
    lowest = np.zeros(codes.shape, dtype=np.int8)
    unknown = np.zeros(codes.shape, dtype=bool)
    for name, values in figures.items():
        own = [trade.limits.get(name) if trade else None for trade in trades]
        reached = np.zeros(codes.shape, dtype=np.int8)
        for limits in np.array([each or NO_LIMITS for each in own]).T:
            reached += values < limits[places]
        lowest = np.maximum(lowest, reached)
        asked = np.array([each is not None for each in own], dtype=np.bool_)
        unknown |= np.isnan(values) & asked[places]
    is_open = unknown & (lowest < len(CLASSES))
    is_outside = np.array([trade is None for trade in trades], dtype=np.bool_)[places]
    kinds = np.array([*CLASSES, Size.MICRO, Size.UNCLASSIFIED, ""])
    found = np.where(is_open | is_outside, len(CLASSES) + 1, lowest)
    sizes: Words = kinds[np.where(codes == "", len(CLASSES) + 2, found)]
    return sizes


def _reached(value: float, limits: tuple[float, float, float]) -> int:
    """The place of the class in CLASSES, one past its end for micro."""
    return sum(value < limit for limit in limits)


def coarse(
    code: str, employees: float, revenue: float | None, assets: float | None
) -> Mapping[str, float | None]:
    """Figures of the same class that say no more than it: each the limit that it reaches.

    Outside the rule money says nothing, and employees go by those of industry.
    """
    trade = trade_of(code)
    limits = trade.limits if trade else {"employees": trades()[1].limits["employees"]}
    given = {"employees": employees, "revenue": revenue, "assets": assets}
    return {
        figure: None
        if value is None or figure not in limits
        else max((limit for limit in limits[figure] if value >= limit), default=0)
        for figure, value in given.items()
    }
