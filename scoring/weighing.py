"""A rubric whose weights depend on facts, as the plain rubric that judges a given enterprise.

Rules S76 to S78 of ``docs/scoring.md``. Nothing behind this knows of tables: the engine, the
explanation and all that asks what would be if get a rubric with one weight a child.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np

from questionnaires.columns import Array, Facts, fact_columns
from questionnaires.conditions import around, cuts_of
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Condition
from scoring.program import Ints
from scoring.rubric import Node, Rubric
from scoring.weight_tables import WeightTable

Picks = tuple[int, ...]  # the place of the row of each table, in the order of the tree
OTHER = "-"  # a value of a word fact that no row names


def weighed(rubric: Rubric, facts: Facts) -> Rubric:
    """The rubric with the weights of an enterprise of these facts."""
    if not rubric.tables:
        return rubric
    return _picked(rubric, tuple(table.place(facts) for table in rubric.tables.values()))


def weighed_columns(
    rubric: Rubric, facts: Mapping[str, Array], size: int
) -> Iterator[tuple[Rubric, Ints | slice]]:
    """The rubric with each set of weights, and the places of the sheets that it judges."""
    if not rubric.tables:
        yield rubric, slice(None)
        return
    found: list[Picks] = [()]
    which = np.zeros(size, dtype=np.int64)  # of them each sheet has
    for table in rubric.tables.values():
        rows = len(table.rows)
        joint = which * rows + table.places(facts, size)
        there = np.flatnonzero(np.bincount(joint, minlength=1))
        found = [(*found[one // rows], one % rows) for one in there.tolist()]
        which = np.searchsorted(there, joint)
    for one, picks in enumerate(found):
        if len(places := np.flatnonzero(which == one)):
            yield _picked(rubric, picks), places


class WeightedRubric(NamedTuple):
    """A set of weights that a rubric can come to: facts that lead to it, and the rubric then.

    ``tests`` hold of all enterprises that it judges; ``unknown`` are facts that it is only for
    where nobody knows them.
    """

    facts: Facts
    rubric: Rubric
    tests: tuple[Condition, ...]
    unknown: frozenset[str]


def weighted_rubrics(rubric: Rubric) -> tuple[WeightedRubric, ...]:
    """Every set of weights once; the one for whom no fact is known of comes first."""
    by_fact = _told_apart([*rubric.tables.values()])
    combinations = product(*by_fact.values())
    every = [dict(zip(by_fact, values, strict=True)) for values in combinations]
    known = [{fact: value for fact, value in each.items() if value is not None} for each in every]
    return tuple(_way(rubric, facts) for facts in known)


def _way(rubric: Rubric, facts: Facts) -> WeightedRubric:
    tests: list[Condition] = []
    unknown = set()
    for table in rubric.tables.values():
        place = table.place(facts)
        when = table.rows[place].when
        if when is not None:
            tests.append(when)
        elif place == table.otherwise:
            named = tuple(row.when for row in table.rows if row.when is not None)
            tests.append(Condition(not_=Condition(any=named)))
        else:
            unknown.add(table.fact)
    return WeightedRubric(facts, weighed(rubric, facts), tuple(tests), frozenset(unknown))


def count_of_weight_sets(tables: Sequence[WeightTable]) -> int:
    """How many sets of weights the tables come to."""
    return prod(map(len, _told_apart(tables).values()))


def _told_apart(tables: Sequence[WeightTable]) -> dict[str, list[str | float | None]]:
    """Of each fact a value for every row, or rows, that it can lead to; None is unknown."""
    found = {}
    for fact in dict.fromkeys(table.fact for table in tables):
        own = [table for table in tables if table.fact == fact]
        tests = [row.when for table in own for row in table.rows if row.when is not None]
        values: list[str | float | None] = [None]
        if FACTS[fact] == NUMBER:
            values += around(cuts_of(tests), 0.0, None, whole=fact == "employees")
        else:
            rest = any(table.otherwise is not None for table in own)
            values += [*dict.fromkeys(word for test in tests for word in test.is_ or ())]
            values += [OTHER] * rest
        profiles = [{} if value is None else {fact: value} for value in values]
        picks = _picks(own, fact_columns(profiles), len(profiles))
        found[fact] = [values[picks.index(each)] for each in dict.fromkeys(picks)]
    return found


def _picks(tables: Sequence[WeightTable], facts: Mapping[str, Array], size: int) -> list[Picks]:
    """The rows of each of ``size`` enterprises."""
    places = [table.places(facts, size).tolist() for table in tables]
    return [*zip(*places, strict=True)] or [()] * size


def _picked(rubric: Rubric, picks: Picks) -> Rubric:
    """The rubric with those rows for weights; the same value whenever it is asked for."""
    known = rubric.weighings
    if picks not in known:
        rows = dict(zip(rubric.tables, picks, strict=True))
        fields = {name: getattr(rubric, name) for name in Rubric.model_fields}
        own = {"tree": _with_rows(rubric.tree, rows), "family": rubric.digest}
        known.setdefault(picks, Rubric.model_construct(**fields | own))
    return known[picks]


def _with_rows(node: Node, rows: Mapping[str, int]) -> Node:
    """The node and all below with the weights of those rows, and no tables any more."""
    nodes = tuple(_with_rows(child, rows) for child in node.nodes)
    items = node.items
    if node.weights_by is not None:
        own = node.weights_by.rows[rows[node.id]].weights
        nodes = tuple(each.model_copy(update={"weight": own[each.id]}) for each in nodes)
        items = tuple(each.model_copy(update={"weight": own[each.id]}) for each in items)
    return node.model_copy(update={"nodes": nodes, "items": items, "weights_by": None})
