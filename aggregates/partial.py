"""Sums over some enterprises at a time, which add up to those of all: on one machine or many.

One description for every engine: ``partial_sums`` of a batch is a small Arrow table, ``added``
makes one of several, in any order and any number of steps, and ``filled`` is what the ledger asks
of a population (``Breakdown.sums``), so that disclosure control works on it.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from aggregates.breakdown import Breakdown, Indexes, Sums

ALL = -1  # in place of an insider: of all enterprises
KEYS = ("insider", "row", "measure")
SCHEMA = pa.schema(
    {
        "insider": pa.int64(),  # a centre, by its number: what it knows; or ALL
        "row": pa.int32(),  # index of a row of the breakdown
        "measure": pa.string(),
        "n": pa.int64(),  # enterprises with a value
        "total": pa.float64(),  # the sum of their values
    }
)


def partial_sums(
    breakdown: Breakdown, places: Indexes, values: Mapping[str, Sums], insider: Indexes
) -> pa.Table:
    """The sums of some enterprises: of all of them, and of those that each insider knows.

    ``places`` as ``Breakdown.places`` has them; ``values`` are one an enterprise, NaN where there
    is none; ``insider`` is whose case each is, ALL where nobody's.
    """
    every = [ALL, *np.unique(insider[insider != ALL]).tolist()]
    parts = [SCHEMA.empty_table()]
    for each in every:
        known = slice(None) if each == ALL else insider == each
        for measure, own in values.items():
            there = ~np.isnan(own[known])
            columns = np.column_stack([there, np.where(there, own[known], 0.0)])
            found = breakdown.sums(places[known], columns.astype(np.float64))
            rows = np.flatnonzero(found[:, 0])
            table = {
                "insider": np.full(len(rows), each),
                "row": rows,
                "measure": [measure] * len(rows),
                "n": found[rows, 0].astype(np.int64),
                "total": found[rows, 1],
            }
            parts.append(pa.table(table, schema=SCHEMA))
    return pa.concat_tables(parts)


def added(parts: Iterable[pa.Table]) -> pa.Table:
    """The sums of all that the ``parts`` are of, one line a key, in order."""
    together = pa.concat_tables([SCHEMA.empty_table(), *parts]).combine_chunks()
    found = together.group_by([*KEYS]).aggregate([("n", "sum"), ("total", "sum")])
    ordered = found.sort_by([(key, "ascending") for key in KEYS])
    return ordered.rename_columns([*KEYS, "n", "total"]).select(SCHEMA.names)


def filled(sums: pa.Table, breakdown: Breakdown, measure: str, insider: int = ALL) -> Sums:
    """How many have a value of the ``measure`` and its sum: (rows of the breakdown, 2)."""
    found = np.zeros((len(breakdown.nodes), 2))
    column = {name: sums[name].to_numpy() for name in ("insider", "row", "n", "total")}
    here = (column["insider"] == insider) & (np.array(sums["measure"].to_pylist()) == measure)
    found[column["row"][here]] = np.column_stack([column["n"][here], column["total"][here]])
    return found
