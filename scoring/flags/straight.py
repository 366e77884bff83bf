"""The same place ticked over and over."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from questionnaires.conditions import TRUE, Routes
from questionnaires.model import Item, Kind, Questionnaire
from scoring.flags.model import Flag, FlagKind
from scoring.flags.rules import StraightRule
from scoring.rubric import Rubric

ENDS = -9  # in place of a place: a run is over
Places = NDArray[np.int64]


def longest_runs(places: Sequence[Places]) -> Places:
    """The longest run of one place on each sheet; ``places`` by item, in the order of asking.

    Each of shape (sheets,): the place of the option that was ticked, below 0 where none was, which
    neither ends nor lengthens a run; ``ENDS`` ends it.
    """
    sheets = len(places[0]) if places else 0
    last = np.full(sheets, -1)
    run = np.zeros(sheets, dtype=np.int64)
    longest = np.zeros(sheets, dtype=np.int64)
    for place in places:
        said, ends = place >= 0, place == ENDS
        run = np.where(said, np.where(place == last, run + 1, 1), np.where(ends, 0, run))
        last = np.where(said, place, np.where(ends, -1, last))
        longest = np.maximum(longest, run)
    return longest


def straight(
    questionnaire: Questionnaire, rubric: Rubric, routes: Routes, rule: StraightRule
) -> list[Flag | None]:
    """The flag of each sheet. What stands at the lowest place ends a run and is none."""
    items = [
        item
        for page in questionnaire.pages
        for item in (questionnaire.by_id[id] for id in page.items)
        if item.scored and item.kind in (Kind.LADDER, Kind.CHOICE)
    ]
    places = [_places(item, rubric, routes) for item in items]
    found: list[Flag | None] = []
    for sheet, length in enumerate(longest_runs(places)):
        flag = None
        if length >= rule.run:
            ids = _run(items, [int(place[sheet]) for place in places], int(length))
            figures = {"run": float(length), "limit": float(rule.run)}
            flag = Flag(FlagKind.STRAIGHT, ids, figures)
        found.append(flag)
    return found


def _places(item: Item, rubric: Rubric, routes: Routes) -> Places:
    asked = routes.shown[item.id] == TRUE
    place = np.where(asked, routes.items[item.id], -1).astype(np.int64)
    points = np.asarray(rubric.judged[item.id].points)
    lowest = np.flatnonzero(points == points.min())
    return np.where(np.isin(place, lowest), ENDS, place)


def _run(items: Sequence[Item], places: Sequence[int], length: int) -> tuple[str, ...]:
    """The items of the first run of that length on one sheet."""
    run: list[str] = []
    last = -1
    for item, place in zip(items, places, strict=True):
        if place == ENDS:
            run, last = [], -1
        elif place >= 0:
            run = [*run, item.id] if place == last else [item.id]
            last = place
            if len(run) == length:
                break
    return tuple(run)
