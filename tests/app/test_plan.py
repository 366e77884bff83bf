"""The plan's page: what is drawn is what is kept, and every click is kept before it is told."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from assessments.model import Assessment
from assessments.profile import parse_profile
from services import filling, plans
from services.dossier import dossier_of
from services.personal.notice import VERSION
from solutions.plans.model import Limits
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, STRANGER, World

Bound = Callable[[str], str]


def text_of(page: AppTest) -> str:
    """All running text of the page, without the marks that keep it text."""
    shown = "\n".join(
        each.value
        for each in (
            *page.header,
            *page.subheader,
            *page.markdown,
            *page.caption,
            *page.success,
            *page.error,
        )
    )
    return "".join(shown.replace("\u2060", "").split("\\"))


def low(world: World, centre: str | None = None) -> Assessment:
    """A low assessment, submitted."""
    assessment = world.started().assessment.id
    world.fill(assessment, rung=1)
    return filling.submit(world.holder(assessment), assessment, centre)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_task_is_drawn_with_what_it_takes(
    world: World, open_page: Open, bound: Bound, lang: str
) -> None:
    """Title, owner, first step and what is left out, in the reader's language."""
    assessment = low(world)
    page = open_page("enterprise/plan.py", token=bound(assessment.id), lang=lang)
    assert not page.exception
    found = plans.planned(world.holder(assessment.id), assessment.id)
    shown = text_of(page)
    assert found.plan.tasks
    for task in found.plan.tasks:
        first = task.solution.begin(fresh=task.fresh, ready=task.ready)
        assert first is not None
        for text in (task.solution.title, task.owner, first):
            assert text.to("zh" if lang == "zh" else "en") in shown
    for left in found.plan.left_out:
        assert left.solution.title.to("zh" if lang == "zh" else "en") in shown
    assert {"zh": "假设，使用前请修改", "en": "Assumption, edit before use"}[lang] in shown
    assert found.revision == 0


def test_a_click_is_kept_and_told(world: World, open_page: Open, bound: Bound) -> None:
    """Later, drop, put back, tick: each is in the store when the page says so."""
    assessment = low(world)
    ctx = world.holder(assessment.id)
    page = open_page("enterprise/plan.py", token=bound(assessment.id))
    first = next(t.solution.id for t in plans.planned(ctx, assessment.id).plan.tasks if not t.after)
    needed = {name for t in plans.planned(ctx, assessment.id).plan.tasks for name in t.after}
    free = next(
        t.solution.id
        for t in plans.planned(ctx, assessment.id).plan.phases[0].tasks
        if t.solution.id not in needed
    )
    page.button(key=f"later:0:{free}").click().run()
    assert plans.planned(ctx, assessment.id).plan.phase_of[free] == 2
    assert "已保存" in page.success[0].value
    page.button(key=f"drop:1:{free}").click().run()
    assert plans.planned(ctx, assessment.id).plan.choices.dropped == {free}
    page.button(key=f"back:2:{free}").click().run()
    assert plans.planned(ctx, assessment.id).plan.phase_of[free] == 2
    page.radio(key=f"progress:{assessment.id}:3:{first}").set_value("begun").run()
    assert not page.exception
    assert plans.planned(ctx, assessment.id).plan.choices.progress == {first: "begun"}
    page.run()
    assert plans.planned(ctx, assessment.id).revision == 4


def test_limits_show_their_effect_at_once(world: World, open_page: Open, bound: Bound) -> None:
    """A smaller budget and a nearer end make another plan, drawn in the same run."""
    assessment = low(world)
    page = open_page("enterprise/plan.py", token=bound(assessment.id))
    page.selectbox(key=f"limit_cost:{assessment.id}:0").set_value("free").run()
    page.selectbox(key=f"limit_months:{assessment.id}:1").set_value(12).run()
    assert not page.exception
    plan = plans.planned(world.holder(assessment.id), assessment.id).plan
    assert plan.choices.limits == Limits(cost="free", months=12)
    assert "第一年做完" in text_of(page)
    assert "第二年做完" not in text_of(page)


def test_what_fits_is_added(world: World, open_page: Open, bound: Bound) -> None:
    """Chosen from the list, into the year that is chosen."""
    assessment = low(world)
    ctx = world.holder(assessment.id)
    page = open_page("enterprise/plan.py", token=bound(assessment.id))
    name = str(page.selectbox(key=f"add:{assessment.id}:0").value)
    page.button(key="add_now:0").click().run()
    assert not page.exception
    assert plans.planned(ctx, assessment.id).plan.phase_of[name] == 3


