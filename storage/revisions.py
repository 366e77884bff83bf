"""The structure of a store and its revisions; each is a file in ``migrations/versions``."""

from pathlib import Path

from sqlalchemy import Connection, String, column, select, table

from storage.dialects.registry import DATABASES

VERSION_TABLE = "shuzhen_version"
HEAD = "0010"  # the newest revision
FOLDER = Path(__file__).parent / "migrations"


def current(connection: Connection) -> str | None:
    """The revision that the store reports."""
    number = column("version_num", String)
    revision: str | None = connection.execute(
        select(number).select_from(table(VERSION_TABLE))
    ).scalar()
    return revision


def known() -> frozenset[str]:
    """Every revision that this version can start from."""
    return frozenset(file.name.split("_")[0] for file in (FOLDER / "versions").glob("[0-9]*.py"))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the store to HEAD, or ``to`` a revision, within the transaction of ``connection``.

    One at a time.
    """
    from alembic import command  # noqa: PLC0415  (slow, and seldom needed)
    from alembic.config import Config  # noqa: PLC0415  (as above)

    DATABASES[connection.dialect.name].lock_structure(connection)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
