"""Documents: appended in revisions, never changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from assessments.model import Document
from assessments.refusals import Stale
from storage.connected import Connected
from storage.tables import documents

FIELDS = [documents.c[name] for name in Document.model_fields]


class Documents(Connected):
    """The part of the store that holds what is kept in revisions beside the answers."""

    def append_document(self, document: Document) -> None:
        """Append if ``document.revision`` is the next one of its kind and subject; else Stale."""
        with self._write() as connection:
            held = _latest(connection, document.kind, document.subject)
            if document.revision != (held.revision if held else 0) + 1:
                raise _stale(document, held)
            try:
                with connection.begin_nested():
                    connection.execute(insert(documents), document.model_dump())
            except IntegrityError:  # somebody was faster by less than a transaction
                held = _latest(connection, document.kind, document.subject)
                raise _stale(document, held) from None

    def document(self, kind: str, subject: str) -> Document | None:
        """The latest revision; one that was taken back has the value None."""
        with self._read() as connection:
            return _latest(connection, kind, subject)

    def documents(self, kind: str) -> Mapping[str, Document]:
        """The latest revision of every subject, in the order of subjects."""
        newer = documents.alias()
        later = select(newer.c.revision).where(
            newer.c.kind == documents.c.kind,
            newer.c.subject == documents.c.subject,
            newer.c.revision > documents.c.revision,
        )
        query = _of(kind).where(~later.exists()).order_by(documents.c.subject)
        with self._read() as connection:
            return {row.subject: _document(row) for row in connection.execute(query)}

    def document_history(self, kind: str, subject: str) -> Sequence[Document]:
        """Every revision, the first one first."""
        query = _of(kind).where(documents.c.subject == subject).order_by(documents.c.revision)
        with self._read() as connection:
            return [_document(row) for row in connection.execute(query)]


def _of(kind: str) -> Select[Any]:
    return select(*FIELDS).where(documents.c.kind == kind)


def _latest(connection: Connection, kind: str, subject: str) -> Document | None:
    row = connection.execute(
        _of(kind)
        .where(documents.c.subject == subject)
        .order_by(documents.c.revision.desc())
        .limit(1)
    ).first()
    return None if row is None else _document(row)


def _stale(document: Document, held: Document | None) -> Stale:
    if held is None:  # a revision was skipped: a fault of the caller, not of somebody faster
        raise ValueError(f"the first revision of {document.kind} {document.subject} is 1")
    return Stale("document_changed", at=held.at, author=held.author, revision=held.revision)


def _document(row: Row[Any]) -> Document:
    return Document.model_validate(dict(row._mapping))  # noqa: SLF001  (public in spite of its name)
