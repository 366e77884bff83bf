"""An enterprise begins, comes back, answers and submits."""

from collections.abc import Iterator
from typing import Any

import pytest

from access.resume_codes import new_code
from assessments.model import Stage
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from services import filling
from services.personal.notice import VERSION
from tests.town import ANSWERS, Town, new_town


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def test_a_start_pins_the_edition_and_keeps_the_profile(town: Town) -> None:
    """Questionnaire, edition and digest stand in the assessment from the first moment."""
    started = filling.start(
        town.visitor, town.profile(name="𠮷野 <b>"), "workshop", consent=VERSION
    )
    assessment = started.assessment
    assert (assessment.questionnaire, assessment.edition) == ("workshop", "1")
    assert assessment.started_at == town.now
    sheet = filling.sheet(town.holder(assessment), assessment.id)
    assert sheet.assessment == assessment
    assert sheet.assessment.digest == sheet.questionnaire.digest
    assert sheet.enterprise.name == "𠮷野 <b>"
    assert (sheet.answered, sheet.saved_at, sheet.problems) == (0, None, {})


@pytest.mark.parametrize("name", ["nothing", "../samples/workshop", "/etc", "", "workshop@9", "W"])
def test_a_start_takes_only_questionnaires_that_are_there(town: Town, name: str) -> None:
    """An unknown name is NotFound and a path is no name; nothing is kept."""
    with pytest.raises(NotFound):
        filling.start(town.visitor, town.profile(), name, consent=VERSION)
    assert town.store.assessments() == []


def test_starting_again_tells_nothing_of_others(town: Town) -> None:
    """The same credit code gives a record of its own, not somebody else's."""
    code = "0" * 18
    first, second = town.started(credit_code=code), town.started(credit_code=code)
    assert first.enterprise != second.enterprise
    assert town.store.enterprise(second.enterprise).credit_code == code


def test_a_resume_code_leads_back(town: Town) -> None:
    """However it is written; the store knows only a digest of it."""
    started = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    written = started.resume_code.lower().replace("-", " ")
    assert filling.resume(town.visitor, written) == started.assessment
    assert filling.resume(town.visitor, started.resume_code) == started.assessment


def test_a_new_code_opens_and_the_old_one_ends(town: Town) -> None:
    """Also after the submission; nothing else about the assessment changes."""
    started = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    holder, id = town.holder(started.assessment), started.assessment.id
    assert filling.opens(holder, id, started.resume_code)
    second = filling.renew_code(holder, id)
    assert filling.resume(town.visitor, second) == started.assessment
    assert not filling.opens(holder, id, started.resume_code)
    with pytest.raises(NotFound):
        filling.resume(town.visitor, started.resume_code)
    for item, raw in ANSWERS.items():
        filling.record_answer(holder, id, item, raw, seen=0)
    submitted = filling.submit(holder, id, None)
    third = filling.renew_code(holder, id)
    assert filling.resume(town.visitor, third) == submitted
    assert not filling.opens(holder, id, second)


def test_a_code_of_another_assessment_is_not_taken_for_its_own(town: Town) -> None:
    """A page that still holds the code of one assessment must not show it for the next."""
    one = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    other = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    holder = town.holder(other.assessment)
    assert not filling.opens(holder, other.assessment.id, one.resume_code)
    assert filling.opens(holder, other.assessment.id, other.resume_code)


def test_a_mistyped_code_is_told_apart_from_an_unknown_one(town: Town) -> None:
    """A slip is Invalid, a well-written code that nobody has is NotFound."""
    with pytest.raises(Invalid):
        filling.resume(town.visitor, "XXXX-XXXX")
    with pytest.raises(NotFound):
        filling.resume(town.visitor, new_code())


