"""What a method owner meets on the page of item analysis."""

from access.actor import Role
from services import accounts
from tests.app.conftest import Open
from tests.app.world import PASSWORD, World

OWNER = "fang.fa"


def test_the_page_says_that_nothing_is_signed_yet(world: World, open_page: Open) -> None:
    """Without signed assessments there is no figure, and no error."""
    accounts.add_account(world.operator, OWNER, PASSWORD, "方法老师", Role.METHOD_OWNER, None)
    page = open_page("method/analysis.py", token=world.signed_in(OWNER))
    assert not page.exception
    assert [each.value for each in page.info] == ["这一版问卷还没有签发的评估。"]
