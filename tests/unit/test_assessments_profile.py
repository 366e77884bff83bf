"""The profile of an enterprise: every wrong field at once, in words."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.credit_code import check_character
from assessments.districts import districts
from assessments.divisions import divisions, sections
from assessments.facts import facts_of
from assessments.plain_text import one_line, plain
from assessments.profile import Profile, parse_profile
from assessments.refusals import Invalid
from questionnaires.facts import FACTS

CODE = "91320206" + "MA1X2Y3W4"
GOOD: Mapping[str, Any] = {
    "name": "惠山精工",
    "credit_code": CODE + check_character(CODE),
    "division": "34",
    "district": "320206",
    "employees": 50,
    "revenue": 1200.5,
    "assets": None,
}


def faults(**changes: Any) -> Mapping[str, str]:
    """Field to English words of what is wrong with the good profile after ``changes``."""
    with pytest.raises(Invalid) as refusal:
        parse_profile({**GOOD, **changes})
    fields = refusal.value.params["fields"]
    assert refusal.value.params["count"] == len(fields)
    assert all(text.zh and text.en for text in fields.values())
    return {field: text.en for field, text in fields.items()}


def test_a_good_profile_is_an_enterprise() -> None:
    """Nothing is lost, and the id is the one given."""
    enterprise = parse_profile(GOOD).of("e1")
    assert enterprise.model_dump() == {**GOOD, "id": "e1", "synthetic": False}


@pytest.mark.parametrize(
    "code", ["I" * 18, CODE + ("0" if check_character(CODE) != "0" else "1"), "9132O206SZ1V2Y3W4X"]
)
def test_a_code_of_the_old_kind_is_kept(code: str) -> None:
    """Letters that the standard leaves out, another check character: unusual, and not refused."""
    assert parse_profile({**GOOD, "credit_code": f" {code.lower()}\u200b"}).credit_code == code


def test_all_faults_are_told_at_once() -> None:
    """Seven wrong fields give seven texts, each with what to do."""
    found = faults(
        name="\u202e \x07",
        credit_code="123",
        division="98",
        district="310000",
        employees="",
        revenue="-1",
        assets="viel",
    )
    assert set(found) == set(GOOD)


def test_an_empty_form_names_the_required_fields() -> None:
    """Name, trade, district and head-count are needed; credit code and money are not."""
    with pytest.raises(Invalid) as refusal:
        parse_profile({})
    assert set(refusal.value.params["fields"]) == {"name", "division", "district", "employees"}
    assert parse_profile({**GOOD, "credit_code": " ", "revenue": ""}).credit_code is None


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("employees", "５０", 50),
        ("employees", "1,200", 1200),
        ("employees", 50.0, 50),
        ("employees", 0, 0),
        ("revenue", "1，200.5", 1200.5),
        ("revenue", 0, 0.0),
        ("name", "  惠山\t精工\n有限公司 ", "惠山 精工 有限公司"),
        ("name", "𠮷野家 👩‍🏭", "𠮷野家 👩‍🏭"),
        ("name", "a\x00b\x1bc\ud800", "abc"),
        ("name", "龘" * 120, "龘" * 120),
        ("credit_code", GOOD["credit_code"].lower(), GOOD["credit_code"]),
    ],
)
def test_what_is_typed_is_kept_as_meant(field: str, typed: Any, kept: Any) -> None:
    """Figures as people type them; names with rare characters, without control characters."""
    assert getattr(parse_profile({**GOOD, field: typed}), field) == kept


@pytest.mark.parametrize(
    ("field", "typed", "word"),
    [
        ("employees", -1, "between"),
        ("employees", 10_000_001, "between"),
        ("employees", 1.5, "whole"),
        ("employees", True, "between"),
        ("employees", "viele", "number"),
        ("employees", [], "number"),
        ("revenue", "nan", "number"),
        ("revenue", "inf", "number"),
        ("revenue", "2,0", "number"),
        ("revenue", math.nan, "between"),
        ("assets", 100_000_000.5, "between"),
        ("name", "龘" * 121, "120"),
        ("name", None, "fill this in"),
        ("credit_code", "厂" * 18, "digits and capitals"),
        ("credit_code", 18, "fill this in"),
        ("division", "3", "list"),
        ("district", "", "list"),
    ],
)
def test_a_wrong_field_says_what_was_expected(field: str, typed: Any, word: str) -> None:
    """Only the wrong field is told, in words that help."""
    found = faults(**{field: typed})
    assert list(found) == [field]
    assert word in found[field]


@given(st.text(max_size=200))
def test_a_kept_name_is_one_line_that_every_file_can_hold(text: str) -> None:
    """Whatever is typed: trimmed, encodable, and the same when it is tidied again."""
    line = one_line(text)
    assert line == one_line(line) == line.strip()
    assert "\n" not in line
    line.encode("utf-8")
    assert plain(plain(text)) == plain(text)


def test_the_lists_are_those_of_the_standards() -> None:
    """Twenty sections, ninety-seven divisions, eight places of Wuxi, all in both languages."""
    assert list(sections()) == list("ABCDEFGHIJKLMNOPQRST")
    assert list(divisions()) == [f"{number:02}" for number in range(1, 98)]
    found = {division.section for division in divisions().values()}
    assert found == set(sections())
    assert [code for code, each in divisions().items() if each.section == "C"] == [
        str(number) for number in range(13, 44)
    ]
    assert len(districts()) == 8
    titles = [each.title for each in divisions().values()]
    for text in (*districts().values(), *sections().values(), *titles):
        assert text.zh
        assert text.en


def test_facts_are_those_that_questionnaires_may_ask_for() -> None:
    """Every fact is known to the routing; an unknown figure is absent, not 0."""
    whole = facts_of(Profile.model_validate({**GOOD, "assets": 3}).of("e1"))
    assert set(whole) == set(FACTS)
    assert whole["size"] == "small"
    assert whole["section"] == "C"
    poor = facts_of(parse_profile({**GOOD, "revenue": None}).of("e1"))
    assert "revenue" not in poor
    assert poor["size"] == "unclassified"
