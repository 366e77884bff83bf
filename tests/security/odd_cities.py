"""Cities that put disclosure control to the test, over a breakdown small enough to attack."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from aggregates.breakdown import CITY, CLASSES, REST, Breakdown, BreakdownRow, Family
from aggregates.figures import Legend, Measure
from aggregates.population import Lines
from aggregates.population import lines as lines_of
from assessments.groups import Tie
from i18n import Text
from scoring.scorecard import Level

SCALE = 100.0
PARTS = ("p", "q")  # the total is their mean where both apply
LEVELS = (1, 2, 3)
NAME = Text(zh="名", en="name")


def small_breakdown() -> Breakdown:
    """Three sectors of three divisions, four districts and the size classes."""
    sectors, districts, sizes = (1, 2, 3), (13, 14, 15, 16), (17, 18, 19, 20, 21)
    nodes = [BreakdownRow(CITY, NAME, 0, -1), *(BreakdownRow(f"s{n}", NAME, 1, 0) for n in sectors)]
    families = [Family(0, sectors), Family(0, districts), Family(0, sizes)]
    for sector in sectors:
        families.append(Family(sector, tuple(range(len(nodes), len(nodes) + 3))))
        nodes += [BreakdownRow(f"{sector}{n}", NAME, 2, sector) for n in range(3)]
    nodes[12] = BreakdownRow(REST, NAME, 2, 3)
    nodes += [BreakdownRow(f"d{n}", NAME, 3, 0) for n in range(4)]
    nodes += [BreakdownRow(size.value, NAME, 4, 0) for size in CLASSES]
    return Breakdown(tuple(nodes), tuple(families))


BREAKDOWN = small_breakdown()
LEGEND = Legend(
    tuple(Measure(id, NAME, SCALE) for id in ("total", *PARTS)),
    tuple(Level(number=number, name=NAME, meaning=NAME) for number in LEVELS),
)
DIVISIONS = [BREAKDOWN.nodes[n].id for n in BREAKDOWN.layer(2)]
STAFF = {5.0: 0.55, 50.0: 0.3, 400.0: 0.08, 2000.0: 0.02, np.nan: 0.05}  # micro to not known
DISTRICTS = [BREAKDOWN.nodes[n].id for n in BREAKDOWN.layer(3)]


@st.composite
def cities(draw: st.DrawFn, edge: float = 0) -> Lines:
    """Cities full of odd rows: tiny, nearly all of one centre, all alike, hardly changed in a year.

    They came in over a year, some of them twice. No score is nearer to an end of the scale than
    ``edge``.
    """
    seed = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sizes = st.sampled_from([0, 0, 1, 2, 5, 9, 10, 11, 14, 20, 25, 40])
    frames = []
    for division in DIVISIONS:
        size = draw(sizes)
        others = draw(st.sampled_from([0, 1, 4, 9, 10, size // 2, size]))
        center = draw(st.sampled_from([0, 1, 40, 60, 99, 100]))
        spread = draw(st.sampled_from([0, 5, 40]))
        own = pd.DataFrame({"division": [division] * size})
        own["district"] = seed.choice(DISTRICTS, size, p=[0.6, 0.3, 0.08, 0.02])
        own["employees"] = seed.choice(list(STAFF), size, p=list(STAFF.values()))
        own["centre"] = np.where(np.arange(size) < others, seed.choice(["b", "c"], size), "a")
        for part in PARTS:
            own[part] = np.clip(center + seed.normal(0, 1, size) * spread, edge, SCALE - edge)
            applies = draw(st.sampled_from([1.0, 1.0, 0.9, 0.3]))
            own.loc[seed.random(size) > applies, part] = np.nan
        alike = draw(st.booleans())
        own["level"] = float(LEVELS[0]) if alike else seed.choice(LEVELS, size).astype(float)
        frames.append(own)
    first = pd.concat(frames, ignore_index=True)
    first["enterprise"] = [f"e{n}" for n in range(len(first))]
    first["year"] = 2025
    second = first.assign(year=2026)
    second = second[seed.random(len(second)) >= draw(st.sampled_from([0.0, 0.02, 0.3]))]
    again = first[seed.random(len(first)) < draw(st.sampled_from([0.0, 0.1, 0.5]))]
    changed = []
    for later in (second, again.copy()):
        moved = seed.random(len(later)) < draw(st.sampled_from([0.0, 0.02, 1.0]))
        later.loc[moved, "p"] = (later.loc[moved, "p"] + 3).clip(edge, SCALE - edge)
        later.loc[moved, "level"] = seed.choice(LEVELS, int(moved.sum())).astype(float)
        changed.append(later)
    frame = pd.concat([first, *changed], ignore_index=True)
    frame["total"] = frame[list(PARTS)].mean(axis=1)
    frame["revenue"], frame["assets"] = 50_000.0, np.nan
    frame["synthetic"] = True
    frame["credit_code"] = None
    frame["side"] = "verified"
    days = np.sort(seed.integers(0, 12 * 28, len(frame)))
    opens = pd.to_datetime(frame["year"].astype(str) + "-01-05", utc=True)
    frame["since"] = opens + pd.to_timedelta(days, unit="D")
    frame["assessment"] = [f"a{n}" for n in range(len(frame))]
    return lines_of(frame, BREAKDOWN, LEGEND)


def line_up(many: int, day: str) -> pd.DataFrame:
    """So many signed enterprises of one division and district, mixed, all new on that day."""
    place = np.arange(many)
    return pd.DataFrame(
        {
            "assessment": [f"{day} {n}" for n in place],
            "enterprise": [f"{day} {n}" for n in place],
            "credit_code": None,
            "centre": None,
            "division": DIVISIONS[0],
            "district": DISTRICTS[0],
            "employees": 50.0,
            "revenue": 1200.0,
            "assets": np.nan,
            "year": 2026,
            "synthetic": False,
            "side": "verified",
            "since": pd.Timestamp(day, tz="UTC"),
            "total": 30.0 + place % 40,
            "p": 30.0 + place % 40,
            "q": 30.0 + place % 40,
            "level": 1.0 + place % 3,
        }
    )


ALIKE = 0.5  # of the divisions stand on one level
FEW = Legend(LEGEND.measures[:1], LEGEND.levels)


def drawn_city(seed: int) -> Lines:
    """A city of that number, with groups: every enterprise once, in the first months of 2026."""
    rng = np.random.default_rng(seed)
    sizes = rng.choice([0, 0, 1, 2, 5, 9, 10, 11, 14, 20, 25, 40], len(DIVISIONS))
    division, many = np.repeat(np.arange(len(DIVISIONS)), sizes), int(sizes.sum())
    center, spread, others = (
        rng.choice(each, len(DIVISIONS))[division]
        for each in ([0, 1, 40, 60, 99, 100], [0, 5, 40], [0.0, 0.1, 1.0])
    )
    alike = rng.random(len(DIVISIONS))[division] < ALIKE
    frame = pd.DataFrame(
        {
            "assessment": [f"a{n}" for n in range(many)],
            "enterprise": [f"e{n}" for n in range(many)],
            "division": np.array(DIVISIONS, dtype=object)[division],
            "district": rng.choice(DISTRICTS, many, p=[0.6, 0.3, 0.08, 0.02]),
            "employees": rng.choice(list(STAFF), many, p=list(STAFF.values())),
            "revenue": 50_000.0,
            "assets": np.nan,
            "centre": np.where(rng.random(many) < others, rng.choice(["a", "b", "c"], many), "a"),
            "total": np.clip(center + rng.normal(0, 1, many) * spread, 0, SCALE),
            "level": np.where(alike, LEVELS[0], rng.choice(LEVELS, many)).astype(float),
            "year": 2026,
            "synthetic": True,
            "side": "verified",
            "credit_code": None,
        }
    )
    months = rng.choice([1, 2, 3], many, p=rng.dirichlet([3, 1, 1]))
    frame["since"] = pd.to_datetime([f"2026-{month:02}-05" for month in months], utc=True)
    group = rng.choice([0, 1, 2, 3], many, p=[0.8, *(0.2 * rng.dirichlet([1, 1, 1]))])
    first = datetime(2026, 1, 1, tzinfo=UTC)
    ties = [Tie(f"e{n}", f"g{each}", first) for n, each in enumerate(group.tolist()) if each]
    return lines_of(frame, BREAKDOWN, FEW, ties=ties)
