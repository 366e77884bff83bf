"""A database that is busy, full, read-only or gone: reported in plain words, from every call."""

import logging

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from assessments.refusals import Unavailable
from storage.dialects.registry import DATABASES

_log = logging.getLogger("shuzhen")


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
    said = str(why).partition("\n")[0]
    _log.warning("store.unavailable", extra={"facts": {"why": key, "said": said}})
    return Unavailable(key)


def reason(error: BaseException) -> str | None:
    """The text under ``refusals`` for the error; None for a fault of ours."""
    if isinstance(error, NoFreeConnection):
        return "store_busy"
    orig = error.orig if isinstance(error, DBAPIError) else error
    for database in DATABASES.values():
        if database.has_code(orig):
            return database.reason(orig)
    # no answer from a server at all
    return "store_lost" if isinstance(error, OperationalError) else None
