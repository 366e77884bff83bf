"""A migration keeps what every version before has kept; one that fails leaves the old state."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import SqlStore, open_store, revisions
from storage.engine import address as url_of
from storage.engine import connect
from storage.opening import upgrade
from storage.problems import StoreProblem
from storage.revisions import HEAD, known
from storage.transfer.contents import Contents
from storage.transfer.lines import columns_of, line_of
from tests.store.whole import ROWS, fill, fill_store

FAILING = '''
"""Changes structure and rows, and then fails."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
    """Fail at the very end."""
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("centres", sa.Column("later", sa.Integer()))
    op.execute("UPDATE centres SET name = 'changed ' || id")
    op.execute("DELETE FROM sessions")
    op.drop_table("secrets")
    op.execute("SELECT no_such_column FROM centres")
'''


def rows(contents: Contents, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Every row of those tables as a line of those columns, in the order of lines."""
    found: dict[str, list[str]] = {}
    for table in contents.tables:
        if table.name in columns:
            wanted = [column for column in columns_of(table) if column.name in columns[table.name]]
            result = contents.connection.execute(sa.select(*wanted))
            found[table.name] = sorted(line_of(list(row)) for row in result)
    return found


def structure_of(contents: Contents) -> list[tuple[str, str, str, bool | None]]:
    """Every column of every table, with its type."""
    columns = (column for table in contents.tables for column in table.columns)
    return [(each.table.name, each.name, str(each.type), each.nullable) for each in columns]


@pytest.mark.parametrize("revision", sorted(known()))
def test_data_of_every_version_are_there_in_the_newest(address: str, revision: str) -> None:
    """Filled with the structure of that version, migrated as an operator does, read again."""
    store = SqlStore(connect(url_of(address)))
    with store.writer.begin() as connection:
        upgrade(connection, revision)
        fill(connection)
        before = Contents(connection)
        columns = {table.name: [c.name for c in table.columns] for table in before.tables}
        kept = rows(before, columns)
    store.close()
    assert {len(lines) for lines in kept.values()} == {ROWS}
    now = open_store(address, migrate=True)
    with now.engine.connect() as connection:
        after = Contents(connection)
        assert after.revision == HEAD
        assert rows(after, columns) == kept
    now.close()


def test_a_migration_that_fails_leaves_structure_and_rows_as_they_were(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it had changed before it failed; the version before opens the store again."""
    store = open_store(address, migrate=True)
    fill_store(store)
    with store.engine.connect() as connection:
        before = Contents(connection)
        seen, structure = before.seen(), structure_of(before)
    store.close()
    folder = tmp_path / "migrations"
    shutil.copytree(revisions.FOLDER, folder)
    (folder / "versions" / "9999_failing.py").write_text(FAILING.format(head=HEAD), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(revisions, "FOLDER", folder)
        patch.setattr("storage.opening.HEAD", "9999")
        with pytest.raises(StoreProblem) as problem:
            open_store(address, migrate=True)
    assert problem.value.key == "migration_failed"
    assert "no_such_column" in problem.value.to("en")
    again = open_store(address)
    with again.engine.connect() as connection:
        after = Contents(connection)
        assert (after.seen(), structure_of(after)) == (seen, structure)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), again.writer.begin() as connection:
        connection.execute(sa.text("DELETE FROM answers"))
    again.close()
