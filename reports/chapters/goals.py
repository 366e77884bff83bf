"""What to reach: the level ahead, and for each pain where it stands and where it is to stand."""

from collections.abc import Sequence

from i18n import one_decimal
from reports.diagnosis import Diagnosis
from reports.gaps import CountedItem, Goal, goal_of
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table
from scoring.scorecard import Level


def goals(narrator: Narrator, pains: Sequence[CountedItem]) -> tuple[Block, ...]:
    """The chapter; empty where nothing is judged yet."""
    diagnosis = narrator.diagnosis
    card = diagnosis.card
    if card.level is None or card.total is None:
        return ()
    overall = Paragraph(_overall(narrator))
    if not pains:
        return (overall,)
    rows = []
    for number, gap in enumerate(pains, start=1):
        goal = goal_of(narrator, gap)
        title = narrator.say("report.priority", number=number, title=narrator.title(gap.item))
        ends = (Cell(text, (more,) if more else ()) for text, more in (goal.today, goal.later))
        rows.append((Cell(title), *ends, Cell(_gain(narrator, goal))))
    columns = (
        Column(narrator.say("report.column_aim"), 0.26, holds="names"),
        Column(narrator.say("report.column_today"), 0.24, holds="answers"),
        Column(narrator.say("report.column_goal"), 0.38),
        Column(narrator.say("report.column_gain"), 0.12, figures=True),
    )
    table = Table(narrator.say("report.caption_goals"), columns, tuple(rows))
    return (overall, Paragraph(narrator.say("report.goals_specific")), table)


def _gain(narrator: Narrator, goal: Goal) -> str:
    """Nothing is won where no task lifts it."""
    return narrator.say("report.dash") if goal.gain is None else one_decimal(goal.gain)


def _overall(narrator: Narrator) -> str:
    """The level of the finished plan, or else the next one."""
    diagnosis = narrator.diagnosis
    card, plan = diagnosis.card, diagnosis.plan
    here = card.level.number if card.level else 0
    if plan is not None and plan.tasks and plan.after.level is not None:
        said = {
            "months": plan.choices.limits.months,
            "total": narrator.figure(plan.before.total),
            "goal_total": narrator.figure(plan.after.total),
            "level": narrator.level_number(here),
        }
        if plan.after.level <= here:
            return narrator.say("report.goals_plan_same", **said)
        goal = narrator.level(_level(diagnosis, plan.after.level))
        return narrator.say("report.goals_plan", **said, goal=goal)
    if here == card.ladder[-1].number:
        return narrator.say("report.goals_top")
    ahead = _level(diagnosis, here + 1)
    name, meaning = narrator.level(ahead), narrator.text(ahead.meaning)
    return narrator.say("report.goals_next", goal=name, meaning=meaning)


def _level(diagnosis: Diagnosis, number: int) -> Level:
    return next(level for level in diagnosis.card.ladder if level.number == number)
