"""The rows of every published table: the city, its sectors, their divisions, its districts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import yaml

from assessments.districts import districts
from assessments.divisions import divisions
from i18n import Text

CITY = "city"
REST = "rest"  # the row of the divisions that no sector names
SECTORS = Path(__file__).parent / "sectors.yaml"

Indexes = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BreakdownRow:
    """One row. ``layer`` is its table: 0 city, 1 sectors, 2 divisions, 3 districts."""

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
    """Rows in order, parents first, and where a division or district belongs."""

    nodes: tuple[BreakdownRow, ...]
    families: tuple[Family, ...]  # those of the city first

    def layer(self, number: int) -> tuple[int, ...]:
        """The indexes of the rows of one table, in its order."""
        return tuple(place for place, node in enumerate(self.nodes) if node.layer == number)

    def places(self, division: Sequence[str], district: Sequence[str]) -> Indexes:
        """For each enterprise the index of its row in each of the four tables.

        Raises KeyError for a district that is not in the list.
        """
        place = {node.id: index for index, node in enumerate(self.nodes)}
        of_division = _indexed(division, lambda code: place.get(code, place[REST]))
        of_district = _indexed(district, place.__getitem__)
        parents = np.asarray([node.parent for node in self.nodes], dtype=np.int64)
        city = np.zeros_like(of_division)
        return np.column_stack([city, parents[of_division], of_division, of_district])

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
def breakdown() -> Breakdown:
    """The rows of ``sectors.yaml`` and of the districts; always all of them."""
    nodes = [BreakdownRow(CITY, Text(zh="全市", en="Whole city"), 0, -1)]
    families: list[Family] = []
    entries = yaml.safe_load(SECTORS.read_text("utf-8"))
    titles = {id: Text(**entry["title"]) for id, entry in entries.items()}
    families.append(_family(nodes, 0, 1, titles.items()))
    for parent, entry in zip(families[0].children, entries.values(), strict=True):
        rows = [(code, divisions()[code].title) for code in entry["divisions"]]
        rows += [(REST, Text(**entry["rest"]))] if "rest" in entry else []
        families.append(_family(nodes, parent, 2, rows))
    families.insert(1, _family(nodes, 0, 3, districts().items()))
    return Breakdown(tuple(nodes), tuple(families))


@cache
def divisions_of_sectors() -> Mapping[str, tuple[str, ...]]:
    """The divisions of every sector, by its id; what no sector names is in the one for the rest."""
    nodes = breakdown().nodes
    places = breakdown().places(list(divisions()), [next(iter(districts()))] * len(divisions()))
    found: dict[str, list[str]] = {nodes[place].id: [] for place in breakdown().layer(1)}
    for code, sector in zip(divisions(), places[:, 1], strict=True):
        found[nodes[sector].id].append(code)
    return {id: tuple(codes) for id, codes in found.items()}


def sector_titles() -> Mapping[str, Text]:
    """What every sector is called, by its id."""
    return {node.id: node.title for node in breakdown().nodes if node.layer == 1}


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
