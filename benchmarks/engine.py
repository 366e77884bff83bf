"""One million answer sheets of 60 items: the engine against other ways to the same figures.

Eight dimensions, not-applicable items whose weight their siblings share, five levels by bands and
gates. Points go by position and weights are whole numbers, so that the others may multiply where
the engine looks up (it takes any points and any tree). Everything runs in this one process on
the same sheets; a ratio is against one pass over the same bytes (adding them up as 64-bit words).
Run with a number of sheets for a smaller run.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from i18n import Text
from questionnaires.model import Dimension, Item, Kind, Option, Page, Provenance, Questionnaire
from scoring.engine import THREADS, figures, score
from scoring.plan import Plan, compile_plan
from scoring.program import ASKED
from scoring.rubric import Judged, Node, Rubric
from scoring.rules.bands import Bands
from scoring.rules.gates import Gate, Gates
from scoring.rules.weighted_mean import WeightedMean
from scoring.scorecard import Level

SHEETS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROWS_OF_PYTHON = min(SHEETS, 20_000)  # per-row Python is measured on these and scaled
ITEMS, DIMENSIONS, STEPS = 60, 8, 5
REPEATS = 5  # the best one counts
SAID = Text(zh="字", en="word")

Codes = NDArray[np.int8]
Figures = tuple[NDArray[np.float64], NDArray[np.int8]]  # totals, levels

DIMENSION = [place * DIMENSIONS // ITEMS for place in range(ITEMS)]
WEIGHT = [1 + place % 3 for place in range(ITEMS)]
NODE_WEIGHT = [12, 15, 26, 15, 8, 6, 10, 8]
BANDS = {1: 10, 2: 30, 3: 50, 4: 60, 5: 70}
GATES = [(2, 0, 15), (3, 0, 30), (3, 6, 30), (4, 1, 45), (4, 6, 50), (5, 2, 60)]


def sheets(size: int) -> Codes:
    """Random codes, shape (items, sheets): better enterprises answer better; -2 on every third."""
    random = np.random.default_rng(20231)
    maturity = random.normal(0, 1, size)
    codes = np.empty((ITEMS, size), dtype=np.int8)
    for place in range(ITEMS):
        height = maturity + random.normal(0, 1, size)
        codes[place] = np.clip(np.floor(height + 2), 0, STEPS - 1)
        if place % 3 == 0:
            codes[place][random.random(size) < 0.1] = -2
    return codes


def plan() -> Plan:
    """The rubric in the engine's own terms."""
    items = [
        Item(
            id=f"i{place}",
            dimension=f"d{DIMENSION[place]}",
            kind=Kind.LADDER,
            ask=SAID,
            why=SAID,
            options=tuple(Option(id=f"o{step}", says=SAID) for step in range(STEPS)),
        )
        for place in range(ITEMS)
    ]
    dimensions = tuple(
        Dimension(id=f"d{place}", title=SAID, about=SAID) for place in range(DIMENSIONS)
    )
    questionnaire = Questionnaire(
        id="bench",
        edition="1",
        title=SAID,
        about=SAID,
        minutes=5,
        status="draft",
        default_rubric="bench",
        dimensions=dimensions,
        items=tuple(items),
        pages=(Page(id="all", title=SAID, items=tuple(item.id for item in items)),),
        provenance=(Provenance(part="all", source=SAID, confidence="own"),),
        digest="",
    )
    shared = {"title": SAID, "scale": 100, "reason": SAID, "aggregate": WeightedMean()}
    points = tuple(float(step) for step in range(STEPS))
    nodes = tuple(
        Node(
            id=f"d{dimension}",
            weight=NODE_WEIGHT[dimension],
            items=tuple(
                Judged(id=f"i{place}", weight=WEIGHT[place], points=points, reason=SAID)
                for place in range(ITEMS)
                if DIMENSION[place] == dimension
            ),
            **shared,
        )
        for dimension in range(DIMENSIONS)
    )
    gates = tuple(
        Gate(level=level, node=f"d{dimension}", at_least=least, reason=SAID)
        for level, dimension, least in GATES
    )
    starts = {str(level): float(start) for level, start in BANDS.items()}
    rubric = Rubric(
        id="bench",
        version="1",
        questionnaire="bench",
        title=SAID,
        provenance=SAID,
        missing="share",
        coverage_floor=0.8,
        floor_reason=SAID,
        tree=Node(id="total", nodes=nodes, **shared),
        levels=tuple(Level(number=level, name=SAID, meaning=SAID) for level in BANDS),
        rules=(Bands(**{"node": "total", "from": starts, "reason": SAID}), Gates(requires=gates)),
    )
    return compile_plan(questionnaire, rubric)


def by_engine(compiled: Plan, codes: Codes) -> Figures:
    """Every node, the range, coverage, three levels: what the product asks for."""
    scores = score(compiled, codes)
    return scores.total, scores.level


def by_engine_bare(compiled: Plan, codes: Codes) -> Figures:
    """Only total and level, as the others give them."""
    out, levels = figures(compiled, codes, [(ASKED, compiled.total)])
    return out[0], levels[0]


