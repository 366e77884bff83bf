"""A plan keeps its order, the limits and the engine's own figures, whatever is chosen."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.card import scorecard_of
from scoring.gaps import largest_gaps
from scoring.library import rubric
from scoring.rubric import Rubric
from solutions.library import catalogue
from solutions.model import Catalogue
from solutions.plans.building import build_plan
from solutions.plans.choosing import NotThere, OutOfOrder, added, dropped, moved, ticked
from solutions.plans.model import ADDABLE, Choices, Limits, Plan
from solutions.plans.proposing import CHEAP
from solutions.plans.trying import ancestors
from tests.seeds import RANDOMS

CATALOGUE = catalogue()
NAMES = ("quick_scan", "quick_scan", "agriculture", "manufacturing")
RANKS = {each.id: each.rank for each in CATALOGUE.costs}
few = settings(max_examples=10)  # each searches a whole plan
HABIT = min(CATALOGUE.efforts.values())


@dataclass(frozen=True)
class Firm:
    """Somebody who has filled in a questionnaire somehow."""

    questionnaire: Questionnaire = field(repr=False)
    sheet: Sheet

    @property
    def rubric(self) -> Rubric:
        """The questionnaire's own."""
        return rubric(self.questionnaire.default_rubric, self.questionnaire)

    def plan(self, choices: Choices | None = None) -> Plan:
        """The plan under ``choices``."""
        return build_plan(
            self.questionnaire, self.rubric, self.sheet, CATALOGUE, choices or Choices()
        )


@st.composite
def firms(draw: st.DrawFn, *, open_share: float = 0.05) -> Firm:
    """Firms of any size and trade, low or high; ``open_share`` of the questions are open."""
    questionnaire = load(draw(st.sampled_from(NAMES)))
    random = draw(RANDOMS)
    height = random.uniform(0, 0.8)
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        if not item.asked or item.kind is Kind.TEXT or random.random() < open_share:
            continue
        if item.kind is Kind.NUMBER:
            answers[item.id] = float(random.randint(int(item.minimum or 0), 20))
        elif item.kind is Kind.MULTI:
            plain = [each.id for each in item.options if not each.exclusive]
            ticks = tuple(each for each in plain if random.random() < height)
            answers[item.id] = ticks or (plain[0],)
        else:
            at = round(random.uniform(0, height) * (len(item.options) - 1))
            answers[item.id] = item.options[at].id
    facts: dict[str, str | float] = {"size": random.choice(["medium", "small", "micro"])}
    return Firm(questionnaire, Sheet(answers, facts))


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    """Any limits."""
    return Limits(
        cost=draw(st.sampled_from([None, *RANKS])),
        at_once=draw(st.integers(1, 4)),
        months=draw(st.sampled_from([12, 24, 36])),
    )


def act(data: st.DataObject, plan: Plan) -> Choices:
    """Something that a person does to the plan; refused acts leave it as it is."""
    inside = sorted(plan.phase_of)
    outside = sorted(each.solution.id for each in plan.left_out if each.reason in ADDABLE)
    deeds = ["move", "drop", "begin", "limit"] if inside else ["limit"]
    deed = data.draw(st.sampled_from(deeds + ["add"] * bool(outside)))
    phase: Any = data.draw(st.integers(1, len(plan.phases)))
    try:
        if deed == "move":
            return moved(plan, CATALOGUE, data.draw(st.sampled_from(inside)), phase)
        if deed == "add":
            return added(plan, CATALOGUE, data.draw(st.sampled_from(outside)), phase)
        if deed == "drop":
            return dropped(plan, data.draw(st.sampled_from(inside)))
        if deed == "begin":
            return ticked(plan, data.draw(st.sampled_from(inside)), "begun")
    except OutOfOrder:
        return plan.choices
    return plan.choices.model_copy(update={"limits": data.draw(limits())})


