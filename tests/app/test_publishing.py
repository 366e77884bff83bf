"""What an official meets on the desk where releases are proposed and published."""

from streamlit.testing.v1 import AppTest

from access.actor import Actor, Role
from i18n import Lang
from services.bulletins import BulletinChoice, bulletin, edit_bulletin
from services.city import CityChoice
from services.context import Context
from tests.app.conftest import Open
from tests.app.world import OFFICIAL, World
from tests.unit.city_lines import add
from wording.voice import Voice

PAGE = "city/publishing.py"


def text_of(page: AppTest) -> str:
    """All running text of the page."""
    shown = (*page.markdown, *page.caption, *page.warning, *page.info, *page.error)
    return "\n".join(each.value for each in shown).replace("\\", "")


def press(page: AppTest, start: str) -> None:
    """The button whose key begins so."""
    next(each for each in page.button if str(each.key).startswith(start)).click().run(timeout=30)


def write(world: World, lang: Lang, text: str) -> None:
    """Edit the first paragraph of the bulletin in that language."""
    ctx = Context(world.store, Actor(Role.OFFICIAL, "writer", "文字编辑"))
    choice = BulletinChoice(CityChoice(), Voice(lang))
    told = bulletin(ctx, choice)
    assert told is not None
    beneath = told.paragraphs["summary/1"].generated.text
    edit_bulletin(ctx, choice, "summary/1", text, generated=beneath, seen=0)


def test_an_official_reads_part_by_part_and_whose_words_are_published(
    world: World, open_page: Open
) -> None:
    """One part at first, six files for review, each text with who wrote it; then it is public."""
    world.people()
    add(world.store, range(40))
    write(world, "zh", "总体平稳。")
    write(world, "en", "On the whole steady.")
    page = open_page(PAGE, token=world.signed_in(OFFICIAL))
    press(page, "propose")
    assert not page.exception
    assert "- 总体平稳。（文字编辑）" in text_of(page)
    assert "- On the whole steady.（文字编辑）" in text_of(page)
    assert len(page.get("download_button")) == 6
    part = next(each for each in page.selectbox if str(each.key).startswith("preview:"))
    assert part.options[0] == "数字化水平"
    press(page, "publish:")
    next(each for each in page.button if str(each.key).endswith(":yes")).click().run(timeout=30)
    assert not page.exception
    assert "确认公开" in text_of(page)
    assert "等待确认" not in [each.value for each in page.header]
