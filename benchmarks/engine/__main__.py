"""One million answer sheets of 60 items: the engine against other ways to the same figures.

Eight dimensions, not-applicable items whose weight their siblings share, five levels by bands and
gates. Points go by position and weights are whole numbers, so that the others may multiply where
the engine looks up (it takes any points and any tree). Everything runs in this one process on
the same sheets, the ways taking turns; the best run of each counts. A ratio is against one pass
over the same bytes: numpy adds them up as 64-bit words, on one thread (with two threads it is
given too). Run with a number of sheets for a smaller run.
"""

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import workbook
from others import by_duckdb, by_pandas, by_polars, by_python
from task import ITEMS, Codes, Figures, plan, sheets

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.compiling import CompiledRubric
from scoring.engine import THREADS, figures, score
from scoring.library import rubric
from scoring.program import ASKED

SHEETS = 1_000_000
ROWS_OF_PYTHON = 20_000  # per-row Python is measured on these at most and scaled
ROWS_OF_WORKBOOK = 2_000  # and the workbook on these
ROUNDS = 15


def by_engine(compiled: CompiledRubric, codes: Codes) -> Figures:
    """Every node, the range, coverage, three levels: what the product asks for."""
    scores = score(compiled, codes)
    return scores.total, scores.level


def by_engine_bare(compiled: CompiledRubric, codes: Codes) -> Figures:
    """Only total and level, as the others give them."""
    out, levels = figures(compiled, codes, [(ASKED, compiled.total)])
    return out[0], levels[0]


def best_of(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest time of each in seconds; they take turns, and the first one is not counted."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    return {name: min(some[1:]) for name, some in times.items()}


def check(name: str, found: Figures, expected: Figures) -> None:
    """All ways give the same figures, as far as they go."""
    size = len(found[0])
    np.testing.assert_allclose(
        found[0], expected[0][:size], rtol=1e-9, atol=1e-9, equal_nan=False, err_msg=name
    )
    np.testing.assert_array_equal(found[1], expected[1][:size], err_msg=name)


def one_card() -> Callable[[], object]:
    """A whole scorecard of one manufacturer: routing, figures and their explanation."""
    manufacturing = load("manufacturing@2026.1")
    answers: dict[str, Answer] = {}
    for item in manufacturing.items:
        if item.kind is Kind.NUMBER:
            answers[item.id] = 10.0
        elif item.kind is Kind.MULTI:
            answers[item.id] = (item.options[0].id,)
        elif item.kind in (Kind.CHOICE, Kind.LADDER):
            answers[item.id] = item.options[item.steps // 2].id
    sheet, wuxi = Sheet(answers, {"employees": 52.0}), rubric("wuxi", manufacturing)
    return lambda: scorecard_of(manufacturing, wuxi, sheet)


def main(size: int, rounds: int = ROUNDS, office: str | None = None) -> None:
    """Check that all agree, then print the table; ``office`` is the path of LibreOffice."""
    codes, compiled = sheets(size), plan()
    some, fewer = min(size, ROWS_OF_PYTHON), min(size, ROWS_OF_WORKBOOK)
    expected = by_engine(compiled, codes)
    columns = {f"i{place}": codes[place] for place in range(ITEMS)}
    table, frame = pd.DataFrame(columns), pl.DataFrame(columns)
    connection = duckdb.connect(config={"threads": THREADS})
    connection.register("answers", table)
    connection.execute("CREATE TABLE sheets AS SELECT * FROM answers")
    few = np.ascontiguousarray(codes[:, :some])
    ways: dict[str, Callable[[], Figures]] = {
        "engine: total and level": lambda: by_engine_bare(compiled, codes),
        "engine: nodes, range, three levels": lambda: by_engine(compiled, codes),
        "Polars, lazy": lambda: by_polars(frame),
        "DuckDB, own table": lambda: by_duckdb(connection),
        "pandas, by column": lambda: by_pandas(table),
    }
    scaled = {"per-row Python": lambda: by_python(few)}
    for name, way in (ways | scaled).items():
        check(name, way(), expected)
    words = codes.reshape(-1)[: codes.size // 8 * 8].view(np.uint64)
    halves, pool = np.array_split(words, 2), ThreadPoolExecutor(2)
    passes: dict[str, Callable[[], object]] = {
        "one pass over the bytes": words.sum,
        "one pass, two threads": lambda: list(pool.map(np.sum, halves)),
    }
    seconds = best_of(passes | ways, rounds)
    python = best_of(scaled, 2)["per-row Python"] * size / some
    seconds[f"per-row Python ({some:,}, scaled)"] = python
    if office:
        took, found = workbook.timed(office, codes[:, :fewer])
        check("workbook", found, expected)
        seconds[f"LibreOffice ({fewer:,}, scaled)"] = took * size / fewer
    else:
        print("LibreOffice (soffice) is not installed: the workbook is left out")
    show(size, seconds)
    some_open = codes.copy()
    some_open[1, ::100] = -1
    alone = np.ascontiguousarray(codes[:, :1])
    rest = {
        "the same with an open answer on every hundredth": lambda: by_engine_bare(
            compiled, some_open
        ),
        "one sheet, every figure of every node": lambda: score(compiled, alone, detail=True),
        "one sheet of the manufacturing questionnaire, the whole scorecard": one_card(),
    }
    for name, way in rest.items():
        print(f"{name}: {best_of({name: way}, 3 * rounds)[name] * 1e3:.3f} ms")


def show(size: int, seconds: Mapping[str, float]) -> None:
    """The table, with the ratios."""
    one_pass, polars = seconds["one pass over the bytes"], seconds["Polars, lazy"]
    print(f"{size:,} sheets x {ITEMS} items, {THREADS} threads; all agree to 1e-9")
    print(f"{'':36}{'ms':>12}{'sheets/s':>16}{'passes':>11}{'Polars = 1':>12}")
    for name, each in seconds.items():
        rate, ratio = size / each, each / one_pass
        print(f"{name:36}{each * 1e3:>12,.1f}{rate:>16,.0f}{ratio:>11,.1f}{each / polars:>12,.2f}")


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else SHEETS
    main(asked, office=shutil.which("soffice"))
