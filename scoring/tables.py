"""The tables of the items: what each code adds to its node, in each view."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from scoring.lines import BITS, DIGIT_VALUES
from scoring.program import (
    ABSENT,
    ASKED,
    BEST,
    COVERAGE,
    EXCLUDED,
    INCLUDED,
    OPEN,
    SKIPPED,
    STATES,
    VIEWS,
    WORST,
    Codes,
    Floats,
    Ints,
    Shorts,
)
from scoring.rules.base import Aggregation, Fold, Transform
from scoring.rules.weighted_mean import WeightedMean

MOST = np.iinfo(np.int16).max
EXACT = 1e-9  # of a unit: closer to a whole number is one


@dataclass(frozen=True)
class CodeTable:
    """What each code of an item adds to its node, and the weight that it brings, in each view.

    Both of shape (VIEWS, entries): skipped, not applicable, unanswered, then the steps.
    """

    adds: Floats
    brings: Floats


@dataclass(frozen=True)
class Steps:
    """Tables as steps in whole units, one table behind the other; see ``kernel.Program``."""

    rise: Shorts
    lift: Shorts
    first: Ints
    least: Codes
    adds: Shorts
    brings: Shorts


def table_of(
    aggregate: Aggregation,
    weight: float,
    steps: Sequence[float],
    *,
    missing_is_zero: bool,
    stands_in: tuple[float | None, float | None] = (None, None),
) -> CodeTable:
    """The table of an item of that weight whose steps have these values in [0, 1].

    ``stands_in`` are its values where it is skipped and where it does not apply, None where its
    siblings share.
    """
    values = np.zeros((VIEWS, STATES + len(steps)))
    counts = np.full(values.shape, weight)
    values[:COVERAGE, STATES:] = steps
    values[WORST, STATES + OPEN], values[BEST, STATES + OPEN] = min(steps), max(steps)
    values[COVERAGE, STATES:] = 1.0
    values[INCLUDED] = 1.0
    for state, stand_in in zip((SKIPPED, ABSENT), stands_in, strict=True):
        at = STATES + state
        if stand_in is None:
            values[EXCLUDED, at], values[INCLUDED, at] = 1.0, 0.0
            counts[:EXCLUDED, at] = 0.0
        else:
            values[:COVERAGE, at], values[COVERAGE, at] = stand_in, 1.0
    if not missing_is_zero:
        counts[ASKED, STATES + OPEN] = 0.0
    fold, transform, _ = aggregate.instruction()
    with np.errstate(divide="ignore"):  # a 0 is meant: it makes such a mean 0
        if transform in (Transform.LOG, Transform.PRODUCT):
            values[:COVERAGE] = np.log(values[:COVERAGE])
        elif transform is Transform.INVERSE:
            values[:COVERAGE] = 1 / values[:COVERAGE]
    factors = counts.copy()
    if transform is Transform.PRODUCT:
        factors[:COVERAGE] = 1.0
    added = np.zeros(values.shape)
    np.multiply(values, factors, out=added, where=counts > 0)
    if fold is Fold.ADD:
        return CodeTable(added, counts)
    nothing = {Fold.MIN: np.inf, Fold.MAX: -np.inf, Fold.CALL: 0.0, Fold.PASS: 0.0}[fold]
    scores = slice(0, COVERAGE)
    added[scores] = np.where(counts[scores] > 0, values[scores], nothing)
    return CodeTable(added, counts)


def digit_tables(
    low: float,
    high: float,
    *,
    missing_is_zero: bool,
    stands_in: tuple[float | None, float | None],
) -> list[CodeTable]:
    """The tables of the digits of a value that is from ``low`` to ``high``, the first one first.

    The first brings the weight, 1, and stands for the states; the others only add.
    """
    steps = np.outer(DIGIT_VALUES, np.arange(1 << BITS))
    first = table_of(
        WeightedMean(),
        1.0,
        steps[0].tolist(),
        missing_is_zero=missing_is_zero,
        stands_in=stands_in,
    )
    first.adds[WORST, STATES + OPEN], first.adds[BEST, STATES + OPEN] = low, high
    tables = [first]
    for worth in steps[1:]:
        adds = np.zeros_like(first.adds)
        adds[:COVERAGE, STATES:] = worth
        tables.append(CodeTable(adds, np.zeros_like(adds)))
    return tables


def unit_of(aggregate: Aggregation, tables: Sequence[CodeTable]) -> float:
    """The unit of which all that a node's items add and bring are small whole numbers, or 0.

    Small: 16 bits hold whatever comes together. Only for nodes that add plain values.
    """
    if aggregate.instruction()[:2] != (Fold.ADD, Transform.NONE) or not tables:
        return 0.0
    numbers = np.unique(np.concatenate([[*each.adds.flat, *each.brings.flat] for each in tables]))
    together = sum(max(np.abs(each.adds).max(), each.brings.max()) for each in tables)
    parts = 1
    for number in numbers:  # one by one: the denominators of a few dozen outgrow every number
        parts = lcm(parts, Fraction(number).limit_denominator(MOST).denominator)
        if parts * together > MOST:
            return 0.0
    units = numbers * parts
    whole = np.rint(units)
    is_whole = (np.abs(units - whole) < EXACT) & ((whole != 0) | (numbers == 0))
    return 1 / parts if is_whole.all() else 0.0


def steps_of(tables: Sequence[CodeTable], units: Sequence[float]) -> Steps:
    """The steps of all items; ``units`` are those of their nodes (no steps where it is 0)."""
    rise, lift = np.zeros((2, VIEWS, len(tables)), dtype=np.int16)
    first, least, adds, brings = [0], [], [], []
    for edge, (table, unit) in enumerate(zip(tables, units, strict=True)):
        taken: Ints = np.empty(0, dtype=np.int64)
        if unit:
            more, weight = _rises(table.adds, unit), _rises(table.brings, unit)
            rise[:, edge] = [_commonest(steps) for steps in more[:, STATES + 1 :]]
            lift[:, edge] = weight[:, STATES]
            more[:, STATES + 1 :] -= rise[:, edge, None]
            weight[:, STATES] = 0
            taken = np.flatnonzero(((more != 0) | (weight != 0)).any(axis=0))
            least.append(taken - STATES)
            adds.append(more[:, taken])
            brings.append(weight[:, taken])
        first.append(first[-1] + len(taken))
    none: Ints = np.empty((VIEWS, 0), dtype=np.int64)
    return Steps(
        rise=rise,
        lift=lift,
        first=np.array(first, dtype=np.int64),
        least=np.concatenate([*least, none[0]]).astype(np.int8),
        adds=np.ascontiguousarray(np.hstack([*adds, none]), dtype=np.int16),
        brings=np.ascontiguousarray(np.hstack([*brings, none]), dtype=np.int16),
    )


def _rises(numbers: Floats, unit: float) -> Ints:
    """From each entry to the next, in units; the first one from nothing."""
    whole: Ints = np.rint(numbers / unit).astype(np.int64)
    before = np.zeros_like(whole)
    before[:, 1:] = whole[:, :-1]
    return whole - before


def _commonest(steps: Ints) -> int:
    values, counts = np.unique(steps, return_counts=True)
    return int(values[counts.argmax()]) if len(values) else 0
