"""What is chosen fits: nothing that is there, cannot be used, or would come too early."""

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from questionnaires.answers import Answer, NotApplicable
from questionnaires.sheet import Sheet
from reports.chapters.goals import goals
from reports.chapters.plan import plan as plan_chapter
from reports.chapters.priorities import largest_gaps_of
from reports.chapters.projects import projects
from reports.chapters.summary import summary
from reports.narratives.narrator import Narrator
from reports.report import Cell, Table
from scoring.card import scorecard_of
from scoring.gaps import largest_gaps
from solutions.plans.model import Limits, Plan
from tests.seeds import RANDOMS
from tests.unit.plan_rules import Firm, advised, firm, told, violations
from tests.unit.test_plans import low

few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
ANY = Limits()
NOTHING: Mapping[str, Answer] = {}
SPARE = Limits(cost="free", at_once=1, months=12)


def lowest(
    answers: Mapping[str, Answer] = NOTHING,
    limits: Limits = ANY,
    found: frozenset[str] = frozenset(),
) -> Firm:
    """A small factory at the lowest of everything but ``answers``."""
    base = low("manufacturing")
    sheet = Sheet({**base.sheet.answers, **answers}, base.sheet.facts)
    return Firm(base.questionnaire, sheet, limits, found)


def place(plan: Plan, item: str) -> int:
    """The place of the first task that lifts an item; behind all others where none does."""
    places = (at for at, task in enumerate(plan.tasks) if item in {it.item for it in task.lifts})
    return next(places, len(plan.tasks))


@few
@given(RANDOMS)
def test_no_plan_of_any_firm_breaks_a_rule(random: Random) -> None:
    """B10 to B16 of docs/plans.md, whatever was answered under whatever limits."""
    assert list(violations(firm(random))) == []


@pytest.mark.parametrize("name", advised())
def test_every_questionnaire_with_solutions_keeps_the_rules(name: str) -> None:
    """Each is tried with a firm of its own."""
    made = firm(Random(name), name)
    assert made.questionnaire.id == name
    assert list(violations(made)) == []


def test_what_is_urgent_comes_first_beside_the_one_project_and_within_any_limit_of_cost() -> None:
    """A backup is not put off because nothing may be bought and hands are few."""
    plan = lowest(limits=SPARE).plan()
    urgent = [task.solution.id for task in plan.urgent]
    assert {"backup_routine", "account_hygiene", "security_baseline"} <= set(urgent)
    assert urgent == [task.solution.id for task in plan.phases[0].tasks[: len(urgent)]]
    page = told(lowest(limits=SPARE), plan)
    said = str((summary(Narrator("zh", page), ()), plan_chapter(Narrator("zh", page))))
    assert "头三个月" in said


def test_a_goal_without_a_task_shows_no_gain_and_says_why() -> None:
    """Where next to nothing may be done, goals are not promised."""
    poor = lowest(limits=SPARE)
    plan = poor.plan()
    assert plan.unlifted
    page = told(poor, plan)
    narrator = Narrator("zh", page)
    pains = largest_gaps_of(page)
    (table,) = (block for block in goals(narrator, pains) if isinstance(block, Table))
    gains = [cell.text for *_, cell in table.rows if isinstance(cell, Cell)]
    assert gains.count("—") == len(plan.unlifted)
    assert "未列入计划" in str(plan_chapter(narrator))


def test_a_pain_that_no_solution_lifts_is_left_to_the_consultant() -> None:
    """Better nothing than something of another trade."""
    firms = (firm(Random(seed), "data_asset") for seed in range(40))
    plans = ((made, made.plan()) for made in firms)
    found = next((made, plan) for made, plan in plans if None in plan.unlifted.values())
    assert "由顾问填写" in str(plan_chapter(Narrator("zh", told(*found))))


def test_who_has_a_system_is_told_to_extend_it() -> None:
    """What is there is called by its name, not sold again."""
    firms = (firm(Random(seed), "manufacturing") for seed in range(100))
    plans = ((made, made.plan()) for made in firms)
    owner, plan = next((made, plan) for made, plan in plans if any(t.there for t in plan.tasks))
    titles = [task.solution.title.zh for task in plan.tasks if task.there]
    narrator = Narrator("zh", told(owner, plan))
    for chapter in (projects(narrator, ()), plan_chapter(narrator)):
        assert all(f"{title}（在现有基础上扩展）" in str(chapter) for title in titles)


def test_nothing_counts_by_itself_before_machines_are_connected() -> None:
    """Automatic counting rests on machines that speak, whatever else is there."""
    plan = lowest({"machines_total": 20.0, "machines_networked": 0.0}).plan()
    counted = [
        number
        for number, task in enumerate(plan.tasks)
        for lift in task.lifts
        if lift.item == "work_reporting" and set(lift.to) & {"counted", "matched"}
    ]
    connected = place(plan, "networked_share")
    assert all(number >= connected for number in counted)


def test_without_a_shop_of_its_own_nobody_reports_work_by_phone() -> None:
    """A task is not done for what comes along with it."""
    off = NotApplicable("全部外发")
    with_shop, without = lowest().plan(), lowest({"work_reporting": off}).plan()
    assert "mobile_reporting" in with_shop.phase_of
    assert "mobile_reporting" not in {t.solution.id for t in without.tasks if t.lifts}


def test_what_a_visit_found_weighs_half_as_much_again_among_the_pains() -> None:
    """And is lifted no later than without."""
    firm_ = lowest()
    card = scorecard_of(firm_.questionnaire, firm_.rubric, firm_.sheet)
    plain = firm_.plan()
    last = largest_gaps(card)[-1].id
    assert largest_gaps(card, {last})[0].id == last
    assert place(lowest(found=frozenset({last})).plan(), last) <= place(plain, last)


@pytest.mark.parametrize("size", ["large", "medium"])
def test_a_large_firm_is_not_told_to_copy_to_a_disk(size: str) -> None:
    """The first steps of items are for small firms; others go on to the next rung."""
    base = lowest()
    big = replace(base, sheet=Sheet(base.sheet.answers, {**base.sheet.facts, "size": size}))
    narrator = Narrator("zh", told(big, big.plan()))
    item = base.questionnaire.by_id["backup"]
    assert item.first_step is not None
    small = Narrator("zh", told(base, base.plan()))
    assert small.begin(item, "scraps") == item.first_step.zh
    assert narrator.begin(item, "scraps") != item.first_step.zh


def test_level_and_total_after_the_plan_are_said_to_be_an_estimate() -> None:
    """On the owner's page and with the goals."""
    page = told(lowest(), lowest().plan())
    narrator = Narrator("zh", page)
    for chapter in (summary(narrator, ()), goals(narrator, ())):
        assert re.search("若全部完成并通过核验，预计.*约 ", str(chapter))
