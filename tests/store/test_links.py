"""Links that are used once, sessions of an account, and records that an enterprise holds."""

from datetime import timedelta

import pytest

from access.account import Account, OneTimeLink
from access.actor import Role
from assessments.refusals import Invalid, NotFound
from storage import SqlStore
from tests.store.samples import NOON, assessment, enterprise

LATER = NOON + timedelta(hours=1)
LINK = OneTimeLink(
    digest="d1",
    kind="invite",
    name="李宁",
    role=Role.OFFICIAL,
    made_by="admin",
    made_at=NOON,
    expires=LATER,
)


def owner(username: str = "owner", enterprise: str = "e1") -> Account:
    """An owner of an enterprise."""
    return Account(
        username=username,
        name="王芳",
        role=Role.OWNER,
        enterprise=enterprise,
        password_hash="hash",
        created_at=NOON,
    )


def test_a_link_is_used_once_and_ends(store: SqlStore) -> None:
    """Only the first of two who use it does; an expired one and an unknown one are none."""
    store.add_link(LINK)
    assert store.link("d1", NOON) == LINK
    assert not store.use_link("d1", LATER)
    assert [store.use_link("d1", NOON) for _ in range(2)] == [True, False]
    assert store.link("d1", NOON) is None
    store.remove_link("d1")  # a used one stays, for whoever asks who came by it
    assert not store.use_link("other", NOON)


def test_a_link_that_was_found_expired_is_gone_whatever_the_clock_says(store: SqlStore) -> None:
    """And one that was made at a time that lies ahead opens nothing until then."""
    store.add_link(LINK)
    early = NOON - timedelta(hours=1)
    assert store.link("d1", early) is None
    assert not store.use_link("d1", early)
    assert store.link("d1", NOON) == LINK
    assert store.link("d1", LATER) is None
    assert store.link("d1", NOON) is None


def test_a_session_that_was_found_expired_is_gone_whatever_the_clock_says(store: SqlStore) -> None:
    """And one that was used at a time that lies ahead opens nothing until then."""
    store.put_session("d", {"username": "one"}, LATER, NOON)
    early = NOON - timedelta(hours=1)
    assert store.holder("d", early) is None
    assert store.session("d", NOON) == {"username": "one"}
    assert store.session("d", LATER) is None
    assert store.session("d", NOON) is None


def test_open_links_are_listed_until_they_are_removed(store: SqlStore) -> None:
    """The last made first; what was used, expired or removed is not among them."""
    for number, at in enumerate((NOON, NOON + timedelta(minutes=1))):
        store.add_link(LINK.model_copy(update={"digest": str(number), "made_at": at}))
    store.add_link(LINK.model_copy(update={"digest": "old", "expires": NOON}))
    assert [each.digest for each in store.open_links(NOON)] == ["1", "0"]
    store.remove_link("1")
    store.use_link("0", NOON)
    assert store.open_links(NOON) == []


def test_a_second_reset_of_an_account_ends_the_first(store: SqlStore) -> None:
    """Of the same account only; invitations stand side by side."""
    for digest, username in (("a", "one"), ("b", "one"), ("c", "two"), ("d", None), ("e", None)):
        kind = "invite" if username is None else "reset"
        changes = {"digest": digest, "kind": kind, "username": username}
        store.add_link(LINK.model_copy(update=changes))
    assert {each.digest for each in store.open_links(NOON)} == {"b", "c", "d", "e"}


def test_sessions_of_an_account_are_found_and_ended(store: SqlStore) -> None:
    """The last seen first; all but one, or all; those of others and of enterprises stay."""
    for digest, username, minutes in (("a", "one", 0), ("b", "one", 1), ("c", "two", 2)):
        seen = NOON + timedelta(minutes=minutes)
        store.put_session(digest, {"username": username}, LATER, seen)
    store.put_session("browser", {"assessment": "a1"}, LATER)
    assert [each.digest for each in store.sessions_of("one", NOON)] == ["b", "a"]
    store.see_session("a", LATER)
    assert [each.digest for each in store.sessions_of("one", NOON)] == ["a", "b"]
    assert store.sessions_of("one", LATER) == []
    store.end_sessions_of("one", but="b")
    assert [each.digest for each in store.sessions_of("one", NOON)] == ["b"]
    store.end_sessions_of("one")
    assert store.sessions_of("one", NOON) == []
    assert [each.digest for each in store.sessions_of("two", NOON)] == ["c"]
    assert store.session("browser", NOON) is not None


