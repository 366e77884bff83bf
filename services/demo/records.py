"""The answers of one sheet as records: what the enterprise claimed, what the visit found."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from access.actor import Actor, Role
from assessments.model import AnswerRecord, Assessment, Document
from assessments.visits import LISTS, SiteVisit
from assessments.years import CHINA
from i18n import say
from questionnaires.answers import dump_answer, parse_answer
from questionnaires.columns import is_answered
from questionnaires.conditions import TRUE, Routes
from questionnaires.model import Item, Kind, Questionnaire
from services.assumptions import assumptions_document
from services.demo.city import city
from services.visits import visit_document
from solutions.assumptions import AssumedAmount, Assumptions

Records = Mapping[str, AnswerRecord]


def values(questionnaire: Questionnaire, routes: Routes, sheet: int) -> dict[str, Any]:
    """The JSON form of every answer of one sheet, by item, in the order of the pages."""
    items = [questionnaire.by_id[id] for page in questionnaire.pages for id in page.items]
    return {
        item.id: dump_answer(parse_answer(item, _raw(item, routes.items[item.id][sheet])))
        for item in items
        if item.id in routes.items and routes.shown[item.id][sheet] == TRUE
    }


def claim(assessment: Assessment, answers: Mapping[str, Any], rng: np.random.Generator) -> Records:
    """The answers as the enterprise gave them, half a minute apart, some with a note."""
    waits = np.cumsum(rng.integers(12, 55, len(answers)))
    noted = rng.random(len(answers)) < city().noted
    return {
        id: AnswerRecord(
            assessment=assessment.id,
            item=id,
            side="claimed",
            value=value,
            note=say("demo.note", "zh") if note else "",
            author=assessment.id,
            at=assessment.started_at + timedelta(seconds=int(wait)),
            revision=1,
        )
        for (id, value), wait, note in zip(answers.items(), waits, noted, strict=True)
    }


def visit(
    assessment: Assessment, claimed: Records, answers: Mapping[str, Any], rng: np.random.Generator
) -> Records:
    """Where a consultant found it to be otherwise, some weeks later, each with a remark."""
    came = assessment.started_at + timedelta(days=int(rng.integers(5, 40)))
    different = [
        id for id, value in answers.items() if id not in claimed or claimed[id].value != value
    ]
    return {
        id: AnswerRecord(
            assessment=assessment.id,
            item=id,
            side="verified",
            value=answers[id],
            note=say("demo.remark", "zh"),
            author="demo",
            at=came + timedelta(minutes=2 * place),
            revision=1,
        )
        for place, id in enumerate(different)
    }


def visit_document_of(assessment: Assessment, at: datetime) -> Document:
    """What is put down of the visit of a signed case: texts that say that nobody was there."""
    told = {name: (say(f"demo.visit_{name}", "zh"),) for name in LISTS}
    visit = SiteVisit(
        first_day=at.astimezone(CHINA).date(), no_code=say("demo.visit_no_code", "zh"), **told
    )
    by = Actor(Role.CONSULTANT, id="demo", name=assessment.signed_by or "")
    return visit_document(assessment.id, visit, by, at)


def assumptions_document_of(centre: str) -> Document:
    """What a centre takes labour to cost: a figure that says that it is made up."""
    low, high = city().labour
    labour = AssumedAmount(low=low, high=high, source=say("demo.labour_source", "zh"))
    at = datetime(city().years[0], 1, 5, 9, tzinfo=CHINA)
    author = say("demo.person", "zh", role=Role.CONSULTANT.entry.label.zh)
    return assumptions_document(centre, Assumptions(labour=labour), author, at)


def _raw(item: Item, code: Any) -> Any:
    """What a person would have sent for this code of a column."""
    if not is_answered(np.asarray(code)):
        return {"not_applicable": item.not_applicable.zh if item.not_applicable else ""}
    if item.kind is Kind.NUMBER:
        return float(code)
    if item.kind is Kind.MULTI:
        return [option.id for bit, option in enumerate(item.options) if int(code) >> bit & 1]
    return item.options[int(code)].id
