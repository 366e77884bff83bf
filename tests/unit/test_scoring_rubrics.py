"""Rubric files: what is refused, and what is made of those that are not."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from files.problems import InvalidFiles, Problem
from i18n.catalogue import texts
from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring import library
from scoring.compiling import compile_rubric
from scoring.lint import check
from scoring.reader import read_rubric
from scoring.rubric import Rubric
from scoring.rules.base import Aggregation
from scoring.rules.registry import DuplicateRule, UnknownRule, aggregation, register
from scoring.rules.weighted_mean import WeightedMean

TESTS = Path(__file__).parents[1]
WORKSHOP = TESTS / "cases" / "rubrics" / "workshop.yaml"
SAMPLES = sorted((TESTS / "cases" / "invalid_rubrics").glob("*.yaml"))


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(TESTS / "data" / "samples" / "workshop" / "1")


@pytest.fixture(scope="module")
def beside(workshop: Questionnaire) -> Mapping[str, Questionnaire]:
    """The questionnaires that the samples judge."""
    return {"workshop": workshop, "wide": load(TESTS / "cases" / "questionnaires" / "wide" / "1")}


def problems(file: Path, questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """What reading ``file`` for ``questionnaire`` is refused with."""
    with pytest.raises(InvalidFiles) as caught:
        read_rubric(file, questionnaire)
    return caught.value.problems


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The sample rubric with some of its text replaced."""
    text = WORKSHOP.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = tmp_path / "changed.yaml"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("file", SAMPLES, ids=[file.stem for file in SAMPLES])
def test_a_broken_rubric_is_told_what_is_wrong(
    file: Path, workshop: Questionnaire, beside: Mapping[str, Questionnaire]
) -> None:
    """Each sample is refused with its own code, at a line, in words of both languages."""
    found = problems(file, workshop) if file.stem == "R001" else check(file, beside)
    mine = [problem for problem in found if problem.code == file.stem]
    assert mine, found
    for problem in mine:
        assert 1 < problem.line <= len(file.read_text("utf-8").splitlines())
        for lang in ("zh", "en"):
            assert problem.message(lang)
            assert "{" not in problem.message(lang)


def test_every_code_has_its_sample() -> None:
    """The codes in the texts and the samples are the same, and each sample says why."""
    codes = {name for name in texts("rubric_problems") if re.fullmatch(r"R[0-9]+", name)}
    assert {file.stem for file in SAMPLES} == codes
    for file in SAMPLES:
        assert re.match(rf"# {file.stem}: .", file.read_text("utf-8"))


def test_the_sample_rubric_has_no_problem(beside: Mapping[str, Questionnaire]) -> None:
    """The rubric that the broken samples are made of is sound itself."""
    assert check(WORKSHOP, beside) == ()


def test_all_problems_come_at_once(tmp_path: Path, workshop: Questionnaire) -> None:
    """Faults of form, of names and of numbers in one file are all found, in line order."""
    file = changed(
        tmp_path,
        ("plan: {weight: 1, reason: 有打算}", "plan: {weigth: 1, reason: 有打算}"),
        ("downtime: {weight: 2, reason: 停机最贵}", "downtime: {weight: heavy, reason: 停机最贵}"),
        ("points: [0, 1, 4]", "points: [0, 1]"),
        ("scrap_rate:", "scrap:"),
        ("3: 75}", "3: 175}"),
        ("node: basis", "node: base"),
    )
    found = problems(file, workshop)
    codes = [problem.code for problem in found]
    assert codes == ["R003", "R009", "Y020", "Y022", "R013", "R010", "R033", "R032"]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)
    assert "weight" in found[2].message("en")
    assert "scrap_rate" in found[5].message("en")
    assert "basis" in found[7].message("en")


def test_an_option_of_a_rule_that_does_not_exist_is_refused(
    tmp_path: Path, workshop: Questionnaire
) -> None:
    """The options of a rule are checked like any other key, at their line."""
    file = changed(
        tmp_path,
        ("      aggregate: weighted_mean\n", "      aggregate: {rule: min, strength: 2}\n"),
        ("at_least: 60", "atleast: 60"),
    )
    found = problems(file, workshop)
    assert [problem.code for problem in found] == ["Y020", "R064", "Y020"]
    assert "strength" in found[0].message("zh")
    assert found[1].line == 44


