"""Contradictions as data: those shipped are sound, and a wrong one is told with its line."""

from pathlib import Path

import pytest

from questionnaires.contradictions import FOLDER, check, contradictions_for
from questionnaires.library import load

FILES = sorted(FOLDER.glob("*.yaml"))


def test_what_is_shipped_is_sound() -> None:
    """Items and options exist, and everything is told in both languages."""
    assert FILES
    assert check(FILES, {}) == ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_newest_edition_takes_every_contradiction(file: Path) -> None:
    """What does not fit it would never be seen."""
    newest = load(file.stem)
    told = file.read_text("utf-8").count("\n  - id: ")
    assert len(contradictions_for(newest)) == told


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("questionnaire: manufacturing", "questionnaire: manufactoring", "A001"),
        ("- id: stock_in_no_software", "- id: orders_in_no_software", "A002"),
        ('editions: ["2026.3"]', 'editions: ["2026.9"]', "A003"),
        ("{item: downtime, is", "{item: downtimes, is", "A004"),
        ("is: [automatic, ranked]", "is: [automatic, rank]", "A005"),
        ("en: Count on", "en: 数", ""),
        (
            "{item: machines_networked, at_least: 1}",
            "{item: machines_networked, is: [one]}",
            "A008",
        ),
        ("{item: machines_networked, at_least: 1}", "{item: machines_networked}", "A008"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(tmp_path: Path, right: str, wrong: str, code: str) -> None:
    """With its code, at the place; nothing for what is not in the file."""
    text = (FOLDER / "manufacturing.yaml").read_text("utf-8")
    file = tmp_path / "manufacturing.yaml"
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    codes = [each.code for each in check([file], {})]
    assert any(each.startswith(code) for each in codes) if code else not codes


def test_an_edition_takes_only_what_fits_its_shape() -> None:
    """Of an earlier edition those are left out that name what it does not ask."""
    now = {each.id for each in contradictions_for(load("manufacturing"))}
    before = {each.id for each in contradictions_for(load("manufacturing", "2026.1"))}
    assert before < now
