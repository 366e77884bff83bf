"""How many rows complementary suppression hides beside the least that would do.

Random tables of the eight districts and the ten sectors, few or many of their rows small. The least
is found by trying every set of rows; a set will do if it holds all that may not be seen, is more
than one row, and may be seen together (``MeasureYear.judge``).

    python -m benchmarks.suppression
"""

from collections.abc import Iterator
from itertools import combinations
from time import perf_counter

import numpy as np

from aggregates.breakdown import Family, breakdown
from aggregates.disclosure import MeasureYear, enough, mixed_mean, suppress

TABLES, THRESHOLD, SCALE = 600, 10, 100.0
CENTRES = 5
SMALL = (0.05, 0.15, 0.35)  # of the rows, in turn


def tables(count: int) -> Iterator[tuple[MeasureYear, Family]]:
    """Numbers of enterprises, and means, with several centres."""
    rng = np.random.default_rng(1)
    rows = breakdown(("city", "sectors", "districts"))
    for number in range(count):
        family = rows.families[number % 2]
        many = len(family.children)
        small = rng.random(many) < SMALL[number % 3]
        sizes = np.where(small, rng.integers(0, 10, many), rng.integers(10, 60, many))
        centre = rng.dirichlet(np.full(CENTRES, rng.choice([2.0, 20.0])), many)
        cases = np.array([rng.multinomial(*each) for each in zip(sizes, centre, strict=True)])
        means = rng.uniform(4, 96, many)[:, None] + rng.normal(0, 5, cases.shape)
        points = np.clip(means, 0, SCALE) * cases
        own = np.zeros((len(rows.nodes), 3))
        insiders = np.zeros((CENTRES, *own.shape))
        for column, each in enumerate((cases, cases, points)):
            insiders[:, list(family.children), column] = each.T
            insiders[:, 0, column] = each.sum(axis=0)
        own = insiders.sum(axis=0)
        test = (enough(THRESHOLD), mixed_mean(THRESHOLD, SCALE))[number // 2 % 2]
        nothing = np.zeros((len(rows.nodes), 0))
        yield MeasureYear(rows, own, insiders, nothing, THRESHOLD, test), family


def least(case: MeasureYear, family: Family) -> tuple[int, ...] | None:
    """The fewest rows that will do, of these sets that with the fewest enterprises; None: all."""
    children = family.children
    primary = {row for row in children if case.judge([row])}
    for many in range(max(2, len(primary)), len(children)):
        sets = [each for each in combinations(children, many) if primary <= set(each)]
        sets.sort(key=lambda rows: case.own[list(rows), 1].sum())
        found = next((rows for rows in sets if case.judge(rows) is None), None)
        if found:
            return found
    return None


def main(many: int = TABLES) -> None:
    """Print both, and what one costs beside the other."""
    rows = {"hidden": 0, "least": 0, "primary": 0}
    firms = dict.fromkeys(rows, 0.0)
    worse, counted, took = 0, 0, 0.0
    for case, family in tables(many):
        children = family.children
        primary = [row for row in children if case.judge([row])]
        if case.judge([0]) or not primary:
            continue
        began = perf_counter()
        nothing = tuple(None for _ in case.own)
        reasons = suppress(case, nothing)
        took += perf_counter() - began
        hidden = [row for row in children if reasons[row]]
        best = list(least(case, family) or children)
        counted += 1
        worse += len(hidden) > len(best)
        for name, found in (("hidden", hidden), ("least", best), ("primary", primary)):
            rows[name] += len(found)
            firms[name] += case.own[found, 1].sum()
    print(f"tables {counted}, hidden by hand {rows['primary']} rows, {firms['primary']:.0f} firms")
    print(
        f"hidden {rows['hidden']} rows, {firms['hidden']:.0f} firms; {took / counted * 1000:.2f} ms"
    )
    print(f"least {rows['least']} rows, {firms['least']:.0f} firms")
    print(
        f"ratio {rows['hidden'] / rows['least']:.3f} rows, "
        f"{firms['hidden'] / firms['least']:.3f} firms; worse in {worse} of {counted} tables"
    )


if __name__ == "__main__":
    main()
