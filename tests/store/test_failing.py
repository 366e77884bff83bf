"""A database that cannot be used now: a plain sentence, nothing half written, and it goes on."""

import logging
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from assessments.refusals import Unavailable
from storage import SqlStore, open_store
from tests.store.samples import answer, assessment, enterprise

ROOT = Path(__file__).parents[2]
SECRET = "王师傅 13800000000"
WRITES: dict[str, Callable[[SqlStore], Any]] = {
    "answer": lambda store: store.append_answer(answer("scrap", note=SECRET)),
    "move": lambda store: store.move(assessment(), seen=1),
    "centre": lambda store: store.add_centre("c2", "乙"),
    "secret": lambda store: store.secret("new"),
}


@pytest.fixture(params=["file", "postgres"])
def kept(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SqlStore]:
    """A store that others can open too, with one answer, whose writers wait 50 ms at most."""
    monkeypatch.setattr("storage.dialects.sqlite.BUSY_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path / 'store.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("new_database")()
    store = open_store(url, migrate=True)
    store.add_enterprise(enterprise())
    store.add_assessment(assessment(), None)
    store.append_answer(answer())
    yield store
    store.close()


def on_connecting(store: SqlStore, *, sqlite: str, postgres: str) -> None:
    """Run a statement on every connection from now on."""
    statement = sqlite if store.engine.dialect.name == "sqlite" else postgres

    def run(connection: Any, _: Any) -> None:
        connection.execute(statement)
        if store.engine.dialect.name != "sqlite":
            connection.commit()

    store.engine.dispose()
    sa.event.listen(store.engine, "connect", run)


def refusal_of(act: Callable[[], Any]) -> str:
    """The key of the refusal that ``act`` ends with; its words exist in both languages."""
    with pytest.raises(Unavailable) as refused:
        act()
    assert refused.value.to("zh") != refused.value.to("en")
    return refused.value.key


def is_as_before(store: SqlStore) -> bool:
    """Whether nothing but the one answer is there."""
    return [record.item for record in store.answer_history("a1")] == ["plan"] and (
        store.centres() == {} and store.assessment("a1").version == 1
    )


@pytest.mark.parametrize("write", WRITES)
def test_a_database_that_another_holds_is_told_and_works_again(kept: SqlStore, write: str) -> None:
    """Every way of writing: busy, nothing saved; as soon as the other lets go, it is saved."""
    on_connecting(kept, sqlite="SELECT 1", postgres="SET statement_timeout = 50")
    other = sa.create_engine(kept.engine.url, isolation_level="AUTOCOMMIT")
    with other.connect() as holder:
        if other.dialect.name == "sqlite":
            holder.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            holder.exec_driver_sql("BEGIN")
            tables = "answers, assessments, centres, secrets"
            holder.exec_driver_sql(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
        assert refusal_of(lambda: WRITES[write](kept)) == "store_busy"
        assert is_as_before(kept)
        holder.exec_driver_sql("ROLLBACK")
    other.dispose()
    WRITES[write](kept)
    assert write == "secret" or not is_as_before(kept)


@pytest.mark.parametrize("write", WRITES)
def test_a_database_that_may_only_be_read_is_told(kept: SqlStore, write: str) -> None:
    """Reading goes on; writing is refused in words."""
    on_connecting(
        kept,
        sqlite="PRAGMA query_only = ON",
        postgres="SET default_transaction_read_only = on",
    )
    assert refusal_of(lambda: WRITES[write](kept)) == "store_read_only"
    assert is_as_before(kept)


def test_a_full_disk_is_told_and_what_was_kept_stays(kept: SqlStore) -> None:
    """Many answers at once: all of them or none, and the sentence says none."""
    if kept.engine.dialect.name == "sqlite":
        on_connecting(kept, sqlite="PRAGMA max_page_count = 1", postgres="")
    else:
        with kept.engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER full_disk AFTER INSERT ON answers "
                "FOR EACH ROW EXECUTE FUNCTION full_disk()"
            )
    many = [answer(f"item{number}", note="长" * 400) for number in range(200)]
    assert refusal_of(lambda: kept.append_answers(many)) == "store_full"
    assert is_as_before(kept)


def test_all_or_nothing_when_the_last_of_several_writes_fails(kept: SqlStore) -> None:
    """What a transaction wrote before is not there either."""

    def act() -> None:
        with kept.transaction() as one:
            one.add_centre("c2", "乙")
            if kept.engine.dialect.name == "sqlite":
                one._transaction.exec_driver_sql("PRAGMA query_only = ON")  # type: ignore[union-attr]
            else:
                one._transaction.exec_driver_sql("SET transaction_read_only = on")  # type: ignore[union-attr]
            one.append_answer(answer("scrap"))

    assert refusal_of(act) == "store_read_only"
    kept.engine.dispose()
    assert is_as_before(kept)


@pytest.fixture
def served(new_database: Callable[[], str]) -> Iterator[SqlStore]:
    """A store on a server."""
    store = open_store(new_database(), migrate=True)
    yield store
    store.close()


def backend(store: SqlStore) -> int:
    """The process of the server that works for the open transaction of ``store``."""
    assert store._transaction is not None
    number: int = store._transaction.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return number


def terminate(store: SqlStore, number: int) -> None:
    """Let the server cut the connection of that process."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 5000)")


def test_a_lost_connection_is_told_and_the_next_call_finds_another(served: SqlStore) -> None:
    """Nothing was saved, and the words say so."""

    def act() -> None:
        with served.transaction() as one:
            one.add_centre("c1", "甲")
            terminate(served, backend(one))
            one.add_centre("c2", "乙")

    assert refusal_of(act) == "store_lost"
    assert served.centres() == {}
    served.add_centre("c1", "甲")
    assert set(served.centres()) == {"c1"}


def test_a_connection_lost_while_saving_is_not_called_unsaved(served: SqlStore) -> None:
    """Nobody knows then, and the words say that."""

    def act() -> None:
        with served.transaction() as one:
            one.add_centre("c1", "甲")
            terminate(served, backend(one))

    assert refusal_of(act) == "store_unsure"


def test_a_server_that_falls_silent_is_waited_for_only_so_long(
    served: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stopped process of the server ends in the sentence, not in a page that never comes."""
    monkeypatch.setattr("storage.dialects.postgresql.SILENT_SECONDS", 0.3)
    stopped = []

    def act() -> None:
        with served.transaction() as one:
            stopped.append(backend(one))
            os.kill(stopped[0], signal.SIGSTOP)
            one.add_centre("c1", "甲")

    try:
        assert refusal_of(act) == "store_lost"
        assert served.centres() == {}
    finally:
        os.kill(stopped[0], signal.SIGCONT)


def test_a_server_that_is_not_there_is_told(served: SqlStore, tmp_path: Path) -> None:
    """The address leads nowhere."""
    nowhere = served.engine.url.update_query_dict({"host": str(tmp_path)})
    gone = SqlStore(sa.create_engine(nowhere))
    assert refusal_of(gone.centres) == "store_lost"


def test_a_store_that_is_held_while_it_is_opened_is_called_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is sent to a backup because of another program."""
    monkeypatch.setattr("storage.dialects.sqlite.BUSY_SECONDS", 0.05)
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert refusal_of(lambda: open_store(file, migrate=True)) == "store_busy"
    open_store(file, migrate=True).close()


@pytest.mark.parametrize("guarded", [True, False])
def test_no_answer_gets_into_the_log_by_an_error(
    kept: SqlStore, caplog: pytest.LogCaptureFixture, *, guarded: bool
) -> None:
    """A fault of ours is logged with its statement, not with what was typed, as it would be."""
    store = kept if guarded else SqlStore(sa.create_engine(kept.engine.url))
    with pytest.raises(sa.exc.IntegrityError) as fault:
        store.append_answer(answer("scrap", note=SECRET).model_copy(update={"side": "neither"}))
    store.close()
    with caplog.at_level(logging.ERROR):
        logging.getLogger("shuzhen").error("a page", exc_info=fault.value)
    assert "INSERT INTO answers" in caplog.text
    assert (SECRET in caplog.text) is not guarded


def test_the_operator_finds_the_cause_in_the_log(
    kept: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    """One line with the words of the database."""
    on_connecting(
        kept, sqlite="PRAGMA query_only = ON", postgres="SET default_transaction_read_only = on"
    )
    refusal_of(lambda: WRITES["answer"](kept))
    (record,) = caplog.records
    assert "read" in record.__dict__["facts"]["said"]
    assert SECRET not in str(record.__dict__)


def test_every_call_goes_through_the_one_place_that_tells() -> None:
    """No part of the store opens a connection of its own."""
    own = {"connected.py", "opening.py", "engine.py"}
    parts = [file for file in (ROOT / "storage").glob("*.py") if file.name not in own]
    texts = {file.name: file.read_text("utf-8") for file in parts}
    assert len(texts) > 8
    assert [name for name, text in texts.items() if "engine.connect(" in text] == []
    assert [name for name, text in texts.items() if ".begin()" in text] == []
