"""How large a condition is once the names of routing entries are written out.

A name can stand for two that each stand for two: sixty short lines make more tests than any
machine can try. What grows like that is refused before it is written out.
"""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from questionnaires.entries import ConditionEntry

Routing = Mapping[str, ConditionEntry]


class Extent(NamedTuple):
    """Tests of one item or fact, and how deep they are nested."""

    tests: int
    depth: int

    @property
    def fits(self) -> bool:
        """Whether it may be written out."""
        return self.tests <= MOST_TESTS and self.depth <= DEEPEST


MOST_TESTS = 500
DEEPEST = 60
ONE = Extent(1, 1)


def extents(routing: Routing) -> dict[str, Extent] | None:
    """The extent of every routing entry; None where entries go round in a circle."""
    names = {name: set(_names(entry)) & routing.keys() for name, entry in routing.items()}
    known: dict[str, Extent] = {}
    try:
        for name in TopologicalSorter(names).static_order():
            known[name] = extent(routing[name], known)
    except CycleError:
        return None
    return known


def extent(entry: ConditionEntry, known: Mapping[str, Extent]) -> Extent:
    """The extent of a condition, ``known`` those of the names in it.

    A name that is not known, or is refused itself, counts as one test.
    """
    if entry.name is not None:
        size = known.get(entry.name, ONE)
        return size if size.fits else ONE
    inner = [extent(each, known) for each in _inner(entry)]
    if not inner:
        return ONE
    return Extent(sum(each.tests for each in inner), 1 + max(each.depth for each in inner))


def _names(entry: ConditionEntry) -> Iterator[str]:
    if entry.name is not None:
        yield entry.name
    for each in _inner(entry):
        yield from _names(each)


def _inner(entry: ConditionEntry) -> tuple[ConditionEntry, ...]:
    inner = (*(entry.all or ()), *(entry.any or ()))
    return inner if entry.not_ is None else (*inner, entry.not_)
