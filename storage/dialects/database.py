"""What a module of this package says of its database, as ``DATABASE``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine


class Database:
    """A database as SQLAlchemy knows it by ``name``; what holds for one alone, a subclass says.

    ``schemes``: how addresses of it begin; ``driver`` takes their place. ``errors``: what its
    driver raises where SQLAlchemy does not wrap it. ``snapshot``: the options of a connection on
    which several reads see the same moment. ``keyed``: the options of a table whose rows lie in the
    order of its key.
    """

    name: str
    driver: str
    schemes: frozenset[str] = frozenset()
    errors: tuple[type[Exception], ...] = ()
    snapshot: Mapping[str, Any] = MappingProxyType({})
    keyed: Mapping[str, Any] = MappingProxyType({})

    def understands(self, url: URL) -> bool:  # noqa: ARG002  (for a subclass to answer)
        """Whether the parts of ``url`` make sense together."""
        return True

    def file(self, url: URL) -> Path | None:  # noqa: ARG002  (as above)
        """The file that the store is, if it is one."""
        return None

    def in_memory(self, url: URL) -> bool:  # noqa: ARG002  (as above)
        """Whether the store lives and dies with this process."""
        return False

    def engine(self, url: URL, **options: Any) -> Engine:
        """An engine for ``url``; nothing is opened yet."""
        return create_engine(url, **options)

    def create(self, url: URL) -> None:
        """Make what is missing of the store's file. Raises OSError."""

    def prepare(self, engine: Engine) -> None:
        """Set what the database remembers for good, before the first structure is made."""

    def lock_structure(self, connection: Connection) -> None:
        """Let nobody else change the structure before this transaction ends."""

    def lock_trail(self, connection: Connection) -> None:
        """Let nobody else append to the audit trail before this transaction ends."""

    def encoding(self, connection: Connection) -> str:  # noqa: ARG002  (as above)
        """How the database keeps text; one that cannot keep every character is not used."""
        return "UTF8"

    def after_filling(self, connection: Connection, table: Table) -> None:
        """Go on counting behind the highest number where rows were put in with theirs."""

    def has_code(self, error: object) -> bool:
        """Whether ``error``, as the driver raised it, carries a code of this database."""
        raise NotImplementedError

    def reason(self, error: Any) -> str | None:
        """The text under ``refusals`` for an error with a code; None for a fault of ours."""
        raise NotImplementedError

    def append_only(self, table: str) -> Sequence[str]:
        """The statements that let the database refuse to change or delete a row of ``table``."""
        raise NotImplementedError

    def append_only_unless(self, table: str, allowed: str) -> Sequence[str]:
        """The same in its place, but for rows of which ``allowed`` holds."""
        raise NotImplementedError

    def scrub(self, engine: Engine, *, whole: bool) -> None:
        """Let what was deleted be gone from the database's files, as far as the database can.

        ``whole`` may take long, and keeps others waiting.
        """
        raise NotImplementedError
