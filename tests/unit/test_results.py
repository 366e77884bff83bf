"""The result of an assessment and where its points were lost."""

from collections.abc import Iterator
from typing import Any

import pytest

from assessments.credit_code import check_character
from assessments.model import Assessment, Stage
from questionnaires.model import Band, Option
from services import comparing, filling, results, verifying
from services.dossier import dossier_of
from tests.town import ANSWERS, Town, new_town
from tests.visiting import visited

BODY = "91320206" + "MA1X2Y3W4"
CODE = BODY + check_character(BODY)


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def test_a_draft_has_a_live_result(town: Town) -> None:
    """It follows each answer, and what is open makes an interval."""
    assessment = town.started()
    mine = town.holder(assessment)
    town.answer(assessment, {"workshop": "own", "plan": "page"})
    first = results.result(mine, assessment.id).claimed
    filling.record_answer(mine, assessment.id, "plan", "budgeted", seen=1)
    second = results.result(mine, assessment.id).claimed
    assert first.total is not None
    assert second.total is not None
    assert second.total > first.total
    assert second.low is not None
    assert second.low < second.total
    assert second.coverage < 1


def test_a_submitted_result_is_the_one_that_was_stored(town: Town) -> None:
    """What was submitted is shown as it was, for enterprise, consultant and operator alike."""
    assessment = town.submitted()
    stored = town.store.scorecard(assessment.id, "claimed")
    for ctx in (town.holder(assessment), town.consultant(), town.operator):
        found = results.result(ctx, assessment.id)
        assert found.claimed == stored
        assert found.verified is None
        assert found.dossier.rubric.id == "equal"


def test_losses_and_gains_add_up(town: Town) -> None:
    """What was lost is what lacks to the top of the scale; the dearest comes first."""
    found = results.result(town.operator, town.submitted().id)
    assert found.claimed.total is not None
    lost = [loss.lost for loss in found.losses]
    assert sum(lost) == pytest.approx(found.claimed.scale - found.claimed.total)
    assert lost == sorted(lost, reverse=True)
    assert all(loss.lost > 0 for loss in found.losses)


def test_a_loss_says_where_it_stands_and_what_is_next(town: Town) -> None:
    """The rung above, the band above, the first good option that is not ticked; with citations."""
    found = results.result(town.operator, town.submitted().id)
    losses = {loss.item.id: loss for loss in found.losses}
    options = {item.id: item.options for item in found.dossier.questionnaire.items}
    assert losses["downtime"].answer == options["downtime"][1]
    assert losses["downtime"].next_rung == options["downtime"][2]
    assert losses["safeguards"].answer is None
    assert losses["safeguards"].next_rung == options["safeguards"][2]
    share = losses["machines_networked_share"]
    assert isinstance(share.answer, Band)
    assert isinstance(share.next_rung, Band)
    assert (share.answer.from_, share.next_rung.from_) == (0.3, 0.6)
    assert share.cites == share.item.cites
    assert share.item.provisions[0].article == 21


def test_a_band_closed_on_the_right_is_found_at_its_edge(town: Town) -> None:
    """One per cent of scrap is in the band that ends with one per cent."""
    assessment = town.started()
    town.answer(assessment, {**ANSWERS, "scrap_rate": 1})
    losses = results.result(town.holder(assessment), assessment.id).losses
    bands = {loss.item.id: loss.answer for loss in losses}
    band = bands["scrap_rate"]
    assert isinstance(band, Band)
    assert (band.from_, band.to) == (0, 1)


def test_what_does_not_apply_costs_nothing(town: Town) -> None:
    """Items that are routed out or not applicable are not among the losses."""
    assessment = town.started()
    none = {"workshop": "none", "plan": "nowhere", "safeguards": ["nothing"]}
    town.answer(assessment, none)
    losses = results.result(town.holder(assessment), assessment.id).losses
    assert {loss.item.id for loss in losses} == {"plan", "safeguards"}
    first = {loss.item.id: loss.next_rung for loss in losses}["safeguards"]
    assert isinstance(first, Option)
    assert first.id == "backup"


