"""Decisions on firms: appended for good, and a credit code confirmed once; arrivals for a while."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from access.arrival import Arrival
from assessments.confirmation import Confirmation
from assessments.model import HANDED_IN, Stage
from assessments.refusals import Invalid
from storage import SqlStore, open_store
from tests.store.samples import DRAFT, NOON, SUBMITTED, enterprise

CODE = "91320206MA1X9ABC3K"
MINUTE = timedelta(minutes=1)


def decision(record: str = "e1", made: str = "confirmed", minutes: int = 0) -> Confirmation:
    """A decision on that record."""
    return Confirmation(
        enterprise=record,
        credit_code=CODE,
        decision=made,
        reason="查过",
        author="wangfang",
        by="王芳",
        at=NOON + minutes * MINUTE,
    )


def add(store: SqlStore, *records: str) -> None:
    """Enterprises with one credit code."""
    for record in records:
        store.add_enterprise(enterprise(record, credit_code=CODE))


def test_decisions_are_kept_in_their_order(store: SqlStore) -> None:
    """All of them, or those on some records; equal to what was put in."""
    add(store, "e1", "e2")
    made = [decision(), decision("e2", "refused"), decision(made="withdrawn", minutes=1)]
    for each in made:
        store.add_confirmation(each)
    assert store.confirmations() == made
    assert store.confirmations(["e1"]) == [made[0], made[2]]
    assert store.confirmations([]) == []


def test_no_decision_is_changed_or_removed(store: SqlStore) -> None:
    """The database itself refuses it."""
    add(store, "e1")
    store.add_confirmation(decision())
    for change in ("UPDATE confirmations SET reason = ''", "DELETE FROM confirmations"):
        with pytest.raises(DBAPIError), store.engine.begin() as connection:
            connection.execute(sa.text(change))
    assert store.confirmations() == [decision()]


def test_of_two_records_with_one_code_one_is_confirmed(store: SqlStore) -> None:
    """The second is refused and leaves nothing, also within a transaction, until the first ends."""
    add(store, "e1", "e2")
    store.add_confirmation(decision())
    with store.transaction() as one:
        with pytest.raises(Invalid):
            one.add_confirmation(decision("e2"))
        one.add_confirmation(decision("e2", "refused"))
    assert [each.enterprise for each in store.confirmations()] == ["e1", "e2"]
    store.add_confirmation(decision(made="withdrawn"))
    store.add_confirmation(decision("e2"))
    with pytest.raises(Invalid):
        store.add_confirmation(decision("e1"))


def test_of_many_that_confirm_at_once_one_succeeds(address: str) -> None:
    """Eight centres, eight records, one code."""
    store = open_store(address, migrate=True)
    records = [f"e{n}" for n in range(8)]
    add(store, *records)

    def confirmed(record: str) -> bool:
        try:
            store.add_confirmation(decision(record))
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(confirmed, records)) == 1
    assert len(store.confirmations()) == 1
    store.close()


def test_claimed_records_have_a_code_and_a_holder(store: SqlStore) -> None:
    """Of those stages and that centre; who only typed a code is not among them."""
    store.add_centre("c1", "惠山促进中心")
    add(store, "e1", "e2")
    store.add_enterprise(enterprise("e3"))
    for record in ("e1", "e2", "e3"):
        made = {
            "id": f"a{record}",
            "enterprise": record,
            "centre": "c1" if record == "e1" else None,
        }
        store.add_assessment(SUBMITTED.model_copy(update=made), None)
    store.add_assessment(DRAFT.model_copy(update={"id": "draft"}), None)
    assert store.claimed_records(HANDED_IN) == []
    for record in ("e1", "e3"):
        store.hold(record, record, "owner", NOON)
    found = store.claimed_records(HANDED_IN)
    assert [(each.id, of.id, held_by) for each, of, held_by in found] == [("ae1", "e1", "e1")]
    assert store.claimed_records(HANDED_IN, "c1") == found
    assert store.claimed_records(HANDED_IN, "c2") == []
    assert store.claimed_records([Stage.DRAFT])[0][0].id == "draft"


def test_the_records_of_a_code_tell_which_are_signed(store: SqlStore) -> None:
    """Every record with that code, whoever made it."""
    add(store, "e1", "e2", "e3")
    signed = {"id": "signed", "stage": Stage.VERIFIED, "signed_at": NOON}
    store.add_assessment(SUBMITTED, None)
    store.add_assessment(SUBMITTED.model_copy(update=signed), None)
    store.add_assessment(SUBMITTED.model_copy(update={"id": "b", "enterprise": "e2"}), None)
    found = store.records_of_codes([CODE, "x"])
    assert found == {CODE: {"e1": True, "e2": False, "e3": False}}


def test_arrivals_are_found_by_line_and_sheet_and_forgotten(store: SqlStore) -> None:
    """Those alike with an assessment's own, since a time; old ones go."""
    add(store, "e1")
    values = [("a", "x", None), ("b", "x", None), ("c", None, None), ("d", "y", None)]
    made = [Arrival(assessment=id, deed="start", at=NOON, line=line) for id, line, _ in values]
    made.append(Arrival(assessment="a", deed="submit", at=NOON + MINUTE, line="z", sheet="s"))
    made.append(Arrival(assessment="d", deed="submit", at=NOON + MINUTE, line="z2", sheet="s"))
    for id, *_ in values:
        store.add_assessment(DRAFT.model_copy(update={"id": id}), None)
    for arrival in made:
        store.add_arrival(arrival)
    assert [arrival for arrival, _ in store.arrivals(NOON)] == made
    alike = [arrival for arrival, of in store.arrivals(NOON, alike=["a"]) if of.id == "e1"]
    assert alike == [made[0], made[1], made[4], made[5]]
    assert [arrival for arrival, _ in store.arrivals(NOON, alike=["c"])] == [made[2]]
    store.forget_arrivals_before(NOON + MINUTE)
    assert [arrival for arrival, _ in store.arrivals(NOON)] == made[4:]
