"""Diagnoses with all that a report can tell: readings, programmes, a plan, a round before."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from assessments.facts import facts_of
from assessments.model import Stage
from questionnaires.answers import Answer
from questionnaires.crosswalks import FOLDER, crosswalks_from
from questionnaires.library import load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from reports.diagnosis import Diagnosis, Earlier
from scoring.comparison import compare
from scoring.library import rubric
from scoring.reading_under import read_under
from scoring.splitting import JudgedSheets
from solutions.library import catalogue
from solutions.plans.building import build_plan
from solutions.plans.model import Choices
from solutions.programmes import judge
from tests.unit.report_cases import assessment, diagnosis, enterprise

DIVISIONS = {"services": "54", "agriculture": "01"}  # manufacturing: 34


@cache
def whole(name: str = "manufacturing", part: float = 0.4) -> Diagnosis:
    """An enterprise that stands ``part`` of the way up everywhere, lower a year ago."""
    questionnaire = load(name)
    judged = rubric("wuxi", questionnaire)
    who = enterprise(division=DIVISIONS.get(questionnaire.id, "34"))
    before, now = (answered(questionnaire, who, each) for each in (0.0, part))
    known = diagnosis(now.answers, who=who, questionnaire=questionnaire, judge=judged, notes={})
    readings = tuple(
        read_under(walk, questionnaire, now, theirs, rubric(theirs.default_rubric, theirs))
        for walk in crosswalks_from(questionnaire, FOLDER)
        if (theirs := load(walk.to, walk.to_edition)).status == "published"
    )
    levels = {each.questionnaire.id: each for each in readings}
    then = assessment(
        questionnaire,
        Stage.SUBMITTED,
        id="a0",
        started_at=datetime(2025, 3, 1, tzinfo=UTC),
        submitted_at=datetime(2025, 3, 4, tzinfo=UTC),
    )
    return replace(
        known,
        readings=readings,
        programmes=judge(questionnaire, now, {**levels, questionnaire.id: known.card}),
        plan=build_plan(questionnaire, judged, now, catalogue()),
        earlier=Earlier(
            assessment=then,
            questionnaire=questionnaire,
            comparison=compare(
                JudgedSheets(questionnaire, judged, (before,)),
                JudgedSheets(questionnaire, judged, (now,)),
            ),
            sides=("claimed", "claimed"),
        ),
    )


def planned(known: Diagnosis, **choices: Any) -> Diagnosis:
    """The same with the plan that comes of these choices."""
    plan = build_plan(
        known.questionnaire, known.rubric, known.sheet, known.catalogue, Choices(**choices)
    )
    return replace(known, plan=plan)


def answered(questionnaire: Questionnaire, who: Any, part: float) -> Sheet:
    """Everything that is shown, answered ``part`` of the way up."""
    answers = {item.id: _answer(item, part) for item in questionnaire.items if item.asked}
    sheet = Sheet(answers, facts_of(who))
    visible = shown(questionnaire, sheet)
    return Sheet({id: each for id, each in answers.items() if visible[id]}, sheet.facts)


def _answer(item: Item, part: float) -> Answer:
    ids = [each.id for each in item.options if not each.exclusive and not each.negative]
    if item.kind is Kind.MULTI:
        return tuple(ids[: int(len(ids) * part) + 1])
    if item.kind is Kind.NUMBER:
        return float(int(min(item.maximum or 10, 10)))
    return ids[int((len(ids) - 1) * part)] if ids else "先看清进度。"
