"""What a plan and what is told of it must never do, counted over any number of random firms.

``python -m tests.unit.plan_rules 2000`` prints how many plans break which rule.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from random import Random

from assessments.model import Stage
from questionnaires.answers import Answer, NotApplicable
from questionnaires.library import available, load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from reports.chapters.priorities import largest_gaps_of
from reports.chapters.projects import first_text
from reports.chapters.summary import strengths
from reports.diagnosis import Diagnosis
from reports.gaps import CountedItem, goal_of
from reports.narratives.narrator import Narrator
from reports.planned_gaps import begin_text
from scoring import scorecard_of
from scoring.library import rubric
from scoring.rubric import Rubric
from scoring.steps import is_lowest, next_steps
from scoring.whatif import Changes
from solutions.changes import changes_in, present_rungs
from solutions.library import catalogue
from solutions.lifting import Lift
from solutions.model import Change
from solutions.plans.building import build_plan
from solutions.plans.model import Choices, Limits, Plan, Task
from solutions.plans.proposing import affordable
from solutions.plans.trying import Trial, no_worse, trial_of
from tests.unit.report_cases import assessment, enterprise

SECTIONS = {"A": "01", "C": "34", "F": "52", "I": "65", "M": "74"}  # each with a division
SIZES = ("large", "medium", "small", "micro")


@dataclass(frozen=True)
class Firm:
    """Somebody who has filled in a questionnaire somehow, and what a visit found."""

    questionnaire: Questionnaire
    sheet: Sheet
    limits: Limits
    found: frozenset[str]

    @property
    def rubric(self) -> Rubric:
        """The questionnaire's own."""
        return rubric(self.questionnaire.default_rubric, self.questionnaire)

    @property
    def trial(self) -> Trial:
        """What its plan is searched with."""
        return trial_of(self.questionnaire, self.rubric, self.sheet, catalogue())

    def plan(self) -> Plan:
        """The plan that is proposed to it."""
        choices = Choices(limits=self.limits)
        return build_plan(
            self.questionnaire, self.rubric, self.sheet, catalogue(), choices, found=self.found
        )


@cache
def advised() -> tuple[str, ...]:
    """Every questionnaire that the catalogue speaks of."""
    return tuple(id for id in available() if id != "common" and changes_in(load(id), catalogue()))


def firm(random: Random, name: str = "") -> Firm:
    """A firm of any size and trade, low or high, with some questions open or not applicable.

    It has filled in the questionnaire ``name``, or any that the catalogue speaks of.
    """
    questionnaire = load(name or random.choice(advised()))
    height, spread = random.uniform(0, 1), random.uniform(0, 0.5)
    answers: dict[str, Answer] = {}
    for item in questionnaire.items:
        if not item.asked or random.random() < 0.03:
            continue
        if item.not_applicable and random.random() < 0.1:
            answers[item.id] = NotApplicable("与本企业无关")
        elif (given := _answer(random, item, height + random.uniform(-spread, spread))) is not None:
            answers[item.id] = given
    size = random.choice(SIZES)
    facts: dict[str, str | float] = {
        "size": size,
        "section": random.choice(tuple(SECTIONS)),
        "employees": {"large": 2000.0, "medium": 584.0, "small": 52.0, "micro": 8.0}[size],
    }
    sheet = Sheet(answers, facts)
    visible = shown(questionnaire, sheet)
    sheet = Sheet({id: each for id, each in answers.items() if visible[id]}, facts)
    limits = Limits(
        cost=random.choice([None, None, "free", "month", "year"]),
        at_once=random.randint(1, 4),
        months=random.choice([12, 24, 36]),
    )
    scored = [item.id for item in questionnaire.scored]
    return Firm(questionnaire, sheet, limits, frozenset(random.sample(scored, min(2, len(scored)))))


def _answer(random: Random, item: Item, height: float) -> Answer | None:
    height = min(max(height, 0.0), 1.0)
    if item.kind is Kind.TEXT:
        return None
    if item.kind is Kind.NUMBER:
        return float(random.randint(int(item.minimum or 0), 20))
    if item.kind is Kind.MULTI:
        plain = [each.id for each in item.options if not each.exclusive and not each.negative]
        ticks = tuple(each for each in plain if random.random() < height)
        none = tuple(each.id for each in item.options if each.exclusive)[:1]
        return ticks or none or tuple(plain[:1])
    return item.options[round(height * (len(item.options) - 1))].id if item.options else None


def violations(firm: Firm) -> Iterator[str]:
    """The rules of docs/plans.md that its plan, or what is told of it, breaks, with the place."""
    plan, trial = firm.plan(), firm.trial
    if plan.before.total is None:
        return
    known = told(firm, plan)
    pains = largest_gaps_of(known)
    yield from _claims(known, plan, pains)
    yield from _praise(known, plan, pains)
    yield from _first_steps(known, plan, pains)
    yield from _urgency(trial, plan)
    state: Changes = {}
    for task in plan.tasks:
        yield from _grounds(trial, trial.sheet(state), task)
        state = trial.step(state, task.solution.id).state


def told(firm: Firm, plan: Plan) -> Diagnosis:
    """The signed diagnosis that a report of the plan is made from; remarks on what was found."""
    asked, judged, sheet = firm.questionnaire, firm.rubric, firm.sheet
    card = scorecard_of(asked, judged, sheet)
    return Diagnosis(
        enterprise(division=SECTIONS[str(sheet.facts["section"])]),
        assessment(asked, Stage.VERIFIED),
        asked,
        judged,
        claimed_sheet=sheet,
        sheet=sheet,
        claimed=card,
        card=card,
        remarks=dict.fromkeys(firm.found, "现场看过。"),
        plan=plan,
    )


