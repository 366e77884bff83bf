"""What each rule of disclosure control costs: the share of numbers hidden with it and without.

Of the newest year of the state of a demonstration of 2,000 enterprises (or as many as said). Then
the same enterprises, signed evenly over each year, in releases of every month, every quarter and
every half-year: how many count by the first of July and of January. Without a rule nothing may be
published; it is how one sees what the rule hides. The ratio is of the enterprises that count to
those that would if nobody waited for company.

    python -m benchmarks.hidden 2000
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from aggregates import releases
from aggregates.breakdown import TABLES, Breakdown, breakdown
from aggregates.disclosure import FLOOR
from aggregates.ledger import ledger, verdict
from aggregates.population import NOBODY, Lines, Population
from aggregates.releases import boundary, released
from aggregates.subjects import STATE, SUBJECTS
from assessments.years import CHINA
from cli.operating import operating
from services.counted import judged_apart
from services.demo import fill
from services.releasing import Asked, counted_lines

SCHEDULES = {"monthly": range(1, 13), "quarterly": (1, 4, 7, 10), "half-yearly": (1, 7)}
SEEDS = (1, 2)
DAYS = 355  # of a year on which somebody signs
COLUMNS = ("entity", "unit", "year", "case", "signed", "centre", "synthetic", "places")
COLUMNS += ("weight", "scores", "level")


def told(name: str, population: Population, year: int, threshold: int) -> int:
    """Print how many count in the year, and what is hidden of it by table and reason."""
    many = len(population.rows(year))
    reasons = verdict(ledger(population, year, threshold)).counts
    tables: dict[str, list[bool]] = {}
    for node, reason in zip(population.breakdown.nodes, reasons, strict=True):
        tables.setdefault(TABLES[node.layer], []).append(bool(reason))
    by_table = ", ".join(f"{table} {sum(each)}/{len(each)}" for table, each in tables.items())
    named = [reason.value for reason in reasons if reason]
    why = ", ".join(f"{each} {named.count(each)}" for each in sorted(set(named)))
    share = 100 * len(named) / len(reasons)
    print(f"{name}: {many} count, {share:.1f} % hidden ({by_table}; {why})")
    return many


def without_divisions(lines: Lines) -> Lines:
    """The same, published by fewer tables."""
    rows: Breakdown = breakdown(("city", "sectors", "districts", "sizes"))
    node = {(each.layer, each.id): place for place, each in enumerate(rows.nodes)}
    place = np.array([node.get((each.layer, each.id), -1) for each in lines.all.breakdown.nodes])
    kept = [lines.all.breakdown.layers.index(layer) for layer in rows.layers]
    return replace(
        lines, all=replace(lines.all, breakdown=rows, places=place[lines.all.places][:, kept])
    )


def evenly(lines: Lines, seed: int) -> Lines:
    """The same, signed at any time of their year."""
    rng = np.random.default_rng(seed)
    opens = np.array([np.datetime64(f"{year}-01-03T00:00", "us") for year in lines.all.year])
    since = opens + rng.integers(0, DAYS * 86_400, len(opens)).astype("m8[s]")
    order = np.argsort(since, kind="stable")
    columns = {name: getattr(lines.all, name)[order] for name in COLUMNS}
    return replace(
        lines,
        all=replace(lines.all, **columns),
        code=lines.code[order],
        since=since[order],
        until=lines.until[order],
    )


@contextmanager
def released_in(months: Sequence[int]) -> Iterator[None]:
    """Releases of these months alone."""
    every = releases.boundaries

    def chosen(lines: Lines, until: datetime) -> Iterator[np.datetime64]:
        for at in every(lines, until):
            if pd.Timestamp(at, tz=UTC).tz_convert(CHINA).month in months:
                yield at

    releases.boundaries = chosen
    try:
        yield
    finally:
        releases.boundaries = every


def rule_by_rule(lines: Lines, year: int, asked: Asked) -> float:
    """Print what is hidden as it is, and without each rule; what part counts that could."""
    threshold = asked.threshold
    found = released(lines, asked.until, threshold)
    nobody = np.full(len(found.year), NOBODY)
    everybody, counts = lines.as_of(np.datetime64(asked.until.astimezone(UTC).replace(tzinfo=None)))
    now = told("as it is", found, year, threshold)
    at_once = told("nobody waits", everybody.only(counts), year, threshold)
    told("nobody knows", replace(found, centre=nobody, unit=found.entity), year, threshold)
    coarser = without_divisions(lines)
    told("no divisions", released(coarser, asked.until, threshold), year, threshold)
    told(f"threshold of {FLOOR}", released(lines, asked.until, FLOOR), year, FLOOR)
    return now / max(at_once, 1)


def schedule_by_schedule(lines: Lines, year: int, threshold: int) -> None:
    """Print how many count by the middle and the end of the year."""
    ends = datetime(year, 7, 1, tzinfo=CHINA), datetime(year + 1, 1, 1, tzinfo=CHINA)
    for seed, (name, months), until in product(SEEDS, SCHEDULES.items(), ends):
        with released_in(months):
            found = released(evenly(lines, seed), until, threshold)
        told(f"{seed} {name} {until:%m-%d}", found, year, threshold)


def main(enterprises: int = 2_000) -> None:
    """Print both, and the ratio."""
    with tempfile.TemporaryDirectory() as place:
        with operating(str(Path(place) / "store.db"), migrate=True) as ctx:
            fill(ctx, enterprises, seed=1)
            asked = Asked.of(ctx, boundary(ctx.now()))
            every = counted_lines(ctx, asked.stages, judged_apart(ctx), [SUBJECTS[STATE]])
            (lines,) = (lines for _, lines in every if lines is not None)
        year = int(lines.all.year.max())
        ratio = rule_by_rule(lines, year, asked)
        schedule_by_schedule(lines, year, asked.threshold)
        print(f"ratio {ratio:.2f} of those that count if nobody waits")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
