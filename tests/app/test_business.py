"""The form of what an enterprise does: kept as typed, by the enterprise and by its consultant."""

from collections.abc import Callable

from services import business, verifying
from services.business import business_in
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, ODD_NAME, World

SAVE = "保存经营概况"


def test_what_is_typed_is_saved_and_what_is_too_long_stays_in_its_field(
    world: World, open_page: Open, bound: Callable[[str], str]
) -> None:
    """On the result page, before it says so; a refusal takes nothing away."""
    case = world.submitted(world.people()).id
    page = open_page(token=bound(case))
    page.switch_page("enterprise/result.py")
    page.session_state["business"] = True
    page.run()
    for typed, kept in (("法兰、壳体", "法兰、壳体"), ("件" * 201, "法兰、壳体")):
        page.text_area(key=f"business:{case}:products").set_value(typed)
        next(each for each in page.button if each.label == SAVE).click().run()
        assert not page.exception
        held = business_in(dossier_of(world.holder(case), "result.read", case)).said
        assert held.products == kept
        assert page.text_area(key=f"business:{case}:products").value == typed
    assert any("201" in each.value for each in page.error)


def test_the_consultant_sees_it_and_adds_to_it(world: World, open_page: Open) -> None:
    """Whatever was typed is text, never markup; who was faster is told by name."""
    case = world.submitted(world.people()).id
    verifying.begin(world.consultant(), case)
    business.keep(world.holder(case), case, {"products": ODD_NAME}, seen=0)
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = case
    page.switch_page("consultant/verify.py")
    page.query_params["case"] = case
    page.query_params["part"] = "visit"
    page.session_state["business"] = True
    page.run()
    business.keep(world.holder(case), case, {"products": "先到的"}, seen=1)
    page.text_area(key=f"business:{case}:sites").set_value("一处厂房")
    for expected in ("先到的", ODD_NAME):
        next(each for each in page.button if each.label == SAVE).click().run()
        assert not page.exception
        held = business_in(dossier_of(world.holder(case), "result.read", case)).said
        assert held.products == expected
    assert held.sites == "一处厂房"
