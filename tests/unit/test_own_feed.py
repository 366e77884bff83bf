"""The feed of an enterprise: its own rounds, and those of nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from access.actor import Role
from assessments.refusals import Invalid, NotAllowed
from services import accounts, handing_out, interface_keys, interface_uses, people
from services.context import Context
from services.interface.own import own_results
from services.interface_keys import actor_of_key
from services.links import owner_link, use
from services.personal.notice import VERSION
from tests.town import PASSWORD, Town, new_town


@pytest.fixture
def town() -> Iterator[Town]:
    """A town in which nothing has happened."""
    with new_town() as made:
        yield made


def owner_of(town: Town, assessment: object, username: str) -> Context:
    """The owner of that assessment's enterprise."""
    token = owner_link(town.holder(assessment), assessment.id, "业主")  # type: ignore[arg-type, attr-defined]  # any assessment
    use(town.visitor, token, username, PASSWORD, consent=VERSION)
    held = accounts.sign_in(town.visitor, username, PASSWORD, "192.0.2.1")
    return town.ctx(accounts.actor_of(town.visitor, held))


def by(town: Town, key: str) -> Context:
    """Whoever calls with that key."""
    return town.ctx(actor_of_key(town.visitor, key)[0])


def test_the_feed_has_the_own_rounds_and_nobody_elses(town: Town) -> None:
    """Totals, level, dimensions, edition, dates, side, and the check code of a report."""
    signed, other = town.signed(), town.submitted(name="别家")
    draft = town.filled(name="草稿厂")
    owner, rival = owner_of(town, signed, "owner"), owner_of(town, other, "rival")
    handing_out.hand_out(owner, signed.id, "zh", "html")
    feed = own_results(by(town, interface_keys.issue_own_key(owner, "系统")))
    assert [each.assessment for each in feed.rounds] == [signed.id]
    (only,) = feed.rounds
    assert [each.side for each in only.results] == ["claimed", "verified"]
    assert only.results[1].total is not None
    assert only.results[1].dimensions
    (code,) = only.check_codes
    assert handing_out.check(town.visitor, code).statement.assessment == signed.id
    theirs = own_results(by(town, interface_keys.issue_own_key(rival, "系统")))
    assert [each.assessment for each in theirs.rounds] == [other.id]
    assert [each.side for each in theirs.rounds[0].results] == ["claimed"]
    assert draft.id not in feed.model_dump_json() + theirs.model_dump_json()


def test_a_verified_result_is_not_there_before_it_is_signed(town: Town) -> None:
    """What a consultant has in the works stays there."""
    case = town.under_verification()
    owner = owner_of(town, case, "owner")
    feed = own_results(by(town, interface_keys.issue_own_key(owner, "系统")))
    assert [each.side for each in feed.rounds[0].results] == ["claimed"]


def test_a_key_ends_with_the_account_that_made_it(town: Town) -> None:
    """Deactivated, it opens nothing; keys are bounded in number and time."""
    owner = owner_of(town, town.submitted(), "owner")
    key = interface_keys.issue_own_key(owner, "系统", days=2)
    for days in (0, 731):
        with pytest.raises(Invalid):
            interface_keys.issue_own_key(owner, "系统", days=days)
    for _ in range(4):
        interface_keys.issue_own_key(owner, "系统")
    with pytest.raises(Invalid, match="key_too_many"):
        interface_keys.issue_own_key(owner, "系统")
    assert by(town, key).actor.role is Role.FEED
    people.deactivate(town.operator, "owner")
    with pytest.raises(NotAllowed, match="key_unknown"):
        by(town, key)


def test_use_is_counted_and_kept_by_the_hour(town: Town) -> None:
    """How often, and when last, also over a restart; a key that was never used has no count."""
    owner = owner_of(town, town.submitted(), "owner")
    ctx = by(town, interface_keys.issue_own_key(owner, "系统"))
    (key,) = interface_keys.own_keys(owner)
    assert interface_uses.own_uses(owner) == {}
    for _ in range(5):
        interface_uses.count_use(ctx, key.id)
    assert interface_uses.own_uses(owner)[key.id].calls == 1
    town.wait(hours=2)
    interface_uses.count_use(replace(ctx, now=lambda: town.now), key.id)
    assert interface_uses.own_uses(owner)[key.id].calls == 6
    assert interface_uses.own_uses(owner)[key.id].last == town.now
    assert timedelta(hours=1) == interface_uses.KEPT_EVERY
