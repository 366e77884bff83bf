"""Firms that experts know come out at the level, in the order and with the advice they expect."""

from collections import Counter
from pathlib import Path

import pytest

from questionnaires.library import available, load
from tests.cases.personas.reading import Judged, files, judged, personas

REFERENCES = {"sme_2024", "cmmm", "eu_dmat"}  # instruments of others, whose levels are given


@pytest.fixture(scope="module", params=files(), ids=lambda file: file.stem)
def firms(request: pytest.FixtureRequest) -> dict[str, Judged]:
    """The firms of one file by id."""
    return {each.persona.id: each for each in judged(personas(request.param))}


def test_each_firm_is_answered_in_full(firms: dict[str, Judged]) -> None:
    """A firm leaves no question open, so nothing is judged by what nobody said."""
    open_ = {id: [item.id for item in each.card.items if item.state == "unanswered"]
             for id, each in firms.items()}  # fmt: skip
    assert {id: items for id, items in open_.items() if items} == {}


def test_level_and_total_are_what_an_expert_expects(firms: dict[str, Judged]) -> None:
    """Every firm of the file stands where somebody of the trade puts it."""
    off = {
        id: (each.level, each.card.total)
        for id, each in firms.items()
        if each.level != each.persona.level
        or not each.persona.total[0] <= (each.card.total or 0) < each.persona.total[1]
    }
    assert off == {}


def test_order_is_what_an_expert_expects(firms: dict[str, Judged]) -> None:
    """A firm stands above those that its file says it does, and never at a lower level."""
    off = [
        (id, other)
        for id, each in firms.items()
        for other in each.persona.above
        if (each.card.total or 0) <= (firms[other].card.total or 0)
        or (each.level or 0) < (firms[other].level or 0)
    ]
    assert off == []


def test_advice_is_what_an_expert_expects(firms: dict[str, Judged]) -> None:
    """What it lacks most and the first three projects hold what the file names, and nothing odd.

    Where the file says that this is disputed, they do not.
    """
    off = {}
    for id, each in firms.items():
        expected = each.persona
        wrong = (
            (bool(expected.lacks) and not set(expected.lacks) & set(each.gaps))
            or (not set(expected.first) & set(each.first) if expected.first else bool(each.first))
            or bool(set(expected.never_first) & set(each.first))
        )
        if wrong != bool(expected.disputed):
            off[id] = (each.gaps, each.first)
    assert off == {}


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_a_file_has_a_weak_a_middling_and_a_strong_firm(file: Path) -> None:
    """At least one of each, named once."""
    found = personas(file)
    assert found.questionnaire == file.stem
    assert {"weak", "middling", "strong"} <= {each.kind for each in found.firms}
    assert max(Counter(each.id for each in found.firms).values()) == 1


def test_every_questionnaire_of_ours_has_firms() -> None:
    """No questionnaire is offered that nobody tried on firms of its trade; forty-five at least."""
    own = {id for id in available() if load(id).form != "pool"} - REFERENCES
    assert {file.stem for file in files()} == own
    assert sum(len(personas(file).firms) for file in files()) >= 45
