"""Firms that experts know come out at the level, in the order and with the advice they expect."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from aggregates import subject_gaps
from aggregates.subject_basis import Basis
from questionnaires.library import available, load
from scoring.library import rubric
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


def test_what_a_city_counts_as_gaps_is_what_a_firm_has_nothing_of(
    firms: dict[str, Judged], request: pytest.FixtureRequest
) -> None:
    """Of each firm the items worth nothing and no others; weak ones have more than strong ones."""
    asked = load(personas(request.node.callspec.params["firms"]).questionnaire)
    basis = Basis(asked, rubric(asked.default_rubric, asked), {})
    legend = subject_gaps.legend(basis)
    assert legend is not None
    told = {measure.id.removesuffix(":gap") for measure in legend.measures[1:]}
    values = {id: {f"items:{item.id}": item.value for item in each.card.items}
              for id, each in firms.items()}  # fmt: skip
    found = subject_gaps.columns(pd.DataFrame.from_dict(values, "index", dtype=float), legend)
    for id, own in values.items():
        nothing = {name for name in told if own[name] == 0}
        counted = {name for name in told if found.loc[id, f"{name}:gap"] == 100}
        assert counted == nothing, id
    share = {kind: [found.loc[id, subject_gaps.ALL] for id, each in firms.items()
                    if each.persona.kind == kind] for kind in ("weak", "strong")}  # fmt: skip
    assert not all(share.values()) or min(share["weak"]) > max(share["strong"])