def test_browsers_of_an_assessment_end_and_accounts_stay(store: SqlStore) -> None:
    """Whoever came by its code is out; whoever is signed in and looks at it is not."""
    store.put_session("browser", {"assessment": "a1"}, LATER)
    store.put_session("other", {"assessment": "a2"}, LATER)
    store.put_session("account", {"username": "owner", "assessment": "a1"}, LATER)
    store.end_browsers_of("a1")
    left = {each for each in ("browser", "other", "account") if store.session(each, NOON)}
    assert left == {"other", "account"}


def test_a_record_is_held_once(store: SqlStore) -> None:
    """Again by the same changes nothing; by another it is refused, also within a transaction."""
    for id in ("e1", "e2", "e3"):
        store.add_enterprise(enterprise(id))
    store.hold("e1", "e1", "owner", NOON)
    store.hold("e3", "e1", "owner", NOON)
    store.hold("e3", "e1", "owner", LATER)
    with store.transaction() as one:
        with pytest.raises(Invalid):
            one.hold("e3", "e2", "other", NOON)
        one.hold("e2", "e2", "other", NOON)
    assert store.holdings("e1") == {"e1", "e3"}
    assert store.holdings("e2") == {"e2"}
    assert (store.holder_of_record("e3"), store.holder_of_record("e4")) == ("e1", None)


def test_accounts_and_assessments_are_found_by_whose_they_are(store: SqlStore) -> None:
    """Of a centre, of an enterprise, or all; an enterprise that is not there is told."""
    for id in ("e1", "e2"):
        store.add_enterprise(enterprise(id))
        store.add_assessment(assessment(f"a-{id}", enterprise=id), None)
    store.add_account(owner())
    store.add_account(owner("another", "e2"))
    assert [each.username for each in store.accounts()] == ["another", "owner"]
    assert [each.username for each in store.accounts(enterprise="e1")] == ["owner"]
    assert store.accounts(centre="c1") == []
    found = store.assessments(records={"e2"})
    assert [each.id for each, _ in found] == ["a-e2"]
    assert store.assessments(records=()) == []
    with pytest.raises(NotFound):
        store.add_account(owner("third", "nowhere"))


def test_an_account_is_found_by_what_a_provider_calls_it(store: SqlStore) -> None:
    """Two accounts are never the same person to it."""
    store.add_enterprise(enterprise())
    store.add_account(owner())
    store.change_account("owner", identity="https://id.example|7", totp="secret")
    found = store.account_of_identity("https://id.example|7")
    assert found is not None
    assert (found.username, found.totp) == ("owner", "secret")
    assert store.account_of_identity("https://id.example|8") is None


def test_a_code_of_the_second_step_works_once(store: SqlStore) -> None:
    """Neither it nor an earlier one is taken after it."""
    store.add_enterprise(enterprise())
    store.add_account(owner())
    tried = [store.use_totp_step("owner", step) for step in (7, 7, 6, 8)]
    assert tried == [True, False, False, True]


def test_a_clock_that_was_set_back_keeps_nobody_from_the_second_step(store: SqlStore) -> None:
    """A code used in a future that never came holds nobody up; each works once all the same."""
    store.add_enterprise(enterprise())
    store.add_account(owner())
    half_a_year = 180 * 24 * 120
    tried = [store.use_totp_step("owner", step) for step in (half_a_year, 7, 7, 6, 8)]
    assert tried == [True, True, False, False, True]
