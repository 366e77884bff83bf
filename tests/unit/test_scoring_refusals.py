"""What the level rules of a rubric file are refused with, and what they are told."""

from pathlib import Path

import pytest

from files.problems import InvalidFiles, Problem
from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring.reader import read_rubric
from scoring.rules.registry import UnknownRule, aggregation

TESTS = Path(__file__).parents[1]
RUBRIC = TESTS / "cases" / "rubrics" / "workshop.yaml"


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(TESTS / "data" / "samples" / "workshop" / "1")


def refused(tmp_path: Path, rule: str, workshop: Questionnaire) -> tuple[Problem, ...]:
    """The problems of the sample rubric with one more level rule at its end."""
    file = tmp_path / "more.yaml"
    file.write_text(f"{RUBRIC.read_text('utf-8').rstrip()}\n  - {rule}\n", "utf-8")
    try:
        read_rubric(file, workshop)
    except InvalidFiles as invalid:
        return invalid.problems
    return ()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "{rule: competence, node: basics, counts: {plan: 2}, needs: {2: 50}, reason: r}",
            [("R032", "basis")],
        ),
        (
            "{rule: competence, node: basis, counts: {plan: [0, 2]}, needs: {2: 50}, reason: r}",
            [("R043", "there are 2 levels where there should be 3")],
        ),
        (
            (
                "{rule: competence, node: data, counts: {safeguards: [2, 2, 2, 0, 0]}, "
                "needs: {2: 50}, reason: r}"
            ),
            [("R043", "there are 5 levels where there should be 1 ")],
        ),
        (
            "{rule: competence, node: basis, counts: {plan: 3}, needs: {2: 50}, reason: r}",
            [("R045", "2")],
        ),
        (
            (
                "{rule: count_gated, base: total, scenes: basics, counts: {plan: 1}, "
                "constrained: [plan], needs: {2: {base: 20, scenes: 1}}, reason: r}"
            ),
            [("R032", "basis")],
        ),
        (
            (
                "{rule: count_gated, base: total, scenes: basis, counts: {plans: 1}, "
                "needs: {2: {base: 20, scenes: 1}}, reason: r}"
            ),
            [("R042", "plan")],
        ),
        (
            (
                "{rule: count_gated, base: total, scenes: basis, constrained: [plans], "
                "needs: {2: {base: 20, scenes: 1}}, reason: r}"
            ),
            [("R042", "plan")],
        ),
        (
            (
                "{rule: count_gated, base: total, scenes: basis, "
                "needs: {2: {base: 20, scenes: 3}}, reason: r}"
            ),
            [("R033", "3"), ("R044", "3 scenes, of which only 2")],
        ),
        (
            (
                "{rule: count_gated, base: total, scenes: basis, "
                "needs: {2: {base: 20, scenes: 1, constrained: 1}}, reason: r}"
            ),
            [("R044", "1 scenes, of which only 0")],
        ),
        (
            (
                "{rule: count_gated, base: total, scenes: basis, constrained: [plan], "
                "needs: {2: {base: 20, scenes: 2, constrained: 1}}, reason: r}"
            ),
            [],
        ),
        ("{rule: bands, node: total, from: {}, reason: r}", [("R035", "under from")]),
    ],
)
def test_a_level_rule_is_told_what_is_wrong(
    rule: str, told: list[tuple[str, str]], tmp_path: Path, workshop: Questionnaire
) -> None:
    """Each fault is told with its figures, and nothing is told of a node that is not there."""
    found = refused(tmp_path, rule, workshop)
    assert [problem.code for problem in found] == [code for code, _ in told]
    for problem, (_, words) in zip(found, told, strict=True):
        assert words in problem.message("en")
        assert problem.line == len(RUBRIC.read_text("utf-8").rstrip().splitlines()) + 1


def test_what_cannot_be_measured_hides_no_other_fault(
    tmp_path: Path, workshop: Questionnaire
) -> None:
    """A measure that cannot be made is told, and so is a figure off its scale behind it."""
    needs = "2: {base: 20, scenes: 1, constrained: 1}, 3: {base: 120, scenes: 1}"
    rule = f"{{rule: count_gated, base: total, scenes: basis, needs: {{{needs}}}, reason: r}}"
    assert [each.code for each in refused(tmp_path, rule, workshop)] == ["R033", "R044"]


def test_level_rules_are_read_without_a_tree(tmp_path: Path, workshop: Questionnaire) -> None:
    """Where the tree cannot be made out its rules are still checked as far as they can be."""
    text = RUBRIC.read_text("utf-8")
    file = tmp_path / "treeless.yaml"
    begin, end = text.index("tree:"), text.index("levels:")
    rules = text[end:].replace("{level: 3, node: data", "{level: 7, node: data")
    file.write_text(f"{text[:begin]}tree: {{id: 7}}\n{rules}", "utf-8")
    with pytest.raises(InvalidFiles) as caught:
        read_rubric(file, workshop)
    codes = [each.code for each in caught.value.problems]
    assert "R031" in codes
    assert "R032" not in codes


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        ("{points: [0, 1, 4]}", ["R008"]),
        ("{points: [0, 1, 4], weight: 2}", ["R008"]),
        ("{points: [0, 1, 4], reason: r}", []),
        ("{points: [0, 1, 4], weight: 2, reason: r}", []),
        ("{}", []),
    ],
)
def test_every_number_has_its_reason(
    plan: str, codes: list[str], tmp_path: Path, workshop: Questionnaire
) -> None:
    """Points or a weight without a reason are told once; where none are given none is asked."""
    text = RUBRIC.read_text("utf-8").replace("- id: basis\n", "- id: basis\n      aggregate: sum\n")
    text = text.replace("at_least: 30", "at_least: 1")
    file = tmp_path / "reasons.yaml"
    file.write_text(text.replace("{weight: 1, reason: 有打算}", plan), "utf-8")
    try:
        read_rubric(file, workshop)
        found: tuple[Problem, ...] = ()
    except InvalidFiles as invalid:
        found = invalid.problems
    assert [each.code for each in found] == codes


def test_an_unknown_rule_says_what_there_is() -> None:
    """The sentence names what was asked for, the nearest name, and all that exist."""
    with pytest.raises(UnknownRule) as caught:
        aggregation("summ")
    assert str(caught.value).startswith("no rule is called 'summ'; did you mean sum?")
    assert "weighted_mean" in str(caught.value)
    with pytest.raises(UnknownRule) as caught:
        aggregation("?")
    assert "did you mean" not in str(caught.value)
