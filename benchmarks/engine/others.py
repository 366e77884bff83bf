"""The same figures by other means: plain Python, pandas, Polars, DuckDB."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from task import (
    BANDS,
    DIMENSION,
    DIMENSIONS,
    GATES,
    NODE_WEIGHT,
    PLACES,
    STEPS,
    WEIGHT,
    Codes,
    Figures,
)


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
    for places in PLACES:
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
    for dimension, places in enumerate(PLACES):
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


def by_duckdb(connection: duckdb.DuckDBPyConnection) -> Figures:
    """One query over its own table ``sheets``, in memory."""
    scores = []
    for dimension, places in enumerate(PLACES):
        gained = " + ".join(f"greatest(i{p}, 0)::SMALLINT * {WEIGHT[p]}::SMALLINT" for p in places)
        possible = " + ".join(f"(i{p} >= 0)::SMALLINT * {WEIGHT[p]}::SMALLINT" for p in places)
        scores.append(f"{100 / (STEPS - 1)} * ({gained}) / ({possible}) AS d{dimension}")
    total = " + ".join(f"{w}::DOUBLE * d{d}" for d, w in enumerate(NODE_WEIGHT))
    levels, met = [], ""
    for number, start in BANDS.items():
        met += f"{'AND ' if met else ''}total >= {start - 1e-7} "
        for level, node, least in GATES:
            if level == number:
                met += f"AND d{node} >= {least - 1e-7} "
        levels.append(f"({met})::TINYINT")
    done = connection.execute(
        f"WITH nodes AS (SELECT {', '.join(scores)} FROM sheets), "  # noqa: S608 (its own numbers)
        f"whole AS (SELECT *, ({total}) / {sum(NODE_WEIGHT)} AS total FROM nodes) "
        f"SELECT total, ({' + '.join(levels)})::TINYINT AS level FROM whole"
    ).fetchnumpy()
    return np.asarray(done["total"]), np.asarray(done["level"])
