"""The process log: one line an event on standard error, as JSON or as words.

A line tells when (UTC), how bad, what, who (an account, or "anonymous") and from where (the mark
of the audit trail). It holds keys, ids and names of the program only. So of an error it tells the
types and the places, and not its message, which may quote what somebody typed; of a library's
warning its fixed words. Whatever stands in a line is escaped: none breaks off and begins another.
"""

import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Any, Literal

from access.actor import Actor
from services.noting import mark
from services.settings import ROOT, Settings

OURS = "shuzhen"  # the logger whose messages are keys of ours
ANONYMOUS = "anonymous"
ERRORS = 5  # of which one is the reason of the other

_log = logging.getLogger(OURS)
_asking: ContextVar[Mapping[str, str]] = ContextVar("asking")
_nobody: Mapping[str, str] = {"who": ANONYMOUS, "role": "", "place": ""}
_keys: list[bytes] = []


def begin(settings: Settings, key: bytes) -> logging.Handler:
    """Write the log from now on; ``key`` is that of the marks of places."""
    _keys[:] = [key]
    handler = logging.StreamHandler()
    handler.setFormatter(_LineFormatter(settings.log))
    handler.addFilter(lambda record: record.name == OURS or record.levelno >= logging.WARNING)
    logging.getLogger().addHandler(handler)
    _log.setLevel(settings.log_level.upper())
    return handler


def asks(actor: Actor, address: str) -> None:
    """Note who is served in this thread or task from now on."""
    _asking.set({"who": actor.id or ANONYMOUS, "role": str(actor.role), "place": place(address)})


def place(address: str) -> str:
    """The mark of a network address; "" for none, and before the log has begun."""
    return mark(_keys[0], address) if _keys and address else ""


def log_event(what: str, level: int = logging.INFO, **facts: Any) -> None:
    """Write a line: ``what`` and the names of ``facts`` are keys, their values keys or ids."""
    _log.log(level, what, extra={"facts": facts})


class _LineFormatter(logging.Formatter):
    """Makes the line of a record."""

    def __init__(self, form: Literal["json", "text"] = "json") -> None:
        super().__init__()
        self._write: Callable[[Mapping[str, Any]], str] = json.dumps if form == "json" else _words

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        ours = record.name == OURS
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "what": record.getMessage() if ours else str(record.msg).partition("\n")[0],
            **_asking.get(_nobody),
            **getattr(record, "facts", {}),
        }
        if not ours:
            line["logger"] = record.name
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        return self._write({**line, "process": os.getpid()})


def _words(line: Mapping[str, Any]) -> str:
    """The same for people's eyes."""
    at, level, what, *others = line.items()
    rest = (f"{name}={json.dumps(value)}" for name, value in others if value != "")
    return " ".join((str(at[1]), f"{level[1]:<7}", json.dumps(what[1])[1:-1], *rest))


def _errors(error: BaseException | None) -> Iterator[Mapping[str, Any]]:
    """The error and its reasons: type, statement of the database, and the lines it came through."""
    for _ in range(ERRORS):
        if error is None:
            return
        kind = type(error)
        told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
        if statement := getattr(error, "statement", None):  # its parameters stand beside it
            told["statement"] = statement
        through = extract_tb(error.__traceback__)
        places = [f"{_short(each.filename)}:{each.lineno} {each.name}" for each in through]
        yield told | {"at": places}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _short(file: str) -> str:
    """The path of a file, from where it is known."""
    _, library, below = file.rpartition("site-packages/")
    return below if library else file.removeprefix(f"{ROOT}{os.sep}")
