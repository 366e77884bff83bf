"""The obvious ways to the same means, without any protection."""

import time
from collections.abc import Mapping

import duckdb
import polars as pl
from big_city import YEARS
from from_store import seconds, tell
from sqlalchemy import text

from assessments.model import HANDED_IN
from services.releasing import COUNTED, SIDES
from storage import SqlStore

EACH_NODE = {
    "sqlite": "json_each(c.figures) node",
    "postgresql": "LATERAL json_each_text(c.figures::json) node",
}


def grouped(store: SqlStore) -> Mapping[str, float]:
    """The same means and counts of one year by GROUP BY in the database."""
    nodes = EACH_NODE[store.engine.dialect.name]
    value = "CAST(node.value AS DOUBLE PRECISION)"
    joined = (
        "FROM scorecards c JOIN assessments a ON a.id = c.assessment "
        "JOIN enterprises e ON e.id = a.enterprise"
    )
    queries = [
        f"SELECT e.{column}, node.key, avg({value}), count(*) {joined}, {nodes} "
        f"WHERE a.year = {YEARS[-1]} GROUP BY e.{column}, node.key"
        for column in ("division", "district")
    ]
    queries.append(
        f"SELECT e.division, e.district, c.level, count(*) {joined} "
        f"WHERE a.year = {YEARS[-1]} GROUP BY e.division, e.district, c.level"
    )
    with store.engine.connect() as connection:
        return {
            "seconds": seconds(lambda: [connection.execute(text(q)).all() for q in queries]),
        }


def over_columns(store: SqlStore) -> Mapping[str, float]:
    """Reading the rows, and the same means of both years by Polars and by DuckDB over them."""
    began = time.perf_counter()
    frame = store.figures(HANDED_IN, SIDES["signed"], COUNTED)
    read = time.perf_counter() - began
    nodes = [name for name in frame.columns if name not in COUNTED] + ["total"]
    table = pl.from_pandas(frame[["year", "division", "district", "level", *nodes]])
    rows = duckdb.from_arrow(table.to_arrow())
    by = ("division", "district")

    def by_polars() -> None:
        for each in by:
            table.group_by("year", each).agg(pl.col(nodes).mean(), pl.len())
        table.group_by("year", *by, "level").len()

    def by_duckdb() -> None:
        means = ", ".join(f"avg({node})" for node in nodes)
        for each in by:
            rows.aggregate(f"year, {each}, {means}, count(*)").fetchall()
        rows.aggregate("year, division, district, level, count(*)").fetchall()

    return {"read": read, "Polars": seconds(by_polars), "DuckDB": seconds(by_duckdb)}


if __name__ == "__main__":
    tell(grouped, over_columns)
