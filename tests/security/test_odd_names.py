"""Names that become parts of paths: one that no file may have is told, and leads nowhere else."""

from pathlib import Path

import pytest
import typer

from access.limits import UPLOAD
from cli.passphrases import passphrase
from questionnaires.library import Known, NoSuchQuestionnaire, load
from questionnaires.lint import lint
from scoring.lint import check
from tests.unit.score_tables import RUBRIC
from views.account.routes import own_place
from views.uploads import length_of

ODD = (
    "9" * 5000,
    "a" * 300,
    "../../etc",
    "/etc/passwd",
    "**",
    "**a",
    "a/b",
    "a\x00b",
    "",
    ".",
    "～",
)
CROSSWALK = Path(__file__).parents[2] / "questionnaires" / "crosswalks"


def test_a_rubric_for_a_questionnaire_that_no_folder_can_be_is_told(tmp_path: Path) -> None:
    """The control: the file as it is has no problem."""
    file, sound = tmp_path / RUBRIC.name, RUBRIC.read_text("utf-8")
    assert "questionnaire: workshop" in sound
    for odd in (each for each in ODD if "\x00" not in each):
        file.write_text(
            sound.replace("questionnaire: workshop", f"questionnaire: '{odd}'"), "utf-8"
        )
        (problem,) = check(file, {})
        assert problem.code == "R036", odd[:20]


def test_a_crosswalk_of_a_pool_that_no_file_can_be_is_told(tmp_path: Path) -> None:
    """Also one that would lead out of the folder."""
    file = tmp_path / "crosswalks" / "digital_finance--eu_dmat.yaml"
    file.parent.mkdir()
    sound = (CROSSWALK / file.name).read_text("utf-8")
    assert "with: [" in sound
    for odd in ("9" * 5000, "../crosswalks/common", "**", "/etc/common"):
        before, _, after = sound.partition("with: [")
        rest = after.partition("]")[2]
        file.write_text(f"{before}with: ['{odd}--eu_dmat']{rest}", "utf-8")
        assert "X017" in {each.code for each in lint(file)}, odd[:20]


def test_a_name_that_no_folder_can_have_is_no_questionnaire() -> None:
    """In words, wherever it was typed: a refusal with what there is."""
    for odd in (each for each in ODD if each not in ("", "/etc/passwd")):
        assert Known().of(odd) == ()
        with pytest.raises(NoSuchQuestionnaire):
            load(odd)
        with pytest.raises(NoSuchQuestionnaire):
            load(f"{odd}@2026.1")


def test_a_page_that_is_no_address_leads_home() -> None:
    """The header is whatever a browser, or somebody with none, sends."""
    host = "127.0.0.1:8501"
    assert own_place(f"http://{host}/fill?part=a", host) == "/fill?part=a"
    for odd in ("http://[", "http://[::1", f"http://{host}//evil.example", "http://evil.example/a"):
        assert own_place(odd, host) == ""


def test_a_length_beyond_all_measure_is_too_long() -> None:
    """No number is made of thousands of digits; what says nothing counts as the most."""
    assert length_of("500") == 500
    assert [length_of(each) for each in ("", "-1", "1.5", "x")] == [UPLOAD] * 4
    assert length_of("9" * 5000) > UPLOAD


def test_a_passphrase_is_read_as_editors_write_it(tmp_path: Path) -> None:
    """With the mark at the beginning and either end of a line; another encoding is told."""
    file, said = tmp_path / "p.txt", "correct horse 电池"
    for content in (said.encode(), f"\ufeff{said}\r\nmore".encode()):
        file.write_bytes(content)
        assert passphrase(file, new=True) == said
    for content in (said.encode("gb18030"), said.encode("utf-16")):
        file.write_bytes(content)
        with pytest.raises(typer.BadParameter, match="UTF-8"):
            passphrase(file, new=True)
