"""Small values to put into a store."""

from datetime import UTC, datetime, timedelta
from typing import Any

from assessments.model import AnswerRecord, Assessment, Enterprise, Stage
from i18n import Text
from scoring.scorecard import Level, NodeScore, Scorecard, Stamp

NOON = datetime(2026, 3, 1, 4, 0, 0, 123456, tzinfo=UTC)
LEVEL = Level(number=2, name=Text(zh="二级"), meaning=Text(zh="说明"))


def enterprise(id: str = "e1", **changes: Any) -> Enterprise:
    """An enterprise of Huishan with a name that is hard to keep."""
    values = {
        "id": id,
        "name": "𠮷野 <b>精工</b> '); DROP TABLE answers; --",
        "credit_code": None,
        "division": "34",
        "district": "320206",
        "employees": 50,
        "revenue": 1200.5,
        "assets": None,
    }
    return Enterprise.model_validate(values | changes)


def assessment(id: str = "a1", **changes: Any) -> Assessment:
    """A draft of enterprise e1."""
    values = {
        "id": id,
        "enterprise": "e1",
        "questionnaire": "workshop",
        "edition": "1",
        "digest": "0" * 64,
        "started_at": NOON,
    }
    return Assessment.model_validate(values | changes)


def answer(item: str = "plan", revision: int = 1, **changes: Any) -> AnswerRecord:
    """A claimed answer of assessment a1; each revision a minute later."""
    values = {
        "assessment": "a1",
        "item": item,
        "side": "claimed",
        "value": "page",
        "note": "",
        "author": "enterprise",
        "at": NOON + timedelta(minutes=revision),
        "revision": revision,
    }
    return AnswerRecord.model_validate(values | changes)


def card(total: float | None = 50.0, **parts: float | None) -> Scorecard:
    """A scorecard of that total with one node a part."""
    whole = _node("total", None, total)
    return Scorecard(
        stamp=Stamp(
            questionnaire="workshop",
            edition="1",
            questionnaire_digest="0" * 64,
            rubric="equal",
            rubric_version="1.0",
            rubric_digest="1" * 64,
            engine="1",
        ),
        scale=100,
        total=total,
        low=total,
        high=total,
        coverage=1.0,
        provisional=False,
        level=None if total is None else LEVEL,
        level_low=2,
        level_high=2,
        level_by_score=2,
        ladder=(LEVEL,),
        held_back=(),
        nodes=(whole, *(_node(id, "total", score) for id, score in parts.items())),
        items=(),
    )


def _node(id: str, parent: str | None, score: float | None) -> NodeScore:
    return NodeScore(
        id=id,
        title=Text(zh=id),
        parent=parent,
        scale=100,
        score=score,
        low=score,
        high=score,
        coverage=1.0,
        excluded=0.0,
        weight=1.0,
    )


DRAFT = assessment()
SUBMITTED = assessment(stage=Stage.SUBMITTED, submitted_at=NOON)
