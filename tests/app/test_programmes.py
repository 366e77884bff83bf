"""What an enterprise sees of public programmes on its result page."""

from collections.abc import Callable

from services import declaring, gathering
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import World

Bound = Callable[[str], str]


def test_the_result_names_each_programme_with_source_date_and_what_is_not_known(
    world: World, open_page: Open, bound: Bound
) -> None:
    """What is reached or near stands open, the rest is drawn when asked for."""
    assessment = world.started().assessment.id
    world.fill(assessment)
    found = gathering.diagnosis(
        dossier_of(world.holder(assessment), "result.read", assessment)
    ).programmes
    page = open_page("enterprise/result.py", token=bound(assessment))
    page.session_state["programmes_others"] = True
    page.run()
    assert not page.exception
    words = "\n".join(each.value for each in page.markdown)
    captions = [each.value for each in page.caption]
    assert "unasked" in {each.outcome for each in found}
    assert "未问到，无法判断" in words
    for each in found:
        assert each.programme.title.zh[:4] in words
    based = [each for each in captions if each.startswith("依据：")]
    assert len(based) == len(found)
    assert all("通知日期：" in each and "核对；" in each for each in based)
    assert all("还不知道的：" in each for each in based)


def test_what_the_owner_declares_is_kept_and_judged_at_once(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A ticked condition is in the store when the page says so, and no longer listed as open."""
    assessment = world.started().assessment.id
    world.fill(assessment)
    holder = world.holder(assessment)
    name, requirement = next(iter(declaring.declarable().items()))
    page = open_page("enterprise/result.py", token=bound(assessment))
    page.session_state["declaring"] = True
    page.run()
    page.radio(key=f"declare:{name}:0").set_value("yes")
    next(each for each in page.button if each.label == "保存这些情况").click()
    page.run()
    assert not page.exception
    assert declaring.declared(dossier_of(holder, "result.read", assessment)).held == {name: True}
    assert any("已保存" in each.value for each in page.success)
    assert page.radio(key=f"declare:{name}:1").value == "yes"
    judged = gathering.diagnosis(dossier_of(holder, "result.read", assessment)).programmes
    met = [
        each.met
        for judgement in judged
        for each in judgement.findings
        if each.requirement.declarable == requirement.declarable
    ]
    assert met
    assert all(met)
