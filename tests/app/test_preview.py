"""What a method owner meets on the preview page."""

from pathlib import Path

from access.actor import Role
from services import accounts
from tests.app.conftest import Open
from tests.app.world import PASSWORD, World

OWNER = "fang.fa"


def test_a_method_owner_tries_a_questionnaire_out_beside_its_lint(
    world: World, open_page: Open
) -> None:
    """The pages are those of an enterprise; an answer moves the result and reaches no store."""
    accounts.add_account(world.operator, OWNER, PASSWORD, "方法老师", Role.METHOD_OWNER, None)
    page = open_page(token=world.signed_in(OWNER))
    folder = next(each for each in page.selectbox(key="folder").options if "quick_scan" in each)
    page.selectbox(key="folder").select(folder).run()
    assert not page.exception
    assert [each.value for each in page.success] == ["没有问题。"]
    page.radio[0].set_value(page.radio[0].options[-1]).run()
    page.run()
    assert not page.exception
    assert page.info[0].value.startswith("现在的结果：")
    assert list(world.store.assessments()) == []
    assert Path(folder).name


def test_a_part_stays_open_when_its_last_answer_is_given(world: World, open_page: Open) -> None:
    """Whoever answers the whole first part still sees it, and the button leads to the second."""
    accounts.add_account(world.operator, OWNER, PASSWORD, "方法老师", Role.METHOD_OWNER, None)
    page = open_page(token=world.signed_in(OWNER))
    folder = next(each for each in page.selectbox(key="folder").options if "cmmm" in each)
    page.selectbox(key="folder").select(folder).run()
    first = page.title[1].value
    for place in range(len(page.radio)):
        page.radio[place].set_value(page.radio[place].options[-1]).run()
    assert page.title[1].value == first
    page.button(key="next").click().run()
    assert page.title[1].value != first
