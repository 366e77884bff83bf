"""Every kind of problem of narratives is found where it is, alone, and said in helpful words."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from cli.main import run
from files.problems import InvalidFiles, Problem
from questionnaires.library import available, load
from questionnaires.model import Band, Kind, Option
from reports.narratives.filling import GAPS
from reports.narratives.model import EXTENTS, Narrative, NarrativesEntry
from reports.narratives.reader import check, narratives
from tests.unit.problem_codes import ROOT, CodesOfFiles

FOLDER = ROOT / "tests" / "data" / "narratives"
GUIDE = (ROOT / "docs" / "narratives.md").read_text("utf-8")


class TestCodes(CodesOfFiles):
    """Those of narratives."""

    area = "narrative_problems"
    folder = FOLDER
    guide = "narratives.md"
    entries = (NarrativesEntry, Narrative)
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
    """What is told of an item of the edition that the samples are written for."""
    told = narratives("manufacturing", folder)
    asked = load("manufacturing@2026.2")
    return told and told.of(asked.by_id[id], asked.edition)


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
    """A narrative fits an item by its kind and rungs, in every edition that asks it so."""
    told = narratives("manufacturing")
    assert told is not None
    for id in ("platform_use", "machine_data_use", "on_time_share"):
        item = load("manufacturing").by_id[id]
        further = Option(id="further", says=item.ask)
        assert told.of(item, "2030.1") is not None
        for other in (
            {"kind": Kind.NUMBER, "bands": (Band(from_=0), Band(from_=1)), "options": ()},
            {"options": (*item.options, further), "bands": ()},
        ):
            assert told.of(item.model_copy(update=other), "2030.1") is None


def test_a_narrative_that_names_its_editions_is_for_no_other(tmp_path: Path) -> None:
    """Where the same rungs mean something else, a file or a narrative says for which editions."""
    text = (FOLDER / "sound" / "manufacturing.yaml").read_text("utf-8")
    (tmp_path / "manufacturing.yaml").write_text(
        text.replace('["2026.1", "2026.2"]', '["2026.1"]'), "utf-8"
    )
    told, item = narratives("manufacturing", tmp_path), load("manufacturing").by_id["on_time_share"]
    assert told is not None
    assert told.of(item, "2026.1") is not None
    assert told.of(item, "2026.2") is None


@pytest.mark.parametrize("id", available())
def test_what_is_shipped_is_sound_and_whole(id: str) -> None:
    """Every item that our own questionnaires score has sentences, in the newest edition."""
    asked = load(id)
    places = {id: asked.edition, **asked.includes}
    told = [
        item.id
        for item in asked.scored
        if any((found := narratives(name)) and found.of(item, at) for name, at in places.items())
    ]
    assert asked.form == "reference" or told == [item.id for item in asked.scored]


def test_lint_names_the_line_and_counts_the_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint` knows files of narratives by what stands in them."""
    assert run(["lint", str(FOLDER / "N008-no-end"), "--lang", "en"]) == 1
    assert "manufacturing.yaml:20: N008" in capsys.readouterr().out
    assert run(["lint", str(FOLDER / "sound"), "--lang", "en"]) == 0
    assert "1 file(s) of sentences" in capsys.readouterr().out
