"""Reachability: for every item some enterprise exists that is asked it.

Tried out, not proved: the answers that conditions tell apart are combined (all combinations, or
a large sample where there are too many) and sent through the same evaluator that asks.
"""

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np

from files.problems import Problem
from questionnaires.columns import NOT_APPLICABLE, NUMBER_NOT_APPLICABLE, Array, Columns
from questionnaires.conditions import TRUE, around, cuts_of, leaves, route
from questionnaires.draft import Draft
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Condition, Item, Kind, Questionnaire

MOST_TRIED = 100_000  # combinations per item
MOST_WORK = 20_000_000  # tests over all combinations of all items: about a second
MOST_TICKS = 12  # tested options of a multi item of which every combination is tried
TICKS_DRAWN = 1024  # combinations that are drawn where there are more
_OTHER_WORD = "-"  # a value of a word fact that no condition names


def check(draft: Draft, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Items that nobody can ever be asked."""
    conditional = {
        item.id: _behind(item, questionnaire)
        for item in questionnaire.items
        if item.show_if is not None
    }
    tests = {item.id: 1 + sum(1 for _ in leaves(item.show_if)) for item in questionnaire.items}
    work = sum(tests[each.id] for behind in conditional.values() for each in behind)
    most = min(MOST_TRIED, MOST_WORK // max(work, 1))
    for id, behind in conditional.items():
        if not _reachable(behind, questionnaire, most):
            yield draft.by_id[id].problem("Q051", "show_if")


def _reachable(behind: list[Item], questionnaire: Questionnaire, most: int) -> bool:
    """Whether the last of the items ``behind`` one another is asked in one of ``most`` trials."""
    tests = [leaf for each in behind for leaf in leaves(each.show_if)]
    asked = [each for each in behind[:-1] if each.asked]
    facts = sorted({test.fact for test in tests if test.fact is not None})
    answers = [_answers(each, tests, behind) for each in asked]
    domains = [*answers, *(_values(fact, tests) for fact in facts)]
    sizes = [len(domain) for domain in domains]
    if prod(sizes) <= most:
        tried = prod(sizes)
        picks: Sequence[Array] = np.unravel_index(np.arange(tried), sizes) if sizes else ()
    else:
        tried, draw = most, np.random.default_rng(0)
        picks = [draw.integers(0, size, tried) for size in sizes]
    columns = [domain[pick] for domain, pick in zip(domains, picks, strict=True)]
    sheets = Columns(
        size=tried,
        items=dict(zip((each.id for each in asked), columns, strict=False)),
        facts=dict(zip(facts, columns[len(asked) :], strict=True)),
    )
    needed = questionnaire.model_copy(update={"items": tuple(behind)})
    return bool((route(needed, sheets).shown[behind[-1].id] == TRUE).any())


def _behind(item: Item, questionnaire: Questionnaire) -> list[Item]:
    """The items on which it depends whether ``item`` is asked, in order; ``item`` comes last."""
    needed = {item.id}
    for each in reversed(questionnaire.items):  # conditions and ratios look back only
        if each.id in needed:
            needed |= {leaf.item for leaf in leaves(each.show_if) if leaf.item is not None}
            needed |= {name for name in (each.part, each.whole) if name is not None}
    return [each for each in questionnaire.items if each.id in needed]


def _answers(item: Item, tests: list[Condition], behind: list[Item]) -> Array:
    """The answers to ``item`` that the tests can tell apart, as codes of its column."""
    none = item.not_applicable is not None
    if item.kind is Kind.NUMBER:
        cuts = cuts_of([test for test in tests if test.item == item.id])
        cuts += [
            cut * (behind_item.maximum or 1.0)
            for ratio in behind
            if ratio.part == item.id
            for cut in cuts_of([test for test in tests if test.item == ratio.id])
            for behind_item in behind
            if behind_item.id == ratio.whole
        ]
        numbers = around(cuts, item.minimum, item.maximum, whole=item.integer)
        return np.array([*numbers, *[NUMBER_NOT_APPLICABLE] * none])
    codes = list(range(len(item.options)))
    if item.kind is Kind.MULTI:
        codes = sorted(_ticks(item, tests))
    return np.array([*codes, *[NOT_APPLICABLE] * none])


def _ticks(item: Item, tests: list[Condition]) -> set[int]:
    """Combinations of ticks: each option alone, and those that are tested together."""
    alone = {code for code, option in enumerate(item.options) if option.exclusive}
    told = sorted(_tested(item, tests) - alone)
    masks = {1 << code for code in range(len(item.options))}
    if len(told) <= MOST_TICKS:
        free = {mask for mask in masks if not any(mask >> one & 1 for one in alone)}
        for code in told:
            free |= {mask | 1 << code for mask in free}
        return masks | free
    draw = np.random.default_rng(0)
    chosen = draw.random((TICKS_DRAWN, len(told))) < draw.random((TICKS_DRAWN, 1))
    bits = np.left_shift(1, np.array(told, dtype=np.int64))
    return (masks | {int(bits.sum())} | set((chosen @ bits).tolist())) - {0}


def _values(fact: str, tests: list[Condition]) -> Array:
    """The values of a fact that the tests can tell apart."""
    own = [test for test in tests if test.fact == fact]
    if FACTS[fact] == NUMBER:
        return np.array(around(cuts_of(own), 0.0, None, whole=False))
    return np.array(sorted({value for test in own for value in test.is_ or ()} | {_OTHER_WORD}))


def _tested(item: Item, tests: list[Condition]) -> set[int]:
    """The options of ``item`` that some test names."""
    named = {option for test in tests if test.item == item.id for option in test.is_ or ()}
    return {code for code, option in enumerate(item.options) if option.id in named}
