"""An empty store that is filled whole within one transaction, or left as it was."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, inspect

from storage.connected import Connected
from storage.dialects.registry import database_of
from storage.engine import address, connect, shown
from storage.opening import create_file, require_utf8, usable
from storage.problems import StoreProblem
from storage.revisions import VERSION_TABLE, current, known, upgrade
from storage.transfer.contents import Contents

BESIDE = ("", "-wal", "-shm")  # the files of an embedded database


class Target(Connected):
    """Where a whole store is put."""

    @contextmanager
    def filling(self, url: URL, revision: str) -> Iterator[Contents]:
        """Its tables, empty, with the structure of ``revision``; at the end with the newest."""
        with self._write() as connection:
            _require_empty(connection, url, revision)
            upgrade(connection, revision)
            yield Contents(connection)
            upgrade(connection)


@contextmanager
def empty_target(store: str | Path, revision: str) -> Iterator[Contents]:
    """The empty tables of the store at ``store``, made with the structure of ``revision``.

    What is put in stays when the block ends, in the newest structure, or nothing does. Raises
    StoreProblem where there is anything already, or where it cannot be a store.
    """
    url = address(store)
    if revision not in known():
        raise StoreProblem("contents_newer", revision=revision)
    with ExitStack() as closing:
        unless_filled = closing.enter_context(ExitStack())
        file = database_of(url).file(url)
        if file is not None and not file.exists():
            for end in BESIDE:
                beside = file.with_name(file.name + end)
                unless_filled.callback(beside.unlink, missing_ok=True)
        create_file(url)
        target = Target(connect(url))
        closing.callback(target.engine.dispose)
        with usable(url):
            with target.engine.connect() as connection:
                _require_empty(connection, url, revision)
            database_of(url).prepare(target.engine)
        with target.filling(url, revision) as contents:
            yield contents
        unless_filled.pop_all()


def _require_empty(connection: Connection, url: URL, revision: str) -> None:
    """Raise StoreProblem unless there is nothing, or a store of ours without a row."""
    require_utf8(connection, url)
    tables = inspect(connection).get_table_names()
    if not tables:
        return
    found = current(connection) if VERSION_TABLE in tables else None
    if found is None:
        raise StoreProblem("store_foreign", store=shown(url))
    if found not in known():
        raise StoreProblem("store_newer", store=shown(url), revision=found)
    if not Contents(connection).is_empty():
        raise StoreProblem("store_not_empty", store=shown(url))
    if found > revision:
        raise StoreProblem("target_ahead", store=shown(url), revision=found, older=revision)
