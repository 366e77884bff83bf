"""The way up and the doubts of a stored assessment, for whoever may see it."""

from collections.abc import Iterator

import pytest

from assessments.refusals import Invalid, NotAllowed
from services import planning, results, verifying
from services.dossier import dossier_of
from tests.town import Town, new_town
from tests.visiting import visited


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def test_an_enterprise_sees_its_way_up(town: Town) -> None:
    """From its own answers, a draft's included, to the level above."""
    draft = town.filled()
    plan = planning.path(dossier_of(town.holder(draft), "result.read", draft.id))
    card = results.result(town.holder(draft), draft.id).claimed
    assert card.level is not None
    assert plan.way.target == card.level.number + 1
    assert plan.way.before.total == pytest.approx(card.total)
    assert plan.way.reached
    assert plan.way.steps


def test_from_the_signature_on_the_verified_answers_count(town: Town) -> None:
    """The way begins where the signed result stands."""
    taken = town.under_verification()
    ctx = town.consultant()
    verifying.set_verified(ctx, taken.id, "plan", "nowhere", remark="没有", seen=0)
    claimed = planning.path(dossier_of(ctx, "result.read", taken.id)).way.before.total
    visited(ctx, taken.id)
    verifying.sign(ctx, taken.id, seen=verifying.case(ctx, taken.id).seen)
    signed = results.result(ctx, taken.id).verified
    assert signed is not None
    way = planning.path(dossier_of(ctx, "result.read", taken.id)).way
    assert way.before.total == pytest.approx(signed.total)
    assert claimed is not None
    assert way.before.total is not None
    assert way.before.total < claimed


def test_a_level_that_does_not_exist_is_refused_in_words(town: Town) -> None:
    """The refusal names the levels there are."""
    draft = town.filled()
    with pytest.raises(Invalid) as refused:
        planning.path(dossier_of(town.holder(draft), "result.read", draft.id), 9)
    assert "1" in refused.value.to("zh")
    assert "5" in refused.value.to("en")


def test_nobody_else_sees_either(town: Town) -> None:
    """A visitor and another enterprise are refused; an enterprise does not see the doubts."""
    mine, other = town.submitted(), town.submitted()
    for ctx in (town.visitor, town.holder(other)):
        with pytest.raises(NotAllowed):
            planning.path(dossier_of(ctx, "result.read", mine.id))
    with pytest.raises(NotAllowed):
        planning.sensitivity(dossier_of(town.holder(mine), "case.read", mine.id))


def test_what_the_consultant_has_verified_is_in_no_doubt(town: Town) -> None:
    """Each verified answer leaves the list; a ratio leaves with both of its numbers."""
    taken = town.under_verification()
    ctx = town.consultant()

    def doubtful() -> set[str]:
        found = planning.sensitivity(dossier_of(ctx, "case.read", taken.id))
        assert found is not None
        return {doubt.item for doubt in found.doubts}

    before = doubtful()
    assert {"plan", "machines_networked_share"} <= before
    verifying.set_verified(ctx, taken.id, "plan", "page", remark="看过", seen=0)
    verifying.set_verified(ctx, taken.id, "machines_networked", 4, remark="数过", seen=0)
    assert doubtful() == before - {"plan"}
    verifying.set_verified(ctx, taken.id, "machines_total", 10, remark="数过", seen=0)
    assert doubtful() == before - {"plan", "machines_networked_share"}
