"""What an enterprise and a consultant meet on the pages of answer books."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from reports.registry import FORMATS
from services import filling, verifying
from services.answer_books.exporting import export_book
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.unit.test_answer_book_back import Filling
from wording.voice import Voice

Bound = Callable[[str], str]
PAGE = "enterprise/workbook.py"


def brought(page: AppTest, content: bytes) -> AppTest:
    """Bring a file."""
    upload: Any = page.get("file_uploader")[0]
    upload.set_value(("填报.xlsx", content, FORMATS["xlsx"].mime)).run()
    assert not page.exception
    return page


def filled(book: Filling) -> bytes:
    """The file."""
    made = BytesIO()
    book.book.save(made)
    return made.getvalue()


def said(page: AppTest) -> str:
    """Everything that the page says."""
    kinds = (page.markdown, page.info, page.error, page.success, page.warning, page.caption)
    return "\n".join(str(each.value).replace("\\", "") for kind in kinds for each in kind)


@pytest.fixture
def draft(world: World) -> str:
    """An assessment of which some is answered."""
    id = world.started().assessment.id
    holder = world.holder(id)
    for item in filling.sheet(holder, id).missing[:1]:
        filling.record_answer(holder, id, item, any_choice(world, id, item, 0), seen=0)
    return id


def any_choice(world: World, id: str, item: str, place: int) -> Any:
    """An answer to an item by its place."""
    found = filling.sheet(world.holder(id), id).questionnaire.by_id[item]
    return found.options[place].id if found.options else float(place)


def taken(world: World, id: str) -> tuple[Filling, list[str]]:
    """The draft's book, and its choices that are asked, the answered one first."""
    holder = world.holder(id)
    sheet = filling.sheet(holder, id)
    asked = [
        item.id
        for item in sheet.questionnaire.items
        if item.kind.value in ("choice", "ladder") and sheet.shown[item.id]
    ]
    return Filling(export_book(holder, id, "claimed", Voice("zh"))), asked


def listed(world: World, id: str, item: str, place: int) -> str:
    """An option as the list of its cell shows it."""
    option = filling.sheet(world.holder(id), id).questionnaire.by_id[item].options[place]
    return f"{place + 1} · {option.says.zh}"


def test_a_book_is_looked_through_and_kept(
    world: World, open_page: Open, bound: Bound, draft: str
) -> None:
    """Old and new stand beside each other with the cell; a press keeps them."""
    book, (first, *_) = taken(world, draft)
    at = book.put(first, listed(world, draft, first, 1))
    page = brought(open_page(PAGE, token=bound(draft)), filled(book))
    assert at in said(page)
    page.button(key="book:keep").click().run()
    assert not page.exception
    assert "已写入 1 处改动" in said(page)
    kept = world.store.answers(draft, "claimed")[first].value
    assert kept == any_choice(world, draft, first, 1)


def test_wrong_cells_are_listed_and_there_is_nothing_to_press(
    world: World, open_page: Open, bound: Bound, draft: str
) -> None:
    """All of them by sheet and cell."""
    book, (first, second, *_) = taken(world, draft)
    places = [book.put(each, "随便写的") for each in (first, second)]
    page = brought(open_page(PAGE, token=bound(draft)), filled(book))
    assert all(f"**{place}**" in said(page) for place in places)
    assert "2 处要改正" in said(page)
    assert not [each for each in page.button if each.key == "book:keep"]


def test_what_was_answered_meanwhile_is_decided_on_the_page(
    world: World, open_page: Open, bound: Bound, draft: str
) -> None:
    """The button waits for every decision; the one that was made is what is kept."""
    book, (first, second, *_) = taken(world, draft)
    for each in (first, second):
        book.put(each, listed(world, draft, each, 2))
    holder = world.holder(draft)
    for each in (first, second):
        record = world.store.answers(draft, "claimed").get(each)
        theirs = any_choice(world, draft, each, 1)
        seen = record.revision if record else 0
        filling.record_answer(holder, draft, each, theirs, seen=seen)
    page = brought(open_page(PAGE, token=bound(draft)), filled(book))
    assert page.button(key="book:keep").disabled
    mine, theirs_too = page.radio
    mine.set_value("book").run()
    theirs_too = page.radio[1]
    assert page.button(key="book:keep").disabled
    theirs_too.set_value("stored").run()
    page.button(key="book:keep").click().run()
    assert not page.exception
    now = world.store.answers(draft, "claimed")
    assert now[first].value == any_choice(world, draft, first, 2)
    assert now[second].value == any_choice(world, draft, second, 1)


def test_a_consultant_brings_findings(world: World, open_page: Open) -> None:
    """Beside the claim; the case then counts them as verified."""
    assessment = world.submitted(world.people())
    ctx = world.consultant()
    verifying.begin(ctx, assessment.id)
    book = Filling(export_book(ctx, assessment.id, "verified", Voice("zh")), "verified")
    case = verifying.case(ctx, assessment.id)
    asked = next(
        item
        for item in case.dossier.questionnaire.items
        if item.id in case.dossier.claimed and case.shown[item.id]
    )
    book.put(asked.id, "＝ 与企业自报一致")
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = assessment.id
    page.switch_page("consultant/case_workbook.py").run()
    page = brought(page, filled(book))
    page.button(key="book:keep").click().run()
    assert not page.exception
    assert verifying.case(ctx, assessment.id).checked.looked == 1


def test_what_is_closed_offers_neither(world: World, open_page: Open, bound: Bound) -> None:
    """After submission the enterprise's page says so, and has no place for a file."""
    page = open_page(PAGE, token=bound(world.submitted(None).id))
    assert not page.exception
    assert not page.get("file_uploader")
    assert not page.get("download_button")
