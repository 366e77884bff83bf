"""The difference of two results in three parts: answers, routing, and the rubric.

Rules C1 to C6 of ``docs/scoring.md``; vectorised over pairs of sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from questionnaires.answers import InvalidAnswer, dump_answer, parse_answer
from questionnaires.columns import UNANSWERED, columns_of, fact_columns
from questionnaires.conditions import Routes, route
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import encode
from scoring.program import Codes, Floats
from scoring.rubric import Node, Rubric
from scoring.weighed_batch import coding_plan, score_weighed

FACTORS = ("answers", "routing", "rubric")
ORDERS = tuple(permutations(range(len(FACTORS))))


@dataclass(frozen=True)
class JudgedSheets:
    """Answer sheets with the questionnaire that reads them and the rubric that judges them.

    A sheet may have been filled in for another edition: what cannot be read here is open here.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    sheets: tuple[Sheet, ...]


class Split(NamedTuple):
    """Differences in their three parts, each of shape (sheets,); they add up to them."""

    answers: Floats
    routing: Floats
    rubric: Floats


@dataclass(frozen=True)
class Mixtures:
    """The sheets under every mixture of the two sides.

    Axes of the first three are (answers, routing, rubric), 0 the one side and 1 the other.
    ``values``: node id to its value in [0, 1], of shape (2, 2, 2, sheets), NaN where it has
    none; the total stands under the later rubric's id of it. ``codes``: the code columns behind
    it, one array a rubric, of shape (2, 2, items, sheets). ``levels`` of shape
    (2, 2, 2, sheets), -1 without a total.
    """

    values: dict[str, Floats]
    codes: tuple[Codes, Codes]
    levels: Codes


def corners(before: JudgedSheets, after: JudgedSheets) -> Mixtures:
    """Score every mixture; ``before`` and ``after`` hold the same number of sheets."""
    sides = (before, after)
    size = len(before.sheets)
    total = after.rubric.tree.id
    names = [names_of(side.rubric, total) for side in sides]
    values = {name: np.full((2, 2, 2, size), np.nan) for each in names for name in each}
    levels = np.empty((2, 2, 2, size), dtype=np.int8)
    codes = []
    for r, measure in enumerate(sides):
        facts = fact_columns([sheet.facts for sheet in measure.sheets])
        own = [_codes(side, measure) for side in sides]
        mixed = np.array([[_mixed(a, n) for n in own] for a in own])
        codes.append(mixed)
        for a, n in np.ndindex(2, 2):
            scores = score_weighed(measure.questionnaire, measure.rubric, mixed[a, n], facts)
            levels[a, n, r] = scores.level
            for name, node in names[r].items():
                values[name][a, n, r] = (scores.nodes[node.id] - node.start) / node.span
    return Mixtures(values, (codes[0], codes[1]), levels)


def names_of(rubric: Rubric, total: str) -> dict[str, Node]:
    """The nodes of ``rubric``, the total first, each under the name it is compared by.

    The total answers to ``total``, whatever it is called here.
    """
    below = {node.id: node for node, _ in rubric.nodes[1:] if node.id != total}
    return {total: rubric.tree, **below}


def split(values: Floats) -> Split:
    """The three parts of ``values[1, 1, 1] - values[0, 0, 0]``, sheet by sheet.

    ``values`` is of shape (2, 2, 2, sheets). The factors change one after another, in each of
    the six orders; a part is the mean of what its change brings.
    """
    parts = np.zeros((len(FACTORS), values.shape[-1]))
    bears = np.array([_differs(*np.moveaxis(values, factor, 0)) for factor in range(len(FACTORS))])
    for order in ORDERS:
        corner = np.zeros(len(FACTORS), dtype=np.int64)
        path = [values[tuple(corner)]]
        for factor in order:
            corner[factor] = 1
            path.append(values[tuple(corner)])
        parts[list(order)] += increments(np.array(path), bears[list(order)]) / len(ORDERS)
    return Split(*parts)


def increments(path: Floats, bears: NDArray[np.bool_] | None = None) -> Floats:
    """What each step of each path adds; ``path`` is of shape (steps + 1, paths).

    Where a point in between has no value, the steps around it share their change equally, those
    apart that bear on nothing (``bears``, of shape (steps, paths); without it all do).
    """
    holes = np.isnan(path).any(axis=0) & np.isfinite(path[0]) & np.isfinite(path[-1])
    if holes.any():
        path = path.copy()
        for column in np.flatnonzero(holes):
            steps = np.ones(len(path) - 1) if bears is None else bears[:, column]
            places = np.concatenate(([0.0], np.cumsum(steps)))
            known = np.isfinite(path[:, column])
            at, first = np.unique(places[known], return_index=True)
            path[:, column] = np.interp(places, at, path[known, column][first])
    return np.diff(path, axis=0)


def _differs(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """For which sheets any of the values differ; no value equals no value."""
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.asarray(~same.all(axis=(0, 1)))


def readable(sheet: Sheet, questionnaire: Questionnaire) -> Sheet:
    """The answers of ``sheet`` that ``questionnaire`` (another edition) can read.

    An item or an option that is not there is left out, and so is an answer of another kind.
    """
    kept = {}
    for id, answer in sheet.answers.items():
        item = questionnaire.by_id.get(id)
        if item is None or not item.asked:
            continue
        try:
            kept[id] = parse_answer(item, dump_answer(answer))
        except InvalidAnswer:
            continue
    return Sheet(kept, sheet.facts)


def _codes(side: JudgedSheets, measure: JudgedSheets) -> Codes:
    """The sheets of ``side`` as code columns of the questionnaire of ``measure``.

    Whether an item applies is decided by the edition that was filled in, as far as it has it.
    """
    coders = coding_plan(measure.questionnaire, measure.rubric).coders
    routes = _routes(measure.questionnaire, side.sheets)
    if side.questionnaire is not measure.questionnaire:
        own = _routes(side.questionnaire, side.sheets).shown
        shown = {id: own.get(id, truth) for id, truth in routes.shown.items()}
        routes = replace(routes, shown=shown)
    return encode(coders, routes)


def _routes(questionnaire: Questionnaire, sheets: Sequence[Sheet]) -> Routes:
    read = [readable(sheet, questionnaire) for sheet in sheets]
    answers, facts = [sheet.answers for sheet in read], [sheet.facts for sheet in read]
    return route(questionnaire, columns_of(questionnaire, answers, facts))


def _mixed(answers: Codes, routing: Codes) -> Codes:
    """The answers of one side to the items that apply on the other.

    An item that applied on one side only was answered there only: that answer counts.
    """
    answered = np.where(answers < UNANSWERED, routing, answers)
    return np.where(routing < UNANSWERED, routing, answered).astype(np.int8)
