"""Rows of append-only tables go by an erasure and by nothing else, and leave nothing behind."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from access.account import Account
from access.actor import Role
from access.arrival import Arrival
from access.audit import faults
from assessments.confirmation import Confirmation
from assessments.model import HANDED_IN, Document, Stage
from assessments.personal import Erasure, Traces
from services.personal import erasing
from storage import SqlStore, open_store
from storage.personal import OF_NOBODY, SECRET, STAYS, rows_of
from storage.tables import metadata
from tests.store.samples import NOON, answer, assessment, card, enterprise
from tests.town import Town

NAME, CODE, NOTE = "惠山蓝鲸精工有限公司", "91320206MA1X9ABC3K", "找车间老周要台账"
IDENTITY, LINE = "https://login.example.cn 4711", "f" * 64
RESULTS = ("scorecards", "scorecard_documents", "scorecard_details", "rescorings")
APPEND_ONLY = ("answers", "documents", "confirmations", *RESULTS)
TRACES = Traces(frozenset({"e1"}), frozenset({"a1"}), {"zhou": "周大海"})


def filled(store: SqlStore) -> SqlStore:
    """A store with a signed assessment of a firm with an account, and a draft of another firm."""
    store.add_enterprise(enterprise(name=NAME, credit_code=CODE))
    store.add_enterprise(enterprise("e2", name="别家"))
    signed: dict[str, Any] = {
        "stage": Stage.VERIFIED,
        "submitted_at": NOON,
        "signed_at": NOON,
        "signed_by": "王芳",
    }
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
            identity=IDENTITY,
        )
    )
    store.hold("e1", "e1", "zhou", NOON)
    store.add_confirmation(decision("e1", CODE, reason=NOTE, author="zhou", by="周大海"))
    store.add_arrival(Arrival(assessment="a1", deed="start", at=NOON, line=LINE))
    store.add_arrival(Arrival(assessment="a1", deed="submit", at=NOON, line=LINE, sheet=LINE))
    store.put_session("s1", {"username": "zhou"}, NOON + timedelta(days=1))
    store.put_session("s2", {"known": ["wang", "zhou"]}, NOON + timedelta(days=1))
    return store


def decision(record: str, code: str, **said: str) -> Confirmation:
    """The record was confirmed with that credit code."""
    told = {"reason": "", "author": "admin", "by": "某", **said}
    return Confirmation(enterprise=record, credit_code=code, decision="confirmed", at=NOON, **told)


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
    words = [each.encode() for each in (NAME, CODE, NOTE, IDENTITY, LINE, "周大海", "zhou")]
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
    words = (NAME, CODE, IDENTITY, LINE, "周大海", "'zhou'", "'a1'", "'e1'")
    assert [word for word in words for row in rows if word in row] == []


@dataclass(frozen=True)
class Firm:
    """What is kept of a made-up firm."""

    stage: Stage
    rounds: int
    confirmed: bool
    account: bool
    goes: bool

    def put(self, town: Town, id: str) -> None:
        """Write it, and that it was looked at, into the store of the town."""
        store, code = town.store, f"{id:>018}"
        store.add_enterprise(enterprise(id, name=f"厂{id}", credit_code=code))
        handed_in = None if self.stage is Stage.DRAFT else NOON
        for number in range(1, self.rounds + 1):
            key = f"{id}-{number}"
            made = assessment(
                key, enterprise=id, round=number, stage=self.stage, submitted_at=handed_in
            )
            store.add_assessment(made, None)
            store.append_answer(answer(assessment=key, note=f"厂{id}的备注"))
            store.add_arrival(Arrival(assessment=key, deed="start", at=NOON, line=LINE))
            if handed_in:
                store.add_scorecard(key, "claimed", card(float(number)), NOON)
            store.append_document(document("plan", key, {"note": f"厂{id}"}))
        if self.account:
            account = Account(
                username=f"owner-{id}",
                name=f"人{id}",
                role=Role.OWNER,
                enterprise=id,
                password_hash="hash",
                created_at=NOON,
                identity=f"sub {id}",
            )
            store.add_account(account)
            store.hold(id, id, f"owner-{id}", NOON)
        if self.confirmed:
            store.add_confirmation(decision(id, code, reason=f"厂{id}"))


FIRMS = st.builds(
    Firm,
    stage=st.sampled_from([Stage.DRAFT, Stage.SUBMITTED, Stage.VERIFIED]),
    rounds=st.integers(1, 2),
    confirmed=st.booleans(),
    account=st.booleans(),
    goes=st.booleans(),
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(firms=st.lists(FIRMS, min_size=1, max_size=4))
def test_whatever_firms_go_the_figures_and_all_others_stay(
    store: SqlStore, firms: list[Firm]
) -> None:
    """Through the service, in any mixture; the trail is whole and has ids only."""
    town = Town(store)
    known = {f"f{token_hex(4)}": firm for firm in firms}
    for id, firm in known.items():
        firm.put(town, id)
    stay = [id for id, firm in known.items() if not firm.goes]
    figures, theirs, trail = counted(store), told_of(store, stay), list(store.audit_rows())
    gone = [id for id in known if id not in stay]
    for id in gone:
        erasing.erase_firm(town.operator, f"{id}-1")
    assert counted(store) == figures
    assert told_of(store, stay) == theirs
    assert told_of(store, gone) == {}
    after = list(store.audit_rows())
    assert after[: len(trail)] == trail
    assert len(after) == len(trail) + len(gone)
    assert list(faults(after)) == []
    assert [row for row in after if re.search("厂f|人f", str(row))] == []


def counted(store: SqlStore) -> list[tuple[object, ...]]:
    """What the figures take: of each result, whether its firm was confirmed, and how many firms."""
    decided = {each.enterprise: each.decision for each in store.confirmations()}
    rows = store.figures(HANDED_IN)
    same = ["total", "level", "side", "division", "district", "year", "submitted_at"]
    found = [
        (decided.get(of), *map(str, told))
        for of, *told in rows[["enterprise", *same]].itertuples(index=False)
    ]
    return [*sorted(found, key=str), (rows["enterprise"].nunique(),)]


def told_of(store: SqlStore, ids: Collection[str]) -> dict[str, list[str]]:
    """By table the rows that have one of those ids, the trail aside."""
    found: dict[str, list[str]] = {}
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = [str(tuple(row)) for row in connection.execute(sa.select(table))]
            theirs = sorted(row for row in rows if any(id in row for id in ids))
            if theirs and table.name != "audit":
                found[table.name] = theirs
    return found