def test_guessing_codes_is_slowed_down(town: Town) -> None:
    """After thirty unknown codes an address has to wait, also with a right one; others do not."""
    started = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    for _ in range(30):
        with pytest.raises(NotFound):
            filling.resume(town.visitor, new_code())
    with pytest.raises(NotAllowed) as refusal:
        filling.resume(town.visitor, started.resume_code)
    assert "15" in refusal.value.to("zh")
    other = town.ctx(town.visitor.actor, "192.0.2.99")
    assert filling.resume(other, started.resume_code) == started.assessment
    town.wait(seconds=15)
    assert filling.resume(town.visitor, started.resume_code) == started.assessment


def test_mistyping_is_no_guessing(town: Town) -> None:
    """Slips of the pen are not counted."""
    for _ in range(40):
        with pytest.raises(Invalid):
            filling.resume(town.visitor, "1234")
    with pytest.raises(NotFound):
        filling.resume(town.visitor, new_code())


def test_progress_counts_what_this_enterprise_is_asked(town: Town) -> None:
    """Routed-out items are not counted, free words never required, undecided ones not yet."""
    assessment = town.started()
    mine = town.holder(assessment)
    before = filling.sheet(mine, assessment.id)
    assert before.shown["machines_total"] is None
    assert set(before.missing) == {"workshop", "plan", "safeguards"}
    town.answer(assessment, {"workshop": "none", "plan": "page"})
    after = filling.sheet(mine, assessment.id)
    assert after.shown["machines_total"] is False
    assert set(after.missing) == {"safeguards"}
    assert (after.answered, after.asked) == (2, 3)
    assert after.saved_at == town.now


def test_an_answer_is_kept_with_note_author_and_time(town: Town) -> None:
    """The record says all of it, and the sheet shows it."""
    assessment = town.started()
    mine = town.holder(assessment)
    record = filling.record_answer(
        mine, assessment.id, "plan", "page", note=" 见墙上\x07的清单 ", seen=0
    )
    assert (record.value, record.note, record.author) == ("page", "见墙上的清单", "enterprise")
    assert (record.side, record.revision, record.at) == ("claimed", 1, town.now)
    assert filling.sheet(mine, assessment.id).answers == {"plan": record}


def test_an_answer_can_be_changed_and_taken_back(town: Town) -> None:
    """Each time a new revision; taken back counts as open; everything stays on record."""
    assessment = town.started()
    mine = town.holder(assessment)
    for seen, raw in enumerate(["page", "budgeted", None]):
        filling.record_answer(mine, assessment.id, "plan", raw, seen=seen)
    sheet = filling.sheet(mine, assessment.id)
    assert sheet.answers["plan"].value is None
    assert "plan" in sheet.missing
    history = town.store.answer_history(assessment.id)
    assert [record.value for record in history] == ["page", "budgeted", None]


@pytest.mark.parametrize(
    ("item", "raw", "refusal"),
    [
        ("plan", "no_such_option", Invalid),
        ("plan", ["page"], Invalid),
        ("plan", {"not_applicable": "没有"}, Invalid),
        ("machines_total", 1.5, Invalid),
        ("machines_total", -1, Invalid),
        ("machines_total", "10", Invalid),
        ("machines_networked_share", 0.5, Invalid),
        ("safeguards", ["backup", "nothing"], Invalid),
        ("safeguards", [], Invalid),
        ("downtime", {"not_applicable": " \x07"}, Invalid),
        ("wishes", "长" * 2001, Invalid),
        ("no_such_item", "page", NotFound),
        ("", "page", NotFound),
    ],
)
def test_what_is_no_answer_is_refused_in_words(
    town: Town, item: str, raw: Any, refusal: type[Exception]
) -> None:
    """The refusal says what was expected in both languages, and nothing is kept."""
    assessment = town.started()
    with pytest.raises(refusal) as told:
        filling.record_answer(town.holder(assessment), assessment.id, item, raw, seen=0)
    assert told.value.to("zh") != told.value.to("en")  # type: ignore[attr-defined]
    assert town.store.answer_history(assessment.id) == []


