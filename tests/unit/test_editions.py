"""Which edition is offered while another one is being written."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from files.problems import InvalidFiles
from services.context import Context
from services.editions import offered, published
from services.settings import Settings
from tests.town import FOLDER, new_town


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    """A visitor where a published edition stands beside the draft of the next one."""
    shutil.copytree(FOLDER.name, tmp_path, dirs_exist_ok=True)
    second = tmp_path / "workshop" / "2"
    shutil.copytree(tmp_path / "workshop" / "1", second)
    (second / "digest").unlink()
    head = second / "questionnaire.yaml"
    text = head.read_text("utf-8").replace('edition: "1"', 'edition: "2"')
    head.write_text(text.replace("status: published", "status: draft"), "utf-8")
    with new_town() as town:
        yield replace(town.visitor, settings=Settings(questionnaires=tmp_path))


def test_a_broken_draft_takes_nothing_away(ctx: Context) -> None:
    """However the next edition looks while it is written, the published one is offered."""
    assert ctx.settings.questionnaires is not None
    basis = ctx.settings.questionnaires / "workshop" / "2" / "basis.yaml"
    for text in (basis.read_text("utf-8"), "items: [", ""):
        basis.write_text(text, "utf-8")
        assert [each.edition for each in published(ctx.settings, "workshop")] == ["1"]
        assert "workshop" in {editions[0].id for editions in offered(ctx.settings)}


def test_a_broken_published_edition_is_not_passed_over(ctx: Context) -> None:
    """An edition that people answer is never replaced by an older one in silence."""
    assert ctx.settings.questionnaires is not None
    folder = ctx.settings.questionnaires / "workshop"
    head = folder / "2" / "questionnaire.yaml"
    head.write_text(head.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    (folder / "2" / "basis.yaml").write_text("items: [", "utf-8")
    with pytest.raises(InvalidFiles):
        published(ctx.settings, "workshop")
