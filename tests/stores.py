"""Stores in memory, copied from one made once: a migration takes longer than most tests."""

from functools import cache
from hashlib import sha256

from assessments.refusals import NotFound
from storage import SqlStore, open_store
from storage.engine import address, connect

IN_MEMORY = "sqlite://"


@cache
def _migrated() -> SqlStore:
    return open_store(IN_MEMORY)


def new_store() -> SqlStore:
    """An empty store of its own."""
    return copy_of(_migrated())


class MemoryMedia(dict[tuple[str, str], bytes]):
    """Files of evidence in memory."""

    def keep(self, owner: str, content: bytes) -> str:
        """Keep it under its digest."""
        digest = sha256(content).hexdigest()
        self[owner, digest] = content
        return digest

    def has(self, owner: str, digest: str) -> bool:
        """Whether it is there."""
        return (owner, digest) in self

    def content(self, owner: str, digest: str) -> bytes:
        """As it was kept."""
        if (owner, digest) not in self:
            raise NotFound("evidence_lost")
        return self[owner, digest]

    def drop(self, owner: str, digest: str) -> None:
        """Keep it no longer."""
        self.pop((owner, digest), None)

    def forget(self, owner: str) -> None:
        """Keep none of its files."""
        for each in [key for key in self if key[0] == owner]:
            del self[each]


def copy_of(store: SqlStore) -> SqlStore:
    """Another store in memory with the same content."""
    made = SqlStore(connect(address(IN_MEMORY)))
    source, target = (each.engine.raw_connection() for each in (store, made))
    source.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
    source.close()
    target.close()
    return made


def without_releases(store: SqlStore) -> SqlStore:
    """Another one as it would be if nobody had looked at the city yet."""
    made = copy_of(store)
    with made.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO erasures SELECT subject FROM documents")
        connection.exec_driver_sql("DELETE FROM documents WHERE kind = 'release'")
        connection.exec_driver_sql("DELETE FROM erasures")
    return made
