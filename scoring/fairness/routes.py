"""Every route through a questionnaire that differs in what is scored.

The inputs of routing fall into groups that have no item in common. Within a group all
combinations go through the evaluator and the coder of the engine; those that come to the same
are one pattern. A route is a pattern of each group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np

from questionnaires.columns import NOT_APPLICABLE, Array, Columns, Facts
from questionnaires.conditions import FALSE, TRUE, evaluate, leaves, route
from questionnaires.model import Item, Kind, Questionnaire
from scoring.columns import band_of, encode
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.fairness.inputs import RoutingInput, conditions_on, inputs
from scoring.program import Codes, Floats, Ints
from scoring.rubric import Rubric

MOST_STATES = 1_500_000  # combinations of the inputs of one group; more are drawn
BLOCK = 1 << 15  # of them at once
FREE = np.int8(100)  # in a pattern: the item is asked, whatever is answered


@dataclass(frozen=True)
class RouteGroup:
    """Inputs that bear on the same items, and the patterns that they come to."""

    inputs: tuple[RoutingInput, ...]
    rows: Ints  # of the scored items that depend on them
    picks: Ints  # (inputs, states): the class of each input
    exact: bool  # whether all combinations are there
    pattern: Ints  # (states,): the pattern of each
    example: Ints  # (patterns,): a state
    codes: Codes  # (rows, patterns): FREE, or what stands there whatever is answered
    low: Codes  # (rows, patterns): the code of the lowest answer that can be given, where FREE
    high: Codes
    shown: Array  # (inputs, patterns): whether the input is asked; a fact always is


@dataclass(frozen=True)
class RouteSpace:
    """All groups of a questionnaire under a rubric; a route is a place in the product."""

    questionnaire: Questionnaire
    rubric: Rubric
    groups: tuple[RouteGroup, ...]
    facts: Facts = field(default_factory=dict)  # that lead to the weights of the rubric

    @cached_property
    def plan(self) -> CompiledRubric:
        """The rubric as the engine takes it."""
        return compile_rubric(self.questionnaire, self.rubric)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """The number of patterns of each group."""
        return tuple(len(group.example) for group in self.groups)

    @property
    def count(self) -> int:
        """The number of routes."""
        return prod(self.sizes)

    @property
    def exact(self) -> bool:
        """Whether no combination was left out."""
        return all(group.exact for group in self.groups)

    @cached_property
    def values(self) -> tuple[Floats, ...]:
        """The value in [0, 1] of each code of each scored item."""
        return tuple(np.array(self.plan.values[item.id]) for item in self.questionnaire.scored)

    @cached_property
    def spread(self) -> Floats:
        """How far the value of each scored item reaches from its lowest to its highest."""
        return np.array([values.max() - values.min() for values in self.values])

    def picked(self, routes: Ints) -> tuple[Ints, ...]:
        """The pattern of each group on each of ``routes``."""
        if not self.groups:
            return ()
        return tuple(np.unravel_index(routes, self.sizes))

    def extremes(self, routes: Ints) -> tuple[Codes, Codes, Codes]:
        """Of each route the codes as they stand, at their lowest and at their highest.

        Each of shape (scored items, routes).
        """
        scored = len(self.questionnaire.scored)
        stands = np.full((scored, len(routes)), FREE, dtype=np.int8)
        low = np.repeat([[int(each.argmin())] for each in self.values], len(routes), axis=1)
        high = np.repeat([[int(each.argmax())] for each in self.values], len(routes), axis=1)
        low, high = low.astype(np.int8), high.astype(np.int8)
        for group, at in zip(self.groups, self.picked(routes), strict=True):
            stands[group.rows] = group.codes[:, at]
            low[group.rows], high[group.rows] = group.low[:, at], group.high[:, at]
        fixed = stands != FREE
        low[fixed] = high[fixed] = stands[fixed]
        return stands, low, high


def routes_of(
    questionnaire: Questionnaire, rubric: Rubric, facts: Facts | None = None
) -> RouteSpace:
    """The routes of everybody whom the questionnaire suits; ``facts`` have led to the rubric."""
    every = inputs(questionnaire, rubric)
    depends = _dependence(questionnaire, rubric, {each.id for each in every})
    groups = []
    for ids in _joined(list(depends.values()), [each.id for each in every]):
        own = tuple(each for each in every if each.id in ids)
        rows = [row for row, item in enumerate(questionnaire.scored) if depends[item.id] & ids]
        groups.append(_group(questionnaire, rubric, own, np.array(rows, dtype=np.int64)))
    return RouteSpace(questionnaire, rubric, tuple(groups), facts or {})


def _dependence(
    questionnaire: Questionnaire, rubric: Rubric, known: set[str]
) -> Mapping[str, set[str]]:
    """On which inputs it depends whether an item is asked, what can be answered, what it counts."""
    found: dict[str, set[str]] = {}
    for item in questionnaire.items:
        behind = {item.id} & known
        for leaf in leaves(item.show_if):
            behind |= found[leaf.item] if leaf.item else {leaf.fact or ""}
        for name in (item.part, item.whole):
            behind |= found[name] if name else set()
        found[item.id] = behind
    return {
        id: found[id].union(
            *(
                found[leaf.item] if leaf.item else {leaf.fact or ""}
                for condition in conditions
                for leaf in leaves(condition)
            )
        )
        for id, conditions in conditions_on(questionnaire, rubric).items()
    }


def _joined(sets: Sequence[set[str]], ids: Sequence[str]) -> Iterator[set[str]]:
    """The ids in groups of which no set has members of two."""
    left: list[set[str]] = [{id} for id in ids]
    for each in sets:
        touched = [group for group in left if group & each]
        if len(touched) > 1:
            left = [group for group in left if not group & each]
            left.append(set().union(*touched))
    yield from left


def _group(
    questionnaire: Questionnaire, rubric: Rubric, own: tuple[RoutingInput, ...], rows: Ints
) -> RouteGroup:
    sizes = [len(each.values) for each in own]
    complete = prod(sizes) <= MOST_STATES
    exact = complete and all(each.exact for each in own)
    if complete:
        picks = np.array(np.unravel_index(np.arange(prod(sizes)), sizes), dtype=np.int64)
    else:
        draw = np.random.default_rng(0)
        picks = np.array([draw.integers(0, size, MOST_STATES) for size in sizes])
    facts = {
        each.id: each.values[pick] for each, pick in zip(own, picks, strict=True) if not each.item
    }
    if facts and questionnaire.suits is not None:
        seen = Columns(picks.shape[1], {}, facts)
        suited = evaluate(questionnaire.suits, questionnaire, seen, {}) != FALSE
        picks = picks[:, suited]
        facts = {id: column[suited] for id, column in facts.items()}
    found = [
        _patterns(questionnaire, rubric, own, rows, picks[:, at : at + BLOCK])
        for at in range(0, picks.shape[1], BLOCK)
    ]
    keys = np.concatenate([each[0] for each in found])
    _, example, pattern = np.unique(keys, return_index=True, return_inverse=True)
    codes = np.hstack([each[1] for each in found])[:, example]
    shown = np.hstack([each[2] for each in found])[:, example]
    low, high = _bounds(questionnaire, rubric, own, rows, picks[:, example])
    return RouteGroup(own, rows, picks, exact, pattern.ravel(), example, codes, low, high, shown)


def _patterns(
    questionnaire: Questionnaire,
    rubric: Rubric,
    own: Sequence[RoutingInput],
    rows: Ints,
    picks: Ints,
) -> tuple[Ints, Codes, Array]:
    """A number for the pattern of each state, its codes, and which inputs are asked."""
    size = picks.shape[1]
    columns = [each.values[pick] for each, pick in zip(own, picks, strict=True)]
    items = {each.id: column for each, column in zip(own, columns, strict=True) if each.item}
    facts = {each.id: column for each, column in zip(own, columns, strict=True) if not each.item}
    needed = _needed(
        questionnaire, rubric, {questionnaire.scored[row].id for row in rows} | set(items)
    )
    parts = {each.part for each in needed if each.part} - set(items)
    items |= {id: np.zeros(size) for id in parts}
    found = route(questionnaire.model_copy(update={"items": needed}), Columns(size, items, facts))
    plan = compile_rubric(questionnaire, rubric)
    codes = encode([plan.coders[row] for row in rows], found).reshape(len(rows), size)
    for row, of in zip(codes, rows, strict=True):
        asked = found.shown[questionnaire.scored[of].id] == TRUE
        row[asked & (row != NOT_APPLICABLE)] = FREE
    everybody = np.ones(size, dtype=bool)
    shown = np.array([found.shown[each.id] == TRUE if each.item else everybody for each in own])
    bears = [
        np.where(asked, pick, 0)
        for each, asked, pick in zip(own, shown, picks, strict=True)
        if each.is_part or each.codes
    ]
    draw = np.random.default_rng(0)
    keys = np.zeros(size, dtype=np.int64)
    for row in (*codes, *shown, *bears):  # 64 random bits a row: two patterns never meet
        keys += row.astype(np.int64) * draw.integers(-(2**63), 2**63 - 1, dtype=np.int64)
    return keys, codes, shown


def _needed(questionnaire: Questionnaire, rubric: Rubric, ids: set[str]) -> tuple[Item, ...]:
    """The items with all on which they depend, in order."""
    looks = conditions_on(questionnaire, rubric)
    wanted, size = set(ids), 0
    while size < len(wanted):  # what an item counts for may depend on a later one
        size = len(wanted)
        for item in questionnaire.items:
            if item.id in wanted:
                tests = [leaf for condition in looks[item.id] for leaf in leaves(condition)]
                wanted |= {leaf.item for leaf in tests if leaf.item is not None}
                wanted |= {name for name in (item.part, item.whole) if name is not None}
    return tuple(item for item in questionnaire.items if item.id in wanted)


def _bounds(
    questionnaire: Questionnaire,
    rubric: Rubric,
    own: Sequence[RoutingInput],
    rows: Ints,
    picks: Ints,
) -> tuple[Codes, Codes]:
    """The codes of the lowest and of the highest answer that a pattern leaves to each item."""
    at = {each.id: place for place, each in enumerate(own)}
    values = compile_rubric(questionnaire, rubric).values
    low = np.zeros((len(rows), picks.shape[1]), dtype=np.int8)
    high = np.zeros_like(low)
    for place, row in enumerate(rows):
        item = questionnaire.scored[row]
        worth = np.array(values[item.id])
        low[place], high[place] = worth.argmin(), worth.argmax()
        if item.id in at:
            each = own[at[item.id]]
            for one, codes in enumerate(each.codes):
                real = [code for code in codes if code >= 0]
                if real:
                    here = picks[at[item.id]] == one
                    low[place, here] = min(real, key=lambda code: worth[code])
                    high[place, here] = max(real, key=lambda code: worth[code])
        elif item.kind is Kind.RATIO and item.part in at:
            each = own[at[item.part]]
            nothing = each.values[picks[at[item.part]]] == 0
            low[place, nothing] = high[place, nothing] = band_of(item, np.array([0.0]))[0]
    return low, high
