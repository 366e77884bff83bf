"""What a consultant meets on the page of vendors, and what an enterprise is shown of them."""

from collections.abc import Callable

import pytest

from services import vendors
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.vendor_tables import ROW, vendor_table

Bound = Callable[[str], str]
PAGE = "consultant/vendors.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def token(world: World) -> str:
    """The consultant of the first centre, signed in."""
    world.people()
    return world.signed_in(CONSULTANT)


def test_a_filled_table_is_put_in_place(world: World, open_page: Open, token: str) -> None:
    """What was uploaded is checked at once, put in place by a press, and shown with its basis."""
    page = open_page(PAGE, token=token)
    assert "还没有录入服务商" in page.markdown[-1].value
    upload = page.get("file_uploader")[0]
    upload.set_value(("vendors.xlsx", vendor_table(ROW), XLSX)).run()  # type: ignore[union-attr]
    assert not page.exception
    assert "表里有 1 家，没有问题" in page.success[0].value
    page.button(key="replace").click().run()
    assert not page.exception
    (kept,) = vendors.history(world.consultant())
    assert kept.vendors[0].name == ROW[0]
    told = "\n".join(each.value for each in page.markdown)
    assert ROW[0] in told
    assert "轻量" in told or "MES" in told
    assert any("顾问老周于" in each.value for each in page.caption)


def test_a_code_of_the_old_kind_is_warned_of_and_put_in_place(
    world: World, open_page: Open, token: str
) -> None:
    """It is most likely mistyped and may be genuine: the page says so and keeps it."""
    old = "91320200IOSVZ00001"
    page = open_page(PAGE, token=token)
    upload = page.get("file_uploader")[0]
    table = vendor_table((ROW[0], old, *ROW[2:]), (ROW[0], *ROW[1:]))
    upload.set_value(("vendors.xlsx", table, XLSX)).run()  # type: ignore[union-attr]
    (warned,) = page.warning
    assert old in warned.value
    page.button(key="replace").click().run()
    assert vendors.history(world.consultant())[0].vendors[0].credit_code == old


def test_every_wrong_cell_is_named_and_nothing_is_put_in_place(
    world: World, open_page: Open, token: str
) -> None:
    """The problems come by sheet and cell; there is no button that would keep the table."""
    page = open_page(PAGE, token=token)
    broken = vendor_table(("", "123", "nowhere", -1, "", "gestern"))
    upload = page.get("file_uploader")[0]
    upload.set_value(("vendors.xlsx", broken, XLSX)).run()  # type: ignore[union-attr]
    assert not page.exception
    told = "\n".join(each.value for each in page.markdown)
    for cell in "ABCDEF":
        assert f"`vendors!{cell}2`" in told
    assert not [each for each in page.button if each.key == "replace"]
    assert vendors.history(world.consultant()) == []
