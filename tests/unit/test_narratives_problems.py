"""Every kind of problem of narratives is found where it is, alone, and said in helpful words."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from cli.main import run
from files.problems import InvalidFiles, Problem
from questionnaires.library import available, load, pools_of
from reports.narratives import entries
from reports.narratives.filling import GAPS
from reports.narratives.model import EXTENTS, Narrative
from reports.narratives.reader import check, narratives
from tests.unit.problem_codes import ROOT, CodesOfFiles

FOLDER = ROOT / "tests" / "data" / "narratives"
GUIDE = (ROOT / "docs" / "narratives.md").read_text("utf-8")


class TestCodes(CodesOfFiles):
    """Those of narratives."""

    area = "narrative_problems"
    folder = FOLDER
    guide = "narratives.md"
    entries = (entries.NarrativesEntry, entries.NarrativeEntry)
    words = (*EXTENTS, *(f"{{{gap}}}" for gap in GAPS))

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a folder of narratives."""
        return check(sample.rglob("*.yaml"), {})


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
        narratives("manufacturing", tmp_path)
    found = {(problem.file.name, problem.code) for problem in refused.value.problems}
    assert found == {
        ("first.yaml", "N008"),
        ("first.yaml", "N013"),
        ("second.yaml", "Y020"),
        ("second.yaml", "Y021"),
    }


def of(id: str, folder: Path) -> Narrative | None:
    """What is told of an item of the manufacturing questionnaire."""
    told = narratives("manufacturing", folder)
    return told and told.of(load("manufacturing").by_id[id])


def test_a_folder_is_read_like_a_file_and_read_again_when_it_changes(tmp_path: Path) -> None:
    """A questionnaire may have a file or a folder of them; a change is seen at once."""
    assert narratives("manufacturing", tmp_path) is None
    shutil.copytree(FOLDER / "sound", tmp_path / "manufacturing")
    found = of("on_time_share", tmp_path)
    assert found is not None
    assert found.pain.zh == "误期的单子要赶夜班、付空运费。"
    file = tmp_path / "manufacturing" / "manufacturing.yaml"
    file.write_text(file.read_text("utf-8").replace("误期的单子", "误期的订单"), "utf-8")
    changed = of("on_time_share", tmp_path)
    assert changed is not None
    assert changed.pain.zh == "误期的订单要赶夜班、付空运费。"


def test_another_item_of_the_same_id_is_not_taken_for_it() -> None:
    """An item is known by its id, kind and rungs."""
    told = narratives("manufacturing", FOLDER / "sound")
    assert told is not None
    item = load("manufacturing").by_id["export_documents"]
    assert told.of(item) is not None
    assert told.of(item.model_copy(update={"options": item.options[:3]})) is None


@pytest.mark.parametrize("id", available())
def test_what_is_shipped_is_sound_and_whole(id: str) -> None:
    """Every item that our own questionnaires score has sentences, in the newest edition."""
    asked = load(id)
    sources = [each for name in (id, *pools_of(id, asked.edition)) if (each := narratives(name))]
    told = [item.id for item in asked.scored if any(source.of(item) for source in sources)]
    assert asked.form == "reference" or told == [item.id for item in asked.scored]


def test_lint_names_the_line_and_counts_the_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` knows files of narratives by what stands in them."""
    assert run(["lint", str(FOLDER / "N008-no-end"), "--lang", "en"]) == 1
    assert "manufacturing.yaml:20: N008" in capsys.readouterr().out
    assert run(["lint", str(FOLDER / "sound"), "--lang", "en"]) == 0
    assert "1 file(s) of sentences" in capsys.readouterr().out
