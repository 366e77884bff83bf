"""A database that is busy, full, read-only or gone: reported in plain words, from every call."""

import logging
import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from assessments.refusals import Unavailable

_log = logging.getLogger("shuzhen")

SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_READONLY: "store_read_only",
    sqlite3.SQLITE_PERM: "store_read_only",
    sqlite3.SQLITE_CANTOPEN: "store_lost",
    sqlite3.SQLITE_IOERR: "store_lost",
}
POSTGRESQL: Mapping[str, str] = {  # by SQLSTATE, or by its class
    "57014": "store_busy",  # took longer than the server allows
    "55P03": "store_busy",  # waited for a lock longer than that
    "40P01": "store_busy",  # two waited for each other, and this one was stopped
    "40001": "store_busy",
    "53300": "store_busy",  # all connections are taken
    "53100": "store_full",
    "25006": "store_read_only",
    "25P03": "store_lost",
    "58030": "store_lost",
    "08": "store_lost",
    "57P": "store_lost",  # is being stopped, started or recovered
}


def unavailable(error: SQLAlchemyError, *, committing: bool = False) -> Unavailable | None:
    """The refusal that ``error`` is to a person, noted in the log; None for a fault of ours.

    ``committing``: whether the writes were on their way to stay, so that a lost connection
    leaves open whether they did.
    """
    key = reason(error)
    if key is None:
        return None
    if key == "store_lost" and committing:
        key = "store_unsure"
    why = error.orig if isinstance(error, DBAPIError) else error
    _log.warning("The store cannot be used (%s): %s", key, str(why).partition("\n")[0])
    return Unavailable(key)


def reason(error: BaseException) -> str | None:
    """The text under ``refusals`` for the error; None for a fault of ours."""
    if isinstance(error, NoFreeConnection):
        return "store_busy"
    orig = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    state = getattr(orig, "sqlstate", None)
    if state is None:  # no answer from a server at all
        return "store_lost" if isinstance(error, OperationalError) else None
    return POSTGRESQL.get(state) or POSTGRESQL.get(state[:3]) or POSTGRESQL.get(state[:2])
