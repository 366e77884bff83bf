"""The audit trail: appended with what it tells of, each entry chained to the one before."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, Select, insert, or_, select

from access.audit import (
    FLAGGED,
    START,
    AuditEntry,
    AuditFilter,
    AuditRow,
    ChainHead,
    chained,
    moment,
)
from storage.connected import Connected
from storage.dialects.registry import DATABASES
from storage.tables import audit

_log = logging.getLogger("shuzhen")

BATCH = 5_000  # rows read at a time
TOLD = ("role", "place", "kind", "object", "enterprise", "centre", "number", "digest")
EQUAL = ("actor", "action", "object", "enterprise", "centre")


class Audit(Connected):
    """The part of the store that knows who did what."""

    def __init__(self, engine: Engine, transaction: Connection | None = None) -> None:
        super().__init__(engine, transaction)
        self._noted: list[AuditEntry] = []

    def note(self, entry: AuditEntry) -> None:
        """Append the entry; within a transaction it stays, or not, with all that is written.

        It is chained at the end of the transaction: nobody waits for a longer one than that.
        """
        if self._locks:
            self._noted.append(entry)
            return
        with self._write() as connection:
            rows = _append(connection, [entry])
        log_rows(rows)

    def audit_page(
        self, wanted: AuditFilter, *, before: int | None = None, after: int = 0, most: int
    ) -> Sequence[AuditRow]:
        """The last ``most`` entries, the newest first, with numbers between these two."""
        # Each action is read by itself: an index then gives the last ones, however few there are.
        each = [replace(wanted, action=name, actions=frozenset()) for name in wanted.actions]
        queries = [_last(one, before, after, most) for one in each or [wanted]]
        with self._read() as connection:
            rows = [dict(row) for one in queries for row in connection.execute(one).mappings()]
        return sorted(rows, key=lambda row: -row["number"])[:most]

    def audit_rows(self, wanted: AuditFilter | None = None) -> Iterator[AuditRow]:
        """Every entry, the first one first, as of one moment."""
        query = _chosen(wanted or AuditFilter()).order_by(audit.c.number)
        with self._read(still=True) as connection:
            result = connection.execute(query, execution_options={"yield_per": BATCH})
            for row in result.mappings():
                yield dict(row)

    def audit_head(self) -> ChainHead | None:
        """The last entry; None where there is none yet."""
        with self._read() as connection:
            return head_of(connection)

    def append_noted(self) -> Sequence[AuditRow]:
        """Append what was noted in the transaction, which is about to end; as it is kept."""
        if not self._noted:
            return ()
        with self._write() as connection:
            return _append(connection, self._noted)


def log_rows(rows: Sequence[AuditRow]) -> None:
    """Write what is kept into the process log, with its digest: so the head lies there too."""
    for row in rows:
        facts = {name: row[name] for name in TOLD if row[name]}
        facts |= {"who": row["actor"] or "anonymous", "details": json.loads(row["details"])}
        warns = row["action"].endswith((".fail", ".slowed")) or row["action"] in FLAGGED
        level = logging.WARNING if warns else logging.INFO
        _log.log(level, row["action"], extra={"facts": facts})


def _append(connection: Connection, entries: Sequence[AuditEntry]) -> Sequence[AuditRow]:
    DATABASES[connection.dialect.name].lock_trail(connection)
    head = head_of(connection)
    number, digest = (0, START) if head is None else head
    rows = []
    for entry in entries:
        number += 1
        rows.append(chained(entry, number, digest))
        digest = rows[-1]["digest"]
    connection.execute(insert(audit), rows)
    return rows


def head_of(connection: Connection) -> ChainHead | None:
    """The last entry that the connection sees; None where there is none yet."""
    query = select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else ChainHead(*row)


def _last(wanted: AuditFilter, before: int | None, after: int, most: int) -> Select[Any]:
    query = _chosen(wanted).where(audit.c.number > after)
    if before is not None:
        query = query.where(audit.c.number < before)
    return query.order_by(audit.c.number.desc()).limit(most)


def _chosen(wanted: AuditFilter) -> Select[Any]:
    query = select(audit)
    for name in EQUAL:
        if value := getattr(wanted, name):
            query = query.where(audit.c[name] == value)
    if wanted.since is not None:
        query = query.where(audit.c.at >= moment(wanted.since))
    if wanted.until is not None:
        query = query.where(audit.c.at < moment(wanted.until))
    if wanted.actions:
        query = query.where(audit.c.action.in_(wanted.actions))
    if wanted.silent_roles:
        query = query.where(
            or_(audit.c.role.not_in(wanted.silent_roles), audit.c.action.in_(wanted.told))
        )
    return query
