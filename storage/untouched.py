"""Which drafts of an import nobody has touched since it was made."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, func, or_, select, update

from storage.connected import Connected
from storage.tables import (
    accounts,
    answers,
    assessments,
    audit,
    documents,
    holdings,
    one_time_links,
    sessions,
)

AT_ONCE = 500  # ids that a statement names
IMPORTED = "assessment.import"  # how the trail calls what the import itself did
LANGS = ("zh", "en")


class Untouched(Connected):
    """The part of the store that knows what of an import may go again."""

    def untouched(self, drafts: Mapping[str, str | None], since: datetime) -> frozenset[str]:
        """Those of the ``drafts`` of an import that are as it left them ``since``, by their ids.

        Each with its record where that came with it. What is written of a draft or record stands
        in the trail, in an answer or in a document; whoever has it open has touched it as well.
        Within a transaction nobody else can touch one of them.
        """
        found: set[str] = set()
        with self._read() as connection:
            for ids in _parts(sorted(drafts)):
                records = {record: id for id in ids if (record := drafts[id])}
                there = select(assessments.c.id).where(assessments.c.id.in_(ids))
                if self._locks:
                    there = there.with_for_update()
                whole = set(connection.execute(there).scalars())
                for query in (*_of_drafts(ids, since), *_of_records(sorted(records))):
                    for (touched,) in connection.execute(query):
                        id = str(touched).partition(":")[0]
                        whole.discard(records.get(id, id))
                found |= whole
        return frozenset(found)

    def renew_digests(self, digests: Mapping[str, str]) -> None:
        """Let each of these assessments be found by its digest, and no more by the one before."""
        renew = (
            update(assessments)
            .where(assessments.c.id == bindparam("assessment"))
            .values(resume_digest=bindparam("fresh"))
        )
        rows = [{"assessment": id, "fresh": digest} for id, digest in digests.items()]
        if rows:
            with self._write() as connection:
                connection.execute(renew, rows)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for low in range(0, len(ids), AT_ONCE):
        yield ids[low : low + AT_ONCE]


def _of_drafts(ids: Sequence[str], since: datetime) -> Iterator[Select[tuple[str]]]:
    yield select(assessments.c.id).where(assessments.c.id.in_(ids), assessments.c.version > 1)
    yield select(audit.c.object).where(audit.c.object.in_(ids), audit.c.action != IMPORTED)
    yield select(answers.c.assessment).where(
        answers.c.assessment.in_(ids), or_(answers.c.at != since, answers.c.revision > 1)
    )
    subjects = [*ids, *(f"{id}:{lang}" for id in ids for lang in LANGS)]
    yield select(documents.c.subject).where(documents.c.subject.in_(subjects))
    yield select(sessions.c.assessment).where(sessions.c.assessment.in_(ids))


def _of_records(records: Sequence[str]) -> Iterator[Select[tuple[str]]]:
    yield (
        select(assessments.c.enterprise)
        .where(assessments.c.enterprise.in_(records))
        .group_by(assessments.c.enterprise)
        .having(func.count() > 1)
    )
    yield select(audit.c.enterprise).where(
        audit.c.enterprise.in_(records), audit.c.action != IMPORTED
    )
    yield select(documents.c.subject).where(documents.c.subject.in_(records))
    yield select(holdings.c.enterprise).where(holdings.c.enterprise.in_(records))
    yield select(accounts.c.enterprise).where(accounts.c.enterprise.in_(records))
    yield select(one_time_links.c.enterprise).where(one_time_links.c.enterprise.in_(records))
