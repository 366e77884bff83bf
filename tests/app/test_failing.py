"""While the database can only be read, no page breaks, and none claims to have saved."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from access.tokens import new_token
from i18n import say
from services import accounts, evidence
from storage import open_media
from tests.app.world import CONSULTANT, World
from views import session
from views.pages import PAGES

Open = Callable[..., AppTest]
TOLD = say("refusals.store_read_only", "zh").rstrip("。")
UNEXPECTED = say("app.unexpected", "zh", number="")[:8]
SAVED = "✓ 已保存"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def only_read(world: World) -> None:
    """Let the database refuse to write, as a read-only file does."""
    with world.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def text(page: AppTest) -> str:
    """All that the page says."""
    lists = (page.error, page.warning, page.success, page.markdown, page.caption, page.toast)
    return "\n".join(str(each.value) for some in lists for each in some)


PRESSED = {
    "draft": ("submit", "code"),
    CONSULTANT: ("template", "assumptions"),
}


def people(world: World) -> dict[str, str]:
    """The tokens of two, who have something to do."""
    world.people()
    draft, token = world.started().assessment.id, new_token()
    accounts.bind_assessment(world.holder(draft), token, draft)
    return {"draft": token, CONSULTANT: world.signed_in(CONSULTANT)}


def kinds(page: AppTest) -> list[int]:
    """Where the buttons are, one of each kind."""
    found: dict[str, int] = {}
    for place, button in enumerate(page.button):
        if button.disabled:
            continue
        found.setdefault((button.key or button.label).split(":")[0], place)
    return list(found.values())


def test_no_button_claims_to_have_saved(world: World, open_page: Open) -> None:
    """Each kind of button of pages that save ends in the sentence, or has nothing to save."""
    faults, told, tokens = [], 0, people(world)
    only_read(world)
    for name, addresses in PRESSED.items():
        for address in addresses:
            page = open_page(PAGES[address].file, token=tokens[name])
            before, labels = len(page.success), [page.button[place].label for place in kinds(page)]
            assert labels, address
            for place, label in zip(kinds(page), labels, strict=True):
                pressed = open_page(PAGES[address].file, token=tokens[name])
                pressed.button[place].click().run()
                told += TOLD in text(pressed)
                claims = len(pressed.success) > before or pressed.toast or SAVED in text(pressed)
                if pressed.exception or UNEXPECTED in text(pressed) or claims:
                    said = [
                        each.value for each in (*pressed.error, *pressed.success, *pressed.toast)
                    ]
                    faults.append(f"{address}, {label}: {pressed.exception}, {said}")
    assert not faults, "\n".join(faults)
    assert told >= 2


def test_an_answer_that_cannot_be_kept_is_not_called_saved(world: World, open_page: Open) -> None:
    """The field says in place that it is not, and keeps what was chosen."""
    token, assessment = new_token(), world.started().assessment.id
    accounts.bind_assessment(world.holder(assessment), token, assessment)
    page = open_page("enterprise/fill.py", token=token)
    only_read(world)
    page.radio[0].set_value(page.radio[0].options[1]).run()
    chosen = page.radio[0].value
    page.run()
    assert not page.exception
    assert TOLD in text(page)
    assert SAVED not in text(page)
    assert chosen is not None
    assert page.radio[0].value == chosen
    assert world.store.answer_history(assessment) == []


def shows(page: AppTest) -> TextInput:
    """The field for what a file shows."""
    return next(each for each in page.text_input if each.label == say("evidence.shows", "zh"))


def test_a_file_that_cannot_be_kept_is_told_so_and_its_words_stay(
    world: World, open_page: Open, tmp_path: Path
) -> None:
    """The place for evidence takes nothing: nothing is listed, and it can be sent again."""
    token, assessment = new_token(), world.started().assessment.id
    accounts.bind_assessment(world.holder(assessment), token, assessment)
    page = open_page("enterprise/fill.py", token=token)
    page.radio[0].set_value(page.radio[0].options[1])
    page.session_state[f"{page.radio[0].key}:more"] = True
    page.run()
    (form,) = page.get("file_uploader")
    (tmp_path / "evidence").write_text("a file where a folder should be", "utf-8")
    for place in ("evidence", "elsewhere"):
        session.wire(replace(session.wiring(), media=open_media(str(tmp_path / place))))
        if place == "evidence":
            form.set_value(("ledger.pdf", PDF, "application/pdf"))  # type: ignore[attr-defined]
            shows(page).set_value("台账一页")
        next(each for each in page.button if each.label == say("evidence.add", "zh")).click().run()
        assert not page.exception
        kept = [each.shows for each in evidence.listed(world.holder(assessment), assessment)]
        if place == "evidence":
            assert say("refusals.evidence_out_of_reach", "zh").rstrip("。") in text(page)
            assert (shows(page).value, kept) == ("台账一页", [])
    assert kept == ["台账一页"]