def test_a_file_that_is_no_yaml_is_a_problem(tmp_path: Path, workshop: Questionnaire) -> None:
    """The form of the file is checked before its content."""
    file = tmp_path / "broken.yaml"
    file.write_text("rubric: [", "utf-8")
    assert problems(file, workshop)[0].code == "Y003"
    assert check(file, {})[0].code == "Y003"


def test_the_generic_rubric_judges_any_questionnaire(workshop: Questionnaire) -> None:
    """`equal` weighs every dimension and every item the same."""
    rubric = library.rubric("equal", workshop)
    assert [node.id for node in rubric.tree.nodes] == ["basis", "shopfloor", "data"]
    assert {item.weight for item in rubric.judged.values()} == {1}
    assert rubric.judged["safeguards"].points == (1, 1, 1, -1, 0)


def test_shipped_rubrics_are_sound() -> None:
    """Every rubric that comes with the product is without a problem."""
    manufacturing = load("manufacturing")
    for file in library.FOLDER.rglob("*.yaml"):
        assert check(file, {"manufacturing": manufacturing}) == ()


def test_an_unknown_rubric_is_answered_with_those_that_exist(workshop: Questionnaire) -> None:
    """The names that can judge this questionnaire are listed."""
    with pytest.raises(library.UnknownRubric) as caught:
        library.rubric("wuxi", workshop)
    assert caught.value.known == ("equal",)
    assert library.available("manufacturing") == ("equal", "wuxi")


def test_a_changed_file_is_read_again(tmp_path: Path, workshop: Questionnaire) -> None:
    """A rubric file is read once as long as it stays the same."""
    file = changed(tmp_path)
    first = library.rubric(file, workshop)
    assert library.rubric(file, workshop) is first
    file.write_text(file.read_text("utf-8").replace('"1.0"', '"1.1"'), "utf-8")
    assert library.rubric(file, workshop).version == "1.1"


@pytest.mark.parametrize(
    ("change", "bears"),
    [
        (("weight: 3, reason: 数据的来处", "weight: 4, reason: 数据的来处"), True),
        (("points: [0, 1, 4]", "points: [0, 1, 3]"), True),
        (("3: 75}", "3: 74}"), True),
        (("missing: share", "missing: zero"), True),
        (("value: 0.8", "value: 0.7"), True),
        (("      aggregate: weighted_mean\n", "      aggregate: geometric_mean\n"), True),
        (("en: Total}", "en: All}"), False),
        (("reason: 有打算", "reason: 有计划"), False),
        (("meaning: 领先", "meaning: 在前"), False),
        (("points: [0, 1, 4]", "points: [0.0, 1.0, 4.0]"), False),
    ],
)
def test_the_digest_covers_what_bears_on_a_score(
    change: tuple[str, str], bears: bool, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Numbers change the digest, words do not (S37)."""
    before = read_rubric(WORKSHOP, workshop)
    after = read_rubric(changed(tmp_path, change), workshop)
    assert (before.digest != after.digest) is bears


def test_a_taken_name_is_refused() -> None:
    """Two rules cannot share a name; registering the same one again does nothing."""
    with pytest.raises(DuplicateRule):

        @register("weighted_mean")
        class Other(Aggregation):
            """Another claim to the name."""

    assert register("weighted_mean")(WeightedMean) is aggregation("weighted_mean")


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    """The error names those that exist and the one that was probably meant."""
    with pytest.raises(UnknownRule) as caught:
        aggregation("weighted_meen")
    assert caught.value.close == "weighted_mean"
    assert {"min", "max", "sum"} <= set(caught.value.known)
    with pytest.raises(UnknownRule):
        aggregation("bands")


def test_a_plan_is_compiled_once(workshop: Questionnaire) -> None:
    """The same questionnaire and rubric give the same plan again."""
    rubric: Rubric = read_rubric(WORKSHOP, workshop)
    assert compile_rubric(workshop, rubric) is compile_rubric(workshop, rubric)


@pytest.mark.parametrize("written", ["0.1234567890123456789", "1e-3", "1,000", "9" * 400])
def test_a_number_that_no_file_may_hold_is_told_how_to_be_written(
    written: str, tmp_path: Path, beside: Mapping[str, Questionnaire]
) -> None:
    """More than eighteen decimals, an exponent or a thousands separator is a clear problem."""
    line = "downtime: {weight: 2, reason: 停机最贵}"
    quoted = f'"{written}"' if "," in written else written
    file = changed(tmp_path, (line, line.replace("weight: 2", f"weight: {quoted}")))
    (problem,) = check(file, beside)
    assert problem.code == "Y022"
    assert "18" in problem.message("en")