def hold(firm: Firm, plan: Plan) -> None:
    """What is true of every plan."""
    names = [task.solution.id for task in plan.tasks]
    assert len(set(names)) == len(names)
    assert not set(names) & {each.solution.id for each in plan.left_out}
    assert not set(names) & plan.choices.dropped
    for place, task in enumerate(plan.tasks):
        before = ancestors(CATALOGUE, task.solution.id) & set(names)
        assert before <= set(names[:place])
        assert all(plan.phase_of[each] <= plan.phase_of[task.solution.id] for each in before)
        assert {*task.after, *task.assumed} == set(task.solution.prerequisites)
    begun = {id for id, each in plan.choices.progress.items() if each == "begun"}
    assert begun <= set(names)
    most = RANKS.get(plan.choices.limits.cost or "", len(RANKS))
    for task in plan.tasks:
        own = max(most, CHEAP) if task.solution.urgent else most
        assert RANKS[task.solution.cost] <= own or task.solution.id in begun
    assert plan.phases[-1].months[1] == plan.choices.limits.months
    if plan.before.total is not None:
        assert plan.after.total is not None
        won = sum(task.points for task in plan.tasks)
        assert plan.after.total - plan.before.total == pytest.approx(won, abs=1e-6)


@few
@given(firms(), limits())
def test_a_proposal_keeps_to_the_limits_and_never_makes_worse(firm: Firm, within: Limits) -> None:
    """At most so many at once beside what is urgent, and so dear; no phase ends lower."""
    plan = firm.plan(Choices(limits=within))
    hold(firm, plan)
    standing = plan.before
    for phase in plan.phases:
        urgent = {task.solution.id for task in phase.tasks if task.solution.urgent}
        hastened = urgent.union(*(ancestors(CATALOGUE, name) for name in urgent))
        counted = [t for t in phase.tasks if t.solution.id not in hastened]
        habits = [CATALOGUE.efforts[t.solution.effort] <= HABIT for t in counted]
        assert max(habits.count(True), habits.count(False)) <= within.at_once
        assert (phase.standing.level or 0) >= (standing.level or 0)
        assert (phase.standing.total or 0) >= (standing.total or 0) - 1e-9
        assert not any(task.chosen for task in phase.tasks)
        standing = phase.standing


@few
@given(firms(), st.data())
def test_whatever_is_done_to_a_plan_it_stays_one(firm: Firm, data: st.DataObject) -> None:
    """Any acts one after another: order, limits, no task twice, figures that add up."""
    plan = firm.plan()
    for _ in range(4):
        plan = firm.plan(act(data, plan))
        hold(firm, plan)


@few
@given(firms(open_share=0))
def test_the_end_is_what_the_engine_makes_of_the_answers(firm: Firm) -> None:
    """The answers that a plan comes to score its last standing, where all of them are there."""
    plan = firm.plan()
    after = Sheet({**firm.sheet.answers, **plan.changes}, firm.sheet.facts)
    card = scorecard_of(firm.questionnaire, firm.rubric, after)
    assume(card.coverage == 1)  # what is done may bring questions that nobody has answered yet
    assert card.total == pytest.approx(plan.after.total)
    assert card.level is not None
    assert card.level.number == plan.after.level


@few
@given(firms(), st.data())
def test_an_act_keeps_everything_else_where_it_is(firm: Firm, data: st.DataObject) -> None:
    """A move moves one task, an addition adds one and what it lacks, a drop takes its followers."""
    plan = firm.plan()
    for _ in range(2):
        before, choices = plan.phase_of, act(data, plan)
        after = firm.plan(choices).phase_of
        if choices.limits == plan.choices.limits:
            kept = before.keys() & after.keys()
            assert sum(before[name] != after[name] for name in kept) <= 1
            gone = before.keys() - after.keys()
            new = choices.dropped - plan.choices.dropped
            assert all(new & {name, *ancestors(CATALOGUE, name)} for name in gone)
        plan = firm.plan(choices)


