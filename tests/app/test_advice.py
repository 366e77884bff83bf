"""What an enterprise is told of solutions on its result page."""

from collections.abc import Callable

from services import advising, vendors
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import World
from tests.vendor_tables import CODE, vendor_table

Bound = Callable[[str], str]


def test_the_result_says_what_wins_most_back_and_what_it_takes(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Three at once with the statement on costs, the rest when asked for, and the way to a plan."""
    assessment = world.started().assessment.id
    world.fill(assessment)
    found = advising.advice(dossier_of(world.holder(assessment), "result.read", assessment))
    page = open_page("enterprise/result.py", token=bound(assessment))
    assert not page.exception
    words = "\n".join(each.value for each in page.markdown)
    for number, match in enumerate(found.matches[:3], start=1):
        assert f"**{number}. {match.solution.title.zh}**" in words
        first = match.solution.begin(fresh=match.fresh, ready=match.ready)
        assert first is not None
        assert first.zh[:6] in words
        assert match.solution.light.zh[:6] in words
    assert f"**4. {found.matches[3].solution.title.zh}**" not in words
    assert any("假设，使用前请修改" in each.value for each in page.info)
    assert "服务商" not in words
    page.session_state["advice_more"] = True
    page.run()
    assert any("**4. " in each.value for each in page.markdown)


def test_vendors_are_shown_with_who_entered_them_and_that_it_is_no_recommendation(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Only beside a solution that they offer, and only to a case of that centre."""
    centre = world.people()
    own, free = world.submitted(centre), world.submitted(None, "另一家")
    offered = (
        advising.advice(dossier_of(world.holder(own.id), "result.read", own.id))
        .matches[0]
        .solution.id
    )
    row = ("合成服务商甲", CODE, offered, 2, "无", "2026-01-31", "合成数据")
    vendors.replace(world.consultant(), "v.xlsx", vendor_table(row), seen=0)
    page = open_page("enterprise/result.py", token=bound(own.id))
    assert not page.exception
    assert [each.value for each in page.markdown if "合成服务商甲" in each.value]
    basis = [each.value for each in page.caption if "不是推荐" in each.value]
    assert len(basis) == 1
    assert "惠山数字化转型促进中心" in basis[0]
    other = open_page("enterprise/result.py", token=bound(free.id))
    assert not [each.value for each in other.markdown if "合成服务商甲" in each.value]