def test_free_words_are_cleaned_and_an_empty_text_takes_back(town: Town) -> None:
    """Control characters go, line breaks stay; nothing written is nothing answered."""
    assessment = town.started()
    mine = town.holder(assessment)
    record = filling.record_answer(mine, assessment.id, "wishes", "甲\r\n乙\x00\u202e", seen=0)
    assert record.value == "甲\n乙"
    assert filling.record_answer(mine, assessment.id, "wishes", " ", seen=1).value is None


def test_a_note_has_a_length(town: Town) -> None:
    """Two thousand characters are kept, one more is refused."""
    assessment = town.started()
    mine = town.holder(assessment)
    filling.record_answer(mine, assessment.id, "plan", "page", note="长" * 2000, seen=0)
    with pytest.raises(Invalid):
        filling.record_answer(mine, assessment.id, "plan", "page", note="长" * 2001, seen=1)


def test_the_second_of_two_is_told_what_changed(town: Town) -> None:
    """Who, when, and the new answer in words; the first one's answer stands."""
    assessment = town.started()
    mine = town.holder(assessment)
    filling.record_answer(mine, assessment.id, "plan", "budgeted", seen=0)
    with pytest.raises(Stale) as refusal:
        filling.record_answer(mine, assessment.id, "plan", "nowhere", seen=0)
    words = refusal.value.to("zh")
    assert "清单上有预算、负责人与完成日期" in words
    assert "企业" in words
    assert "2026-03-01 12:00:00" in words
    assert filling.sheet(mine, assessment.id).answers["plan"].value == "budgeted"


@pytest.mark.parametrize(
    ("item", "raw", "other"),
    [("machines_networked", 11, "machines_total"), ("machines_total", 3, "machines_networked")],
)
def test_a_figure_that_contradicts_another_is_refused_when_it_is_given(
    town: Town, item: str, raw: int, other: str
) -> None:
    """A part above its whole, or a whole below its part: both values are named, none is changed."""
    assessment = town.filled()
    mine = town.holder(assessment)
    with pytest.raises(Invalid) as refusal:
        filling.record_answer(mine, assessment.id, item, raw, seen=1)
    (words,) = refusal.value.params["problems"].values()
    assert list(refusal.value.params["problems"]) == [other]
    assert str(raw) in words.zh
    assert f"{ANSWERS[other]}" in words.zh
    stored = filling.sheet(mine, assessment.id).answers[item]
    assert (stored.value, stored.revision) == (ANSWERS[item], 1)
    filling.record_answer(mine, assessment.id, item, ANSWERS[other], seen=1)


def test_an_old_contradiction_in_the_store_is_told_and_not_submitted(town: Town) -> None:
    """What an earlier release kept is shown as a problem, and leads to either question."""
    assessment = town.filled()
    mine = town.holder(assessment)
    kept = town.store.answers(assessment.id, "claimed")["machines_networked"]
    town.store.append_answer(kept.model_copy(update={"value": 11.0, "revision": 2}))
    problems = filling.sheet(mine, assessment.id).problems
    assert set(problems) == {"machines_networked_share"}
    assert "11" in problems["machines_networked_share"].zh
    with pytest.raises(Invalid) as refusal:
        filling.submit(mine, assessment.id, None)
    assert refusal.value.params["problems"] == problems
    assert town.store.assessment(assessment.id).stage == Stage.DRAFT


def test_a_sheet_that_is_not_whole_is_not_submitted(town: Town) -> None:
    """All that lacks is named at once, in the order of the questionnaire."""
    assessment = town.started()
    town.answer(assessment, {"workshop": "own", "plan": "page"})
    with pytest.raises(Invalid) as refusal:
        filling.submit(town.holder(assessment), assessment.id, None)
    assert refusal.value.params["missing"] == (
        "machines_total",
        "machines_networked",
        "downtime",
        "scheduling",
        "scrap_rate",
        "safeguards",
    )
    assert "设备停机时" in refusal.value.to("zh")
    assert town.store.scorecard(assessment.id, "claimed") is None


