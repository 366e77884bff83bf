"""Every kind of problem of the catalogue is found where it is, alone, and said in helpful words."""

import re
import shutil
from pathlib import Path

import pytest

from cli.main import run
from i18n.catalogue import texts
from questionnaires.problems import InvalidFiles
from solutions import entries
from solutions.library import catalogue, check

FOLDER = Path(__file__).parents[1] / "data" / "solutions"
GUIDE = (Path(__file__).parents[2] / "docs" / "solutions.md").read_text("utf-8")
CODES = sorted(name for name in texts("solution_problems") if not name.endswith("_fix"))
OF_FILES = [code for code in CODES if code < "S100"]  # the others are those of a workbook
SAMPLES = sorted(folder for folder in FOLDER.iterdir() if folder.name.startswith("S"))


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_broken_sample_gives_its_problem_and_no_other(folder: Path) -> None:
    """One mistake, marked in the file by a comment, gives one problem at that line."""
    with pytest.raises(InvalidFiles) as refused:
        catalogue(folder)
    (problem,) = refused.value.problems
    lines = problem.file.read_text("utf-8").splitlines()
    (marked,) = [number for number, line in enumerate(lines, 1) if "# here" in line]
    assert (problem.code, problem.line) == (folder.name[:4], marked)


def test_every_code_has_a_sample() -> None:
    """No code of a file is added, renamed or forgotten without its broken sample."""
    assert [folder.name[:4] for folder in SAMPLES] == OF_FILES


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """Two texts a code, in both languages, as sentences."""
    for name in (code, f"{code}_fix"):
        assert texts("solution_problems")[name].zh.endswith("。")
        assert texts("solution_problems")[name].en.endswith(".")


def test_the_guide_lists_every_code_as_its_sample_gives_it() -> None:
    """The table of codes is exactly what the broken samples say today."""
    rows = []
    for folder in SAMPLES:
        (problem,) = check(folder.glob("*.yaml"), {})
        link = f"[{problem.code}](../tests/data/solutions/{folder.name})"
        rows.append(f"| {link} | {problem.message('en')} |")
    table = re.search(r"\| code \| an example \|\n\|---\|---\|\n(.*?)\n\n", GUIDE, re.DOTALL)
    assert table is not None
    assert table[1] == "\n".join(rows), "\n".join(rows)


@pytest.mark.parametrize(
    "key",
    sorted(
        {
            field.alias or name
            for entry in (
                entries.GroupEntry,
                entries.SolutionEntry,
                entries.ChangeEntry,
                entries.CostsEntry,
            )
            for name, field in entry.model_fields.items()
        }
    ),
)
def test_the_guide_names_every_key(key: str) -> None:
    """Nothing can be written into a file that the guide does not mention."""
    assert f"`{key}`" in GUIDE


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
