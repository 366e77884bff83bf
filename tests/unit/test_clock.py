"""A clock that is set back opens nothing that had expired, and reorders nothing that was kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.actor import Role
from access.throttle import AHEAD
from assessments.refusals import NotAllowed, NotFound
from services import accounts, auditing, continuing, filling, links, plans
from services.dossier import dossier_of
from solutions.plans.model import Limits
from tests.town import PASSWORD, Town, new_town

FEW = settings(max_examples=6, deadline=None)
# by so many minutes the clock jumps, back or ahead
JUMPS = st.lists(
    st.sampled_from([-600_000, -5_000, -90, -2, 1, 30, 59, 61, 700, 5_000]), min_size=3, max_size=9
)


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty one, whose clock the test sets."""
    with new_town() as made:
        yield made


@FEW
@given(jumps=JUMPS)
def test_what_was_found_to_have_ended_never_opens_again(jumps: list[int]) -> None:
    """Sessions of accounts, and one-time links: whatever the clock says afterwards.

    Nor does one open longer than it is good for, nor at a time before its own.
    """
    with new_town() as town:
        town.consultant()
        begun, kept = town.now, town.settings
        token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.9")
        link = links.invite(town.operator, "某", Role.OFFICIAL)
        over = {"session": False, "link": False}
        for minutes in jumps:
            town.wait(minutes=minutes)
            opens = {"session": accounts.actor_of(town.visitor, token).role is Role.CONSULTANT}
            try:
                links.linked(town.visitor, link)
                opens["link"] = True
            except (NotFound, NotAllowed):
                opens["link"] = False
            ends = {
                "session": begun + timedelta(hours=kept.session_hours),
                "link": begun + timedelta(hours=kept.link_hours),
            }
            for what, end in ends.items():
                assert not (opens[what] and over[what]), what
                assert not opens[what] or begun - AHEAD <= town.now < end, what
                over[what] |= town.now >= end


def test_a_session_works_again_when_the_clock_is_right_again(town: Town) -> None:
    """A wrong clock keeps people out; it does not end what is good."""
    town.consultant()
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.9")
    town.wait(days=-400)
    assert accounts.actor_of(town.visitor, token).role is Role.VISITOR
    town.wait(days=400, minutes=1)
    assert accounts.actor_of(town.visitor, token).role is Role.CONSULTANT


def test_the_browser_of_a_draft_goes_on_while_the_clock_is_wrong(town: Town) -> None:
    """Who fills in by a code is not thrown out, for many have not noted it."""
    draft = town.started()
    accounts.bind_assessment(town.holder(draft), "token", draft.id)
    town.wait(days=-400)
    assert accounts.actor_of(town.visitor, "token").assessment == draft.id
    filling.record_answer(town.holder(draft), draft.id, "plan", "page", seen=0)


@FEW
@given(jumps=JUMPS)
def test_what_was_kept_keeps_its_order(jumps: list[int]) -> None:
    """Answers by their revision, the trail by its number, whatever times they bear."""
    with new_town() as town:
        draft = town.started()
        mine, values = town.holder(draft), []
        for seen, minutes in enumerate(jumps):
            town.wait(minutes=minutes)
            value = ("page", "budgeted")[seen % 2]
            filling.record_answer(mine, draft.id, "plan", value, seen=seen)
            filling.record_answer(mine, draft.id, "scrap_rate", seen % 30, seen=seen)
            filling.renew_code(mine, draft.id)
            values.append(value)
        history = town.store.answer_history(draft.id)
        for item in ("plan", "scrap_rate"):
            revisions = [each.revision for each in history if each.item == item]
            assert revisions == list(range(1, len(jumps) + 1))
        now = filling.sheet(mine, draft.id).answers
        assert (now["plan"].value, now["scrap_rate"].value) == (values[-1], (len(jumps) - 1) % 30)
        numbers = [
            line.number for line in auditing.trail(town.operator, auditing.AuditFilter()).lines
        ]
        assert numbers == sorted(numbers, reverse=True)
        assert not list(auditing.audit_faults(town.operator))


def test_the_next_round_comes_after_the_one_before_whatever_the_clock_says(town: Town) -> None:
    """A second round that bears an earlier day is compared with the first, and never before it."""
    first = town.submitted()
    town.wait(days=-200)
    second = continuing.continue_with(town.holder(first), first.id, "workshop").assessment
    assert second.started_at < first.started_at
    assert second.round == 1
    assert [each.id for each in town.store.rounds(first.enterprise)] == [first.id, second.id]
    _, rounds, _ = town.store.series(first.id)
    assert [each.id for each in rounds] == [first.id, second.id]
    owner = town.consultant()
    town.answer(second)
    filling.submit(town.holder(second), second.id, owner.actor.centre)
    earlier = dossier_of(town.operator, "report.read", second.id).earlier
    assert earlier is not None
    assert earlier.assessment.id == first.id
    assert dossier_of(town.operator, "report.read", first.id).earlier is None


def test_the_history_of_a_plan_goes_by_revision(town: Town) -> None:
    """What was done last is what is undone, though it bears an earlier day."""
    case = town.submitted()
    ctx, first = town.holder(case), Limits(at_once=2)
    plans.set_limits(ctx, case.id, first, seen=0)
    town.wait(days=-200)
    plans.set_limits(ctx, case.id, Limits(at_once=1), seen=1)
    assert plans.undo(ctx, case.id, seen=2).plan.choices.limits == first


def test_who_has_to_wait_waits_no_longer_than_told(town: Town) -> None:
    """Counters that lie ahead count no more; those of a minute's difference do."""
    town.consultant()
    for _ in range(5):
        with pytest.raises(NotAllowed):
            accounts.sign_in(town.visitor, "wangfang", "wrong password", "192.0.2.9")
    town.wait(seconds=-50)
    with pytest.raises(NotAllowed) as slowed:
        accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.9")
    assert slowed.value.key == "too_many_attempts"
    town.wait(days=-200)
    assert accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.9")