def test_a_submission_freezes_scores_and_stamps(town: Town) -> None:
    """The claimed result is stored with all it rests on, and the time of the submission."""
    assessment = town.submitted()
    assert (assessment.stage, assessment.version) == (Stage.SUBMITTED, 2)
    assert assessment.submitted_at == town.now
    assert assessment.centre == town.centre()
    card = town.store.scorecard(assessment.id, "claimed")
    assert card is not None
    assert card.total is not None
    assert 0 < card.total < 100
    assert card.stamp.questionnaire_digest == assessment.digest


def test_a_submission_without_a_centre_is_possible(town: Town) -> None:
    """It belongs to nobody yet."""
    assert town.submitted(centre=None).centre is None


def test_a_submission_goes_to_a_centre_that_exists(town: Town) -> None:
    """Another one is NotFound, and the draft stays a draft."""
    assessment = town.filled()
    with pytest.raises(NotFound):
        filling.submit(town.holder(assessment), assessment.id, "nowhere")
    assert town.store.assessment(assessment.id).stage == Stage.DRAFT


def test_after_the_submission_nothing_of_the_claim_changes(town: Town) -> None:
    """No answer, no profile, no second submission."""
    assessment = town.submitted()
    mine = town.holder(assessment)
    before = town.store.answer_history(assessment.id)
    with pytest.raises(NotAllowed):
        filling.record_answer(mine, assessment.id, "plan", "budgeted", seen=1)
    with pytest.raises(NotAllowed):
        filling.update_profile(
            mine,
            assessment.id,
            town.profile(employees=5),
            seen=town.store.enterprise(assessment.enterprise),
        )
    with pytest.raises(NotAllowed):
        filling.submit(mine, assessment.id, None)
    assert town.store.answer_history(assessment.id) == before
    assert town.store.enterprise(assessment.enterprise).employees == 50
    assert filling.sheet(mine, assessment.id).assessment == assessment


def test_a_corrected_profile_routes_anew(town: Town) -> None:
    """With fewer than twenty people the large workshop's question is gone."""
    assessment = town.filled()
    mine = town.holder(assessment)
    assert filling.sheet(mine, assessment.id).shown["scheduling"] is True
    changed = filling.update_profile(
        mine,
        assessment.id,
        town.profile(employees=19),
        seen=town.store.enterprise(assessment.enterprise),
    )
    sheet = filling.sheet(mine, assessment.id)
    assert sheet.enterprise == changed
    assert sheet.shown["scheduling"] is False
    assert sheet.missing == ()


def test_an_edition_whose_files_changed_is_not_used(town: Town) -> None:
    """Neither filled in nor scored: the assessment says what it was begun with."""
    assessment = town.filled()
    other = assessment.model_copy(update={"digest": "0" * 64})
    town.store.move(other, seen=1)
    mine = town.holder(assessment)
    for act in (
        lambda: filling.sheet(mine, assessment.id),
        lambda: filling.record_answer(mine, assessment.id, "plan", "page", seen=1),
        lambda: filling.submit(mine, assessment.id, None),
    ):
        with pytest.raises(Invalid) as refusal:
            act()
        assert "样例车间自诊断" in refusal.value.to("zh")


def test_of_two_tabs_that_correct_the_profile_the_second_is_told(town: Town) -> None:
    """Nothing of the first is written over; who has seen it may."""
    draft = town.started()
    mine, seen = town.holder(draft), town.store.enterprise(draft.enterprise)
    first = filling.update_profile(mine, draft.id, town.profile(employees=60), seen=seen)
    with pytest.raises(Stale, match="profile_changed"):
        filling.update_profile(mine, draft.id, town.profile(name="另一个名字"), seen=seen)
    assert town.store.enterprise(draft.enterprise) == first
    filling.update_profile(mine, draft.id, town.profile(name="另一个名字"), seen=first)
    assert town.store.enterprise(draft.enterprise).name == "另一个名字"
