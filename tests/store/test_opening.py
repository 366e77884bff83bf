"""Only a store that this version knows is opened; anything else is told, and left alone."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import SqlStore, open_store
from storage.problems import StoreProblem
from storage.revisions import FOLDER, HEAD, VERSION_TABLE, known, upgrade
from storage.tables import metadata
from tests.store.samples import enterprise

ROOT = Path(__file__).parents[2]


def refused(store: object, *, migrate: bool = False) -> StoreProblem:
    """The problem that opening answers with; its words exist in both languages."""
    with pytest.raises(StoreProblem) as problem:
        open_store(str(store), migrate=migrate)
    assert problem.value.to("zh")
    assert problem.value.to("en")
    return problem.value


def test_the_migrations_make_the_tables_that_the_code_knows(store: SqlStore) -> None:
    """From nothing to the newest revision: the database and the tables in code are the same."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    """There is one line of revisions, and it ends at HEAD."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    assert {revision.revision for revision in script.walk_revisions()} == known()


def test_a_store_stays_when_it_is_closed(address: str) -> None:
    """What was kept is there at the next start, and migrating again changes nothing."""
    first = open_store(address, migrate=True)
    first.add_enterprise(enterprise())
    first.close()
    for migrate in (False, True):
        again = open_store(address, migrate=migrate)
        assert again.enterprise("e1") == enterprise()
        again.close()


def test_without_a_store_the_command_to_run_is_told(tmp_path: Path) -> None:
    """Nothing is created where nobody asked for it."""
    problem = refused(tmp_path / "none" / "store.db")
    assert problem.key == "no_store"
    assert "shuzhen migrate --store" in problem.to("en")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_no_store_yet(address: str) -> None:
    """Neither is an empty file, nor a fresh database of a server."""
    if address.startswith("sqlite"):
        Path(address.removeprefix("sqlite:///")).touch()
    assert refused(address).key == "no_store"


@pytest.mark.parametrize(("revision", "key"), [("0000", "store_newer"), ("9999", "store_newer")])
def test_a_store_of_an_unknown_version_is_refused(address: str, revision: str, key: str) -> None:
    """A newer store is not opened, nor migrated, and keeps its data."""
    store = open_store(address, migrate=True)
    store.add_enterprise(enterprise())
    _set_revision(store, revision)
    assert {refused(address).key, refused(address, migrate=True).key} == {key}
    store = SqlStore(sa.create_engine(address))
    assert store.enterprise("e1") == enterprise()
    store.close()


def test_a_store_of_an_older_version_names_the_command(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old store is refused with what to run, and migrating brings it up to date."""
    store = open_store(address, migrate=True)
    store.close()
    monkeypatch.setattr("storage.opening.HEAD", "later")
    problem = refused(address)
    assert problem.key == "store_older"
    assert "shuzhen migrate --store" in problem.to("zh")
    assert "postgres:" not in problem.to("zh")


def test_somebody_elses_database_is_left_alone(address: str) -> None:
    """A database with other tables is neither used nor changed, even when asked to migrate."""
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE orders (id INTEGER)"))
    assert {refused(address).key, refused(address, migrate=True).key} == {"store_foreign"}
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["orders"]
    engine.dispose()


def test_somebody_elses_file_keeps_every_byte(tmp_path: Path) -> None:
    """Looking at a foreign SQLite file does not even change its header."""
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE orders (id INTEGER)")
    connection.close()
    before = file.read_bytes()
    refused(file, migrate=True)
    assert file.read_bytes() == before


@pytest.mark.parametrize("migrate", [False, True])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, *, migrate: bool) -> None:
    """A text file stays the text file it was."""
    file = tmp_path / "notes.db"
    file.write_text("这不是数据库" * 1000, "utf-8")
    assert refused(file, migrate=migrate).key == "store_broken"
    assert file.read_text("utf-8") == "这不是数据库" * 1000


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    """A store whose pages are overwritten is not opened."""
    file = tmp_path / "store.db"
    open_store(file, migrate=True).close()
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\x00" * (len(whole) - 100))
    assert refused(file).key == "store_broken"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("", "bad_address"),
        ("nosuch://x", "bad_address"),
        ("sqlite://var/store.db", "bad_address"),
        ("postgresql://user:secret@host:port/x", "bad_address"),
        ("mysql+pymysql://user:secret@host/x", "no_driver"),
        ("/proc/none/store.db", "store_broken"),
    ],
)
def test_a_wrong_address_is_told_without_its_password(address: str, key: str) -> None:
    """The words name what is wrong, and never the password."""
    problem = refused(address, migrate=True)
    assert problem.key == key
    assert "secret" not in problem.to("en")


def test_a_bare_path_is_an_address(tmp_path: Path) -> None:
    """The path of a file and its URL open the same store."""
    store = open_store(tmp_path / "new" / "store.db", migrate=True)
    store.add_enterprise(enterprise())
    store.close()
    again = open_store(f"sqlite:///{tmp_path}/new/store.db")
    assert again.enterprise("e1") == enterprise()
    again.close()


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    """Trade figures of enterprises are not for everybody on the machine."""
    store = open_store(tmp_path / "store.db", migrate=True)
    store.add_enterprise(enterprise())
    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {0o600}
    store.close()


def test_a_file_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    """Every connection: write-ahead log, full synchronisation, foreign keys enforced."""
    open_store(tmp_path / "store.db", migrate=True).close()
    store = open_store(tmp_path / "store.db")
    with store.engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    store.close()


def test_a_migration_that_fails_leaves_nothing(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All tables of a migration are made, or none; a later try starts from the beginning."""

    def failing(connection: sa.Connection) -> None:
        upgrade(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("storage.opening.upgrade", failing)
        with pytest.raises(KeyboardInterrupt):
            open_store(address, migrate=True)
    assert refused(address).key == "no_store"
    store = open_store(address, migrate=True)
    assert store.assessments() == []
    store.close()


def test_two_processes_may_migrate_at_once(address: str) -> None:
    """Both end well, and the store is made once."""
    program = f"from storage import open_store; open_store({address!r}, migrate=True)"
    started = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
    store = open_store(address)
    assert store.assessments() == []
    store.close()


def test_two_stores_in_memory_are_two_stores() -> None:
    """A store in memory belongs to whom opened it."""
    first, second = open_store("sqlite://"), open_store("sqlite:///:memory:")
    first.add_centre("c1", "惠山促进中心")
    assert second.centres() == {}
    first.close()
    second.close()


def _set_revision(store: SqlStore, revision: str) -> None:
    with store.writer.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '{revision}'"))  # noqa: S608
    store.close()
