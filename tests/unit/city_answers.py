"""A store that holds signed cases with all of their answers, to rescore a city from."""

from datetime import UTC, datetime

import numpy as np

from access.actor import Actor, Role
from assessments.model import AnswerRecord, Assessment, Enterprise, Stage
from questionnaires.answers import Answer, dump_answer
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecards_of
from services.context import Context
from services.editions import default_rubric, edition
from services.settings import Settings
from services.sheets import sheet_of
from storage import SqlStore

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
THEN = datetime(2026, 10, 5, 2, tzinfo=UTC)
OPERATOR = Actor(Role.OPERATOR, "operator")
DIVISIONS, DISTRICTS, CENTRES = ("34", "39", "17"), ("320206", "320211"), 4


def quick() -> Questionnaire:
    """The questionnaire that they all answered."""
    return edition(Settings(), "quick_scan")


def operator(store: SqlStore) -> Context:
    """Who works releases out."""
    return Context(store, OPERATOR, lambda: NOW)


def sheets(many: int, seed: int = 1) -> list[Sheet]:
    """Answer sheets of firms that stand higher and lower, without facts."""
    questionnaire, rng = quick(), np.random.default_rng(seed)
    skills = rng.beta(2, 2, many)
    return [
        Sheet({item.id: _answer(item, float(skill), rng) for item in questionnaire.items}, {})
        for skill in skills
    ]


def fill(store: SqlStore, many: int, seed: int = 1) -> list[Sheet]:
    """Add so many signed cases; the answers that count, with the facts of their firms."""
    questionnaire = quick()
    for number in range(CENTRES):
        store.add_centre(f"centre-{number}", f"centre-{number}")
    found = []
    for number, sheet in enumerate(sheets(many, seed)):
        firm = Enterprise(
            id=f"e{number}", name=f"厂{number}", credit_code=None,
            division=DIVISIONS[number % 3], district=DISTRICTS[number % 2],
            employees=50 + number, revenue=1200.0, synthetic=True,
        )  # fmt: skip
        store.add_enterprise(firm)
        case = Assessment(
            id=f"a{number}", enterprise=firm.id, questionnaire=questionnaire.id,
            edition=questionnaire.edition, digest=questionnaire.digest, stage=Stage.VERIFIED,
            started_at=THEN, submitted_at=THEN, signed_at=THEN, centre=f"centre-{number % CENTRES}",
            synthetic=True,
        )  # fmt: skip
        store.add_assessment(case, None)
        claimed = [_record(case.id, id, "claimed", answer) for id, answer in sheet.answers.items()]
        seen = [each.model_copy(update={"side": "verified"}) for each in claimed[: number % 4]]
        store.append_answers([*claimed, *seen])
        found.append(sheet_of(questionnaire, firm, {each.item: each for each in claimed}))
    cards = scorecards_of(questionnaire, default_rubric(questionnaire), found)
    for number, card in enumerate(cards):
        for side in ("claimed", "verified"):
            store.add_scorecard(f"a{number}", side, card, THEN)
    return found


def _record(case: str, item: str, side: str, answer: Answer) -> AnswerRecord:
    return AnswerRecord(
        assessment=case, item=item, side=side, revision=1, value=dump_answer(answer),
        note="", author="e", at=THEN,
    )  # fmt: skip


def _answer(item: Item, skill: float, rng: np.random.Generator) -> Answer:
    """One that goes with the skill, more or less."""
    drawn = float(np.clip(skill + 0.25 * rng.standard_normal(), 0, 0.999))
    if item.kind is not Kind.MULTI:
        return item.options[int(drawn * len(item.options))].id
    ticks = tuple(
        option.id for option in item.options if not option.exclusive and rng.random() < drawn
    )
    alone = tuple(option.id for option in item.options if option.exclusive)
    return ticks or alone[:1] or (item.options[0].id,)
