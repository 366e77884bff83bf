"""Diagnoses to make reports of: one enterprise with the sample questionnaire, and random sheets."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from assessments.facts import facts_of
from assessments.model import Assessment, Enterprise, Stage
from assessments.plain_text import plain
from i18n import Lang
from questionnaires.answers import Answer, NotApplicable
from questionnaires.library import load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from reports.build import build
from reports.diagnosis import Diagnosis
from reports.figures import PeerScores
from reports.report import Report
from scoring import scorecard_of
from scoring.library import rubric
from scoring.rubric import Rubric
from tests.seeds import RANDOMS

TESTS = Path(__file__).parents[1]
WORKSHOP = load(TESTS / "data" / "samples" / "workshop")
GOLD = rubric(TESTS / "gold" / "rubric.yaml", WORKSHOP)
MANUFACTURING = load("manufacturing")
WUXI = rubric("wuxi", MANUFACTURING)
MADE_ON = date(2026, 3, 25)
LANGS: tuple[Lang, ...] = ("zh", "en")

CLAIMS: Mapping[str, Answer] = {
    "workshop": "own",
    "machines_total": 42.0,
    "machines_networked": 12.0,
    "plan": "page",
    "downtime": "automatic",
    "scheduling": "system",
    "scrap_rate": 2.5,
    "safeguards": ("backup", "shared_password"),
    "backup_test": "year",
    "wishes": "交期总被催。\n想先看清进度。",
}
VERDICTS: Mapping[str, Answer] = {"downtime": "logged", "machines_networked": 7.0}
NOTES = {"plan": "清单贴在办公室墙上。", "downtime": "看板照片已存。"}
REMARKS = {
    "downtime": "现场看到的是手工登记表。",
    "machines_networked": "五台的采集盒没有通电。",
    "plan": "看过原件。",
}
PEERS = PeerScores(
    "32",
    date(2026, 3, 1),
    "无锡市通用设备制造业的小型企业",
    "median",
    {"total": 48.0, "basis": 40.0, "shopfloor": 55.5, "data": 30.0},
)


def enterprise(**changes: Any) -> Enterprise:
    """A small machine builder of Huishan."""
    usual: dict[str, Any] = {
        "id": "e1",
        "name": "惠山精工机械有限公司",
        "credit_code": None,
        "division": "34",
        "district": "320206",
        "employees": 56,
        "revenue": 3200.0,
        "assets": 2450.5,
    }
    return Enterprise(**(usual | changes))


def assessment(questionnaire: Questionnaire, stage: Stage, **changes: Any) -> Assessment:
    """Its assessment in ``stage``, with the days that belong to it."""
    signed = stage in (Stage.VERIFIED, Stage.PUBLISHED)
    usual: dict[str, Any] = {
        "id": "a1",
        "enterprise": "e1",
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "digest": questionnaire.digest,
        "stage": stage,
        "centre": "c1",
        "started_at": datetime(2026, 3, 1, 2, tzinfo=UTC),
        "submitted_at": None if stage is Stage.DRAFT else datetime(2026, 3, 5, 17, tzinfo=UTC),
        "signed_at": datetime(2026, 3, 20, 3, tzinfo=UTC) if signed else None,
        "signed_by": "周敏" if signed else None,
    }
    return Assessment(**(usual | changes))


def diagnosis(
    claims: Mapping[str, Answer] = CLAIMS,
    *,
    stage: Stage = Stage.SUBMITTED,
    who: Enterprise | None = None,
    questionnaire: Questionnaire = WORKSHOP,
    judge: Rubric = GOLD,
    **changes: Any,
) -> Diagnosis:
    """The claims scored; VERDICTS too where a centre has signed."""
    who = who or enterprise()
    signed = stage in (Stage.VERIFIED, Stage.PUBLISHED)
    sheets = [Sheet(dict(claims), facts_of(who))]
    sheets.append(Sheet(dict(claims) | dict(VERDICTS), facts_of(who)) if signed else sheets[0])
    cards = [scorecard_of(questionnaire, judge, sheet) for sheet in sheets]
    usual: dict[str, Any] = {
        "enterprise": who,
        "assessment": assessment(questionnaire, stage),
        "questionnaire": questionnaire,
        "rubric": judge,
        "claimed_sheet": sheets[0],
        "sheet": sheets[1],
        "claimed": cards[0],
        "card": cards[1],
        "notes": NOTES,
        "remarks": REMARKS if signed else {},
        "centre": "惠山促进中心",
    }
    return Diagnosis(**(usual | changes))


def report(lang: Lang = "zh", **changes: Any) -> Report:
    """The report of ``diagnosis(**changes)``."""
    return build(diagnosis(**changes), lang, MADE_ON)


def claims_to(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Answer]]:
    """Any answers to any of the items, few or all, whatever the routing says.

    All but typed words come from a seed: drawn one by one, they would take longer than a report,
    and a failure minutes to shrink. Blank words are kept as no answer, so they are none here.
    """

    def given(random: Random, share: float, words: str) -> dict[str, Answer]:
        is_said = bool(plain(words))
        asked = (item for item in questionnaire.items if item.asked)
        asked = (item for item in asked if is_said or item.kind is not Kind.TEXT)
        chosen = [item for item in asked if random.random() < share]
        return {item.id: _answer(random, item, words) for item in chosen}

    return st.builds(given, RANDOMS, st.sampled_from([0.1, 0.5, 0.9, 1.0]), st.text(max_size=50))


def _answer(random: Random, item: Item, words: str) -> Answer:
    if item.not_applicable is not None and random.random() < 1 / 2:
        return NotApplicable("确实没有")
    if item.kind is Kind.MULTI:
        ids = [option.id for option in item.options if not option.exclusive]
        ticked = random.sample(ids, random.randint(1, len(ids)))
        return tuple(id for id in ids if id in ticked)
    if item.kind is Kind.NUMBER:
        return float(random.randint(int(item.minimum or 0), int(item.maximum or 1000)))
    if item.kind is Kind.TEXT:
        return words
    return random.choice(item.options).id