def test_a_refusal_is_told_and_nothing_is_kept(world: World, open_page: Open, bound: Bound) -> None:
    """A prerequisite cannot go behind what needs it; somebody faster is not overwritten."""
    assessment = low(world)
    ctx = world.holder(assessment.id)
    page = open_page("enterprise/plan.py", token=bound(assessment.id))
    plan = plans.planned(ctx, assessment.id).plan
    then = next(
        task for task in plan.tasks
        if task.after and plan.phase_of[task.after[-1]] == plan.phase_of[task.solution.id] < 3
    )  # fmt: skip
    page.button(key=f"later:0:{then.after[-1]}").click().run()
    assert then.solution.title.zh in "".join(page.error[0].value.split("\\"))
    assert plans.planned(ctx, assessment.id).revision == 0
    plans.tick(ctx, assessment.id, then.solution.id, "done", seen=0)
    page.button(key=f"drop:0:{then.solution.id}").click().run()
    assert not page.exception
    assert "别人改过这份计划" in page.warning[0].value
    assert not plans.planned(ctx, assessment.id).plan.choices.dropped
    page.button(key=f"drop:1:{then.solution.id}").click().run()
    assert not page.warning
    assert plans.planned(ctx, assessment.id).plan.choices.dropped == {then.solution.id}


def test_a_consultant_works_on_the_same_plan(world: World, open_page: Open) -> None:
    """The page of the case; another centre's consultant reads a refusal."""
    assessment = low(world, world.people())
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = assessment.id
    page.switch_page("consultant/case_plan.py").run()
    assert not page.exception
    name = plans.planned(world.consultant(), assessment.id).plan.tasks[0].solution.id
    page.radio(key=f"progress:{assessment.id}:0:{name}").set_value("done").run()
    assert plans.planned(world.consultant(), assessment.id).plan.choices.progress == {name: "done"}
    page = open_page(token=world.signed_in(STRANGER))
    page.query_params["case"] = assessment.id
    page.switch_page("consultant/case_plan.py").run()
    assert page.exception
    assert not page.radio


def test_the_next_round_is_asked_what_was_done(world: World, open_page: Open, bound: Bound) -> None:
    """On its result page, task by task; kept with the earlier plan."""
    earlier = low(world)
    later = world.next_round(earlier)
    page = open_page("enterprise/result.py", token=bound(later.id))
    assert "上一轮的计划做了哪些" in [each.value for each in page.header]
    page.session_state["plan_since"] = True
    page.run()
    name = plans.planned(world.holder(earlier.id), earlier.id).plan.tasks[0].solution.id
    page.radio(key=f"progress:{earlier.id}:0:{name}").set_value("done").run()
    assert not page.exception
    found = plans.progress_since(dossier_of(world.holder(later.id), "plan.read", later.id))
    assert found is not None
    assert found.plan.choices.progress == {name: "done"}
    assert "做完 1 件" in text_of(page)


def test_an_empty_draft_has_no_plan_yet(world: World, open_page: Open, bound: Bound) -> None:
    """Said, not shown as an empty table."""
    assessment = world.started().assessment.id
    page = open_page("enterprise/plan.py", token=bound(assessment))
    assert not page.exception
    assert [each.value for each in page.info] == ["还没有作答，排不出计划。"]


def test_where_the_catalogue_has_nothing_the_page_says_so(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A reference questionnaire has no solutions: no limits to turn, and no link to the page."""
    profile = parse_profile(
        {"name": "甲", "division": "34", "district": "320206", "employees": 52, "revenue": 3200}
    )
    assessment = filling.start(world.visitor, profile, "eu_dmat", consent=VERSION).assessment.id
    world.fill(assessment, rung=0)
    page = open_page("enterprise/plan.py", token=bound(assessment))
    assert not page.exception
    assert len(page.info) == 1
    assert not page.selectbox


def test_what_fell_with_a_task_is_named_and_can_be_put_back_after_a_reload(
    world: World, open_page: Open, bound: Bound
) -> None:
    """One click on another day and in another window gives the plan that was there before."""
    assessment = low(world)
    ctx = world.holder(assessment.id)
    token = bound(assessment.id)
    before = plans.planned(ctx, assessment.id).plan
    needed = next(name for task in before.tasks for name in task.after)
    page = open_page("enterprise/plan.py", token=token)
    next(each for each in page.button if each.key == f"drop:0:{needed}").click().run()
    page = open_page("enterprise/plan.py", token=token)
    last = plans.last_drop(ctx, dossier_of(ctx, "plan.read", assessment.id))
    assert last is not None
    assert last.fell
    catalogue = plans.planned(ctx, assessment.id).dossier.catalogue
    (told,) = [each.value for each in page.markdown if "刚去掉了" in each.value]
    for name in (needed, *last.fell):
        assert catalogue.by_id[name].title.zh in "".join(told.split("\\"))
    next(each for each in page.button if each.label.startswith("撤销")).click().run()
    assert not page.exception
    assert plans.planned(ctx, assessment.id).plan == before
    assert not [each for each in page.button if each.label.startswith("撤销")]
