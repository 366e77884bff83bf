"""What an official meets on the page of the bulletin."""

from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open
from tests.app.world import CONSULTANT, OFFICIAL, World
from tests.unit.city_lines import add

PAGE = "city/bulletin.py"


def text_of(page: AppTest) -> str:
    """All running text of the page."""
    shown = (*page.markdown, *page.caption, *page.warning, *page.header, *page.info, *page.success)
    return "\n".join(each.value for each in shown).replace("\\", "")


def test_an_empty_city_says_so(world: World, open_page: Open) -> None:
    """Before anybody was signed, the official reads why there is none, and gets no button."""
    world.people()
    page = open_page(PAGE, token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert "还没有促进中心核验签发" in page.info[0].value
    assert not page.get("download_button")


def test_an_official_reads_edits_and_takes_it(world: World, open_page: Open) -> None:
    """The summary first, a button a format, and a paragraph that is edited stays so."""
    world.people()
    add(world.store, range(40))
    token = world.signed_in(OFFICIAL)
    page = open_page(PAGE, token=token)
    assert not page.exception
    assert "计入本公报的企业共 40–49 家" in text_of(page)
    assert "审阅稿，尚未公布" in text_of(page)
    assert len(page.get("download_button")) == 4
    edit = next(each for each in page.button if str(each.key).startswith("edit:"))
    edit.click().run()
    page.text_area[0].set_value("总体平稳，分化明显。").run()
    save = next(each for each in page.button if str(each.key).startswith("save:"))
    save.click().run()
    assert not page.exception
    assert "总体平稳，分化明显。 ※" in text_of(page)
    again = open_page(PAGE, token=token)
    assert "总体平稳，分化明显。 ※" in text_of(again)
    assert "改写了 1 段" in text_of(again)


def test_pictures_stand_on_the_page_as_in_the_files(world: World, open_page: Open) -> None:
    """With what they show in words."""
    world.people()
    add(world.store, range(40))
    page = open_page(PAGE, token=world.signed_in(OFFICIAL))
    chapter = next(each for each in page.selectbox if str(each.key).startswith("chapter:"))
    chapter.set_value("overall").run()
    assert not page.exception
    pictures = [each.proto.body for each in page.get("html") if "<img" in each.proto.body]
    assert len(pictures) == 2
    assert all('alt="2026 年' in each for each in pictures)


def test_a_consultant_has_no_bulletin(world: World, open_page: Open) -> None:
    """The page says whose it is."""
    world.people()
    page = open_page(PAGE, token=world.signed_in(CONSULTANT))
    assert "主管人员" in text_of(page)
