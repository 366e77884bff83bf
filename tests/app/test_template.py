"""What a consultant meets on the page of the centre's Word template."""

from collections.abc import Callable

import pytest

from reports.registry import FORMATS
from services import templates
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.unit.word_templates import bare, template

Bound = Callable[[str], str]
PAGE = "consultant/template.py"
OURS = template("惠山中心专用")


@pytest.fixture
def token(world: World) -> str:
    """The consultant of the first centre, signed in."""
    world.people()
    return world.signed_in(CONSULTANT)


def test_a_template_is_tried_put_to_use_and_taken_back(
    world: World, open_page: Open, token: str
) -> None:
    """A press each; what is in use stands there with who and when."""
    page = open_page(PAGE, token=token)
    assert any("还没有上传模板" in each.value for each in page.markdown)
    upload = page.get("file_uploader")[0]
    upload.set_value(("我们的.docx", OURS, FORMATS["docx"].mime)).run()  # type: ignore[union-attr]
    assert not page.exception
    assert "模板可用" in page.success[0].value
    page.button(key="template:put").click().run()
    assert not page.exception
    assert templates.current(world.consultant(), "zh").content == OURS
    told = "\n".join(each.value for each in page.markdown)
    assert "我们的" in told
    assert "顾问老周 于" in told
    page.button(key="template:take_back").click().run()
    assert not page.exception
    assert templates.current(world.consultant(), "zh").content == b""
    assert any("收回了模板" in each.value for each in page.markdown)


def test_every_problem_is_told_and_nothing_is_kept(
    world: World, open_page: Open, token: str
) -> None:
    """By paragraph, with what to do; there is no button that would keep the file."""
    page = open_page(PAGE, token=token)
    broken = bare("{{ enterprize }}", "{% for i in range(10**9) %}", "<b>{{ x</b>")
    upload = page.get("file_uploader")[0]
    upload.set_value(("坏.docx", broken, FORMATS["docx"].mime)).run()  # type: ignore[union-attr]
    assert not page.exception
    assert "7 处" in page.error[0].value
    told = "\n".join(each.value for each in page.markdown)
    for code in ("T010", "T011", "T012", "T013"):
        assert f"**{code}**" in told
    assert not [each for each in page.button if each.key == "template:put"]
    assert templates.history(world.consultant(), "zh") == []


def test_the_product_s_own_form_is_offered_beside_the_centre_s(
    world: World, open_page: Open, bound: Bound
) -> None:
    """An enterprise is asked only where its centre has a template in that language."""
    world.people()
    centre = world.consultant().actor.centre
    token = bound(world.submitted(centre).id)

    def asked(lang: str) -> bool:
        page = open_page("enterprise/result.py", token=token, lang=lang)
        assert not page.exception
        return any(each.key == "report:own_form" for each in page.checkbox)

    assert not asked("zh")
    templates.put(world.consultant(), "zh", "t.docx", OURS, seen=0)
    assert asked("zh")
    assert not asked("en")