def _claims(known: Diagnosis, plan: Plan, pains: Sequence[CountedItem]) -> Iterator[str]:
    """B10: what no task lifts has no gain, and says why it is not in the plan."""
    lifted = {lift.item for task in plan.tasks for lift in task.lifts}
    for gap in pains:
        goal = goal_of(Narrator("zh", known), gap)
        if (goal.gain is None) == (gap.item.id in lifted):
            yield f"B10 gain: {gap.item.id}"
        if (gap.item.id in plan.unlifted) == (gap.item.id in lifted):
            yield f"B10 unexplained: {gap.item.id}"


def _praise(known: Diagnosis, plan: Plan, pains: Sequence[CountedItem]) -> Iterator[str]:
    """B11: what is named as good is no pain, and nothing that the plan works on first."""
    blamed = {gap.item.id for gap in pains}
    blamed |= {lift.item for task in plan.phases[0].tasks for lift in task.lifts}
    yield from (f"B11: {gap.item.id}" for gap in strengths(known) if gap.item.id in blamed)


def _first_steps(known: Diagnosis, plan: Plan, pains: Sequence[CountedItem]) -> Iterator[str]:
    """B12: nobody is told to begin below where it stands, or with what it does not have."""
    narrator = Narrator("zh", known)
    for gap in pains:
        points = known.rubric.judged[gap.item.id].points
        if gap.answer is None or is_lowest(gap.item, points, gap.answer):
            continue
        own = gap.item.first_step
        coming = next_steps(gap.item, points, gap.answer)
        if own is not None and coming and begin_text(narrator, gap) == own.zh:
            yield f"B12: {gap.item.id}"
    for task in plan.tasks:
        above = any(not _is_bottom(known, lift) for lift in task.lifts)
        told, further = first_text(narrator, task, {}), task.solution.next_step
        if above and task.ready and told == task.solution.first_step.zh:
            yield f"B12: {task.solution.id}"
        if not task.ready and further is not None and told == further.zh:
            yield f"B12 not there: {task.solution.id}"


def _is_bottom(known: Diagnosis, lift: Lift) -> bool:
    item = known.questionnaire.by_id[lift.item]
    worth = dict(zip(item.rungs, known.rubric.judged[item.id].points, strict=True))
    best = max((worth[rung] for rung in lift.from_), default=0.0)
    return best <= (0 if item.kind is Kind.MULTI else min(worth.values()))


def _urgency(trial: Trial, plan: Plan) -> Iterator[str]:
    """B15: what is urgent is in the first phase, before all that it does not need."""
    phases = plan.phase_of
    urgent = {
        name
        for name, match in trial.today.items()
        if match.solution.urgent
        and no_worse(trial.step({}, name).standing, plan.before)
        and all(affordable(trial, plan.choices.limits, it) for it in (name, *trial.needed(name)))
    }
    reasons = {each.solution.id: each.reason for each in plan.left_out}
    for name in urgent:
        if phases.get(name) != 1 and reasons.get(name) != "lifts_nothing":
            yield f"B15: {name}"
    needed = {need for name in urgent for need in trial.needed(name)} | urgent
    names = [task.solution.id for task in plan.tasks]
    last = max((place for place, name in enumerate(names) if name in urgent), default=-1)
    yield from (f"B15 before: {name}" for name in names[: max(last, 0)] if name not in needed)


def _grounds(trial: Trial, before: Sheet, task: Task) -> Iterator[str]:
    """B13, B14, B16: extended where it is there, for what applies, on what is there by then."""
    asked, judged = trial.ground.questionnaire, trial.ground.rubric
    changes = changes_in(asked, trial.catalogue)[task.solution.id]
    main = asked.by_id[changes[0].item]
    now = present_rungs(asked, main, trial.ground.sheet.answers)
    worth = dict(zip(main.rungs, judged.judged[main.id].points, strict=True))
    if main.kind is Kind.MULTI:
        whole = set(changes[0].to) <= set(now)
    else:
        whole = bool(now) and worth[now[0]] >= max(worth[rung] for rung in changes[0].to)
    if whole and not task.there:
        yield f"B13: {task.solution.id}"
    states = {each.id: each.state for each in scorecard_of(asked, judged, before).items}
    reasons = [each for each in changes if not each.side] or changes
    if all(states[each.item] in ("not_applicable", "routed_out") for each in reasons):
        yield f"B14: {task.solution.id}"
    own = {lift.item for lift in task.lifts}
    for lift in task.lifts:
        ways = [each for each in changes if each.item == lift.item and set(lift.to) <= set(each.to)]
        if not any(_stands(asked, before, way, lift, own) for way in ways):
            yield f"B16: {task.solution.id} {lift.item}"


def _stands(
    asked: Questionnaire, before: Sheet, way: Change, lift: Lift, own: AbstractSet[str]
) -> bool:
    """Whether all that the way rests on is there before, or comes with the same task."""
    return all(
        need.item in own
        or not set(present_rungs(asked, asked.by_id[need.item], before.answers)).isdisjoint(
            need.is_
        )
        for need in way.needs
        if not set(need.rungs or way.to).isdisjoint(lift.to)
    )


def main(plans: int) -> None:
    """Print how many plans break which rule."""
    broken: Counter[str] = Counter()
    tasks = 0
    for seed in range(plans):
        made = firm(Random(seed))
        tasks += len(made.plan().tasks)
        found = set(violations(made))
        broken.update(found)
        for each in found:
            print(seed, made.questionnaire.id, each)
    print(f"{plans} plans with {tasks} tasks, {broken.total()} violations")


if __name__ == "__main__":
    main(int(sys.argv[1]))
