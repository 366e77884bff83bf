"""What a list shows is what the table allows, whoever asks about whichever case."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.actor import Actor, Role
from access.scope import scope_of
from access.table import allowed
from assessments.model import Assessment, Stage
from assessments.refusals import NotAllowed

LISTING = (Role.CONSULTANT, Role.LEAD)
places = st.sampled_from([None, "", "c1", "c2"])
actors = st.builds(
    Actor, st.sampled_from(LISTING), id=st.sampled_from(["one", "two"]), centre=places
)
cases = st.builds(
    Assessment,
    id=st.just("a"),
    enterprise=st.just("e"),
    questionnaire=st.just("q"),
    edition=st.just("1"),
    digest=st.just("d"),
    started_at=st.just(datetime(2026, 3, 1, tzinfo=UTC)),
    stage=st.sampled_from(Stage),
    centre=places,
    consultant=st.sampled_from([None, "one", "two"]),
)


@given(actors, cases)
def test_a_scope_holds_just_what_may_be_followed(actor: Actor, case: Assessment) -> None:
    """As a store applies it: the centre, and in whose hands; a centre without an id has none."""
    scope = scope_of(actor)
    inside = (
        bool(scope.centre)
        and case.centre == scope.centre
        and (scope.hands is None or case.consultant in (None, scope.hands))
    )
    assert allowed(actor, "case.follow", case) is inside


@given(actors, cases)
def test_what_can_be_opened_can_be_followed(actor: Actor, case: Assessment) -> None:
    """Nobody has a case that stands in no list; of a draft nothing but its line is seen."""
    if allowed(actor, "case.read", case):
        assert allowed(actor, "case.follow", case)
        assert case.stage is not Stage.DRAFT
    if case.stage is Stage.DRAFT:
        assert not any(allowed(actor, what, case) for what in ("case.read", "result.read"))


@pytest.mark.parametrize("role", [role for role in Role if role not in LISTING])
def test_who_has_no_list_has_no_scope(role: Role) -> None:
    """Nor has anybody who has to settle the second step first."""
    with pytest.raises(NotAllowed):
        scope_of(Actor(role, id="x", centre="c1"))
    with pytest.raises(NotAllowed):
        scope_of(Actor(Role.LEAD, id="x", centre="c1", unsettled=True))