@few
@given(firms(), st.data())
def test_the_same_choices_give_the_same_plan(firm: Firm, data: st.DataObject) -> None:
    """Twice the same; and to move a task to where it is changes nothing."""
    plan = firm.plan(act(data, firm.plan()))
    assert firm.plan(plan.choices) == plan
    for name, phase in list(plan.phase_of.items())[:1]:
        again = firm.plan(moved(plan, CATALOGUE, name, phase))  # type: ignore[arg-type]
        assert again.phase_of == plan.phase_of


@few
@given(firms(), st.data())
def test_what_was_dropped_comes_back_where_it_stood(firm: Firm, data: st.DataObject) -> None:
    """Dropped and added again in the same phase, the plan holds it as before."""
    plan = firm.plan()
    assume(plan.tasks)
    name = data.draw(st.sampled_from(sorted(plan.phase_of)))
    without = firm.plan(dropped(plan, name))
    assert name not in without.phase_of
    phase = without.choices.phases[name]
    back = firm.plan(added(without, CATALOGUE, name, phase))
    assert back.phase_of == plan.phase_of


def low(name: str, **facts: str | float) -> Firm:
    """A firm that answers everything with the lowest option."""
    questionnaire = load(name)
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        if item.kind is Kind.MULTI:
            last, first = item.options[-1], item.options[0]
            answers[item.id] = (last.id if last.exclusive else first.id,)
        elif item.kind is Kind.NUMBER:
            answers[item.id] = item.minimum or 0.0
        elif item.options:
            answers[item.id] = item.options[0].id
    return Firm(questionnaire, Sheet(answers, {"size": "small", "section": "C", **facts}))


def test_the_first_phase_goes_towards_the_next_level() -> None:
    """What the cheapest way up needs is done before what only wins points."""
    plan = low("manufacturing").plan()
    assert plan.before.level == 0
    assert plan.phases[0].standing.level is not None
    assert plan.phases[0].standing.level >= 1
    assert plan.after.level is not None
    assert plan.after.level >= plan.phases[0].standing.level


@pytest.mark.parametrize("rung", [2, 3])
def test_no_pain_waits_while_what_only_wins_points_is_done(rung: int) -> None:
    """Where nothing is needed for a level, hands go first to what loses most."""
    questionnaire = load("manufacturing")
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        if item.kind is Kind.MULTI:
            good = [each.id for each in item.options if not each.exclusive and not each.negative]
            answers[item.id] = tuple(good[:rung])
        elif item.kind is Kind.NUMBER:
            answers[item.id] = max(item.minimum or 0.0, 5.0 * rung)
        elif item.options:
            answers[item.id] = item.options[min(rung, len(item.options) - 1)].id
    firm = Firm(questionnaire, Sheet(answers, {"size": "small", "section": "C"}))
    plan = firm.plan()
    lifted = {lift.item for task in plan.tasks for lift in task.lifts}
    waiting = [each.solution for each in plan.left_out if each.reason == "no_room"]
    liftable = {change.item for solution in waiting for change in solution.changes}
    found = {each.id for each in largest_gaps(scorecard_of(questionnaire, firm.rubric, firm.sheet))}
    assert len(found) == 6
    assert not found & liftable - lifted


def test_a_prerequisite_is_not_moved_behind_what_needs_it() -> None:
    """Refused with both named, and the same the other way round."""
    firm = low("manufacturing")
    plan = firm.plan()
    assert plan.phase_of["item_numbering"] == plan.phase_of["quality_trace"] == 1
    with pytest.raises(OutOfOrder) as refused:
        moved(plan, CATALOGUE, "item_numbering", 2)
    assert (refused.value.first, refused.value.then) == ("item_numbering", "quality_trace")
    later = firm.plan(moved(plan, CATALOGUE, "quality_trace", 3))
    both = firm.plan(moved(later, CATALOGUE, "item_numbering", 2))
    assert (both.phase_of["item_numbering"], both.phase_of["quality_trace"]) == (2, 3)
    with pytest.raises(OutOfOrder):
        moved(both, CATALOGUE, "quality_trace", 1)