def test_a_signed_result_shows_both_sides_and_the_losses_of_the_verified_one(town: Town) -> None:
    """The consultant's correction costs points that the claim did not."""
    assessment = town.under_verification()
    consultant = town.consultant()
    verifying.set_verified(consultant, assessment.id, "plan", "nowhere", remark="没有文件", seen=0)
    visited(consultant, assessment.id)
    seen = verifying.case(consultant, assessment.id).seen
    assert results.result(town.holder(assessment), assessment.id).verified is None
    verifying.sign(consultant, assessment.id, seen=seen)
    found = results.result(town.holder(assessment), assessment.id)
    assert found.verified is not None
    assert found.verified.total is not None
    assert found.claimed.total is not None
    assert found.verified.total < found.claimed.total
    plan = {loss.item.id: loss for loss in found.losses}["plan"]
    assert plan.answer == found.dossier.questionnaire.by_id["plan"].options[0]
    assert sum(loss.lost for loss in found.losses) == pytest.approx(100 - found.verified.total)


def next_round(town: Town, earlier: Assessment, **answers: Any) -> Assessment:
    """A later round of the same enterprise, submitted to the same centre."""
    town.wait(days=365)
    later = earlier.model_copy(
        update={
            "id": f"{earlier.id}-later", "round": 1, "stage": Stage.DRAFT, "version": 1,
            "started_at": town.now, "submitted_at": None, "signed_at": None, "signed_by": None,
            "centre": None,
        }
    )  # fmt: skip
    town.store.add_assessment(later, None)
    town.answer(later, {**ANSWERS, **answers})
    return filling.submit(town.holder(later), later.id, earlier.centre)


def test_a_later_round_is_compared_with_the_one_before(town: Town) -> None:
    """Its holder, the centre and the operator see the difference, and its parts add up."""
    earlier = town.signed()
    later = next_round(town, earlier, plan="budgeted")
    for ctx in (town.holder(later), town.consultant(), town.operator):
        found = comparing.since_last_round(dossier_of(ctx, "result.read", later.id))
        assert found is not None
        assert [each.id for each in found.assessments] == [earlier.id, later.id]
        assert found.sides == ("verified", "claimed")
        total = found.comparison.total
        assert total.change is not None
        assert total.change > 0
        assert total.parts is not None
        assert sum(total.parts) == pytest.approx(total.change)
        assert [item.id for item in found.comparison.items] == ["plan"]


def test_the_first_round_and_a_draft_have_none_before_them(town: Town) -> None:
    """There is nothing to compare with, or nothing yet to compare."""
    earlier = town.submitted()
    assert (
        comparing.since_last_round(dossier_of(town.holder(earlier), "result.read", earlier.id))
        is None
    )
    draft = town.filled()
    assert (
        comparing.since_last_round(dossier_of(town.holder(draft), "result.read", draft.id)) is None
    )


def test_a_centre_sees_no_round_of_another_centre(town: Town) -> None:
    """The round before may have been another centre's; the enterprise itself sees it."""
    earlier = town.submitted(centre="滨湖促进中心")
    later = next_round(town, earlier.model_copy(update={"centre": town.centre()}))
    assert (
        comparing.since_last_round(dossier_of(town.consultant(), "result.read", later.id)) is None
    )
    assert (
        comparing.since_last_round(dossier_of(town.holder(later), "result.read", later.id))
        is not None
    )


def test_the_same_credit_code_is_not_the_same_record(town: Town) -> None:
    """Whoever types somebody's credit code does not see their earlier result."""
    first = town.submitted(credit_code=CODE)
    town.wait(days=365)
    second = town.submitted(credit_code=CODE)
    assert second.enterprise != first.enterprise
    assert (
        comparing.since_last_round(dossier_of(town.holder(second), "result.read", second.id))
        is None
    )


def test_a_round_that_cannot_be_made_again_is_not_compared(town: Town) -> None:
    """A profile that changes what was asked then gives another total than was stored."""
    earlier = town.submitted()
    later = next_round(town, earlier)
    card = town.store.scorecard(earlier.id, "claimed")
    assert card is not None
    assert card.total is not None
    other = card.model_copy(update={"total": card.total + 1})
    town.store.add_scorecard(earlier.id, "claimed", other, town.now)
    assert comparing.since_last_round(dossier_of(town.operator, "result.read", later.id)) is None


def test_what_a_page_has_seen_changes_with_every_answer(town: Town) -> None:
    """The mark under which figures are held is another after an answer, and the same before."""
    assessment = town.started()
    mine = town.holder(assessment)
    town.answer(assessment, {"workshop": "own", "plan": "page"})
    first = results.result(mine, assessment.id).seen
    assert results.result(mine, assessment.id).seen == first
    filling.record_answer(mine, assessment.id, "plan", "budgeted", seen=1)
    assert results.result(mine, assessment.id).seen != first
    assert hash(first)
