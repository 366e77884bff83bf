"""A consultant reads and edits the text of a report on its page; nobody else does."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from i18n import Lang
from reports.editing import paragraphs as paragraphs_in
from services import paragraphs, reporting, verifying
from services.rewording import EditableParagraph
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, OFFICIAL, STRANGER, World
from tests.visiting import visited

OpenText = Callable[..., AppTest]
WRITTEN = "现场看过，三台数控机床里一台联了网。\n另外两台今年接上。"


@pytest.fixture
def open_text(world: World, open_page: Open) -> OpenText:
    """Opens the page of one report's text as an account."""

    def open_text(case: str, username: str = CONSULTANT, lang: Lang = "zh") -> AppTest:
        page = open_page(token=world.signed_in(username), lang=lang)
        page.query_params["case"] = case
        return page.switch_page("consultant/report.py").run()

    return open_text


@pytest.fixture
def case(world: World) -> str:
    """An assessment under verification."""
    submitted = world.submitted(world.people())
    return verifying.begin(world.consultant(), submitted.id).id


def button(page: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(each for each in page.button if each.label == label).click()
    return page.run()


def labels(page: AppTest) -> list[str]:
    """The labels of all buttons."""
    return [each.label for each in page.button]


def text_of(page: AppTest) -> str:
    """All running text of the page, as it is read."""
    told = (*page.markdown, *page.caption, *page.warning, *page.error, *page.info, *page.success)
    return "\n".join(each.value for each in told).replace("\\", "").replace("  \n", "\n")


def first(world: World, case: str, lang: Lang = "zh") -> EditableParagraph:
    """The first paragraph of the report."""
    found = paragraphs.paragraphs(world.consultant(), case, lang).paragraphs
    return next(iter(found.values()))


def test_a_paragraph_is_edited_seen_and_taken_back(
    world: World, case: str, open_text: OpenText
) -> None:
    """The generated text stands beside; what is saved is marked, in the store and in the report."""
    page = open_text(case)
    assert not page.exception
    button(page, "改写")
    generated = first(world, case).generated.text
    assert page.text_area[0].value == generated
    assert "程序生成的原文" in text_of(page)
    page.text_area[0].set_value(WRITTEN)
    button(page, "保存")
    assert first(world, case).text == WRITTEN
    shown = text_of(page)
    assert f"{WRITTEN} ※" in shown
    assert "已保存 · 顾问老周" in shown
    assert generated in shown
    assert not page.text_area
    button(page, "再改")
    button(page, "用回原文")
    assert first(world, case).edit is None
    assert WRITTEN not in text_of(page)


def test_what_will_not_do_is_told_and_stays_in_the_field(
    world: World, case: str, open_text: OpenText
) -> None:
    """Nothing is saved, nothing that was typed is lost, and one may leave it."""
    page = open_text(case)
    button(page, "改写")
    page.text_area[0].set_value("长" * 2001)
    button(page, "保存")
    assert "最多" in page.error[0].value
    assert page.text_area[0].value == "长" * 2001
    button(page, "不改了")
    assert not page.text_area
    assert first(world, case).edit is None


def test_a_colleague_who_was_faster_is_named(world: World, case: str, open_text: OpenText) -> None:
    """The second consultant reads what the first wrote, keeps the own words, and decides."""
    page = open_text(case)
    button(page, "改写")
    told = first(world, case)
    paragraphs.edit_paragraph(
        world.consultant(), case, "zh", told.generated.id, "同事写的。",
        generated=told.generated.text, seen=0,
    )  # fmt: skip
    page.text_area[0].set_value(WRITTEN)
    button(page, "保存")
    assert "同事写的。" in page.error[0].value.replace("\\", "")
    assert first(world, case).text == "同事写的。"
    assert page.text_area[0].value == WRITTEN
    button(page, "保存")
    assert first(world, case).text == WRITTEN


@pytest.mark.parametrize("press", ["保存", "用回原文"])
def test_a_restart_does_not_forget_what_was_read(
    world: World, case: str, open_text: OpenText, press: str
) -> None:
    """What a colleague wrote while the server was down is told before anything replaces it."""
    told = first(world, case)
    generated = told.generated.text

    def colleague(text: str, seen: int) -> None:
        paragraphs.edit_paragraph(
            world.consultant(), case, "zh", told.generated.id, text, generated=generated, seen=seen
        )

    colleague("先前写的。", 0)
    page = open_text(case)
    button(page, "再改")
    page.text_area[0].set_value(WRITTEN).run()
    colleague("同事写的。", first(world, case).revision)
    held, address = page._tree.get_widget_states(), dict(page.query_params)
    page = open_text(case)  # a session that never drew the fields
    page.query_params.update(address)
    page._run(held)
    button(page, press)
    assert "同事写的。" in page.error[0].value.replace("\\", "")
    assert first(world, case).text == "同事写的。"
    assert page.text_area[0].value == WRITTEN
    button(page, press)
    assert first(world, case).text == (WRITTEN if press == "保存" else generated)


def test_an_address_that_tells_nothing_of_what_was_read_replaces_nothing(
    world: World, case: str, open_text: OpenText
) -> None:
    """Cut off or made up, it is refused like any other that is out of date."""
    page = open_text(case)
    button(page, "改写")
    page.text_area[0].set_value(WRITTEN)
    for seen in ("", "0", "x.y", "-1.", "².", "9" * 5000):
        page.query_params["seen"] = seen
        button(page, "保存")
        assert page.error
        assert first(world, case).edit is None


def test_a_character_that_no_pdf_prints_is_named_at_once(
    world: World, case: str, open_text: OpenText
) -> None:
    """Beside the paragraph that was just saved, with its code."""
    page = open_text(case)
    button(page, "改写")
    page.text_area[0].set_value("厂名里有😀字。")
    button(page, "保存")
    assert "😀" in page.warning[0].value.replace("\\", "")


def test_an_edit_that_findings_have_overtaken_is_pointed_out(
    world: World, case: str, open_text: OpenText
) -> None:
    """With the chapter, at the top of the page and beside the paragraph."""
    page = open_text(case)
    button(page, "改写")
    page.text_area[0].set_value(WRITTEN)
    button(page, "保存")
    found = verifying.case(world.consultant(), case)
    for item in found.dossier.questionnaire.scored:
        if item.options and found.dossier.claimed.get(item.id) and not item.not_applicable:
            lowest = item.options[0].id
            raw = [lowest] if item.kind == "multi" else lowest
            verifying.set_verified(
                world.consultant(), case, item.id, raw, remark="现场所见", seen=0
            )
    assert first(world, case).changed
    page = open_text(case)
    warned = [each.value for each in page.warning]
    assert any("生成的文字与当时不同" in each for each in warned)
    assert any("生成的文字已与当时不同" in each for each in warned)


def test_every_chapter_can_be_read_in_both_languages(case: str, open_text: OpenText) -> None:
    """Also those that hold nothing to edit."""
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        page = open_text(case, lang=lang)
        for place in range(len(page.selectbox[0].options)):
            page.selectbox[0].select_index(place).run()
            assert not page.exception


def test_nothing_can_be_edited_before_and_after(
    world: World, open_page: Open, open_text: OpenText
) -> None:
    """The page says why; after the signature it offers the report itself."""
    submitted = world.submitted(world.people())
    early = open_text(submitted.id)
    assert "改写" not in labels(early)
    assert "开始核验" in text_of(early)
    verifying.begin(world.consultant(), submitted.id)
    visited(world.consultant(), submitted.id)
    seen = verifying.case(world.consultant(), submitted.id).seen
    verifying.sign(world.consultant(), submitted.id, seen=seen)
    late = open_text(submitted.id)
    assert not late.exception
    assert "改写" not in labels(late)
    assert "文字不能再改" in text_of(late)


@pytest.mark.parametrize("username", [STRANGER, OFFICIAL])
def test_the_text_is_the_own_centre_s(
    world: World, case: str, open_text: OpenText, username: str
) -> None:
    """Neither another centre nor an official reads it."""
    page = open_text(case, username)
    text = first(world, case).generated.text
    assert text not in text_of(page)
    assert not page.text_area
    assert "改写" not in labels(page)


def test_the_case_leads_to_the_text_and_counts_its_edits(
    world: World, case: str, open_page: Open
) -> None:
    """Who signs is told how many paragraphs were edited."""
    told = first(world, case)
    paragraphs.edit_paragraph(
        world.consultant(), case, "zh", told.generated.id, WRITTEN,
        generated=told.generated.text, seen=0,
    )  # fmt: skip
    visited(world.consultant(), case)
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = case
    page.query_params["part"] = "sign"
    page.switch_page("consultant/verify.py").run()
    assert not page.exception
    assert "有 1 段改写过的文字" in text_of(page)
    seen = verifying.case(world.consultant(), case).seen
    verifying.sign(world.consultant(), case, seen=seen)
    report = reporting.build_report(world.operator, case, "zh")
    assert [each.text for each in paragraphs_in(report) if each.edited] == [WRITTEN]


def test_the_enterprise_sees_which_words_are_the_consultant_s(
    world: World, case: str, open_page: Open, bound: Callable[[str], str]
) -> None:
    """On its result page too, once it is signed: marked, with what the mark means."""
    told = paragraphs.paragraphs(world.consultant(), case, "zh").paragraphs["level-section/1"]
    paragraphs.edit_paragraph(
        world.consultant(), case, "zh", "level-section/1", WRITTEN,
        generated=told.generated.text, seen=0,
    )  # fmt: skip
    before = open_page("enterprise/result.py", token=bound(case))
    assert WRITTEN not in text_of(before)
    visited(world.consultant(), case)
    seen = verifying.case(world.consultant(), case).seen
    verifying.sign(world.consultant(), case, seen=seen)
    after = text_of(open_page("enterprise/result.py", token=bound(case)))
    assert f"{WRITTEN} ※" in after
    assert after.count("表示这一段由核验顾问改写") == 1


def test_a_cell_of_a_table_is_chosen_and_edited_below_it(
    world: World, case: str, open_text: OpenText
) -> None:
    """One field at a time, whatever the table holds; the cell is marked, the others stay."""
    page = open_text(case)
    page.selectbox[0].select("dimensions").run()
    button(page, "改写上面的文字")
    which = page.selectbox[1]
    assert which.label == "改哪一处"
    ids = [
        id for id in paragraphs.paragraphs(world.consultant(), case, "zh").paragraphs
        if id.startswith("dimensions/") and id.endswith("/next")
    ]  # fmt: skip
    which.select(ids[0]).run()
    assert not page.exception
    assert len(page.text_area) == 1
    page.text_area[0].set_value("先联三台。")
    button(page, "保存")
    assert "先联三台。 ※" in text_of(page)
    found = paragraphs.paragraphs(world.consultant(), case, "zh").paragraphs
    assert [each.generated.id for each in found.values() if each.edit] == ids[:1]
    button(page, "再改")
    assert page.selectbox[1].value == ids[0]
    button(page, "用回原文")
    assert "先联三台。" not in text_of(page)


def test_the_words_of_a_card_are_edited_below_it(
    world: World, case: str, open_text: OpenText
) -> None:
    """One button opens all texts of the card; what is saved stays in sight, marked."""
    page = open_text(case)
    page.selectbox[0].select("priorities").run()
    button(page, "改写上面的文字")
    assert len(page.text_area) == 1
    assert labels(page).count("改写") >= 1
    page.text_area[0].set_value(WRITTEN)
    button(page, "保存")
    shown = text_of(page)
    assert not page.exception
    assert not page.text_area
    assert shown.count(f"{WRITTEN} ※") >= 1
    assert "已保存 · 顾问老周" in shown
    found = paragraphs.paragraphs(world.consultant(), case, "zh").paragraphs
    assert [each.text for each in found.values() if each.edit] == [WRITTEN]
    button(page, "再改")
    button(page, "用回原文")
    assert f"{WRITTEN} ※" not in text_of(page)
