"""The audit trail stays with what it tells of, is never changed, and shows it where it was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from access.audit import START, AuditEntry, AuditFilter, ChainFault, ChainHead, FaultKind, faults
from storage import SqlStore, open_store
from storage.tables import audit
from storage.transfer.copying import copy_store
from tests.store.samples import NOON


def entry(number: int = 1, **changes: Any) -> AuditEntry:
    """A sign-in."""
    fields: dict[str, Any] = {
        "at": NOON + timedelta(minutes=number),
        "actor": f"user{number}",
        "role": "consultant",
        "action": "session.begin",
        "kind": "account",
        "object": f"user{number}",
        "details": {"second_step": True, "n": number, "字": "𠮷"},
    }
    return AuditEntry(**fields | changes)


def found(store: SqlStore, head: ChainHead | None = None) -> list[ChainFault]:
    """All that is wrong."""
    return list(faults(store.audit_rows(), head))


def test_entries_are_numbered_chained_and_come_back(store: SqlStore) -> None:
    """The first is chained to nothing, each further one to the one before."""
    assert store.audit_head() is None
    for number in (1, 2, 3):
        store.note(entry(number))
    rows = list(store.audit_rows())
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert [row["previous"] for row in rows] == [START, rows[0]["digest"], rows[1]["digest"]]
    assert rows[0]["at"] == "2026-03-01T04:01:00.123456+00:00"
    assert rows[0]["details"] == '{"n":1,"second_step":true,"字":"𠮷"}'
    assert store.audit_head() == ChainHead(3, rows[2]["digest"])
    assert found(store, store.audit_head()) == []


def test_an_entry_stays_with_what_it_tells_of(store: SqlStore) -> None:
    """A transaction that is taken back leaves none; one that stays has it, blocks within too."""
    with pytest.raises(RuntimeError), store.transaction() as one:  # noqa: PT012  (the block matters)
        one.add_centre("c1", "惠山")
        one.note(entry(1))
        raise RuntimeError
    assert store.audit_head() is None
    with store.transaction() as one:
        one.note(entry(1))
        with one.transaction() as two, two.snapshot() as three:
            two.add_centre("c2", "滨湖")
            three.note(entry(2))
    assert list(store.centres()) == ["c2"]
    assert [row["actor"] for row in store.audit_rows()] == ["user1", "user2"]


def test_many_writers_make_one_chain(address: str) -> None:
    """Several processes with longer transactions, half of which fail at the end."""
    stores = [open_store(address, migrate=True) for _ in range(3)]

    def write(number: int) -> None:
        with stores[number % 3].transaction() as one:
            one.add_centre(f"c{number}", f"中心{number}")
            one.note(entry(number))
            one.note(entry(number))
            if number % 2:
                raise RuntimeError

    with ThreadPoolExecutor(6) as pool:
        done = [pool.submit(write, number) for number in range(30)]
        assert sum(each.exception() is None for each in done) == 15
    assert len(list(stores[0].audit_rows())) == 30
    assert found(stores[1]) == []
    for each in stores:
        each.close()


@pytest.mark.parametrize("act", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_one(store: SqlStore, act: str) -> None:
    """Append-only holds for whoever reaches the database."""
    store.note(entry())
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(sa.text(act))


MUTATIONS: dict[str, tuple[FaultKind, int, int]] = {
    "UPDATE audit SET actor = 'nobody' WHERE number = 3": ("changed", 3, 3),
    "UPDATE audit SET details = 'no JSON' WHERE number = 3": ("changed", 3, 3),
    "UPDATE audit SET at = 'no time' WHERE number = 3": ("changed", 3, 3),
    "DELETE FROM audit WHERE number IN (2, 3)": ("missing", 2, 3),
    "DELETE FROM audit WHERE number = 1": ("missing", 1, 1),
    "DELETE FROM audit WHERE number > 4": ("cut", 5, 6),
    "DELETE FROM audit": ("cut", 1, 6),
    "UPDATE audit SET number = CASE number WHEN 2 THEN -3 WHEN 3 THEN -2 END"
    " WHERE number IN (2, 3); UPDATE audit SET number = -number WHERE number < 0": (
        "unlinked",
        2,
        2,
    ),
}


@pytest.fixture
def without_triggers(store: SqlStore) -> SqlStore:
    """A store of which somebody with every right took the triggers off, with six entries."""
    for number in range(1, 7):
        store.note(entry(number))
    names = {
        "sqlite": ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"],
        "postgresql": ["DROP TRIGGER audit_append_only ON audit"],
    }
    with store.engine.begin() as connection:
        for statement in names[store.engine.dialect.name]:
            connection.execute(sa.text(statement))
    return store


@pytest.mark.parametrize("act", MUTATIONS)
def test_what_was_done_to_the_trail_is_found(without_triggers: SqlStore, act: str) -> None:
    """Where an entry was changed, taken out, swapped or cut off at the end."""
    store = without_triggers
    head = store.audit_head()
    assert found(store, head) == []
    with store.engine.begin() as connection:
        for statement in act.split("; "):
            connection.execute(sa.text(statement))
    assert found(store, head)[0] == ChainFault(*MUTATIONS[act])


def test_a_trail_that_was_written_anew_does_not_have_the_noted_head(store: SqlStore) -> None:
    """Whoever can write everything can chain a trail of his own, but not to what was noted."""
    for number in (1, 2, 3):
        store.note(entry(number))
    noted = ChainHead(2, "f" * 64)
    assert found(store) == []
    assert found(store, noted) == [ChainFault("other", 2, 2)]


def test_a_page_is_the_last_entries_of_those_wanted(store: SqlStore) -> None:
    """By each thing that is asked for, and on from the last one seen."""
    for number in range(1, 8):
        even = {"centre": "c1", "enterprise": "e1", "object": "a1"} if number % 2 == 0 else {}
        store.note(entry(number, action=f"act{number % 3}", **even))

    def numbers(
        before: int | None = None, after: int = 0, most: int = 100, **wanted: Any
    ) -> list[int]:
        page = store.audit_page(AuditFilter(**wanted), before=before, after=after, most=most)
        return [row["number"] for row in page]

    assert numbers(most=3) == [7, 6, 5]
    assert numbers(before=5, most=3) == [4, 3, 2]
    assert numbers(actor="user4") == [4]
    assert numbers(centre="c1", action="act0") == [6]
    assert numbers(enterprise="e1") == numbers(object="a1") == [6, 4, 2]
    since, until = NOON + timedelta(minutes=2), NOON + timedelta(minutes=5)
    assert numbers(since=since, until=until) == [4, 3, 2]
    silent = frozenset({"consultant"})
    assert numbers(silent_roles=silent, told=frozenset({"act0"})) == [6, 3]
    some = frozenset({"act0", "act1"})
    assert numbers(actions=some) == [7, 6, 4, 3, 1]
    assert numbers(actions=some, before=7, after=1, most=2) == [6, 4]
    assert numbers(actions=some, centre="c1") == [6, 4]
    assert [row["number"] for row in store.audit_rows(AuditFilter(actions=some))] == [1, 3, 4, 6, 7]
    assert [row["number"] for row in store.audit_rows(AuditFilter(actor="user4"))] == [4]


def test_the_last_acts_of_a_kind_that_concern_a_centre_are_found_by_an_index(
    store: SqlStore,
) -> None:
    """And not by reading what else the centre has done: the page of news asks at every visit."""
    with store.engine.connect() as connection:
        indexes = sa.inspect(connection).get_indexes("audit")
    assert ["centre", "action", "number"] in [each["column_names"] for each in indexes]


def test_a_copy_has_the_same_trail(address: str, tmp_path: Any) -> None:
    """Entry by entry, to the same head, and goes on from there."""
    store = open_store(address, migrate=True)
    for number in (1, 2, 3):
        store.note(entry(number))
    rows = list(store.audit_rows())
    store.close()
    target = f"sqlite:///{tmp_path / 'copied.db'}"
    copy_store(address, target)
    copied = open_store(target)
    assert list(copied.audit_rows()) == rows
    copied.note(entry(4))
    assert found(copied, ChainHead(3, rows[2]["digest"])) == []
    assert audit.c.keys() == list(rows[0])
    copied.close()
