"""The page of what is new."""

import pytest

from i18n import Lang, say
from services import news
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_click_is_about_what_the_page_showed(world: World, open_page: Open, lang: Lang) -> None:
    """What came in since it was drawn stays new."""
    centre = world.people()
    world.submitted(centre, "甲厂")
    token = world.signed_in(CONSULTANT)
    page = open_page("account/news.py", token=token, lang=lang)
    assert "甲厂" in "".join(each.value for each in page.markdown)
    world.submitted(centre, "乙厂")
    button = next(each for each in page.button if each.label == say("news.seen", lang))
    button.click().run()
    assert not page.exception
    assert [(line.name, line.new) for line in news.news(world.consultant())] == [
        ("乙厂", True),
        ("甲厂", False),
    ]
    assert say("news.count", lang, new=1, all=2) in [each.value for each in page.caption]
