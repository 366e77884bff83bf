"""A questionnaire in the making can be tried out; nothing of it is kept, nothing else is read."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from access.actor import Actor, Role
from assessments.refusals import Invalid, NotFound
from questionnaires.including import SHIPPED
from questionnaires.library import available
from services import previewing
from services.context import Context
from services.settings import Settings
from tests.town import SAMPLES, Town, new_town

OWNER = Actor(Role.METHOD_OWNER, "owner", "方法")


@pytest.fixture
def town() -> Iterator[Town]:
    """A fresh town."""
    with new_town() as town:
        yield town


@pytest.fixture
def ctx(town: Town, tmp_path: Path) -> Context:
    """A method owner with a folder of their own that holds the draft of a questionnaire."""
    for file in (SAMPLES / "workshop" / "1").rglob("*.yaml"):
        copy = tmp_path / "own/workshop/1" / file.relative_to(SAMPLES / "workshop" / "1")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    return replace(town.ctx(OWNER), settings=Settings(questionnaires=tmp_path / "own"))


def test_own_questionnaires_are_listed_before_the_shipped_ones(ctx: Context) -> None:
    """Drafts too: they are what a preview is for."""
    first, *others = previewing.editions(ctx)
    assert first.endswith("own/workshop/1")
    assert any("manufacturing" in each for each in others)


def test_a_change_in_a_file_is_seen_at_the_next_look(ctx: Context) -> None:
    """A broken file is told with its line, and there is nothing to try until it is mended."""
    folder = Path(previewing.editions(ctx)[0])
    assert previewing.preview(ctx, str(folder)).problems == ()
    basis = folder / "basis.yaml"
    text = basis.read_text("utf-8")
    basis.write_text(text.replace("kind:", "knid:", 1), "utf-8")
    broken = previewing.preview(ctx, str(folder))
    assert broken.questionnaire is None
    assert "Y020" in {problem.code for problem in broken.problems}
    basis.write_text(text, "utf-8")
    assert previewing.preview(ctx, str(folder)).questionnaire is not None


@pytest.mark.parametrize("path", ["..", "/etc", "elsewhere/1", "own/workshop", ""])
def test_no_other_folder_of_the_machine_can_be_read(
    ctx: Context, tmp_path: Path, path: str
) -> None:
    """Only folders with a questionnaire, below the shipped ones or the installation's own."""
    other = tmp_path / "elsewhere" / "1"
    other.mkdir(parents=True)
    (other / "questionnaire.yaml").write_text("id: secret", "utf-8")
    (tmp_path / "own" / "link").symlink_to(tmp_path / "elsewhere")
    for tried in (path, str(tmp_path / path), str(tmp_path / "own" / "link" / "1")):
        with pytest.raises(NotFound):
            previewing.preview(ctx, tried)


def test_a_trial_gives_what_an_enterprise_would_get_and_keeps_nothing(
    ctx: Context, town: Town
) -> None:
    """Routing, checks and the result are the real ones; the store stays as it was."""
    preview = previewing.preview(ctx, previewing.editions(ctx)[0])
    assert preview.questionnaire is not None
    enterprise = town.profile().of("x")
    before = previewing.trial(ctx, preview.questionnaire, enterprise, {})
    assert before.sheet.shown["downtime"] is None
    answers = {
        item: previewing.answer(ctx, preview.questionnaire, item, raw, 0)
        for item, raw in (("workshop", "own"), ("downtime", "logged"))
    }
    after = previewing.trial(ctx, preview.questionnaire, enterprise, answers)
    assert after.sheet.shown["downtime"] is True
    assert after.scorecard is not None
    assert after.scorecard.total is not None
    with pytest.raises(Invalid):
        previewing.answer(ctx, preview.questionnaire, "downtime", "nonsense", 0)
    assert list(town.store.assessments()) == []


def test_what_a_changed_item_lacks_is_told(ctx: Context) -> None:
    """The newest edition of a questionnaire is held to what tells of its items, as by lint."""
    first = edition_of_its_own(ctx, "2030.1")
    assert "F001" not in codes(ctx, first)
    assert "F002" not in codes(ctx, first)
    file = first / "financing.yaml"
    changed = file.read_text("utf-8").replace("{id: when_short,", "{id: something_new,")
    assert changed != file.read_text("utf-8")
    file.write_text(changed, "utf-8")
    assert "F001" in codes(ctx, first)
    edition_of_its_own(ctx, "2031.1")
    assert "F001" not in codes(ctx, first), "what has a later edition beside it is past"


def edition_of_its_own(ctx: Context, edition: str) -> Path:
    """The newest shipped ``finance_use``, copied as another edition into the own folder."""
    shipped = available()["finance_use"][-1]
    assert ctx.settings.questionnaires is not None
    folder = ctx.settings.questionnaires / "finance_use" / edition
    shutil.copytree(SHIPPED / "finance_use" / shipped, folder)
    head = folder / "questionnaire.yaml"
    head.write_text(head.read_text("utf-8").replace(f'"{shipped}"', f'"{edition}"', 1), "utf-8")
    return folder


def codes(ctx: Context, folder: Path) -> set[str]:
    """The codes of all that the preview says is wrong."""
    return {problem.code for problem in previewing.preview(ctx, str(folder)).problems}
