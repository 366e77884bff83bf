"""Centres, accounts, sessions, attempts, secrets."""

from datetime import timedelta

import pytest

from access.account import Account
from access.actor import Role
from assessments.refusals import Invalid, NotFound
from storage import SqlStore
from tests.store.samples import NOON, enterprise

WANG = Account(
    username="wangfang",
    name="王芳",
    role=Role.CONSULTANT,
    centre="c1",
    password_hash="hash",
    created_at=NOON,
)


def test_centres_are_listed_by_name(store: SqlStore) -> None:
    """Every centre under its id."""
    store.add_centre("c2", "b")
    store.add_centre("c1", "a")
    assert list(store.centres().items()) == [("c1", "a"), ("c2", "b")]


def test_an_account_comes_back_equal_and_its_hash_can_be_renewed(store: SqlStore) -> None:
    """Nothing but the hash changes."""
    store.add_centre("c1", "惠山促进中心")
    store.add_account(WANG)
    assert store.account("wangfang") == WANG
    assert store.account("nobody") is None
    store.change_account("wangfang", password_hash="new")
    assert store.account("wangfang") == WANG.model_copy(update={"password_hash": "new"})


def test_a_user_name_is_given_once(store: SqlStore) -> None:
    """The second account of a name is refused, also within a transaction; the first one stays."""
    store.add_centre("c1", "惠山促进中心")
    store.add_account(WANG)
    with store.transaction() as one:
        with pytest.raises(Invalid):
            one.add_account(WANG.model_copy(update={"name": "another"}))
        one.add_centre("c2", "滨湖促进中心")
    assert store.account("wangfang") == WANG
    assert set(store.centres()) == {"c1", "c2"}


def test_an_account_belongs_to_a_centre_that_exists(store: SqlStore) -> None:
    """An unknown centre is NotFound, and no account is made."""
    with pytest.raises(NotFound):
        store.add_account(WANG)
    assert store.account("wangfang") is None


def test_a_session_lives_until_it_expires_or_ends(store: SqlStore) -> None:
    """At the moment of expiry it is over; a later one of the same token replaces it."""
    store.put_session("d", {"username": "a"}, NOON)
    store.put_session("d", {"username": "b"}, NOON + timedelta(hours=1))
    assert store.session("d", NOON) == {"username": "b"}
    assert store.session("d", NOON + timedelta(hours=1)) is None
    store.end_session("d")
    assert store.session("d", NOON) is None


def test_expired_sessions_are_forgotten(store: SqlStore) -> None:
    """Those that have expired go, the others stay."""
    store.put_session("old", {}, NOON)
    store.put_session("new", {}, NOON + timedelta(seconds=1))
    store.end_sessions_before(NOON)
    early = NOON - timedelta(days=1)
    assert store.session("old", early) is None
    assert store.session("new", early) == {}


def test_attempts_are_counted_by_subject_and_time(store: SqlStore) -> None:
    """The last times between two moments, both included, oldest first; the forgotten are gone."""
    times = [NOON + timedelta(seconds=second) for second in range(4)]
    numbers = [store.add_attempt("a", at) for at in reversed(times)]
    store.add_attempt("b", NOON)
    assert store.attempts("a", times[1], times[3], 9) == times[1:]
    assert store.attempts("a", times[0], times[2], 9) == times[:3]
    assert store.attempts("a", times[0], times[3], 2) == times[2:]
    store.forget_attempts(numbers[:1])
    assert store.attempts("a", NOON, times[3], 9) == times[:3]
    store.keep_attempts_within(times[1], times[1])
    assert store.attempts("a", NOON, times[3], 9) == times[1:2]
    store.add_attempt("b", NOON)
    store.clear_attempts("a")
    assert store.attempts("a", NOON, times[3], 9) == []
    assert store.attempts("b", NOON, NOON, 9) == [NOON]


def test_a_secret_is_made_once(store: SqlStore) -> None:
    """The same 32 bytes every time, others under another name."""
    first = store.secret("csrf")
    assert store.secret("csrf") == first
    assert len(first) == 32
    assert store.secret("other") != first


def test_whoever_holds_a_record_is_listed_with_since_when(store: SqlStore) -> None:
    """All records, or those that are asked for, in the order of records."""
    at = NOON
    for id in ("e1", "e2", "e3"):
        store.add_enterprise(enterprise(id))
    for id, holder in (("e2", "e1"), ("e1", "e1")):
        store.hold(id, holder, "zhou", at)
    assert store.all_held() == [("e1", "e1", at), ("e2", "e1", at)]
    assert store.all_held({"e2", "e3"}) == [("e2", "e1", at)]
