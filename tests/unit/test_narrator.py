"""Findings are told in whole sentences: their own where there are any, else the options' words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18n import Lang
from questionnaires.answers import Answer
from questionnaires.library import available, load
from reports.narratives.filling import filled
from reports.narratives.narrator import Narrator
from scoring.library import rubric
from tests.unit.report_cases import (
    CLAIMS,
    LANGS,
    MANUFACTURING,
    WORKSHOP,
    WUXI,
    claims_to,
    diagnosis,
)

ASKED = [id for id in available() if load(id).form != "pool"]
some = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


def narrator(claims: dict[str, Answer], lang: Lang = "zh") -> Narrator:
    """Of the manufacturing questionnaire, whose items have sentences."""
    return Narrator(lang, diagnosis(claims, questionnaire=MANUFACTURING, judge=WUXI))


@pytest.mark.parametrize(
    ("machines", "said"), [(1.0, "1 machine is"), (2.0, "2 machines are"), (1200.0, "1,200 mach")]
)
def test_a_form_is_chosen_by_the_number_as_it_is_read(machines: float, said: str) -> None:
    """One thing is told in the singular, every other count in the plural."""
    text = "{whole} {whole|machine is|machines are} there."
    assert filled(text, {"whole": f"{machines:,.0f}"}).startswith(said)


def test_a_share_is_told_with_the_two_numbers_behind_it() -> None:
    """Part, whole and share stand in the sentence of the band."""
    told = narrator({"machines_total": 42.0, "machines_digital": 30.0, "machines_networked": 7.0})
    found = told.found(MANUFACTURING.by_id["networked_share"], 7 / 42)
    assert all(part in found for part in ("42", "7 台", "16.7%"))


def test_what_is_ticked_is_told_without_its_details() -> None:
    """Several options side by side are named, not told at length; four at most."""
    item = MANUFACTURING.by_id["shop_network"]
    found = narrator({}).found(item, ("wifi", "wired"))
    assert "无线网；机台旁有网线口" in found
    assert "打开网页" not in found
    many = MANUFACTURING.by_id["systems"]
    ticked = tuple(option.id for option in many.options if not option.exclusive)[:6]
    assert narrator({}).found(many, ticked).count("；") == 3
    assert "等" in narrator({}).found(many, ticked)


def test_a_low_place_begins_at_the_bottom_and_a_higher_one_half_way_up() -> None:
    """The item's first step is for those who have nothing; others go on from where they are."""
    item = MANUFACTURING.by_id["scheduling"]
    assert item.first_step is not None
    assert narrator({}).begin(item, "in_head") == item.first_step.zh
    higher = narrator({}).begin(item, "system")
    assert higher != item.first_step.zh
    assert "系统会指出插单后哪几张要误期" in higher


def test_without_sentences_the_options_speak() -> None:
    """The sample questionnaire has none of its own: question and option in quotes."""
    told = Narrator("zh", diagnosis(CLAIMS))
    downtime, safeguards = WORKSHOP.by_id["downtime"], WORKSHOP.by_id["safeguards"]
    assert "“设备停机时，谁先知道？”" in told.found(downtime, "automatic")
    assert "“设备自己报出停机时刻”" in told.found(downtime, "automatic")
    ill = told.found(safeguards, ("backup", "shared_password"))
    assert "3 项" in ill
    assert ill.endswith("需要停止的是“多人共用一个密码”。")
    assert told.title(downtime) == downtime.ask.zh


@pytest.mark.parametrize("id", ASKED)
@given(data=st.data())
@some
def test_every_scored_item_of_every_questionnaire_can_be_told(id: str, data: st.DataObject) -> None:
    """What is there, what it costs, what comes and how to begin: whole sentences, none empty."""
    asked = load(id)
    judge = rubric(asked.default_rubric, asked)
    case = diagnosis(data.draw(claims_to(asked)), questionnaire=asked, judge=judge, notes={})
    for lang in LANGS:
        told = Narrator(lang, case)
        for item in asked.scored:
            answer = case.answer(item)
            if answer is None or case.state(item) != "answered":
                continue
            sentences = [told.found(item, answer), told.pain(item), told.begin(item, answer)]
            goal = told.goal(item, answer)
            assert all(sentences)
            assert bool(goal) or case.scores[item.id].value == 1
            for sentence in (*sentences, *filter(None, (goal,))):
                assert sentence[-1] in "。？！.?!”"
                assert not set("{}") & set(sentence)
