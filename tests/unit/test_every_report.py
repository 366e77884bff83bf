"""Whatever is answered to whichever questionnaire, there is a report of it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import Stage
from questionnaires.answers import Answer
from questionnaires.library import available, load
from questionnaires.model import Kind, Questionnaire
from reports.build import build
from reports.diagnosis import Diagnosis
from reports.gaps import gaps, goal_of
from reports.narratives.narrator import Narrator
from scoring.library import rubric
from solutions.library import catalogue
from solutions.plans.building import build_plan
from tests.unit.report_cases import LANGS, MADE_ON, claims_to, diagnosis, enterprise

DIVISIONS = ("01", "34", "54", "65")
NAMES = tuple(available())
few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def known(questionnaire: Questionnaire, claims: dict[str, Answer], division: str) -> Diagnosis:
    """The diagnosis of these answers under the questionnaire's own rubric, with its plan."""
    found = diagnosis(
        claims,
        who=enterprise(division=division),
        questionnaire=questionnaire,
        judge=rubric(questionnaire.default_rubric, questionnaire),
        stage=Stage.SUBMITTED,
        notes={},
    )
    return replace(found, plan=build_plan(questionnaire, found.rubric, found.sheet, catalogue()))


@few
@given(st.data(), st.sampled_from(NAMES), st.sampled_from(DIVISIONS))
def test_any_answers_make_a_report(data: st.DataObject, name: str, division: str) -> None:
    """In both languages, with a plan, whether the questions were asked or not."""
    questionnaire = load(name)
    made = known(questionnaire, data.draw(claims_to(questionnaire)), division)
    chapters = [[part.id for part in build(made, lang, MADE_ON).sections] for lang in LANGS]
    assert chapters[0] == chapters[1]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_an_evenly_answered_questionnaire_makes_a_report(name: str, part: float) -> None:
    """At the bottom, in the middle and at the top of every question; every gap leads somewhere."""
    questionnaire = load(name)
    claims: dict[str, Answer] = {}
    for item in questionnaire.items:
        ids = [each.id for each in item.options if not each.exclusive and not each.negative]
        if item.kind is Kind.MULTI:
            claims[item.id] = tuple(ids[: round((len(ids) - 1) * part) + 1])
        elif item.kind is Kind.NUMBER:
            claims[item.id] = 10.0 * part
        elif ids:
            claims[item.id] = ids[round((len(ids) - 1) * part)]
    made = known(questionnaire, claims, "34")
    assert build(made, "zh", MADE_ON).summary
    below = [gap for gap in gaps(made) if gap.answer is not None and gap.score.value != 1]
    goals = [goal_of(Narrator("zh", made), gap) for gap in below]
    assert all(goal.later[1] or goal.later[0] for goal in goals)
