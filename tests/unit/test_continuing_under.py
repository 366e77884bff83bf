"""An assessment as other questionnaires see it, and going on under one of them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assessments.model import Assessment, Stage
from assessments.refusals import Invalid, NotFound
from services import continuing, filling, reading_under, results, verifying
from services.dossier import dossier_of
from services.personal.notice import VERSION
from services.settings import Settings
from tests.town import Town, new_town
from tests.unit.crosswalk_world import FOLDER
from tests.visiting import visited

ANSWERS: dict[str, Any] = {
    "place": "own",
    "machines": 10,
    "digital": 4,
    "orders": "system",
    "drawings": "cad",
    "tools": ["none"],
    "accounts": "shared",
}


@pytest.fixture
def town() -> Iterator[Town]:
    """A town with the shop's and the nation's questionnaires."""
    with new_town() as town:
        yield replace(town, settings=Settings(questionnaires=FOLDER))


def filled(town: Town, **changes: Any) -> Assessment:
    """A shop that has answered everything."""
    assessment = filling.start(town.visitor, town.profile(), "shop", consent=VERSION).assessment
    town.answer(assessment, ANSWERS | changes)
    return assessment


def test_a_draft_is_read_under_the_questionnaires_that_crosswalks_lead_to(town: Town) -> None:
    """The stored answers, as they stand, under each published target."""
    assessment = filled(town)
    (found,) = reading_under.read_under(
        dossier_of(town.holder(assessment), "result.read", assessment.id)
    )
    assert found.questionnaire.id == "nation"
    assert found.estimate.stamp.questionnaire == "nation"
    assert set(found.certain) == {
        "machines_total", "machines_digital", "design_scene", "stock_scene"
    }  # fmt: skip


def test_from_the_signature_on_the_verified_answers_are_read(town: Town) -> None:
    """What the consultant found goes before what was claimed."""
    draft = filled(town)
    submitted = filling.submit(town.holder(draft), draft.id, town.centre())
    consultant = town.consultant()
    verifying.begin(consultant, submitted.id)
    seen = {"drawings": "hand"}
    for item, raw in (ANSWERS | seen).items():
        verifying.set_verified(consultant, draft.id, item, raw, remark="看过", seen=0)
    holder = town.holder(draft)
    (before,) = reading_under.read_under(dossier_of(holder, "result.read", draft.id))
    visited(consultant, draft.id)
    verifying.sign(consultant, draft.id, seen=verifying.case(consultant, draft.id).seen)
    (after,) = reading_under.read_under(dossier_of(holder, "result.read", draft.id))
    drawn = [each.certain["design_scene"].answer for each in (before, after)]
    assert drawn == ["tool", "none"]
    began = continuing.continue_with(holder, draft.id, "nation", "en").assessment
    (record,) = [
        record
        for record in town.store.answers(began.id, "claimed").values()
        if record.item == "design_scene"
    ]
    assert (record.value, record.side) == ("none", "claimed")
    assert "as verified" in record.note


def test_going_on_carries_the_certain_answers_over(town: Town) -> None:
    """A draft of the same enterprise; each answer says from which assessment and question."""
    assessment = filled(town)
    town.wait(days=3)
    began = continuing.continue_with(town.holder(assessment), assessment.id, "nation")
    new = began.assessment
    assert (new.enterprise, new.stage, new.round) == (assessment.enterprise, Stage.DRAFT, 0)
    assert new.started_at == town.now
    assert filling.resume(town.visitor, began.resume_code) == new
    sheet = filling.sheet(town.holder(new), new.id)
    assert {id: record.value for id, record in sheet.answers.items()} == {
        "machines_total": 10.0, "machines_digital": 4.0, "design_scene": "tool",
        "stock_scene": "none",
    }  # fmt: skip
    note = sheet.answers["design_scene"].note
    assert all(words in note for words in ("样例小厂自诊断", "2026-03-01", "图纸用什么画？"))
    assert "order_scene" in sheet.missing


def test_a_carried_answer_can_be_changed_and_the_old_assessment_stays(town: Town) -> None:
    """The next revision supersedes the carried one; nothing of the first assessment moves."""
    assessment = filled(town)
    holder = town.holder(assessment)
    before = results.result(holder, assessment.id)
    new = continuing.continue_with(holder, assessment.id, "nation").assessment
    record = filling.record_answer(town.holder(new), new.id, "design_scene", "linked", seen=1)
    assert record.revision == 2
    assert results.result(holder, assessment.id) == before


def test_going_on_twice_counts_the_rounds(town: Town) -> None:
    """The second assessment under the same questionnaire is its next round."""
    assessment = filled(town)
    holder = town.holder(assessment)
    rounds = [
        continuing.continue_with(holder, assessment.id, "nation").assessment.round for _ in range(2)
    ]
    assert rounds == [0, 1]


@pytest.mark.parametrize("name", ["nowhere", "../nation", "", "common"])
def test_what_nobody_can_answer_is_not_begun(town: Town, name: str) -> None:
    """An unknown questionnaire, or a pool, leaves nothing behind."""
    assessment = filled(town)
    with pytest.raises(NotFound):
        continuing.continue_with(town.holder(assessment), assessment.id, name)
    assert len(town.store.rounds(assessment.enterprise)) == 1


def test_a_refused_carry_over_leaves_nothing_behind(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new assessment and its answers are kept together or not at all."""
    assessment = filled(town)
    monkeypatch.setattr(continuing, "Voice", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        continuing.continue_with(town.holder(assessment), assessment.id, "nation")
    assert len(town.store.rounds(assessment.enterprise)) == 1


def test_the_same_questionnaire_again_is_the_next_round_and_begins_empty(town: Town) -> None:
    """While the first is a draft there is nothing to repeat."""
    assessment = filled(town)
    holder = town.holder(assessment)
    with pytest.raises(Invalid):
        continuing.continue_with(holder, assessment.id, "shop")
    filling.submit(holder, assessment.id, None)
    new = continuing.continue_with(holder, assessment.id, "shop").assessment
    assert (new.round, new.enterprise) == (1, assessment.enterprise)
    assert filling.sheet(town.holder(new), new.id).answers == {}


def test_what_both_ask_in_the_same_words_is_carried_over() -> None:
    """Items of a pool that two questionnaires include need one answer."""
    with new_town() as plain:
        town = replace(plain, settings=Settings())
        begun = filling.start(
            town.visitor, town.profile(), "manufacturing", consent=VERSION
        ).assessment
        town.answer(begun, {"data_lead": "named", "backup": "daily", "design": "own"})
        new = continuing.continue_with(town.holder(begun), begun.id, "services").assessment
        answers = filling.sheet(town.holder(new), new.id).answers
        assert {id: record.value for id, record in answers.items()} == {
            "data_lead": "named",
            "backup": "daily",
        }


def test_facts_that_a_submitted_assessment_rests_on_stay(town: Town) -> None:
    """From a draft the profile can be corrected, but not once another round was submitted."""
    first = filled(town)
    holder = town.holder(first)
    draft = continuing.continue_with(holder, first.id, "nation").assessment
    filling.update_profile(
        town.holder(draft),
        draft.id,
        town.profile(employees=51),
        seen=town.store.enterprise(draft.enterprise),
    )
    filling.submit(holder, first.id, None)
    with pytest.raises(Invalid) as refusal:
        filling.update_profile(
            town.holder(draft),
            draft.id,
            town.profile(employees=9),
            seen=town.store.enterprise(draft.enterprise),
        )
    assert refusal.value.key == "profile_submitted"
    assert town.store.enterprise(first.enterprise).employees == 51
