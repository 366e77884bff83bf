"""The rows of every published table: the city, its sectors, divisions, districts, size classes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import yaml

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.size import Size
from i18n import Text, text_of

Table = Literal["city", "sectors", "divisions", "districts", "sizes"]
TABLES: tuple[Table, ...] = ("city", "sectors", "divisions", "districts", "sizes")  # by layer

CITY = "city"
REST = "rest"  # the row of the divisions that no sector names
CLASSES = (Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE, Size.UNCLASSIFIED)
SECTORS = Path(__file__).parent / "sectors.yaml"

Indexes = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BreakdownRow:
    """One row. ``layer`` is the place of its table in ``TABLES``."""

    id: str
    title: Text
    layer: int
    parent: int  # index of the row it is a part of; -1 for the city


@dataclass(frozen=True)
class Family:
    """A row and all the rows of one table that it is the sum of."""

    parent: int
    children: tuple[int, ...]


@dataclass(frozen=True)
class Breakdown:
    """Rows in order, parents first, and where a division, district or size class belongs."""

    nodes: tuple[BreakdownRow, ...]
    families: tuple[Family, ...]  # those of the city first

    def layer(self, number: int) -> tuple[int, ...]:
        """The indexes of the rows of one table, in its order."""
        return tuple(place for place, node in enumerate(self.nodes) if node.layer == number)

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that have rows: the tables that are published."""
        return tuple(sorted({node.layer for node in self.nodes}))

    def places(
        self, division: Sequence[str], district: Sequence[str], size: Sequence[str]
    ) -> Indexes:
        """For each enterprise the index of its row in each table that there is.

        Raises KeyError for a district or size class that is not in the list.
        """
        place = {node.id: index for index, node in enumerate(self.nodes)}
        parents = np.asarray([node.parent for node in self.nodes], dtype=np.int64)
        found = {0: np.zeros(len(division), dtype=np.int64)}
        if self.layer(2):
            found[2] = _indexed(division, lambda code: place.get(code, place[REST]))
            found[1] = parents[found[2]]
        elif self.layer(1):
            found[1] = _indexed(division, lambda code: place[sector_of(code)])
        if self.layer(3):
            found[3] = _indexed(district, place.__getitem__)
        if self.layer(4):
            found[4] = _indexed(size, place.__getitem__)
        return np.column_stack([found[layer] for layer in self.layers])

    def sums(self, places: Indexes, values: Sums) -> Sums:
        """The sum of ``values`` (enterprises, columns) in every row: (rows, columns)."""
        found = np.zeros((len(self.nodes), values.shape[1]))
        for layer in range(places.shape[1]):
            for column in range(values.shape[1]):
                found[:, column] += np.bincount(
                    places[:, layer], values[:, column], minlength=len(self.nodes)
                )
        return found


@cache
def breakdown(tables: tuple[Table, ...] = TABLES) -> Breakdown:
    """The rows of those ``tables``, the city's among them; always all rows of a table.

    A subject may be published by fewer tables than the state of the city. Divisions are parts of
    sectors: ValueError for them alone.
    """
    if "city" not in tables or ("divisions" in tables and "sectors" not in tables):
        raise ValueError(f"no table without the one it is a part of: {', '.join(tables)}")
    nodes = [BreakdownRow(CITY, Text(zh="全市", en="Whole city"), 0, -1)]
    families: list[Family] = []
    if "sectors" in tables:
        families.append(_family(nodes, 0, 1, sector_titles().items()))
    below = [
        _family(nodes, parent, 2, _divisions_of(entry))
        for parent, entry in zip(
            families[0].children if "divisions" in tables else (), _sectors().values(), strict=False
        )
    ]
    if "districts" in tables:
        families.append(_family(nodes, 0, 3, districts().items()))
    if "sizes" in tables:
        named = [(size.value, text_of(f"analysis.size_{size.value}")) for size in CLASSES]
        families.append(_family(nodes, 0, 4, named))
    return Breakdown(tuple(nodes), (*families, *below))


@cache
def divisions_of_sectors() -> Mapping[str, tuple[str, ...]]:
    """The divisions of every sector, by its id; what no sector names is in the one for the rest."""
    found: dict[str, list[str]] = {id: [] for id in _sectors()}
    for code in divisions():
        found[sector_of(code)].append(code)
    return {id: tuple(codes) for id, codes in found.items()}


def sector_of(division: str) -> str:
    """The id of the sector that a division belongs to."""
    return _sector_by_division().get(division, _sector_by_division()[REST])


@cache
def _sector_by_division() -> Mapping[str, str]:
    """The sector of each division that one names, and of the rest."""
    return {
        code: id
        for id, entry in _sectors().items()
        for code in (*entry["divisions"], *([REST] if "rest" in entry else []))
    }


@cache
def _sectors() -> Mapping[str, Mapping[str, Any]]:
    entries: Mapping[str, Mapping[str, Any]] = yaml.safe_load(SECTORS.read_text("utf-8"))
    return entries


def _divisions_of(entry: Mapping[str, Any]) -> list[tuple[str, Text]]:
    rows = [(code, divisions()[code].title) for code in entry["divisions"]]
    return rows + ([(REST, Text(**entry["rest"]))] if "rest" in entry else [])


@cache
def sector_titles() -> Mapping[str, Text]:
    """What every sector is called, by its id."""
    return {id: Text(**entry["title"]) for id, entry in _sectors().items()}


def _family(
    nodes: list[BreakdownRow], parent: int, layer: int, rows: Iterable[tuple[str, Text]]
) -> Family:
    first = len(nodes)
    nodes += [BreakdownRow(id, title, layer, parent) for id, title in rows]
    return Family(parent, tuple(range(first, len(nodes))))


def _indexed(codes: Sequence[str], index: Callable[[str], int]) -> Indexes:
    """The index of each code, asked once a distinct code."""
    found, distinct = pd.factorize(np.asarray(codes, dtype=object))
    return np.asarray([index(code) for code in distinct], dtype=np.int64)[found]