def test_without_what_it_needs_a_task_is_left_out_too() -> None:
    """And comes back with it, if it is asked for by name."""
    firm = low("manufacturing")
    without = firm.plan(dropped(firm.plan(), "mobile_reporting"))
    reasons = {each.solution.id: each.reason for each in without.left_out}
    assert reasons["mobile_reporting"] == "dropped"
    assert reasons["light_mes"] == "needs_dropped"
    back = firm.plan(added(without, CATALOGUE, "light_mes", 1))
    assert {"mobile_reporting", "light_mes"} <= set(back.phase_of)


def test_what_is_too_dear_is_said_to_be_and_cannot_be_added() -> None:
    """Nor what needs it; the limit has to be raised first."""
    firm = low("manufacturing")
    plan = firm.plan(Choices(limits=Limits(cost="month")))
    reasons = {each.solution.id: each.reason for each in plan.left_out}
    assert reasons["light_mes"] == "too_dear"
    dear = CATALOGUE.by_id["mobile_reporting"].model_copy(update={"cost": "more"})
    others = [each for each in CATALOGUE.solutions if each.id != dear.id]
    fields = {name: getattr(CATALOGUE, name) for name in Catalogue.model_fields}
    dearer = Catalogue(**{**fields, "solutions": (*others, dear)})
    choices = Choices(limits=Limits(cost="year"))
    found = build_plan(firm.questionnaire, firm.rubric, firm.sheet, dearer, choices)
    reasons = {each.solution.id: each.reason for each in found.left_out}
    assert (reasons[dear.id], reasons["light_mes"]) == ("too_dear", "needs_too_dear")
    with pytest.raises(NotThere):
        added(plan, CATALOGUE, "light_mes", 1)


def test_what_has_begun_stays_whatever_the_limits() -> None:
    """A system that is being built is not thrown out by a smaller budget or a nearer end."""
    firm = low("manufacturing")
    choices = ticked(firm.plan(), "quality_trace", "begun")
    poorer = choices.model_copy(update={"limits": Limits(cost="free", months=12)})
    plan = firm.plan(poorer)
    assert "quality_trace" in plan.phase_of
    assert {t.progress for t in plan.tasks if t.solution.id == "quality_trace"} == {"begun"}
    open_again = ticked(plan, "quality_trace", "open")
    assert "quality_trace" not in firm.plan(open_again).phase_of


def test_what_a_later_phase_makes_possible_is_found() -> None:
    """A drill lifts nothing before there are copies, and follows them once there are."""
    plan = low("quick_scan").plan()
    names = [task.solution.id for task in plan.tasks]
    assert names.index("backup_routine") < names.index("restore_drill")


def test_nothing_answered_is_nothing_to_plan() -> None:
    """Without a total there are no tasks and nothing is left out."""
    plan = Firm(load("quick_scan"), Sheet({}, {})).plan()
    assert (plan.tasks, plan.left_out, plan.after.total) == ((), (), None)


def test_only_what_is_there_can_be_moved_dropped_ticked_or_added() -> None:
    """Anything else is refused, and so is a phase beyond the plan."""
    plan = low("quick_scan").plan(Choices(limits=Limits(months=12)))
    inside = plan.tasks[0].solution.id
    with pytest.raises(NotThere):
        moved(plan, CATALOGUE, "nothing", 1)
    with pytest.raises(NotThere):
        moved(plan, CATALOGUE, inside, 2)
    with pytest.raises(NotThere):
        dropped(plan, "nothing")
    with pytest.raises(NotThere):
        ticked(plan, "nothing", "done")
    with pytest.raises(NotThere):
        added(plan, CATALOGUE, inside, 1)
