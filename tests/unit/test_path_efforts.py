"""Effort tables: every fault of a file is found where it is, and all of them at once."""

from pathlib import Path

import pytest

from cli.main import run
from files.problems import InvalidFiles, Problem
from i18n.catalogue import texts
from questionnaires.library import load
from scoring.paths.effort_reading import GENERAL, efforts

WORKSHOP = load(Path(__file__).parents[1] / "data" / "samples" / "workshop")
OWN = """questionnaire: workshop
version: "1.0"
provenance: 为测试而写
items:
  downtime:
    to: {logged: habit, automatic: project}
    reason: 为测试而写
  scrap_rate:
    to: {"1": system}
    reason: 为测试而写
requires:
  - item: downtime
    to: automatic
    needs: {item: machines_networked_share, to: 2}
    reason: 为测试而写
"""
# What is changed in the file, the code it gives, its line, and a word of its message.
BROKEN = {
    "E001": (OWN, "automatic: project", "automatic: projekt", 6, "project"),
    "E003": (OWN, "questionnaire: workshop", "questionnaire: factory", 1, "factory"),
    "E004": (OWN, "  downtime:", "  down_time:", 5, "downtime"),
    "E005": (OWN, "{logged: habit", "{loged: habit", 6, "logged"),
    "E006": (
        OWN,
        "requires:",
        """requires:
  - item: machines_networked_share
    to: 2
    needs: {item: downtime, to: automatic}
    reason: 为测试而写""",
        11,
        "downtime",
    ),
}


def problems(tmp_path: Path, own: str = OWN, general: str | None = None) -> list[Problem]:
    """Every problem of the two files."""
    files = (tmp_path / "own.yaml", tmp_path / "general.yaml")
    files[0].write_text(own, "utf-8")
    files[1].write_text(general or GENERAL.read_text("utf-8"), "utf-8")
    with pytest.raises(InvalidFiles) as refused:
        efforts(WORKSHOP, *files)
    return list(refused.value.problems)


def test_a_table_reads_as_it_is_written(tmp_path: Path) -> None:
    """Own classes go before the general ones; bands are counted from 1."""
    file = tmp_path / "own.yaml"
    file.write_text(OWN, "utf-8")
    table = efforts(WORKSHOP, file)
    downtime, scrap = WORKSHOP.by_id["downtime"], WORKSHOP.by_id["scrap_rate"]
    assert [table.climb(downtime, step, step / 3).id for step in (1, 2, 3)] == [
        "habit", "project", "project",
    ]  # fmt: skip
    assert table.climb(scrap, 0, 1.0).id == "system"
    assert (table.needs[0].item, table.needs[0].to) == ("downtime", 2)
    assert (table.needs[0].needed, table.needs[0].at) == ("machines_networked_share", 1)


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_table_gives_its_problem_and_no_other(code: str, tmp_path: Path) -> None:
    """One broken line gives one problem, at its line, in words that help."""
    text, whole, broken, line, word = BROKEN[code]
    (problem,) = problems(tmp_path, text.replace(whole, broken))
    assert (problem.code, problem.line) == (code, line)
    assert word in problem.message("zh")
    assert word in problem.message("en")


def test_heights_have_to_rise_to_the_top(tmp_path: Path) -> None:
    """A general table whose heights leave a gap is refused (E002)."""
    general = GENERAL.read_text("utf-8").replace("up_to: 0.5", "up_to: 0.9")
    (problem,) = problems(tmp_path, general=general)
    assert problem.code == "E002"
    assert "0.9" in problem.message("zh")


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """Faults of form in one file and of sense in the other are reported together."""
    own = OWN.replace("downtime:", "down_time:").replace("{logged: habit", "{logged: habits")
    general = GENERAL.read_text("utf-8").replace("cost: 8", "cost: eight")
    assert {problem.code for problem in problems(tmp_path, own)} == {"E001", "E004"}
    assert [problem.code for problem in problems(tmp_path, general=general)] == ["Y022"]


def test_every_code_has_its_sample() -> None:
    """No code can be added without a broken sample here."""
    codes = {name for name in texts("effort_problems") if not name.endswith("_fix")}
    assert codes == {*BROKEN, "E002", "E007"}


def test_lint_checks_effort_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` finds effort files by what stands in them and names all that is wrong."""
    sample = Path(__file__).parents[1] / "data" / "samples" / "workshop"
    files = {
        "own.yaml": OWN.replace("automatic: project", "automatic: projekt"),
        "other.yaml": OWN.replace("questionnaire: workshop", "questionnaire: workshp"),
        "general.yaml": GENERAL.read_text("utf-8").replace("up_to: 0.5", "up_to: 0.9"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert run(["lint", str(tmp_path), str(sample)]) == 1
    said = capsys.readouterr().out
    assert f"{tmp_path}/own.yaml:6: E001" in said
    assert f"{tmp_path}/other.yaml:1: E007" in said
    assert "E002" in said
    assert "workshop" in said.split("E007")[1].split("\n")[0]


def test_sound_effort_tables_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table that names a questionnaire beside it is sound and is counted."""
    sample = Path(__file__).parents[1] / "data" / "samples" / "workshop"
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    assert run(["lint", str(tmp_path), str(sample)]) == 0
    assert "投入表 1 份" in capsys.readouterr().out


def test_a_table_counts_for_the_items_that_an_edition_asks() -> None:
    """One file tells of the items of all editions; what one does not ask is not in its table."""
    first, second = (efforts(load("manufacturing", edition)) for edition in ("2026.1", "2026.2"))
    assert "budget" in first.own
    assert "budget" not in second.own
    assert "data_platform" in second.own
