"""What each rule of disclosure control costs: the share of numbers hidden with it and without.

Of the newest year of the state of a store, such as one that ``shuzhen demo --enterprises 2000`` has
filled. Then the same enterprises, signed evenly over each year, in releases of every month, every
quarter and every half-year: how many count by the first of July and of January. Without a rule
nothing may be published; it is how one sees what the rule hides.

    python -m benchmarks.hidden sqlite:///demo.db
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from aggregates import releases
from aggregates.breakdown import TABLES, Breakdown, breakdown
from aggregates.ledger import ledger, verdict
from aggregates.population import NOBODY, Lines, Population
from aggregates.releases import boundary, released
from aggregates.subjects import STATE, SUBJECTS
from assessments.years import CHINA
from cli.operating import operating
from services.counted import judged_apart
from services.releasing import Asked, counted_lines

SCHEDULES = {"monthly": range(1, 13), "quarterly": (1, 4, 7, 10), "half-yearly": (1, 7)}
SEEDS = (1, 2)
DAYS = 355  # of a year on which somebody signs
COLUMNS = ("entity", "unit", "year", "case", "signed", "centre", "synthetic", "places")
COLUMNS += ("weight", "scores", "level")


def told(name: str, population: Population, threshold: int) -> None:
    """Print how many count in the newest year, and what is hidden of it by table and reason."""
    year = population.years()[-1]
    reasons = verdict(ledger(population, year, threshold)).counts
    tables: dict[str, list[bool]] = {}
    for node, reason in zip(population.breakdown.nodes, reasons, strict=True):
        tables.setdefault(TABLES[node.layer], []).append(bool(reason))
    by_table = ", ".join(f"{table} {sum(each)}/{len(each)}" for table, each in tables.items())
    named = [reason.value for reason in reasons if reason]
    why = ", ".join(f"{each} {named.count(each)}" for each in sorted(set(named)))
    share = 100 * len(named) / len(reasons)
    print(f"{name}: {len(population.rows(year))} count, {share:.1f} % hidden ({by_table}; {why})")


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


def rule_by_rule(lines: Lines, asked: Asked) -> None:
    """Print what is hidden as it is, and without each rule."""
    found = released(lines, asked.until, asked.threshold)
    nobody = np.full(len(found.year), NOBODY)
    everybody, counts = lines.as_of(np.datetime64(asked.until.astimezone(UTC).replace(tzinfo=None)))
    coarser = released(without_divisions(lines), asked.until, asked.threshold)
    told("as it is", found, asked.threshold)
    told("nobody waits", everybody.only(counts), asked.threshold)
    told("nobody knows", replace(found, centre=nobody, unit=found.entity), asked.threshold)
    told("no divisions", coarser, asked.threshold)
    told("threshold of 5", released(lines, asked.until, 5), 5)


def schedule_by_schedule(lines: Lines, threshold: int) -> None:
    """Print how many count by the middle and the end of the newest year."""
    year = int(lines.all.year.max())
    for seed in SEEDS:
        signed = evenly(lines, seed)
        for name, months in SCHEDULES.items():
            for until in (
                datetime(year, 7, 1, tzinfo=CHINA),
                datetime(year + 1, 1, 1, tzinfo=CHINA),
            ):
                with released_in(months):
                    told(
                        f"{seed} {name} {until:%m-%d}",
                        released(signed, until, threshold),
                        threshold,
                    )


def main() -> None:
    """Print both for every questionnaire that has figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store")
    with operating(parser.parse_args().store) as ctx:
        asked = Asked.of(ctx, boundary(ctx.now()))
        every = counted_lines(ctx, asked.stages, judged_apart(ctx), [SUBJECTS[STATE]])
        for _, lines in every:
            if lines is not None:
                rule_by_rule(lines, asked)
                schedule_by_schedule(lines, asked.threshold)


if __name__ == "__main__":
    main()
