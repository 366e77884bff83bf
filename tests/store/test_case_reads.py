"""What a case needs is read in a few statements, and all of it at one moment."""

from datetime import timedelta

import pytest

from access.account import Account, StoredSession
from access.actor import Role
from assessments.model import Document
from assessments.refusals import NotFound
from storage import SqlStore, open_store
from tests.store.samples import NOON, answer, assessment, card, enterprise

FIRST = assessment("a1", centre="c1")
LATER = assessment("a2", round=1, started_at=NOON + timedelta(days=365))
ACCOUNT = Account(
    username="wangfang",
    name="王芳",
    role=Role.CONSULTANT,
    centre="c1",
    password_hash="x",
    created_at=NOON,
)


@pytest.fixture
def store(store: SqlStore) -> SqlStore:
    """Two rounds of one enterprise, one of another, a centre and an account."""
    store.add_centre("c1", "惠山促进中心")
    store.add_account(ACCOUNT)
    for id in ("e1", "e2"):
        store.add_enterprise(enterprise(id))
    for each in (LATER, FIRST, assessment("b1", enterprise="e2")):
        store.add_assessment(each, None)
    return store


def document(kind: str, subject: str, revision: int = 1) -> Document:
    """Something that is kept."""
    value = {"revision": revision}
    return Document(kind=kind, subject=subject, revision=revision, value=value, author="x", at=NOON)


@pytest.mark.parametrize("id", ["a1", "a2"])
def test_a_series_is_found_by_any_of_its_rounds(store: SqlStore, id: str) -> None:
    """With the enterprise, in the order in which they were begun, and the names of centres."""
    assert store.series(id) == (enterprise(), [FIRST, LATER], {"c1": "惠山促进中心"})
    assert store.series("b1")[2] == {}
    with pytest.raises(NotFound):
        store.series("nobody")


def test_answers_of_several_come_by_assessment_and_side(store: SqlStore) -> None:
    """The latest record of each item as ``answers`` gives it; only accounts have names."""
    changed = answer("plan", 2, value="budgeted")
    found = answer("plan", side="verified", author="wangfang")
    records = [answer("scrap"), answer("plan"), changed, found, answer(assessment="a2")]
    store.append_answers([*records, answer(assessment="b1")])
    answers, names = store.all_answers(["a1", "a2", "nobody"])
    assert names == {"wangfang": "王芳"}
    assert set(answers) == {("a1", "claimed"), ("a1", "verified"), ("a2", "claimed")}
    for (id, side), of_side in answers.items():
        assert list(of_side.items()) == list(store.answers(id, side).items())
    assert store.all_answers([]) == ({}, {})


def test_scorecards_of_several_are_the_newest_of_each_side(store: SqlStore) -> None:
    """A later one supersedes; what has none is left out."""
    for id, side, total in (
        ("a1", "claimed", 10.0),
        ("a1", "claimed", 20.0),
        ("a1", "verified", 30.0),
        ("b1", "claimed", 40.0),
    ):
        store.add_scorecard(id, side, card(total), NOON)  # type: ignore[arg-type]  # sides
    found = store.scorecards(["a1", "a2"])
    assert {key: each.total for key, each in found.items()} == {
        ("a1", "claimed"): 20.0,
        ("a1", "verified"): 30.0,
    }
    assert set(store.scorecards(["a1", "a2"], ["verified"])) == {
        key for key in found if key[1] == "verified"
    }
    assert store.scorecards([]) == {}


def test_documents_are_found_by_kinds_and_subjects(store: SqlStore) -> None:
    """The latest revisions: those that are named of a kind, or all of it."""
    for each in (
        document("plan", "a1"),
        document("plan", "a1", 2),
        document("plan", "b1"),
        document("solution", "s1"),
        document("solution", "s2"),
        document("template", "c1:zh"),
    ):
        store.append_document(each)
    found = store.all_documents({"plan": ["a1", "a2"], "solution": None, "template": []})
    assert found == {
        ("plan", "a1"): document("plan", "a1", 2),
        ("solution", "s1"): document("solution", "s1"),
        ("solution", "s2"): document("solution", "s2"),
    }


def test_a_session_comes_with_the_account_it_names(store: SqlStore) -> None:
    """One that names none, or one that is gone, comes alone; an expired one not at all."""
    later = NOON + timedelta(hours=1)
    for digest, data in (
        ("staff", {"username": "wangfang"}),
        ("gone", {"username": "nobody"}),
        ("bound", {"assessment": "a1"}),
    ):
        store.put_session(digest, data, later, NOON)
    staff = StoredSession("staff", {"username": "wangfang"}, later, NOON)
    assert store.holder("staff", NOON) == (staff, ACCOUNT)
    gone = StoredSession("gone", {"username": "nobody"}, later, NOON)
    assert store.holder("gone", NOON) == (gone, None)
    bound = StoredSession("bound", {"assessment": "a1"}, later, NOON)
    assert store.holder("bound", NOON) == (bound, None)
    assert store.holder("staff", later) is None
    assert store.holder("other", NOON) is None


def test_a_snapshot_sees_one_moment(address: str) -> None:
    """What is written meanwhile is not in it, and is there afterwards."""
    store = open_store(address, migrate=True)
    store.append_document(document("plan", "a1"))
    with store.snapshot() as then:
        before = then.all_documents({"plan": None})
        store.append_document(document("plan", "a1", 2))
        assert then.all_documents({"plan": None}) == before
    assert store.document("plan", "a1") == document("plan", "a1", 2)
    store.close()


def test_a_snapshot_within_a_transaction_sees_what_it_wrote(store: SqlStore) -> None:
    """It is the transaction itself, and ends with it."""
    with store.transaction() as one, one.snapshot() as seen:
        one.append_answer(answer())
        assert ("a1", "claimed") in seen.all_answers(["a1"])[0]
    assert store.answers("a1", "claimed")
