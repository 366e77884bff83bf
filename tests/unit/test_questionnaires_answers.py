"""What counts as an answer, and what is said about anything else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from i18n import say
from questionnaires import library
from questionnaires.answers import (
    LARGEST_NUMBER,
    MAX_TEXT,
    InvalidAnswer,
    NotApplicable,
    dump_answer,
    parse_answer,
)
from questionnaires.model import Item

WORKSHOP = library.load(Path(__file__).parents[1] / "data" / "samples" / "workshop")
ASKED = [item for item in WORKSHOP.items if item.asked]
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(["own", "told", "backup", "nothing"]),
        st.sampled_from([0, 50, 100.0, 1e300, 10**400]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.just("not_applicable"), inner)
    ),
    max_leaves=5,
)


@given(st.sampled_from(ASKED), st.data())
def test_whatever_is_accepted_comes_back_the_same(item: Item, data: st.DataObject) -> None:
    """An answer survives being written as JSON and read again."""
    ids = [option.id for option in item.options]
    fitting = [st.integers(0, 100), st.floats(0, 1e6), st.text(max_size=20)]
    if ids:
        fitting = [st.sampled_from(ids), st.sampled_from(ids).map(lambda one: [one])]
    try:
        answer = parse_answer(item, data.draw(st.one_of(*fitting, JSON)))
    except InvalidAnswer:
        reject()
    assert parse_answer(item, json.loads(json.dumps(dump_answer(answer)))) == answer


@pytest.mark.parametrize(
    ("item", "raw", "answer"),
    [
        ("workshop", "own", "own"),
        ("downtime", {"not_applicable": " 没有设备 "}, NotApplicable("没有设备")),
        ("machines_total", 12, 12.0),
        ("scrap_rate", 0.5, 0.5),
        ("safeguards", ["leavers", "backup"], ("backup", "leavers")),
        ("safeguards", ["nothing"], ("nothing",)),
        ("wishes", "少填几张表 🙂", "少填几张表 🙂"),
    ],
)
def test_an_answer_is_kept_in_its_own_form(item: str, raw: Any, answer: object) -> None:
    """Numbers become floats, ticks stand in the item's order, reasons lose stray spaces."""
    assert parse_answer(WORKSHOP.by_id[item], raw) == answer


@pytest.mark.parametrize(
    ("item", "raw", "key"),
    [
        ("workshop", "own ", "not_an_option"),
        ("workshop", 0, "not_an_option"),
        ("workshop", ["own"], "not_an_option"),
        ("workshop", {"not_applicable": "不适用"}, "always_applies"),
        ("downtime", {"not_applicable": "  "}, "reason_missing"),
        ("downtime", {"not_applicable": "x" * (MAX_TEXT + 1)}, "reason_missing"),
        ("safeguards", [], "not_options"),
        ("safeguards", ["backup", "backup"], "not_options"),
        ("safeguards", ["backup", "nothing"], "stands_alone"),
        ("machines_total", "12", "not_a_number"),
        ("machines_total", True, "not_a_number"),
        ("machines_total", float("nan"), "not_a_number"),
        ("machines_total", float("inf"), "not_whole"),
        ("machines_total", -1, "not_whole"),
        ("machines_total", 10**400, "not_whole"),
        ("machines_total", 1.5, "not_whole"),
        ("machines_networked_share", 0.5, "computed"),
        ("wishes", "x" * (MAX_TEXT + 1), "text_long"),
        ("wishes", "half \ud83d", "not_a_text"),
        ("wishes", "nul \0", "not_a_text"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_was_expected(item: str, raw: Any, key: str) -> None:
    """Each way of being wrong has its own words."""
    with pytest.raises(InvalidAnswer) as refused:
        parse_answer(WORKSHOP.by_id[item], raw)
    assert refused.value.key == key
    assert say(f"answers.{key}", "zh", **refused.value.params)
    assert say(f"answers.{key}", "en", **refused.value.params)


def test_a_number_without_a_limit_still_has_one() -> None:
    """Where an item sets no maximum, a number that no factory has is refused."""
    item = WORKSHOP.by_id["machines_total"].model_copy(update={"maximum": None})
    assert parse_answer(item, LARGEST_NUMBER) == LARGEST_NUMBER
    with pytest.raises(InvalidAnswer):
        parse_answer(item, LARGEST_NUMBER * 10)


def test_a_limit_is_told_without_a_stray_decimal() -> None:
    """A range reads "0 到 100000", not "0.0 到 100000.0"."""
    with pytest.raises(InvalidAnswer) as refused:
        parse_answer(WORKSHOP.by_id["machines_total"], 100_001)
    words = say(f"answers.{refused.value.key}", "zh", **refused.value.params)
    assert "0 到 100000" in words
