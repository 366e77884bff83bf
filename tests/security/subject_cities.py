"""Cities of whose enterprises several subjects are published: what hangs together in them.

The total is the mean of two parts, of which one does not apply to everybody. A share says who is
below the middle of a part, and one more item is asked only of those who are not. Wishes are of
those who wish for anything. The panel is a part of all, and some weigh more than others.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from aggregates import subject_mix, subject_panel, subject_weighted
from aggregates.figures import CityFigures, Hidden, Legend, Measure
from aggregates.population import Flags, Population
from aggregates.population import lines as lines_of
from aggregates.publication import publish
from aggregates.releases import released
from assessments.years import CHINA
from tests.security.odd_cities import BREAKDOWN, DISTRICTS, DIVISIONS, NAME, SCALE, STAFF

THRESHOLD, LEAST_SHARED = 10, 20
YEARS = (2025, 2026)
RELEASES = tuple(datetime(2026, month, 1, tzinfo=CHINA) for month in (3, 4))
EDGE = 10.0  # no score is nearer to an end of the scale


def _measure(id: str, **kind: Any) -> Measure:
    return Measure(id, NAME, SCALE, **kind)


def _shares(first: str, *others: str) -> Legend:
    """The first, and those that are asked only of whom it says something."""
    measures = (_measure(each, share=True, asked_by=(first,)) for each in others)
    return Legend((_measure(first, share=True), *measures), ())


TOTALS = (_measure("total"), _measure("p", whole="total"), _measure("q", whole="total"))
STREAMS: dict[str, Legend] = {
    "state": Legend(TOTALS, ()),
    "panel": Legend(tuple(_measure(id) for id in ("now", "before", "new")), ()),
    "gaps": _shares("gap", "routed"),
    "wishes": _shares("any", "one", "other"),
}


@dataclass(frozen=True)
class Shown:
    """What one subject shows in one release of one year.

    ``seen`` says which means of which rows: (rows of the breakdown, measures of the legend).
    """

    subject: str
    release: int
    year: int
    population: Population
    seen: Flags

    def of(self, node: int, measure: int) -> np.ndarray:
        """The lines behind a figure: those in that row who have that measure."""
        rows = self.population.rows(self.year)
        there = (self.population.places[rows] == node).any(axis=1)
        return rows[there & ~np.isnan(self.population.scores[rows, measure])]


def drawn(seed: int) -> pd.DataFrame:
    """The enterprises of a city of that number in two years, a line each and year."""
    rng = np.random.default_rng(seed)
    sizes = rng.choice([0, 0, 3, 9, 11, 14, 20, 30], len(DIVISIONS))
    division = np.repeat(np.arange(len(DIVISIONS)), sizes)
    many = len(division)
    firms = pd.DataFrame(
        {
            "enterprise": [f"e{n}" for n in range(many)],
            "division": np.array(DIVISIONS, dtype=object)[division],
            "district": rng.choice(DISTRICTS, many, p=[0.5, 0.3, 0.15, 0.05]),
            "employees": rng.choice(list(STAFF), many, p=list(STAFF.values())),
            "centre": rng.choice(["a", "b", "c"], many, p=rng.dirichlet([3, 1, 1])),
        }
    )
    before = rng.random(many) < rng.choice([0.3, 0.7, 0.95])
    now = ~before | (rng.random(many) < rng.choice([0.5, 0.9, 1.0]))
    frames = []
    for year, who, months in zip(YEARS, (before, now), ([3, 8, 9], [1, 2, 3]), strict=True):
        own = firms[who].assign(year=year)
        month = rng.choice(months, len(own), p=rng.dirichlet([3, 1, 1]))
        own["since"] = pd.to_datetime([f"{year}-{each:02}-05" for each in month], utc=True)
        frames.append(own)
    frame = pd.concat(frames, ignore_index=True)
    lines = len(frame)
    center = rng.uniform(20, 80, len(DIVISIONS))[frame["division"].map(DIVISIONS.index)]
    for part in ("p", "q"):
        frame[part] = np.clip(center + rng.normal(0, 25, lines), EDGE, SCALE - EDGE)
    frame.loc[rng.random(lines) < rng.choice([0, 0.03, 0.2]), "q"] = np.nan
    frame["total"] = frame[["p", "q"]].mean(axis=1)
    for first, others in (("gap", ["routed"]), ("any", ["one", "other"])):
        says = rng.random(lines) < rng.choice([0.3, 0.7, 0.93])
        frame[first] = SCALE * says
        for each in others:
            frame[each] = np.where(says, SCALE * (rng.random(lines) < 0.6), np.nan)
    frame["revenue"], frame["assets"], frame["level"] = 50_000.0, np.nan, np.nan
    frame["synthetic"], frame["credit_code"], frame["side"] = True, None, "verified"
    frame["assessment"] = [f"a{n}" for n in range(lines)]
    return frame


def by_rule(subject: str, population: Population, year: int, state: Population) -> Flags:
    """What the product shows of it."""
    publishing: Mapping[str, Callable[..., CityFigures]] = {
        "panel": partial(subject_panel.publish, state=state),
        "mix": subject_mix.publish,
        "weighted": subject_weighted.publish,
    }
    return seen_in(publishing.get(subject, publish)(population, year, THRESHOLD), population)


def by_threshold(subject: str, population: Population, year: int, _: Population) -> Flags:
    """Every figure of enough enterprises: what an office would do, a subject at a time."""
    rows = population.rows(year)
    there = (~np.isnan(population.scores[rows])).astype(np.float64)
    measures = population.legend.measures
    least = [LEAST_SHARED if measure.share else THRESHOLD for measure in measures]
    hidden = [subject in ("mix", "weighted") and place > 0 for place in range(len(measures))]
    hidden = [each or measure.id == "new" for each, measure in zip(hidden, measures, strict=True)]
    return (population.sums(rows, there) >= least) & ~np.array(hidden)


def seen_in(figures: CityFigures, population: Population) -> Flags:
    """Which means are shown."""
    nodes, measures = population.breakdown.nodes, population.legend.measures
    tables = (figures.sectors, figures.divisions, figures.districts, figures.sizes)
    rows = {(row.id, row.parent): row for each in ((figures.city,), *tables) for row in each}
    found = np.zeros((len(nodes), len(measures)), dtype=bool)
    for place, node in enumerate(nodes):
        row = rows.get((node.id, nodes[node.parent].id if node.parent >= 0 else None))
        means = {} if row is None else row.means
        found[place] = [isinstance(means.get(each.id, Hidden.HIDDEN), float) for each in measures]
    return found


Judge = Callable[[str, Population, int, Population], Flags]


def shown(frame: pd.DataFrame, judge: Judge) -> Iterator[Shown]:
    """Everything that is shown of the city: by subject, release and year."""
    streams = {
        id: lines_of(
            subject_panel.columns(frame, legend) if id == "panel" else frame, BREAKDOWN, legend
        )
        for id, legend in STREAMS.items()
    }
    for release, until in enumerate(RELEASES):
        counted = {id: released(each, until, THRESHOLD) for id, each in streams.items()}
        state = counted["state"]
        for subject in (*STREAMS, "weighted", "mix"):
            population = counted.get(subject, state)
            for year in population.years():
                seen = judge(subject, population, year, state)
                yield Shown(subject, release, year, population, seen)
