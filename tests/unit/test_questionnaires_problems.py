"""Every kind of problem is found where it is, alone, and said in words that help."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.main import run
from files.shape import MOST_PROBLEMS
from i18n.catalogue import texts
from questionnaires.lint import lint
from scoring.library import FOLDER

INVALID = Path(__file__).parents[1] / "data" / "invalid"
SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "workshop"
EXPECTED: dict[str, Any] = yaml.safe_load((INVALID / "expected.yaml").read_text("utf-8"))
CODES = {
    name
    for name in texts("problems")
    if name[0] in "YQL" and name[1:].isdigit()  # the rest are words that messages share
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_sample_gives_its_problem_and_no_other(name: str) -> None:
    """One broken file gives one problem: the right code, at the right line, in helpful words.

    Only that there are too many problems cannot be said without them.
    """
    folder, expected = INVALID / name, EXPECTED[name]
    problem, *others = lint(folder)
    assert len(others) == (MOST_PROBLEMS if problem.code == "Y014" else 0)
    assert problem.code == name.split("-", maxsplit=1)[0]
    assert f"{problem.file.relative_to(folder)}:{problem.line}" == expected["at"]
    for word in expected["zh"]:
        assert word in problem.message("zh")
    for word in expected["en"]:
        assert word in problem.message("en")


def test_every_code_has_a_sample_and_every_sample_a_code() -> None:
    """No code can be added, renamed or forgotten without its broken sample."""
    assert {name.split("-")[0] for name in EXPECTED} == CODES
    assert {folder.name for folder in INVALID.iterdir() if folder.is_dir()} == set(EXPECTED)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """A code has a text for what is wrong and one for what to do, in both languages."""
    for name in (code, f"{code}_fix"):
        assert texts("problems")[name].zh.endswith("。")
        assert texts("problems")[name].en.endswith(".")


def test_every_problem_of_a_questionnaire_is_reported_at_once(tmp_path: Path) -> None:
    """Mistakes in several files, of form, shape and sense, are all reported in one run."""
    folder = copy(SAMPLE / "1", tmp_path / "1")
    change(folder / "questionnaire.yaml", "minutes: 5", "minutes: five")
    change(folder / "questionnaire.yaml", "wishes]", "wihses]")
    change(folder / "shopfloor.yaml", "kind: ladder", "kind: lader")
    change(folder / "data.yaml", "{article: 50}", "{article: 500}")
    change(folder / "data.yaml", "about: 数据", "abuot: 数据")
    change(folder / "basis.yaml", "to: 0.3, says: 少数}", "to: 0.2, says: 少数}")
    change(folder / "translations/en.yaml", "  downtime:", "  downtime: &x")
    change(folder / "translations/en.yaml", "why: Only what is written gets", "why: 3 #")
    change(folder / "translations/en.yaml", "    unit: machines\n", "")
    found = sorted((problem.file.name, problem.code) for problem in lint(folder))
    assert found == [
        ("basis.yaml", "Q020"),
        ("data.yaml", "Q060"),
        ("data.yaml", "Q074"),
        ("data.yaml", "Y020"),
        ("data.yaml", "Y021"),
        ("en.yaml", "Q081"),
        ("en.yaml", "Y005"),
        ("en.yaml", "Y022"),
        ("questionnaire.yaml", "Q062"),
        ("questionnaire.yaml", "Y022"),
        ("shopfloor.yaml", "Y023"),
    ]


def test_an_unreadable_file_does_not_make_others_look_wrong(tmp_path: Path) -> None:
    """What stands in a file that cannot be read is not reported as missing elsewhere."""
    folder = copy(SAMPLE / "1", tmp_path / "1")
    change(folder / "basis.yaml", "title: 基础", 'title: "基础')
    assert [problem.code for problem in lint(folder)] == ["Y003"]


def test_lint_prints_file_line_code_and_exits_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`shuzhen lint PATH` prints `file:line: CODE message`, named from here, and exits with 1."""
    monkeypatch.chdir(INVALID)
    assert run(["lint", "Q020-gap"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("Q020-gap/work.yaml:41: Q020 题目“share”的分段之间有空隙")


def test_lint_speaks_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang en` gives the same problem in English."""
    assert run(["lint", str(INVALID / "Q020-gap"), "--lang", "en"]) == 1
    assert ': Q020 Item "share" has a gap between bands' in capsys.readouterr().out


def test_lint_says_that_there_are_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    """A sound folder gives exit code 0 and a plain sentence."""
    assert run(["lint", str(SAMPLE)]) == 0
    assert capsys.readouterr().out.startswith("没有问题：问卷 1 份")


def test_all_that_is_shipped_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` without a path checks everything shipped and finds nothing wrong."""
    assert run(["lint"]) == 0
    assert capsys.readouterr().out.startswith("没有问题")


@pytest.mark.parametrize("path", ["no-such-folder", "no-such-file.yaml"])
def test_a_path_that_does_not_exist_is_a_wrong_call(path: str) -> None:
    """Naming what is not there is exit code 2, not "no problems"."""
    assert run(["lint", path]) == 2


def test_a_folder_with_nothing_to_check_is_a_wrong_call(tmp_path: Path) -> None:
    """A folder without any questionnaire, rubric or regulation is never called sound."""
    assert run(["lint", str(tmp_path)]) == 2


@pytest.mark.parametrize(
    "below", ["", "1", "1/questionnaire.yaml", "1/basis.yaml", "1/translations/en.yaml"]
)
def test_any_path_into_an_edition_checks_the_edition(below: str, tmp_path: Path) -> None:
    """A folder above, the edition itself or any of its files: the same problems are found."""
    copy(SAMPLE / "1", tmp_path / "workshop" / "1")
    change(tmp_path / "workshop/1/data.yaml", "{article: 50}", "{article: 500}")
    assert [problem.code for problem in lint(tmp_path / "workshop" / below)] == ["Q074"]


def test_a_generic_rubric_by_itself_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rubric that names no questionnaire is tried on the shipped ones, never just passed."""
    text = (FOLDER / "equal.yaml").read_text("utf-8")
    change(write(tmp_path / "mine.yaml", text), "missing: share", "missing: shared")
    assert run(["lint", str(tmp_path / "mine.yaml")]) == 1
    printed = capsys.readouterr().out
    assert printed.count("mine.yaml:") == 1
    assert "是不是想写“share”" in printed


def test_a_rubric_is_checked_with_the_questionnaire_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder of one's own with questionnaire and rubric is checked as a whole."""
    copy(SAMPLE, tmp_path / "workshop")
    text = (FOLDER / "equal.yaml").read_text("utf-8")
    file = write(tmp_path / "mine.yaml", text)
    change(file, "rubric: equal", "rubric: mine\nquestionnaire: workshop")
    assert run(["lint", str(tmp_path)]) == 0
    change(file, "questionnaire: workshop", "questionnaire: workshpo")
    assert run(["lint", str(tmp_path)]) == 1
    assert "workshpo" in capsys.readouterr().out


def write(file: Path, text: str) -> Path:
    """A new file."""
    file.write_text(text, "utf-8")
    return file


def copy(source: Path, target: Path) -> Path:
    """A copy of a folder of text files."""
    for file in source.rglob("*.yaml"):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.read_text("utf-8"), "utf-8")
    return target


def change(file: Path, old: str, new: str) -> None:
    """Replace the first ``old``, which must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
