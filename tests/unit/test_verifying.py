"""A consultant sees the cases of the centre, verifies and signs."""

from collections.abc import Iterator
from functools import partial

import pytest

from assessments.model import Stage
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from services import filling, verifying
from tests.town import Town, new_town
from tests.visiting import visited


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def test_a_consultant_sees_what_was_submitted_to_the_centre(town: Town) -> None:
    """Not drafts, not those of other centres or of none; the longest waiting first."""
    first, second = town.submitted(name="甲"), town.submitted(name="乙")
    town.submitted(centre="滨湖促进中心")
    town.submitted(centre=None)
    town.filled()
    found = verifying.assigned(town.consultant())
    assert [assessment.id for assessment, _ in found] == [first.id, second.id]
    assert [enterprise.name for _, enterprise in found] == ["甲", "乙"]


def test_what_waits_stands_before_what_is_signed(town: Town) -> None:
    """The longest waiting first, begun or not; of the signed ones the last signed first."""
    consultant = town.consultant()
    cases = []
    for _ in range(5):
        town.wait(minutes=1)
        cases.append(town.submitted().id)
    for id in (cases[2], cases[0], cases[3]):
        verifying.begin(consultant, id)
    for id in (cases[2], cases[0]):
        town.wait(minutes=1)
        visited(consultant, id)
        verifying.sign(consultant, id, seen=verifying.case(consultant, id).seen)
    found = [assessment.id for assessment, _ in verifying.assigned(consultant)]
    assert found == [cases[place] for place in (1, 3, 4, 0, 2)]


def test_a_case_begins_where_the_claim_ends(town: Town) -> None:
    """Without corrections both scores are the same."""
    case = verifying.case(town.consultant(), town.submitted().id)
    assert case.dossier.verified == {}
    assert case.verified_card.total == case.claimed_card.total
    assert (case.missing, case.problems) == ((), {})
    assert case.dossier.claimed["plan"].value == "page"


def test_a_verified_answer_goes_before_the_claim(town: Town) -> None:
    """Both stand side by side with author, time and remark; the score follows; the claim's not."""
    assessment = town.under_verification()
    consultant = town.consultant()
    town.wait(minutes=5)
    record = verifying.set_verified(
        consultant, assessment.id, "plan", "nowhere", remark="没有看到清单", seen=0
    )
    assert (record.side, record.author, record.at) == ("verified", "wangfang", town.now)
    case = verifying.case(consultant, assessment.id)
    assert case.dossier.claimed["plan"].value == "page"
    assert case.dossier.verified == {"plan": record}
    assert case.verified_card.total is not None
    assert case.claimed_card.total is not None
    assert case.verified_card.total < case.claimed_card.total


def test_a_correction_taken_back_lets_the_claim_stand_again(town: Town) -> None:
    """The score is as before, and the record of both stays."""
    assessment = town.under_verification()
    consultant = town.consultant()
    for seen, raw in enumerate(["nowhere", None]):
        verifying.set_verified(consultant, assessment.id, "plan", raw, remark="", seen=seen)
    case = verifying.case(consultant, assessment.id)
    assert case.verified_card.total == case.claimed_card.total
    assert case.dossier.verified["plan"].revision == 2


def test_a_correction_can_open_questions(town: Town) -> None:
    """A workshop that was not claimed brings its questions; they come first."""
    assessment = town.started()
    town.answer(assessment, {"workshop": "none", "plan": "page", "safeguards": ["nothing"]})
    filling.submit(town.holder(assessment), assessment.id, town.centre())
    consultant = town.consultant()
    verifying.begin(consultant, assessment.id)
    verifying.set_verified(consultant, assessment.id, "workshop", "own", remark="", seen=0)
    case = verifying.case(consultant, assessment.id)
    assert "machines_total" in case.missing
    with pytest.raises(Invalid) as refusal:
        verifying.sign(consultant, assessment.id, seen=case.seen)
    assert refusal.value.params["missing"] == case.missing
    assert town.store.assessment(assessment.id).stage == Stage.UNDER_VERIFICATION


def test_no_verdict_on_what_is_not_asked(town: Town) -> None:
    """Refused with the question's words, until the answer that leaves it out is corrected."""
    assessment = town.started()
    town.answer(assessment, {"workshop": "none", "plan": "page", "safeguards": ["nothing"]})
    filling.submit(town.holder(assessment), assessment.id, town.centre())
    consultant = town.consultant()
    verifying.begin(consultant, assessment.id)
    with pytest.raises(Invalid) as refusal:
        verifying.set_verified(consultant, assessment.id, "machines_total", 9, remark="", seen=0)
    assert refusal.value.key == "not_asked"
    assert "这一题不用问" in refusal.value.to("zh")
    assert verifying.case(consultant, assessment.id).dossier.verified == {}
    verifying.set_verified(consultant, assessment.id, "workshop", "own", remark="", seen=0)
    verifying.set_verified(consultant, assessment.id, "machines_total", 9, remark="", seen=0)
    verifying.set_verified(consultant, assessment.id, "workshop", "none", remark="", seen=1)
    verifying.set_verified(consultant, assessment.id, "machines_total", None, remark="", seen=1)


