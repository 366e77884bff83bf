"""Conditions in three values: for one sheet or a million, routed-out questions included."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaires import library
from questionnaires.answers import Answer, NotApplicable
from questionnaires.columns import columns_of
from questionnaires.conditions import FALSE, TRUE, UNKNOWN, evaluate, route
from questionnaires.model import Condition, Item, Kind
from questionnaires.sheet import Sheet, contradictions, shown

WORKSHOP = library.load(Path(__file__).parents[1] / "data" / "samples" / "workshop")

FACTS = st.fixed_dictionaries(
    {},
    optional={
        "employees": st.sampled_from([0.0, 19.0, 19.999, 20.0, 20.5, 5000.0]),
        "size": st.sampled_from(["large", "medium", "small", "micro", "unclassified"]),
        "division": st.sampled_from(["34", "35"]),
    },
)


def answers_to(item: Item) -> st.SearchStrategy[Answer | None]:
    """Any answer to ``item``, none at all included."""
    options = [option.id for option in item.options]
    some: st.SearchStrategy[Any]
    if item.kind is Kind.MULTI:
        alone = [option.id for option in item.options if option.exclusive]
        ticks = st.sets(st.sampled_from([id for id in options if id not in alone]), min_size=1)
        some = ticks.map(lambda chosen: tuple(id for id in options if id in chosen))
        some = some | st.sampled_from([(id,) for id in alone])
    elif item.kind is Kind.NUMBER:
        some = st.sampled_from([0.0, 1.0, 2.0, 3.0, 100.0])
    else:
        some = st.sampled_from(options or ["words"])
    none: list[Answer | None] = [None]
    if item.not_applicable is not None:
        none.append(NotApplicable("因为"))
    return st.sampled_from(none) | some


SHEETS = st.builds(
    Sheet,
    st.fixed_dictionaries({item.id: answers_to(item) for item in WORKSHOP.items if item.asked}).map(
        lambda answers: {id: answer for id, answer in answers.items() if answer is not None}
    ),
    FACTS,
)

ITEM_TESTS = st.sampled_from(
    [
        Condition(item="workshop", is_=("own",)),
        Condition(item="workshop", is_=("own", "none")),
        Condition(item="downtime", is_=("automatic", "foreseen")),
        Condition(item="safeguards", is_=("backup",)),
        Condition(item="safeguards", is_=("nothing", "leavers")),
        Condition(item="machines_total", at_least=1),
        Condition(item="machines_total", at_least=1, below=3),
        Condition(item="machines_networked_share", at_least=0.5),
        Condition(item="machines_networked_share", below=0.5),
        Condition(item="scrap_rate", below=2),
    ]
)
FACT_TESTS = st.sampled_from(
    [
        Condition(fact="employees", at_least=20),
        Condition(fact="employees", below=20),
        Condition(fact="size", is_=("micro", "small")),
        Condition(fact="division", is_=("34",)),
        Condition(fact="district", is_=("huishan",)),
    ]
)
CONDITIONS = st.recursive(
    ITEM_TESTS | FACT_TESTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda each: Condition(all=tuple(each))),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: Condition(any=tuple(each))),
        inner.map(lambda one: Condition(not_=one)),
    ),
    max_leaves=5,
)


def truth(condition: Condition, sheet: Sheet, asked: Mapping[str, bool | None]) -> bool | None:
    """The same semantics written down once more, for one sheet, as the documentation tells it."""
    parts = [truth(each, sheet, asked) for each in (condition.all or condition.any or ())]
    if condition.all is not None:
        return False if False in parts else None if None in parts else True
    if condition.any is not None:
        return True if True in parts else None if None in parts else False
    if condition.not_ is not None:
        inner = truth(condition.not_, sheet, asked)
        return None if inner is None else not inner
    if condition.item is not None and asked[condition.item] is not True:
        return asked[condition.item]  # routed out: False; not decided yet: None
    return passes(
        condition,
        value_of(condition.item, sheet)
        if condition.item is not None
        else sheet.facts.get(condition.fact or ""),
    )


def passes(condition: Condition, value: Any) -> bool | None:
    """Whether a value passes the test of a condition."""
    if value is None or isinstance(value, NotApplicable):
        return None if value is None else False
    if condition.is_ is not None:
        ticked = value if isinstance(value, tuple) else (value,)
        return any(each in condition.is_ for each in ticked)
    low = -math.inf if condition.at_least is None else condition.at_least
    high = math.inf if condition.below is None else condition.below
    return bool(low <= value < high)


def value_of(id: str, sheet: Sheet) -> Any:
    """The answer; of a ratio, what its two numbers give."""
    item = WORKSHOP.by_id[id]
    if item.kind is not Kind.RATIO:
        return sheet.answers.get(id)
    part, whole = sheet.answers.get(item.part or ""), sheet.answers.get(item.whole or "")
    if whole == 0:
        return NotApplicable("0")
    if not isinstance(part, float) or not isinstance(whole, float) or part > whole:
        return None
    return part / whole


@given(CONDITIONS, SHEETS)
def test_a_condition_holds_as_the_documentation_says(condition: Condition, sheet: Sheet) -> None:
    """The vectorised evaluator agrees with the plain definition for any condition and sheet."""
    columns = columns_of(WORKSHOP, [sheet.answers], [sheet.facts])
    routes = route(WORKSHOP, columns)
    seen = type(columns)(1, routes.items, columns.facts)
    found = evaluate(condition, WORKSHOP, seen, routes.shown)
    expected = truth(condition, sheet, shown(WORKSHOP, sheet))
    assert found.tolist() == [UNKNOWN if expected is None else int(expected)]


@given(SHEETS)
def test_what_is_asked_follows_from_its_condition(sheet: Sheet) -> None:
    """An item is asked, routed out or undecided exactly as its own condition is."""
    asked = shown(WORKSHOP, sheet)
    assert set(asked) == {item.id for item in WORKSHOP.items}
    for item in WORKSHOP.items:
        if item.kind is not Kind.RATIO:
            expected = True if item.show_if is None else truth(item.show_if, sheet, asked)
            assert asked[item.id] is expected


@given(st.lists(SHEETS, min_size=1, max_size=8), st.randoms())
def test_many_sheets_at_once_are_routed_like_each_alone(sheets: list[Sheet], random: Any) -> None:
    """A batch in any order gives every sheet what it would get by itself."""
    random.shuffle(sheets)
    columns = columns_of(
        WORKSHOP, [each.answers for each in sheets], [each.facts for each in sheets]
    )
    routes = route(WORKSHOP, columns)
    for index, sheet in enumerate(sheets):
        alone = {
            id: UNKNOWN if decided is None else int(decided)
            for id, decided in shown(WORKSHOP, sheet).items()
        }
        assert {id: int(column[index]) for id, column in routes.shown.items()} == alone


@given(SHEETS, st.data())
def test_answering_more_takes_no_decision_back(sheet: Sheet, data: st.DataObject) -> None:
    """Unknown may become asked or routed out; a decision made stays, so pages do not flicker."""
    before = shown(WORKSHOP, sheet)
    open_ = [item.id for item in WORKSHOP.items if item.asked and item.id not in sheet.answers]
    assume(open_)
    id = data.draw(st.sampled_from(open_))
    answer = data.draw(answers_to(WORKSHOP.by_id[id]))
    more = dict(sheet.answers) if answer is None else {**sheet.answers, id: answer}
    after = shown(WORKSHOP, Sheet(more, sheet.facts))
    for item, decided in before.items():
        assert decided is None or after[item] is decided


def test_an_old_answer_to_a_question_that_is_routed_out_counts_for_nothing() -> None:
    """Whoever turns out to have no workshop is not asked on because of what it said before."""
    sheet = Sheet({"workshop": "none", "machines_total": 10.0, "machines_networked": 5.0})
    columns = columns_of(WORKSHOP, [sheet.answers], [sheet.facts])
    routes = route(WORKSHOP, columns)
    seen = type(columns)(1, routes.items, columns.facts)
    for test in (
        Condition(item="machines_total", at_least=1),
        Condition(item="machines_networked_share", at_least=0.1),
    ):
        assert evaluate(test, WORKSHOP, seen, routes.shown).tolist() == [FALSE]
    assert evaluate(
        Condition(not_=Condition(item="machines_total", at_least=1)), WORKSHOP, seen, routes.shown
    ).tolist() == [TRUE]


def test_a_column_that_is_missing_is_unknown() -> None:
    """A table without a column is a table in which nobody answered it."""
    columns = type(columns_of(WORKSHOP, [], []))(2, {"workshop": np.array([0, 2])}, {})
    routes = route(WORKSHOP, columns)
    assert routes.shown["downtime"].tolist() == [TRUE, FALSE]
    assert routes.shown["scheduling"].tolist() == [UNKNOWN, FALSE]
    assert routes.shown["backup_test"].tolist() == [UNKNOWN, UNKNOWN]
    assert routes.shown["wishes"].tolist() == [UNKNOWN, UNKNOWN]
    assert all(column.dtype == np.int8 for column in routes.shown.values())


@pytest.mark.parametrize(
    ("part", "whole", "ratio"),
    [
        (5.0, 10.0, 0.5),
        (0.0, 10.0, 0.0),
        (10.0, 10.0, 1.0),
        (0.0, 0.0, -math.inf),
        (None, 0.0, -math.inf),
        (None, 10.0, math.nan),
        (5.0, None, math.nan),
        (11.0, 10.0, math.nan),
    ],
)
def test_a_ratio_is_computed_or_says_why_not(
    part: float | None, whole: float | None, ratio: float
) -> None:
    """Nothing of nothing does not apply; what is open or impossible is unanswered, never 0."""
    given_ = {"workshop": "own", "machines_networked": part, "machines_total": whole}
    answers = {id: value for id, value in given_.items() if value is not None}
    routes = route(WORKSHOP, columns_of(WORKSHOP, [answers], [{}]))
    np.testing.assert_array_equal(routes.items["machines_networked_share"], [ratio])


def test_a_part_larger_than_its_whole_is_reported() -> None:
    """Eleven networked machines of ten is a contradiction that somebody has to clear up."""
    wrong = {"machines_networked": 11.0, "machines_total": 10.0}
    sheets = [
        Sheet(wrong),
        Sheet({"machines_networked": 1.0}),
        Sheet({**wrong, "workshop": "none"}),
    ]
    found = [contradictions(WORKSHOP, each, shown(WORKSHOP, each)) for each in sheets]
    assert [[item.id for item in items] for items in found] == [
        ["machines_networked_share"],
        [],
        [],
    ]
