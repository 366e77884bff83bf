"""Documents: appended in revisions, never changed."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from sqlalchemy import Row, Select, and_, func, insert, literal, or_, select, true
from sqlalchemy.exc import IntegrityError

from assessments.model import Document
from assessments.refusals import Stale
from storage.connected import Connected
from storage.tables import documents

HANDED_OUT = "handed_out"  # the kind of documents that belong to a check code
FIELDS = [documents.c[name] for name in Document.model_fields]


class Documents(Connected):
    """The part of the store that holds what is kept in revisions beside the answers."""

    def append_document(self, document: Document) -> None:
        """Append if ``document.revision`` is the next one of its kind and subject; else Stale."""
        following = select(func.coalesce(func.max(documents.c.revision), 0) + 1).where(
            documents.c.kind == document.kind, documents.c.subject == document.subject
        )
        row = select(*(literal(value, documents.c[name].type) for name, value in document))
        if_next = row.where(literal(document.revision) == following.scalar_subquery())
        append = insert(documents).from_select(FIELDS, if_next).returning(documents.c.revision)
        try:
            with (
                self._write() as connection,
                connection.begin_nested() if self._transaction else nullcontext(),
            ):
                if connection.execute(append).first():
                    return
        except IntegrityError:  # somebody was faster by less than a transaction
            pass
        raise _stale(document, self.document(document.kind, document.subject))

    def document(self, kind: str, subject: str) -> Document | None:
        """The latest revision; one that was taken back has the value None."""
        return self.all_documents({kind: [subject]}).get((kind, subject))

    def documents(self, kind: str) -> Mapping[str, Document]:
        """The latest revision of every subject, in the order of subjects."""
        found = self.all_documents({kind: None})
        return {subject: document for (_, subject), document in found.items()}

    def all_documents(
        self, wanted: Mapping[str, Collection[str] | None]
    ) -> Mapping[tuple[str, str], Document]:
        """The latest revisions by kind and subject; of these subjects of a kind, or all (None)."""
        newer = documents.alias()
        later = select(newer.c.revision).where(
            newer.c.kind == documents.c.kind,
            newer.c.subject == documents.c.subject,
            newer.c.revision > documents.c.revision,
        )
        subject = documents.c.subject
        parts = (
            and_(documents.c.kind == kind, true() if among is None else subject.in_(among))
            for kind, among in wanted.items()
        )
        query = select(*FIELDS).where(or_(*parts), ~later.exists()).order_by(subject)
        with self._read() as connection:
            return {(row.kind, row.subject): _document(row) for row in connection.execute(query)}

    def codes_handed_out(self, assessments: Collection[str]) -> Mapping[str, str]:
        """The assessment of every check code of a report that was handed out of one of these."""
        stated = documents.c.value["statement"]["assessment"].as_string()
        query = select(documents.c.subject, stated).where(
            documents.c.kind == HANDED_OUT, documents.c.revision == 1, stated.in_(assessments)
        )
        with self._read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def document_history(self, kind: str, subject: str) -> Sequence[Document]:
        """Every revision, the first one first."""
        query = _of(kind).where(documents.c.subject == subject).order_by(documents.c.revision)
        with self._read() as connection:
            return [_document(row) for row in connection.execute(query)]


def _of(kind: str) -> Select[Any]:
    return select(*FIELDS).where(documents.c.kind == kind)


def _stale(document: Document, held: Document | None) -> Stale:
    if held is None:  # a revision was skipped: a fault of the caller, not of somebody faster
        raise ValueError(f"the first revision of {document.kind} {document.subject} is 1")
    return Stale("document_changed", at=held.at, author=held.author, revision=held.revision)


def _document(row: Row[Any]) -> Document:
    return Document.model_validate(dict(row._mapping))  # noqa: SLF001  (public in spite of its name)
