"""A store moves into another database whole, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli.main import run
from storage import SqlStore, open_store
from storage.revisions import VERSION_TABLE, known, upgrade
from storage.tables import centres, metadata
from storage.transfer.contents import Contents
from storage.transfer.copying import copy_store
from storage.transfer.lines import Tally
from tests.store.samples import NOON, enterprise
from tests.store.whole import ROWS, fill, fill_store, held, refused


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A file with rows in every table."""
    url = f"sqlite:///{tmp_path / 'source.db'}"
    store = open_store(url, migrate=True)
    fill_store(store)
    store.close()
    return url


def test_what_is_copied_is_the_same_in_every_table(
    source: str, address: str, tmp_path: Path
) -> None:
    """Awkward values of every type, to either database and back again."""
    back = f"sqlite:///{tmp_path / 'back.db'}"
    seen = copy_store(source, address)
    assert {name: rows for name, (rows, _) in seen.items()} == dict.fromkeys(metadata.tables, ROWS)
    copy_store(address, back)
    assert held(source) == held(address) == held(back)


def test_a_copied_store_goes_on(source: str, address: str) -> None:
    """Numbers that the database gives follow those that came along; rows still cannot change."""
    copy_store(source, address)
    store = open_store(address)
    assert store.add_attempt("somebody", NOON) > 2_000_000_000
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writer.begin() as connection:
        connection.execute(sa.text("DELETE FROM answers"))
    store.close()


def test_the_command_prints_rows_and_digests(
    source: str, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a table, which another person can compare with one made of the target."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    assert run(["store", "copy", source, address]) == 0
    printed = capsys.readouterr().out
    now = held(address)
    assert now.pop("audit")[0] == held(source)["audit"][0] + 1  # that it was copied
    for name, (rows, digest) in now.items():
        assert [name, str(rows), digest] in [line.split() for line in printed.splitlines()]
    assert run(["store", "copy", source, address]) == 1
    assert "holds data already" in capsys.readouterr().err


def test_a_store_that_holds_anything_is_no_target(source: str, address: str) -> None:
    """It is refused, and what it holds stays."""
    store = open_store(address, migrate=True)
    store.add_enterprise(enterprise())
    store.close()
    assert refused(lambda: copy_store(source, address)).key == "store_not_empty"
    store = open_store(address)
    assert store.enterprise("e1") == enterprise()
    assert len(store.assessments()) == 0
    store.close()


def test_an_empty_store_of_ours_is_a_target(source: str, address: str) -> None:
    """Somebody may have run `shuzhen migrate` there first."""
    open_store(address, migrate=True).close()
    copy_store(source, address)
    assert held(source) == held(address)


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        (f"UPDATE {VERSION_TABLE} SET version_num = '9999'", "store_newer"),  # noqa: S608
        (f"DROP TABLE {VERSION_TABLE}", "store_foreign"),
    ],
)
def test_a_newer_or_foreign_database_is_no_target(
    source: str, address: str, statement: str, key: str
) -> None:
    """It is refused before anything is written."""
    store = open_store(address, migrate=True)
    with store.writer.begin() as connection:
        connection.execute(sa.text(statement))
    store.close()
    assert refused(lambda: copy_store(source, address)).key == key


def test_a_copy_that_fails_leaves_nothing(
    source: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last table does not hold what it should, the first is not there either."""

    def other(self: Contents) -> dict[str, tuple[int, str]]:
        return dict.fromkeys(metadata.tables, Tally().seen)

    with monkeypatch.context() as patch:
        patch.setattr(Contents, "seen", other)
        assert refused(lambda: copy_store(source, address)).key == "not_the_same"
    assert refused(lambda: open_store(address)).key == "no_store"
    if address.startswith("sqlite"):
        file = Path(address.removeprefix("sqlite:///"))
        assert list(file.parent.glob(f"{file.name}*")) == []
    copy_store(source, address)


def test_a_row_that_the_target_refuses_is_named_without_its_content(
    source: str, new_database: Callable[[], str]
) -> None:
    """SQLite keeps a name that is too long for its column; PostgreSQL does not."""
    store = open_store(source)
    with store.writer.begin() as connection:
        too_long = sa.insert(centres).values(id="c1", name="秘" * 121)
        connection.execute(too_long)
    store.close()
    problem = refused(lambda: copy_store(source, new_database()))
    assert problem.key == "row_refused"
    assert "centres" in problem.to("en")
    assert "秘" not in problem.to("en")


def test_a_database_that_is_not_utf8_is_refused_at_the_door(
    server: str, source: str, tmp_path: Path
) -> None:
    """It would lose names: neither opened, nor migrated, nor copied into."""
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.execute(
            sa.text("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        )
    url = sa.make_url(server).set(database="latin").render_as_string()
    keys = {
        refused(call).key
        for call in (
            lambda: open_store(url),
            lambda: open_store(url, migrate=True),
            lambda: copy_store(source, url),
        )
    }
    with admin.connect() as connection:
        connection.execute(sa.text("DROP DATABASE latin WITH (FORCE)"))
    assert keys == {"store_not_utf8"}


@pytest.mark.parametrize("revision", sorted(known()))
def test_a_store_of_every_version_is_copied_into_this_one(
    address: str, tmp_path: Path, revision: str
) -> None:
    """Whatever the older structure kept is there in the newest."""
    old = f"sqlite:///{tmp_path / 'old.db'}"
    engine = sa.create_engine(old)
    store = SqlStore(engine)
    with store.writer.begin() as connection:
        upgrade(connection, revision)
        fill(connection)
    tallies = copy_store(old, address)
    store.close()
    assert len(tallies) >= 10
    now = held(address)
    assert {name: now[name][0] for name in tallies} == dict.fromkeys(tallies, ROWS)


def test_no_column_has_two_kinds_of_nothing() -> None:
    """A JSON column that may be NULL would be NULL or JSON's null, and a copy knows one."""
    columns = [c for table in metadata.tables.values() for c in table.columns]
    doubtful = [c for c in columns if isinstance(c.type, sa.JSON) and c.nullable]
    assert columns
    assert doubtful == []


def test_a_digest_heeds_every_row_and_not_their_order() -> None:
    """Two databases give rows in their own order; one that is missing or changed shows."""
    lines = [b"a", b"b", b"c"]

    def digest(*seen: bytes) -> str:
        tally = Tally()
        for line in seen:
            tally.add(line)
        return tally.digest

    assert digest(*lines) == digest(*reversed(lines))
    assert len({digest(*lines), digest(b"a", b"b"), digest(b"a", b"b", b"d"), digest()}) == 4
