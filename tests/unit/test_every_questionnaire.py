"""Every published questionnaire can be answered to a level, a report, a way up and the city."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from access.actor import Actor, Role
from assessments.divisions import divisions
from assessments.facts import facts_of
from assessments.model import Assessment
from assessments.profile import Profile, parse_profile
from i18n import Lang
from questionnaires.answers import Answer
from questionnaires.library import available, load
from questionnaires.model import Questionnaire
from questionnaires.sheet import suits
from reports.registry import FORMATS
from reports.report import Report
from scoring.library import rubric
from services import city, filling, offering, planning, reporting, results
from services.city import CityChoice
from services.dossier import dossier_of
from services.peers import peers
from services.personal.notice import VERSION
from services.settings import Settings
from tests.data.promises import answers_at
from tests.town import Town, new_town
from tests.unit.pptx_reading import assert_in_place
from tests.unit.report_reading import texts

NAME = "Testco 1"
LANGS: tuple[Lang, ...] = ("zh", "en")
WRITTEN = {"html": b"<!doctype html>", "docx": b"PK", "xlsx": b"PK", "pptx": b"PK"}
RUNGS = (0.0, 0.5, 1.0)
SIZES: tuple[Mapping[str, float], ...] = (
    {"employees": 8, "revenue": 60, "assets": 40},
    {"employees": 60, "revenue": 2600, "assets": 3000},
    {"employees": 1500, "revenue": 90_000, "assets": 130_000},
)
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}|^None$")  # two words of prose; a lone API or B2B is not
GAPS = re.compile(r"[{}]|\bnan\b")


def everything() -> list[str]:
    """The ids of what can be answered."""
    newest = [load(id) for id in available()]
    return [each.id for each in newest if each.status == "published" and each.form != "pool"]


def fitting(questionnaire: Questionnaire) -> list[Profile]:
    """Three enterprises of different trades or sizes that it is made for."""
    profiles = [
        parse_profile({**size, "name": NAME, "division": code, "district": "320206"})
        for size in SIZES
        for code in divisions()
    ]
    found = [each for each in profiles if suits(questionnaire, facts_of(each.of("e")))]
    return [found[0], found[len(found) // 2], found[-1]]


def answered(town: Town, profile: Profile, questionnaire: Questionnaire, rung: float) -> Assessment:
    """A submitted assessment: whatever is shown is answered at ``rung`` until nothing is open."""
    judge = rubric(questionnaire.default_rubric, questionnaire)
    given = answers_at(questionnaire, judge, rung)
    assessment = filling.start(town.visitor, profile, questionnaire.id, consent=VERSION).assessment
    ctx = town.holder(assessment)
    while missing := filling.sheet(ctx, assessment.id).missing:
        for item in missing:
            filling.record_answer(ctx, assessment.id, item, _raw(given[item]), seen=0)
    return filling.submit(ctx, assessment.id, None)


def _raw(answer: Answer) -> Any:
    return list(answer) if isinstance(answer, tuple) else answer


def reports_in_both(town: Town, assessment: Assessment) -> dict[Lang, Report]:
    """The report in Chinese and in English, each in its own language and with nothing left open."""
    made = {
        lang: reporting.build_report(town.holder(assessment), assessment.id, lang) for lang in LANGS
    }
    foreign: dict[Lang, re.Pattern[str]] = {"zh": ENGLISH, "en": CHINESE}
    wrong = {
        lang: [text for text in texts(report) if foreign[lang].search(text) or GAPS.search(text)]
        for lang, report in made.items()
    }
    assert wrong == {"zh": [], "en": []}
    return made


@pytest.mark.parametrize("id", everything())
def test_it_leads_from_the_first_answer_to_level_report_and_city(id: str) -> None:
    """Low, middle and high answers of enterprises it suits: level, report, way up, no leak."""
    questionnaire = load(id)
    with new_town() as town:
        town.settings = Settings()
        reached = []
        for rung, profile in zip(RUNGS, fitting(questionnaire), strict=True):
            made_for = facts_of(profile.of("e"))
            offers = {
                each.questionnaire.id: each for each in offering.offers(town.visitor, made_for)
            }
            assert offers[id].suits is True
            done = answered(town, profile, questionnaire, rung)
            found = results.result(town.holder(done), done.id)
            assert found.claimed.level is not None
            assert not found.claimed.provisional
            reached.append(found.claimed.level.number)
            reports = reports_in_both(town, done)
            dossier = dossier_of(town.holder(done), "result.read", done.id)
            way = planning.path(dossier).way
            assert way.reached or way.short
            assert peers(town.holder(done), dossier, "zh") is None  # nobody is signed
        for report in reports.values():
            for format, start in WRITTEN.items():
                assert FORMATS[format].write(report)[: len(start)].lower() == start.lower()
            assert 8 <= len(report.slides) <= 10
            assert_in_place(FORMATS["pptx"].write(report))
        official = town.ctx(Actor(Role.OFFICIAL, "o"))
        view = city.overview(official, CityChoice(questionnaire=id))
    assert reached == sorted(reached)
    assert reached[0] <= 1 < reached[-1]
    assert view.figures is None  # nobody is signed
    assert NAME not in str(view)
