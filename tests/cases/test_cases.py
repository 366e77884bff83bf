"""Every sentence of the case files holds."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from questionnaires.library import load
from scoring import scorecard_of
from scoring.lint import check
from scoring.reader import read_rubric
from scoring.scorecard import Scorecard
from tests.cases.reading import Case, cases

# What a case file calls a figure of each item or node, and what the card calls it.
OF_ITEMS = {
    "states": "state", "values": "value", "weights": "weight", "gained": "gained", "lost": "lost",
}  # fmt: skip
OF_NODES = {
    "nodes": "score", "lows": "low", "highs": "high", "covered": "coverage",
    "excluded": "excluded", "shares": "weight",
}  # fmt: skip
FAMILIES = sorted((Path(__file__).parent / "families").iterdir())
SPECIFICATION = Path(__file__).parents[2] / "docs" / "scoring.md"


def said_of(card: Scorecard, name: str, part: str | None = None) -> Any:
    """What the card says of one expectation, in the words of the case files."""
    nodes = {node.id: node for node in card.nodes}
    items = {item.id: item for item in card.items}
    if name == "named":
        level = nodes[part or ""].level
        return level and level.zh
    if part is not None and name in OF_ITEMS:
        return getattr(items[part], OF_ITEMS[name])
    if part is not None:
        return getattr(nodes[part], OF_NODES[name])
    if name == "level":
        return card.level and card.level.number
    if name == "held_back":
        return tuple((need.node, need.needed) for need in card.held_back)
    return getattr(card, name)


def near(expected: Any) -> Any:
    """Numbers to 1e-9, everything else as it is; a number may be written as a fraction."""
    if isinstance(expected, str) and re.fullmatch(r"[0-9.]+/[0-9.]+", expected):
        above, below = expected.split("/")
        expected = float(above) / float(below)
    if isinstance(expected, float) or (
        isinstance(expected, int) and not isinstance(expected, bool)
    ):
        return pytest.approx(expected, rel=1e-9, abs=1e-9)
    return expected


def failures(case: Case) -> Iterator[tuple[str, str, Any, Any]]:
    """What the card says otherwise than the case does: name and part, said and expected."""
    card = scorecard_of(case.questionnaire, case.rubric, case.sheet)
    for name, expected in case.expect.items():
        parts = expected if isinstance(expected, dict) else {None: expected}
        for part, figure in parts.items():
            said = said_of(card, name, part)
            if said != near(figure):
                yield name, part or "", said, figure


@pytest.fixture(scope="module")
def every_case() -> list[Case]:
    """All of them."""
    return list(cases())


def test_the_sentences_hold(every_case: list[Case]) -> None:
    """Each sheet scores as its case says."""
    found = {f"{case.file.stem}: {case.says}": list(failures(case)) for case in every_case}
    assert {says: wrong for says, wrong in found.items() if wrong} == {}


def test_every_case_quotes_rules_that_exist(every_case: list[Case]) -> None:
    """A case names the rules of docs/scoring.md that it checks."""
    known = set(re.findall(r"\*\*(S[0-9]+)\*\*", SPECIFICATION.read_text("utf-8")))
    quoted = {rule for case in every_case for rule in case.rules}
    assert quoted <= known
    assert all(case.rules for case in every_case)


def test_every_rule_that_a_sheet_can_show_has_a_case(every_case: list[Case]) -> None:
    """Each rule that a sheet can show is shown by a case; the rest has tests of its own."""
    quoted = {rule for case in every_case for rule in case.rules}
    assert {
        f"S{number}" for number in (*range(2, 33), *range(38, 57), *range(60, 67), *range(70, 79))
    } <= quoted


def test_there_are_enough_cases(every_case: list[Case]) -> None:
    """At least 120 cases, ten of them on the real questionnaire, no sentence twice."""
    assert len(every_case) >= 120
    assert sum(case.questionnaire.id == "manufacturing" for case in every_case) >= 10
    assert len({case.says for case in every_case}) == len(every_case)


@pytest.mark.parametrize("folder", FAMILIES, ids=[folder.name for folder in FAMILIES])
def test_a_family_of_models_lints_and_says_what_it_is_not(folder: Path) -> None:
    """Each rubric after a published model is sound, and calls itself alike, never official."""
    questionnaire = load(folder / "1")
    assert check(folder / "rubric.yaml", {questionnaire.id: questionnaire}) == ()
    provenance = read_rubric(folder / "rubric.yaml", questionnaire).provenance
    for lang, alike in (("zh", "仿"), ("en", "Resembles")):
        assert provenance.to(lang).startswith(alike)
