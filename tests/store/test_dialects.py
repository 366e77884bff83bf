"""A database's peculiarities stand in one file, and append-only tables are made in one place."""

import ast
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from storage import SqlStore
from storage.append_only import make_append_only
from storage.dialects.registry import DATABASES

STORAGE = Path(__file__).parents[2] / "storage"
OWN_WORDS = ("sqlite", "postgres", "psycopg", "pragma", "plpgsql", "sqlstate", "advisory")


@pytest.mark.parametrize("change", ["UPDATE visits SET note = 'b'", "DELETE FROM visits"])
def test_a_new_table_becomes_append_only_by_one_call(store: SqlStore, change: str) -> None:
    """A migration to come calls it; rows are added, and none is changed or deleted."""
    with store.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visits (note TEXT)")
        with Operations.context(MigrationContext.configure(connection)):
            make_append_only("visits")
        connection.exec_driver_sql("INSERT INTO visits VALUES ('a')")
    with (
        pytest.raises(sa.exc.DBAPIError, match="visits is append-only"),
        store.writer.begin() as connection,
    ):
        connection.exec_driver_sql(change)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT note FROM visits").scalars().all() == ["a"]


def words_of(path: Path) -> str:
    """Every name, import and text of the code, without docstrings and comments."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body[0] = ast.Pass()
    return ast.unparse(tree).lower()


def test_what_is_peculiar_to_a_database_stands_in_its_own_file() -> None:
    """No other module of the storage names one, but for the default of a bare path."""
    others = [path for path in STORAGE.rglob("*.py") if path.stem not in DATABASES]
    said = {path.name: [word for word in OWN_WORDS if word in words_of(path)] for path in others}
    assert {name: words for name, words in said.items() if words} == {"engine.py": ["sqlite"]}
