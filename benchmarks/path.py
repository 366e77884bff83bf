"""What is asked of one answer sheet beyond its scorecard, on the manufacturing questionnaire.

The way up, the doubts, a comparison, a thousand alternatives and a thousand rescorings, each
against one scorecard of the same sheets in this same run. The way up also stands beside the
plain greedy way (always the step with the most points for its effort, one scorecard a try):
what that takes, and how much dearer its steps are.
"""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.comparison import compare
from scoring.library import rubric
from scoring.paths.cheapest import cheapest_path
from scoring.paths.choices import choices_of
from scoring.paths.effort_reading import efforts
from scoring.paths.ground import Ground
from scoring.sensitivity import sensitivity
from scoring.splitting import JudgedSheets, corners, split
from scoring.whatif import changed, score_if

SHEETS = 24
MANY = 1_000
WEAKEST = 0.05  # about how high its answers stand, from 0 to 1
QUESTIONNAIRE = load("manufacturing@2026.1")
WUXI, EQUAL = (rubric(name, QUESTIONNAIRE) for name in ("wuxi", "equal"))
EFFORTS = efforts(QUESTIONNAIRE)


def sheets(count: int, weakest: float) -> Iterator[Sheet]:
    """Whole answer sheets of synthetic manufacturers, from weak to strong."""
    random = np.random.default_rng(2023)
    for height in np.linspace(weakest, 0.85, count):
        answers: dict[str, Answer] = {}
        for item in QUESTIONNAIRE.items:
            if item.kind is Kind.NUMBER:
                answers[item.id] = float(random.binomial(40, height))
            elif item.kind in (Kind.LADDER, Kind.CHOICE):
                answers[item.id] = item.options[random.binomial(item.steps - 1, height)].id
            elif item.kind is Kind.MULTI:
                good = [o.id for o in item.options if not o.exclusive and random.random() < height]
                answers[item.id] = tuple(good) or (item.options[-1].id,)
        known: dict[str, Answer] = {"workshop": "all_own", "machines_total": 40.0}
        known |= {"orders_due": 40.0, "delivery_entries": 10.0 - random.binomial(9, height)}
        yield Sheet(answers | known, {"employees": 52.0, "size": "small"})


def greedy(sheet: Sheet, target: int) -> float | None:
    """What the plain greedy steps to ``target`` take; None where it gets stuck."""
    cost = 0.0
    while True:
        card = scorecard_of(QUESTIONNAIRE, WUXI, sheet)
        if card.level is not None and card.level.number >= target:
            return cost
        ground = Ground(QUESTIONNAIRE, WUXI, sheet)
        best, taken = 0.0, None
        for choices in choices_of(ground, EFFORTS).values():
            for choice in choices[1:]:
                after = scorecard_of(QUESTIONNAIRE, WUXI, changed(sheet, choice.changes))
                gain = ((after.total or 0) - (card.total or 0)) / choice.cost
                if gain > best:
                    best, taken = gain, choice
        if taken is None:
            return None
        sheet, cost = changed(sheet, taken.changes), cost + taken.cost


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what came out."""
    start = time.perf_counter()
    found = run()
    return (time.perf_counter() - start) * 1000, found


def line(name: str, times: list[float], one: float, more: str = "") -> None:
    """A row of the table."""
    middle = median(times)
    print(f"| {name} | {middle:,.1f} | {max(times):,.1f} | {middle / one:,.0f} | {more} |")


def main(count: int = SHEETS, repeated: int = MANY, weakest: float = WEAKEST) -> None:
    """Print the table, of ``count`` sheets and so many alternatives and rescorings of them."""
    every = list(sheets(count, weakest))
    for sheet in every[:2]:  # libraries and plans are loaded
        cheapest_path(QUESTIONNAIRE, WUXI, sheet, EFFORTS)
    cards = [timed(lambda s=s: scorecard_of(QUESTIONNAIRE, WUXI, s)) for s in every]
    levels = [card.level.number for _, card in cards]
    one = median(time for time, _ in cards)
    ways = [timed(lambda s=s: cheapest_path(QUESTIONNAIRE, WUXI, s, EFFORTS)) for s in every]
    tops = [timed(lambda s=s: cheapest_path(QUESTIONNAIRE, WUXI, s, EFFORTS, 5)) for s in every]
    doubts = [timed(lambda s=s: sensitivity(QUESTIONNAIRE, WUXI, s)) for s in every]
    pairs = [
        (JudgedSheets(QUESTIONNAIRE, WUXI, (a,)), JudgedSheets(QUESTIONNAIRE, EQUAL, (b,)))
        for a, b in pairwise(every)
    ]
    compared = [timed(lambda p=pair: compare(*p)) for pair in pairs]
    changes = [{"backup": "daily"}] * repeated
    alternatives = [timed(lambda s=s: score_if(QUESTIONNAIRE, WUXI, s, changes)) for s in every[:5]]
    many = tuple(every[place % count] for place in range(repeated))
    sides = JudgedSheets(QUESTIONNAIRE, WUXI, many), JudgedSheets(QUESTIONNAIRE, EQUAL, many)
    bridge = [timed(lambda: split(corners(*sides).values["total"])) for _ in range(3)]
    far = [(s, min(level + 2, 5)) for s, level in zip(every, levels, strict=True)][::6]
    plain = [timed(lambda s=s, to=to: greedy(s, to)) for s, to in far]
    beside = [
        timed(lambda s=s, to=to: cheapest_path(QUESTIONNAIRE, WUXI, s, EFFORTS, to))
        for s, to in far
    ]
    print("| | ms, median | ms, worst | scorecards | |")
    print("|---|---|---|---|---|")
    line("one scorecard", [time for time, _ in cards], one)
    proven = sum(way.proven for _, way in ways)
    steps = median(len(way.steps) for _, way in ways)
    more = f"{steps:g} steps; {proven} of {count} proven the cheapest"
    line("way to the next level", [time for time, _ in ways], one, more)
    steps = median(len(way.steps) for _, way in tops)
    line("way to the top", [time for time, _ in tops], one, f"{steps:g} steps")
    dearer = [
        cost / way.cost
        for (_, cost), (_, way) in zip(plain, beside, strict=True)
        if cost is not None and way.cost
    ]
    found = f"costs {median(dearer):.2f} times as much, {max(dearer):.2f} at worst"
    line("way two levels up", [time for time, _ in beside], one)
    line("way two levels up, plain greedy", [time for time, _ in plain], one, found)
    line("doubts", [time for time, _ in doubts], one, "what to verify first")
    line("comparison", [time for time, _ in compared], one, "two sheets under two rubrics")
    line(f"what if, {repeated:,} alternatives", [time for time, _ in alternatives], one)
    line(f"rescoring, {repeated:,} sheets split", [time for time, _ in bridge], one)


if __name__ == "__main__":
    main()
