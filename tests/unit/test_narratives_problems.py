"""Every kind of problem of narratives is found where it is, alone, and said in helpful words."""

import re
import shutil
from pathlib import Path

import pytest

from cli.main import run
from i18n.catalogue import texts
from questionnaires.library import available, load
from questionnaires.problems import InvalidFiles
from reports.narratives import entries
from reports.narratives.filling import GAPS
from reports.narratives.model import EXTENTS
from reports.narratives.reader import check, narratives

FOLDER = Path(__file__).parents[1] / "data" / "narratives"
GUIDE = (Path(__file__).parents[2] / "docs" / "narratives.md").read_text("utf-8")
CODES = sorted(name for name in texts("narrative_problems") if not name.endswith("_fix"))
SAMPLES = sorted(folder for folder in FOLDER.iterdir() if folder.name.startswith("N"))


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_broken_sample_gives_its_problem_and_no_other(folder: Path) -> None:
    """One mistake, marked in the file by a comment, gives one problem at that line."""
    (problem,) = check(folder.rglob("*.yaml"), {})
    lines = problem.file.read_text("utf-8").splitlines()
    (marked,) = [number for number, line in enumerate(lines, 1) if "# here" in line]
    assert (problem.code, problem.line) == (folder.name[:4], marked)


def test_every_code_has_a_sample() -> None:
    """No code is added, renamed or forgotten without its broken sample."""
    assert [folder.name[:4] for folder in SAMPLES] == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """Two texts a code, in both languages, as sentences."""
    for name in (code, f"{code}_fix"):
        assert texts("narrative_problems")[name].zh.endswith("。")
        assert texts("narrative_problems")[name].en.endswith(".")


def test_the_guide_lists_every_code_as_its_sample_gives_it() -> None:
    """The table of codes is exactly what the broken samples say today."""
    rows = []
    for folder in SAMPLES:
        (problem,) = check(folder.rglob("*.yaml"), {})
        link = f"[{problem.code}](../tests/data/narratives/{folder.name})"
        rows.append(f"| {link} | {problem.message('en').replace('|', '¦')} |")
    table = re.search(r"\| code \| an example \|\n\|---\|---\|\n(.*?)\n\n", GUIDE, re.DOTALL)
    assert table is not None
    assert table[1] == "\n".join(rows), "\n".join(rows)


@pytest.mark.parametrize(
    "word",
    [
        *entries.NarrativesEntry.model_fields,
        *entries.NarrativeEntry.model_fields,
        *EXTENTS,
        *(f"{{{gap}}}" for gap in GAPS),
    ],
)
def test_the_guide_names_every_key_and_gap(word: str) -> None:
    """Nothing can be written into a file that the guide does not mention."""
    assert f"`{word}`" in GUIDE


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    """What the guide shows as a file passes the linter."""
    found = re.search(r"```yaml\n(questionnaire: .*?)```", GUIDE, re.DOTALL)
    assert found is not None
    (tmp_path / "manufacturing.yaml").write_text(found[1], "utf-8")
    assert check(tmp_path.glob("*.yaml"), {}) == ()


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """Form in one file and sense in another are told together, each at its place."""
    sound = (FOLDER / "sound" / "manufacturing.yaml").read_text("utf-8")
    folder = tmp_path / "manufacturing"
    folder.mkdir()
    broken = sound.replace("空运费。", "空运费").replace("港口。", "您的港口。")
    (folder / "first.yaml").write_text(broken, "utf-8")
    (folder / "second.yaml").write_text(sound.replace("pain:", "pains:"), "utf-8")
    with pytest.raises(InvalidFiles) as refused:
        narratives(tmp_path)
    found = {(problem.file.name, problem.code) for problem in refused.value.problems}
    assert found == {
        ("first.yaml", "N008"),
        ("first.yaml", "N013"),
        ("second.yaml", "Y020"),
        ("second.yaml", "Y021"),
    }


def test_files_in_a_folder_and_beside_it_are_read_together(tmp_path: Path) -> None:
    """A questionnaire may have a file or a folder of them; a change is seen at once."""
    shutil.copytree(FOLDER / "sound", tmp_path / "manufacturing")
    told = narratives(tmp_path)["manufacturing"]
    item = load("manufacturing").by_id["on_time_share"]
    found = told.of(item)
    assert found is not None
    assert found.pain.zh == "误期的单子要赶夜班、付空运费。"
    file = tmp_path / "manufacturing" / "manufacturing.yaml"
    file.write_text(file.read_text("utf-8").replace("误期的单子", "误期的订单"), "utf-8")
    changed = narratives(tmp_path)["manufacturing"].of(item)
    assert changed is not None
    assert changed.pain.zh == "误期的订单要赶夜班、付空运费。"


def test_another_item_of_the_same_id_is_not_taken_for_it() -> None:
    """An item is known by its id, kind and rungs."""
    told = narratives(FOLDER / "sound")["manufacturing"]
    item = load("manufacturing").by_id["export_documents"]
    assert told.of(item) is not None
    assert told.of(item.model_copy(update={"options": item.options[:3]})) is None


def test_what_is_shipped_is_sound() -> None:
    """Every shipped sentence passes the linter and is about something that is asked."""
    told = narratives()
    assert set(told) <= set(available())
    assert sum(len(each.items) for each in told.values()) > 0


def test_lint_names_the_line_and_counts_the_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` knows files of narratives by what stands in them."""
    assert run(["lint", str(FOLDER / "N008-no-end"), "--lang", "en"]) == 1
    assert "manufacturing.yaml:18: N008" in capsys.readouterr().out
    assert run(["lint", str(FOLDER / "sound"), "--lang", "en"]) == 0
    assert "1 file(s) of sentences" in capsys.readouterr().out
