"""The levels of several scales side by side, by name and by the points that reach them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from i18n import one_decimal
from questionnaires.model import Questionnaire
from reports.report import Cell, Column, Table
from scoring.rubric import Rubric
from scoring.scorecard import Level
from wording.voice import Voice

Scale = tuple[Questionnaire, Rubric]
FULL = 100  # points on which every scale is told


class LevelRange(NamedTuple):
    """From ``low`` on up to below ``high`` of 100 points; ``asks_more`` than that of the level.

    ``low`` is None where no total gives the level, only other requirements do.
    """

    level: Level
    low: float | None
    high: float
    asks_more: bool


def level_ranges(rubric: Rubric) -> tuple[LevelRange, ...]:
    """The levels of ``rubric``, the lowest first; what lies below level 1 is none."""
    total = rubric.tree
    found: list[LevelRange] = []
    high = float(FULL)
    for level in sorted(rubric.levels, key=lambda each: -each.number):
        asked = [need for need in rubric.thresholds if need.level == level.number]
        lows = [need.at_least for need in asked if need.node == total.id]
        low = (max(lows) - total.start) / total.span * FULL if lows else None
        others = any(need.node != total.id for need in asked)
        if level.number:
            found.insert(0, LevelRange(level, low, high, others))
        high = high if low is None else low
    return tuple(found)


def ranges_table(voice: Voice, scales: Iterable[Scale]) -> Table:
    """A row a scale: nobody has to take equal numbers for equal levels."""
    rows = tuple(
        (
            Cell(voice.text(asked.title), (voice.say("outlook.edition", edition=asked.edition),)),
            Cell("\n".join(_lines(voice, level_ranges(rubric)))),
            Cell(_asking_more(voice, level_ranges(rubric))),
        )
        for asked, rubric in scales
    )
    columns = (
        Column(voice.say("outlook.column_questionnaire"), 0.3, holds="names"),
        Column(voice.say("outlook.column_levels"), 0.45, holds="levels"),
        Column(voice.say("outlook.column_asks_more"), 0.25, holds="levels"),
    )
    return Table(voice.say("outlook.caption_levels"), columns, rows)


def _lines(voice: Voice, ranges: Iterable[LevelRange]) -> Iterator[str]:
    for each in ranges:
        level = voice.level(each.level)
        if each.low is None:
            yield voice.say("outlook.level_without_points", level=level)
        else:
            ends = {"low": one_decimal(each.low), "high": one_decimal(each.high)}
            yield voice.say("outlook.level_points", level=level, **ends)


def _asking_more(voice: Voice, ranges: Iterable[LevelRange]) -> str:
    """The levels for which points alone are not enough."""
    numbers = [voice.level_number(each.level.number) for each in ranges if each.asks_more]
    return voice.listed(numbers) or voice.say("outlook.asks_no_more")
