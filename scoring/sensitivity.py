"""How sure a level is if answers may be one step too high, and which ones to verify first.

Rules U1 to U7 of ``docs/scoring.md``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.engine import Scores, score
from scoring.lines import digits_of
from scoring.program import Codes, Floats
from scoring.rubric import Rubric
from scoring.weighing import weighed
from scoring.whatif import codes_if

CHANCE = 0.2  # that an answer is one step too high, unless stated otherwise: an assumption
ALL = 12  # up to so many doubtful answers every combination is weighed (4,096)
DRAWS = 4096  # beyond it so many combinations are drawn
LOWER = 1e-12  # values nearer than that are the same


@dataclass(frozen=True)
class Doubt:
    """One answer that may be one step too high.

    ``drop``: points of the total that go if only this answer is; ``alone``: whether the level
    goes with it. ``relief``: by how much the chance that the level is too high falls once this
    answer is confirmed.
    """

    item: str
    chance: float
    drop: float
    alone: bool
    relief: float


class Outlook(NamedTuple):
    """A level and a total; the total on the rubric's scale."""

    level: int
    total: float


@dataclass(frozen=True)
class Sensitivity:
    """How far a result can be relied on.

    ``chances``: level to its probability (they add up to 1); ``too_high``: that the level is
    below ``stated``. ``middle``: the range that holds the total in nine cases of ten. ``worst``:
    if every answer in doubt is one step too high. ``doubts``: first what to verify first.
    ``exact``: all combinations were weighed; otherwise drawn from a fixed seed.
    """

    stated: Outlook
    worst: Outlook
    chances: Mapping[int, float]
    too_high: float
    middle: tuple[float, float]
    doubts: tuple[Doubt, ...]
    exact: bool


def sensitivity(
    questionnaire: Questionnaire,
    rubric: Rubric,
    sheet: Sheet,
    chances: Mapping[str, float] | None = None,
    *,
    otherwise: float = CHANCE,
) -> Sensitivity | None:
    """The sheet's result if each answer may be one step too high, independently of the others.

    ``chances``: item id to its probability in [0, 1]; the others have ``otherwise``. None where
    there is no total.
    """
    rubric = weighed(rubric, sheet.facts)
    base = codes_if(questionnaire, rubric, sheet, [{}])[:, 0]
    risks = _risks(questionnaire, rubric, base, chances or {}, otherwise)
    every = np.ones((len(risks.ids), 1), dtype=bool)
    stated, worst = (_outlook(risks.scores(drawn)) for drawn in (~every, every))
    if math.isnan(stated.total):
        return None
    drawn, weights = _drawn(risks)
    scores = risks.scores(drawn)
    draws = _Draws(drawn, weights, scores.level < stated.level)
    doubts = [_doubt(risks, at, stated, draws) for at in range(len(risks.ids))]
    return Sensitivity(
        stated=stated,
        worst=worst,
        chances={
            int(level): float(weights[scores.level == level].sum())
            for level in np.unique(scores.level)
        },
        too_high=float(weights @ draws.lost),
        middle=(_quantile(scores.total, weights, 0.05), _quantile(scores.total, weights, 0.95)),
        doubts=tuple(sorted(doubts, key=lambda each: (-each.relief, -each.chance * each.drop))),
        exact=len(risks.ids) <= ALL,
    )


class _Risks(NamedTuple):
    """A sheet's codes, and the answers that may be too high: ids, lower codes, chances.

    ``rows`` are the code columns of the answers one after another, ``of`` tells whose each is.
    """

    plan: CompiledRubric
    base: Codes
    ids: tuple[str, ...]
    rows: NDArray[np.int64]
    of: NDArray[np.int64]
    lower: Codes
    chances: Floats

    def scores(self, drawn: NDArray[np.bool_]) -> Scores:
        """The scores where the answers ``drawn``, of shape (answers, sheets), are lower."""
        codes = np.repeat(self.base[:, None], drawn.shape[1], axis=1)
        is_lower = drawn[self.of]
        codes[self.rows] = np.where(is_lower, self.lower[:, None], self.base[self.rows][:, None])
        return score(self.plan, codes)


class _Draws(NamedTuple):
    """Combinations of answers that are too high, what each weighs, and whether the level goes."""

    drawn: NDArray[np.bool_]  # (answers, combinations)
    weights: Floats
    lost: NDArray[np.bool_]


def _risks(
    questionnaire: Questionnaire,
    rubric: Rubric,
    base: Codes,
    chances: Mapping[str, float],
    otherwise: float,
) -> _Risks:
    """Every answered item with a lower value, unless nobody doubts it."""
    plan = compile_rubric(questionnaire, rubric)
    found = []
    for row, item in enumerate(questionnaire.scored):
        chance = chances.get(item.id, otherwise)
        if base[row] < 0 or chance == 0:
            continue
        values = np.array(plan.values[item.id])
        below = np.flatnonzero(values < plan.value_of(item.id, base) - LOWER)
        below = below[below != base[row]]  # of a number on a line its own band is no other step
        if len(below):
            step = int(below[values[below].argmax()])
            digits = digits_of(values[[step]])[:, 0].tolist() if item.id in plan.digits else ()
            found.append((item.id, (step, *digits), chance))
    rows = [plan.rows[id] for id, _, _ in found]
    return _Risks(
        plan,
        base,
        tuple(id for id, _, _ in found),
        np.array([row for each in rows for row in each], dtype=np.int64),
        np.repeat(np.arange(len(rows)), [len(each) for each in rows]).astype(np.int64),
        np.array([code for _, codes, _ in found for code in codes], dtype=np.int8),
        np.array([chance for _, _, chance in found], dtype=np.float64),
    )


def _drawn(risks: _Risks) -> tuple[NDArray[np.bool_], Floats]:
    """Combinations of answers that are too high, and the weight of each; they add up to 1."""
    size, chances = len(risks.ids), risks.chances[:, None]
    if size <= ALL:
        drawn = (np.arange(1 << size) >> np.arange(size)[:, None] & 1).astype(bool)
        return drawn, np.where(drawn, chances, 1 - chances).prod(axis=0)
    drawn = np.random.default_rng(0).random((size, DRAWS)) < chances
    return drawn, np.full(DRAWS, 1 / DRAWS)


def _doubt(risks: _Risks, at: int, stated: Outlook, draws: _Draws) -> Doubt:
    """What hangs on one answer: alone, and among the other doubts."""
    only = (np.arange(len(risks.ids)) == at)[:, None]
    alone = _outlook(risks.scores(only))
    flipped = risks.scores(draws.drawn ^ only).level < stated.level
    wrong = np.where(draws.drawn[at], draws.lost, flipped)
    confirmed = np.where(draws.drawn[at], flipped, draws.lost)
    return Doubt(
        item=risks.ids[at],
        chance=float(risks.chances[at]),
        drop=stated.total - alone.total,
        alone=alone.level < stated.level,
        relief=float(risks.chances[at] * (draws.weights @ wrong - draws.weights @ confirmed)),
    )


def _outlook(scores: Scores) -> Outlook:
    return Outlook(int(scores.level[0]), float(scores.total[0]))


def _quantile(totals: Floats, weights: Floats, share: float) -> float:
    """The lowest total that at least ``share`` of the weight does not exceed."""
    order = np.argsort(totals, kind="stable")
    reached = np.cumsum(weights[order])
    at = min(int(np.searchsorted(reached, share - 1e-12)), len(order) - 1)
    return float(totals[order[at]])