def by_python(codes: Codes) -> Figures:
    """One sheet after the other, plain lists and loops."""
    totals, levels = [], []
    for row in codes.T.tolist():
        gained, possible = [0.0] * DIMENSIONS, [0.0] * DIMENSIONS
        for place, code in enumerate(row):
            if code >= 0:
                gained[DIMENSION[place]] += WEIGHT[place] * code / (STEPS - 1)
                possible[DIMENSION[place]] += WEIGHT[place]
        scores = [100 * g / p for g, p in zip(gained, possible, strict=True)]
        total = sum(w * s for w, s in zip(NODE_WEIGHT, scores, strict=True)) / sum(NODE_WEIGHT)
        level = 0
        for number, start in BANDS.items():
            needs = [scores[node] >= least for lvl, node, least in GATES if lvl == number]
            if total < start - 1e-7 or not all(needs):
                break
            level = number
        totals.append(total)
        levels.append(level)
    return np.array(totals), np.array(levels, dtype=np.int8)


def by_pandas(frame: pd.DataFrame) -> Figures:
    """Column by column; -2 is masked out."""
    scores = []
    for dimension in range(DIMENSIONS):
        places = [place for place in range(ITEMS) if DIMENSION[place] == dimension]
        gained, possible = 0, 0
        for place in places:
            column = frame[f"i{place}"]
            gained = gained + column.clip(lower=0).astype("int16") * WEIGHT[place]
            possible = possible + (column >= 0).astype("int16") * WEIGHT[place]
        scores.append(100 / (STEPS - 1) * gained / possible)
    total = sum(w * s for w, s in zip(NODE_WEIGHT, scores, strict=True)) / sum(NODE_WEIGHT)
    level, met = 0, True
    for number, start in BANDS.items():
        met = met & (total >= start - 1e-7)
        for lvl, node, least in GATES:
            if lvl == number:
                met = met & (scores[node] >= least - 1e-7)
        level = level + met.astype("int8")
    return total.to_numpy(), level.to_numpy()


def by_polars(frame: pl.DataFrame) -> Figures:
    """One lazy expression; whole numbers are added as such, which was the fastest we found."""
    scores = {}
    for dimension in range(DIMENSIONS):
        places = [place for place in range(ITEMS) if DIMENSION[place] == dimension]
        gained = sum(pl.col(f"i{p}").clip(lower_bound=0).cast(pl.Int16) * WEIGHT[p] for p in places)
        possible = sum((pl.col(f"i{p}") >= 0).cast(pl.Int16) * WEIGHT[p] for p in places)
        scores[f"d{dimension}"] = 100 / (STEPS - 1) * gained / possible
    total = sum(w * pl.col(f"d{d}") for d, w in enumerate(NODE_WEIGHT)) / sum(NODE_WEIGHT)
    met, levels = pl.lit(value=True), []
    for number, start in BANDS.items():
        met = met & (pl.col("total") >= start - 1e-7)
        for lvl, node, least in GATES:
            if lvl == number:
                met = met & (pl.col(f"d{node}") >= least - 1e-7)
        levels.append(met.cast(pl.Int8))
    done = (
        frame.lazy()
        .select(**scores)
        .with_columns(total=total)
        .select("total", level=pl.sum_horizontal(levels))
        .collect()
    )
    return done["total"].to_numpy(), done["level"].to_numpy()


def best_of(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest time in seconds; the first run is not counted."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Check that all agree, then print the table."""
    codes, compiled = sheets(SHEETS), plan()
    few = np.ascontiguousarray(codes[:, :ROWS_OF_PYTHON])
    table = pd.DataFrame({f"i{place}": codes[place] for place in range(ITEMS)})
    frame = pl.DataFrame({f"i{place}": codes[place] for place in range(ITEMS)})
    words = codes.reshape(-1)[: codes.size // 8 * 8].view(np.uint64)
    ways: dict[str, Callable[[], Figures]] = {
        "engine: nodes, range, three levels": lambda: by_engine(compiled, codes),
        "engine: total and level": lambda: by_engine_bare(compiled, codes),
        "Polars, lazy": lambda: by_polars(frame),
        "pandas, by column": lambda: by_pandas(table),
        "per-row Python (scaled)": lambda: by_python(few),
    }
    totals, levels = by_engine(compiled, codes)
    for name, way in ways.items():
        total, level = way()
        np.testing.assert_allclose(total, totals[: len(total)], rtol=1e-9, atol=1e-9, err_msg=name)
        np.testing.assert_array_equal(level, levels[: len(level)], err_msg=name)
    one_pass = best_of(lambda: int(words.sum()), 20)
    rows = [("one pass over the bytes", one_pass)]
    for name, way in ways.items():
        if "scaled" in name:
            rows.append((name, best_of(way, 2) * SHEETS / ROWS_OF_PYTHON))
        else:
            rows.append((name, best_of(way)))
    polars = dict(rows)["Polars, lazy"]
    print(f"{SHEETS:,} sheets x {ITEMS} items, {THREADS} threads; all agree to 1e-9")
    print(f"{'':36}{'ms':>10}{'sheets/s':>14}{'passes':>9}{'Polars = 1':>12}")
    for name, seconds in rows:
        rate = SHEETS / seconds
        ratios = f"{seconds / one_pass:>9.1f}{seconds / polars:>12.2f}"
        print(f"{name:36}{seconds * 1e3:>10.1f}{rate:>14,.0f}{ratios}")
    one = np.ascontiguousarray(codes[:, :1])
    alone = best_of(lambda: [score(compiled, one, detail=True) for _ in range(100)]) / 100
    print(f"one sheet, every figure of every node: {alone * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
