"""Rows of append-only tables go by an erasure and by nothing else, and leave nothing behind."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from access.account import Account
from access.actor import Role
from assessments.model import Document, Stage
from assessments.personal import Erasure, Traces
from storage import SqlStore, open_store
from storage.personal import OF_NOBODY, SECRET, STAYS, rows_of
from storage.tables import metadata
from tests.store.samples import NOON, answer, assessment, card, enterprise

NAME, CODE, NOTE = "惠山蓝鲸精工有限公司", "91320206MA1X9ABC3K", "找车间老周要台账"
APPEND_ONLY = ("answers", "documents", "scorecards", "scorecard_documents", "rescorings")
TRACES = Traces(frozenset({"e1"}), frozenset({"a1"}), {"zhou": "周大海"})


def filled(store: SqlStore) -> SqlStore:
    """A store with a signed assessment of a firm with an account, and a draft of another firm."""
    store.add_enterprise(enterprise(name=NAME, credit_code=CODE))
    store.add_enterprise(enterprise("e2", name="别家"))
    signed = {"stage": Stage.VERIFIED, "submitted_at": NOON, "signed_at": NOON, "signed_by": "王芳"}
    store.add_assessment(assessment(**signed), "d" * 64)
    store.add_assessment(assessment("a2", enterprise="e2"), None)
    for id in ("a1", "a2"):
        store.append_answer(answer(assessment=id, note=NOTE, author="zhou"))
        store.append_document(document("plan", id, {"note": NAME if id == "a1" else "别家"}))
        store.add_rescoring(id, "claimed", card(), NOON)
    store.append_document(document("handed_out", "CODE1", {"statement": {"assessment": "a1"}}))
    store.append_document(document("declared", "e1"))
    store.add_scorecard("a1", "claimed", card(40.0), NOON)
    store.add_scorecard("a1", "claimed", card(50.0), NOON)
    store.add_account(
        Account(
            username="zhou",
            name="周大海",
            role=Role.OWNER,
            enterprise="e1",
            password_hash="hash",
            created_at=NOON,
        )
    )
    store.hold("e1", "e1", "zhou", NOON)
    store.put_session("s1", {"username": "zhou"}, NOON + timedelta(days=1))
    store.put_session("s2", {"known": ["wang", "zhou"]}, NOON + timedelta(days=1))
    return store


def document(kind: str, subject: str, value: object = None) -> Document:
    """Written by the account, about the firm."""
    value = {"note": NAME} if value is None else value
    return Document(kind=kind, subject=subject, revision=1, value=value, author="zhou", at=NOON)


def erasure() -> Erasure:
    """All of e1; its figures stay under other ids."""
    kept = assessment("k1", enterprise="n1", stage=Stage.VERIFIED, submitted_at=NOON)
    firm = enterprise("n1", name="—", employees=20, revenue=None)
    return Erasure(TRACES, NOON, {"e1": firm}, {"a1": kept})


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_without_an_erasure_the_database_refuses(store: SqlStore, table: str) -> None:
    """Neither a change nor a deletion, of whatever row."""
    filled(store)
    there = metadata.tables[table]
    column = next(iter(there.columns))
    for act in (sa.delete(there), sa.update(there).values({column: column})):
        with pytest.raises(DBAPIError, match="append-only"), store.writer.begin() as connection:
            connection.execute(act)


def test_an_erasure_lets_go_its_own_rows_only(store: SqlStore) -> None:
    """Within its transaction too, another firm's rows of the same tables cannot be touched."""
    filled(store)
    with store.engine.connect() as connection, connection.begin() as one:
        connection.execute(sa.text("INSERT INTO erasures VALUES ('a1')"))
        connection.execute(sa.text("DELETE FROM answers WHERE assessment = 'a1'"))
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(sa.text("DELETE FROM answers WHERE assessment = 'a2'"))
        one.rollback()
    assert store.answers("a1", "claimed")


def test_an_erasure_takes_all_and_leaves_the_figures(store: SqlStore) -> None:
    """Nothing is found any more; the newest figures are there as they were, as somebody else's."""
    before = filled(store).figures(list(Stage))
    store.erase(erasure())
    assert not any(store.personal_rows(TRACES).values())
    after = store.figures(list(Stage))
    same = ["total", "level", "side", "division", "district", "year", "submitted_at"]
    assert before[same].equals(after[same])
    assert list(after["assessment"]) == ["k1"]
    assert [each.id for each, _ in store.assessments()] == ["a2"]
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM erasures")).scalar() == 0
        authors = connection.execute(sa.text("SELECT DISTINCT author FROM answers")).scalars()
        assert list(authors) == ["erased"]
    assert store.session("s2", NOON) == {"known": ["wang"]}
    assert store.document("handed_out", "CODE1").value == {"erased": True}  # type: ignore[union-attr]


def test_an_erasure_that_fails_has_erased_nothing(store: SqlStore) -> None:
    """What stays is refused (its enterprise is not there): every row is as it was."""
    filled(store)
    wrong = assessment("k1", enterprise="nobody", submitted_at=NOON)
    with pytest.raises(DBAPIError):
        store.erase(Erasure(TRACES, NOON, {}, {"a1": wrong}))
    assert store.enterprise("e1").name == NAME
    assert store.answers("a1", "claimed")["plan"].note == NOTE


def test_every_table_and_column_is_handed_out_or_says_why_not() -> None:
    """A new table has to be about somebody, or say why it is about nobody."""
    covered = {table.name for table in rows_of(TRACES, ())}
    assert covered | OF_NOBODY.keys() == metadata.tables.keys()
    assert not covered & OF_NOBODY.keys()
    assert covered >= STAYS.keys()
    assert all({*OF_NOBODY.values(), *STAYS.values()})
    columns = {name: set(table.columns.keys()) for name, table in metadata.tables.items()}
    assert all(secret < columns[name] for name, secret in SECRET.items())


@pytest.mark.parametrize("whole", [False, True])
def test_no_byte_of_an_erased_firm_is_left_in_the_file(tmp_path: Path, whole: bool) -> None:
    """Neither in the database nor in the log beside it, written anew or not."""
    file = tmp_path / "store.db"
    store = filled(open_store(f"sqlite:///{file}", migrate=True))
    words = [each.encode() for each in (NAME, CODE, NOTE, "周大海", "zhou")]
    bytes_before = content_of(file)
    assert all(word in bytes_before for word in words)
    everybody_s = NOTE.encode()  # the other firm has it too, and keeps it
    store.erase(erasure())
    store.scrub(whole=whole)
    left = content_of(file)
    assert [word for word in words if word in left] == [everybody_s]
    store.close()


def content_of(file: Path) -> bytes:
    """The file of a database and what stands beside it."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))


def test_no_word_of_an_erased_firm_is_left_on_a_server(store: SqlStore) -> None:
    """Every row of every table, read as a dump reads it."""
    filled(store)
    store.erase(erasure())
    with store.engine.connect() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        ]
    assert len(rows) > 5
    words = (NAME, CODE, "周大海", "'zhou'", "'a1'", "'e1'")
    assert [word for word in words for row in rows if word in row] == []
