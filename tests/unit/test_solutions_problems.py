"""Every kind of problem of the catalogue is found where it is, alone, and said in helpful words."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from cli.main import run
from files.problems import InvalidFiles, Problem
from solutions import entries
from solutions.library import catalogue, check
from tests.unit.problem_codes import ROOT, CodesOfFiles

FOLDER = ROOT / "tests" / "data" / "solutions"
GUIDE = (ROOT / "docs" / "solutions.md").read_text("utf-8")


class TestCodes(CodesOfFiles):
    """Those of the catalogue; from S100 on they are those of a table of vendors and of edits."""

    area = "solution_problems"
    folder = FOLDER
    guide = "solutions.md"
    last = "S100"
    entries = (
        entries.GroupEntry,
        entries.SolutionEntry,
        entries.ChangeEntry,
        entries.FootingEntry,
        entries.CostsEntry,
    )

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a folder that is a whole catalogue, which is not read either."""
        found = check(sample.glob("*.yaml"), {})
        with pytest.raises(InvalidFiles):
            catalogue(sample)
        return found


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    """What the guide shows as a file passes the linter, with the shipped cost classes."""
    found = re.search(r"```yaml\n(group: mine.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    (tmp_path / "mine.yaml").write_text(found[1], "utf-8")
    assert check([tmp_path / "mine.yaml"], {}) == ()


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """Form in one file and sense in another are told together, each at its place."""
    shutil.copytree(FOLDER / "sound", tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "work.yaml").read_text("utf-8")
    broken = text.replace("effort: tool", "effort: tol").replace("weeks: [1, 2]", "weeks: [2, 1]")
    (tmp_path / "work.yaml").write_text(broken, "utf-8")
    shape = text.replace("group: work", "group: more").replace("cost: free", "costs: free")
    (tmp_path / "more.yaml").write_text(shape, "utf-8")
    with pytest.raises(InvalidFiles) as refused:
        catalogue(tmp_path)
    found = {(problem.file.name, problem.code) for problem in refused.value.problems}
    assert found == {
        ("work.yaml", "S013"),
        ("work.yaml", "S020"),
        ("more.yaml", "Y020"),
        ("more.yaml", "Y021"),
    }


def test_what_follows_from_another_fault_is_not_told(tmp_path: Path) -> None:
    """Cost classes that cannot be read, and what stands in an unreadable file, are told once."""
    shutil.copytree(FOLDER / "sound", tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "work.yaml").read_text("utf-8")
    head, solutions = text.split("solutions:\n")
    first, second = solutions.split("  - id: drill")
    (tmp_path / "costs.yaml").write_text("cost_classes: [", "utf-8")
    (tmp_path / "work.yaml").write_text(f"{head}solutions:\n{first}light: [", "utf-8")
    other = f"{head}solutions:\n  - id: drill{second}".replace("group: work", "group: other")
    (tmp_path / "other.yaml").write_text(other, "utf-8")
    with pytest.raises(InvalidFiles) as refused:
        catalogue(tmp_path)
    found = {(problem.file.name, problem.code) for problem in refused.value.problems}
    assert found == {("costs.yaml", "Y003"), ("work.yaml", "Y003")}


def test_lint_names_the_line_and_counts_the_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` knows files of the catalogue by what stands in them."""
    assert run(["lint", str(FOLDER / "S010-no-such-prerequisite"), "--lang", "en"]) == 1
    assert "work.yaml:30: S010" in capsys.readouterr().out
    assert run(["lint", str(FOLDER / "sound"), "--lang", "en"]) == 0
    assert "2 file(s) of solutions" in capsys.readouterr().out


def test_a_file_is_checked_with_what_stands_beside_it(tmp_path: Path) -> None:
    """A prerequisite may stand in another file; only the faults of the file asked for are told."""
    text = (FOLDER / "sound" / "work.yaml").read_text("utf-8")
    head, solutions = text.split("solutions:\n")
    first, second = solutions.split("  - id: drill")
    (tmp_path / "work.yaml").write_text(f"{head}solutions:\n{first}", "utf-8")
    other = f"{head}solutions:\n  - id: drill{second}".replace("group: work", "group: other")
    (tmp_path / "other.yaml").write_text(other, "utf-8")
    assert check([tmp_path / "other.yaml"], {}) == ()
    (tmp_path / "work.yaml").write_text(
        f"{head}solutions:\n{first}".replace("tool", "tol"), "utf-8"
    )
    assert check([tmp_path / "other.yaml"], {}) == ()
    assert [each.code for each in check([tmp_path / "work.yaml"], {})] == ["S013"]