def test_a_correction_must_be_an_answer(town: Town) -> None:
    """The same checks as for the claim."""
    assessment = town.under_verification()
    with pytest.raises(Invalid):
        verifying.set_verified(town.consultant(), assessment.id, "plan", "x", remark="", seen=0)
    with pytest.raises(NotFound):
        verifying.set_verified(town.consultant(), assessment.id, "x", "page", remark="", seen=0)


def test_two_consultants_do_not_write_over_each_other(town: Town) -> None:
    """The second one is told who was faster and what the answer is now."""
    assessment = town.under_verification()
    verifying.set_verified(town.consultant(), assessment.id, "plan", "nowhere", remark="", seen=0)
    with pytest.raises(Stale) as refusal:
        verifying.set_verified(
            town.consultant("lining"), assessment.id, "plan", "budgeted", remark="", seen=0
        )
    assert "王芳" in refusal.value.to("zh")
    assert "没有写下来" in refusal.value.to("zh")


def test_corrections_are_made_only_between_submission_and_signature(town: Town) -> None:
    """Already before the verification has begun, and never after the signature."""
    submitted = town.submitted()
    verifying.set_verified(town.consultant(), submitted.id, "plan", "nowhere", remark="", seen=0)
    signed = town.signed()
    with pytest.raises(NotAllowed):
        verifying.set_verified(town.consultant(), signed.id, "plan", "nowhere", remark="", seen=0)


def test_a_signature_keeps_both_results_name_and_time(town: Town) -> None:
    """The verified score is stored beside the claimed one, which stays as it was."""
    assessment = town.under_verification()
    consultant = town.consultant()
    claimed = town.store.scorecard(assessment.id, "claimed")
    verifying.set_verified(consultant, assessment.id, "plan", "nowhere", remark="现场所见", seen=0)
    visited(consultant, assessment.id)
    case = verifying.case(consultant, assessment.id)
    town.wait(minutes=1)
    signed = verifying.sign(consultant, assessment.id, seen=case.seen)
    assert (signed.stage, signed.signed_by, signed.signed_at) == (Stage.VERIFIED, "王芳", town.now)
    assert town.store.scorecard(assessment.id, "claimed") == claimed
    assert town.store.scorecard(assessment.id, "verified") == case.verified_card
    assert verifying.case(consultant, assessment.id).verified_card == case.verified_card


def test_only_what_was_seen_is_signed(town: Town) -> None:
    """A colleague's correction in the meantime makes the signature stale; nothing is signed."""
    assessment = town.under_verification()
    visited(town.consultant(), assessment.id)
    seen = verifying.case(town.consultant(), assessment.id).seen
    verifying.set_verified(
        town.consultant("lining"), assessment.id, "plan", "nowhere", remark="现场所见", seen=0
    )
    with pytest.raises(Stale):
        verifying.sign(town.consultant(), assessment.id, seen=seen)
    assert town.store.assessment(assessment.id).stage == Stage.UNDER_VERIFICATION
    assert town.store.scorecard(assessment.id, "verified") is None


def test_nobody_signs_before_verification_or_twice(town: Town) -> None:
    """The moves of the life cycle hold."""
    submitted = town.submitted()
    consultant = town.consultant()
    with pytest.raises(NotAllowed):
        verifying.sign(consultant, submitted.id, seen=submitted.version)
    signed = town.signed()
    with pytest.raises(NotAllowed):
        verifying.sign(consultant, signed.id, seen=signed.version)
    with pytest.raises(NotAllowed):
        verifying.begin(consultant, signed.id)


def test_contradicting_figures_are_not_signed(town: Town) -> None:
    """A finding that contradicts the claim is refused; an old one is shown, and not signed."""
    assessment = town.under_verification()
    consultant = town.consultant()
    found = partial(
        verifying.set_verified, consultant, assessment.id, "machines_total", remark="现场所见"
    )
    with pytest.raises(Invalid, match="contradicts"):
        found(raw=3, seen=0)
    kept = found(raw=5, seen=0)
    town.store.append_answer(kept.model_copy(update={"value": 3.0, "revision": 2}))
    case = verifying.case(consultant, assessment.id)
    assert set(case.problems) == {"machines_networked_share"}
    with pytest.raises(Invalid):
        verifying.sign(consultant, assessment.id, seen=case.seen)
