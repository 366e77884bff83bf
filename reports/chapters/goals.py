"""What to reach: the level ahead, and for each pain where it stands and where it is to stand."""

from collections.abc import Sequence

from i18n import Lang, one_decimal, say
from reports.diagnosis import Diagnosis
from reports.gaps import Gap, goal_of
from reports.narratives.telling import Telling
from reports.report import Block, Cell, Column, Paragraph, Table
from scoring.scorecard import Level
from wording.phrases import figure, level_name, level_number


def goals(telling: Telling, pains: Sequence[Gap]) -> tuple[Block, ...]:
    """The chapter; empty where nothing is judged yet."""
    diagnosis, lang = telling.diagnosis, telling.lang
    card = diagnosis.card
    if card.level is None or card.total is None:
        return ()
    overall = Paragraph(_overall(diagnosis, lang))
    if not pains:
        return (overall,)
    rows = []
    for number, gap in enumerate(pains, start=1):
        goal = goal_of(diagnosis, gap, lang)
        title = say("report.priority", lang, number=number, title=telling.title(gap.item))
        ends = (Cell(text, (more,) if more else ()) for text, more in (goal.today, goal.later))
        rows.append((Cell(title), *ends, Cell(one_decimal(goal.gain))))
    columns = (
        Column(say("report.column_aim", lang), 0.26),
        Column(say("report.column_today", lang), 0.24),
        Column(say("report.column_goal", lang), 0.38),
        Column(say("report.column_gain", lang), 0.12, figures=True),
    )
    table = Table(say("report.caption_goals", lang), columns, tuple(rows))
    return (overall, Paragraph(say("report.goals_specific", lang)), table)


def _overall(diagnosis: Diagnosis, lang: Lang) -> str:
    """The level of the finished plan, or else the next one."""
    card, plan = diagnosis.card, diagnosis.plan
    here = card.level.number if card.level else 0
    if plan is not None and plan.tasks and plan.after.level is not None:
        said = {
            "months": plan.choices.limits.months,
            "total": figure(plan.before.total, lang),
            "goal_total": figure(plan.after.total, lang),
            "level": level_number(here, lang),
        }
        if plan.after.level <= here:
            return say("report.goals_plan_same", lang, **said)
        reached = _level(diagnosis, plan.after.level)
        return say("report.goals_plan", lang, **said, goal=level_name(reached, lang))
    if here == card.ladder[-1].number:
        return say("report.goals_top", lang)
    goal = _level(diagnosis, here + 1)
    name, meaning = level_name(goal, lang), goal.meaning.to(lang)
    return say("report.goals_next", lang, goal=name, meaning=meaning)


def _level(diagnosis: Diagnosis, number: int) -> Level:
    return next(level for level in diagnosis.card.ladder if level.number == number)
