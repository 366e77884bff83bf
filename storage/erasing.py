"""Erasing: rows of a firm or a person go, those of append-only tables among them."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from assessments.model import Stage
from assessments.personal import Erasure, Traces
from assessments.years import year_of
from storage.connected import Connected
from storage.dialects.registry import DATABASES
from storage.personal import HANDED_OUT, STAYS, check_codes, rows_of
from storage.tables import (
    answers,
    assessments,
    confirmations,
    documents,
    enterprises,
    erasures,
    holdings,
    one_time_links,
    scorecard_documents,
    scorecards,
    sessions,
)

SOMEBODY = "erased"  # who wrote what stays, once the account is gone


class Erasing(Connected):
    """The part of the store that erases."""

    def erase(self, erasure: Erasure) -> None:
        """Let every row about those records and accounts go; what stays has ids of its own."""
        traces = erasure.traces
        with self._write() as connection:
            codes = check_codes(connection, traces)
            with _listed(connection, traces, codes):
                ours = rows_of(traces, codes)
                connection.execute(delete(scorecard_documents).where(ours[scorecard_documents]))
                _keep_figures(connection, erasure)
                _forget_people(connection, traces)
                for table, condition in ours.items():
                    if table.name in STAYS:
                        continue
                    connection.execute(delete(table).where(condition))
            _say_that_reports_are_erased(connection, codes, erasure.at)

    def idle_records(self, before: datetime, *, handed_in: bool) -> Sequence[str]:
        """The records that no account holds and that nobody has touched since ``before``.

        ``handed_in``: those of which an assessment was handed in, else those of which none was.
        """
        of_record = assessments.c.enterprise == enterprises.c.id
        held = select(holdings.c.enterprise).where(holdings.c.enterprise == enterprises.c.id)
        touched = select(assessments.c.id).where(
            of_record,
            or_(
                assessments.c.started_at >= before,
                assessments.c.submitted_at >= before,
                assessments.c.signed_at >= before,
                select(answers.c.item)
                .where(answers.c.assessment == assessments.c.id, answers.c.at >= before)
                .exists(),
            ),
        )
        submitted = select(assessments.c.id).where(
            of_record, assessments.c.stage != Stage.DRAFT.value
        )
        query = (
            select(enterprises.c.id)
            .where(
                enterprises.c.erased.is_not(True),
                ~held.exists(),
                ~touched.exists(),
                submitted.exists() if handed_in else ~submitted.exists(),
            )
            .order_by(enterprises.c.id)
        )
        with self._read() as connection:
            return connection.execute(query).scalars().all()

    def end_links_before(self, before: datetime) -> int:
        """Forget the links that were used, or have expired, before then; how many those were."""
        over = or_(one_time_links.c.used_at < before, one_time_links.c.expires < before)
        with self._write() as connection:
            return connection.execute(delete(one_time_links).where(over)).rowcount

    def scrub(self, *, whole: bool) -> None:
        """Let what was deleted be gone from the files too; not within a transaction.

        ``whole`` is thorough, may take long, and keeps others waiting.
        """
        DATABASES[self.engine.dialect.name].scrub(self.engine, whole=whole)


@contextmanager
def _listed(connection: Connection, traces: Traces, codes: Collection[str]) -> Iterator[None]:
    """Let the append-only rows of those go in the block; nobody else ever sees the list."""
    people = {*traces.usernames, *traces.usernames.values()}
    subjects = {*traces.subjects, *codes, *(f"author:{each}" for each in people)}
    connection.execute(insert(erasures), [{"subject": each} for each in sorted(subjects)])
    yield
    connection.execute(delete(erasures))


def _keep_figures(connection: Connection, erasure: Erasure) -> None:
    """Hang the newest figures of each side on what stays; the older ones go."""
    for record, firm in erasure.firms.items():
        connection.execute(insert(enterprises), firm.model_dump() | {"erased": True})
        connection.execute(  # what was confirmed goes on to count
            update(confirmations)
            .where(confirmations.c.enterprise == record)
            .values(
                enterprise=firm.id,
                credit_code=firm.credit_code or "",
                reason="",
                author=SOMEBODY,
                by=SOMEBODY,
            )
        )
    for old, kept in erasure.kept.items():
        at = kept.submitted_at
        year = None if at is None else year_of(at)
        connection.execute(insert(assessments), kept.model_dump() | {"year": year})
        of_old = scorecards.c.assessment == old
        newest = select(func.max(scorecards.c.id)).where(of_old).group_by(scorecards.c.side)
        found = connection.execute(newest).scalars().all()
        connection.execute(
            update(scorecards)
            .where(scorecards.c.id.in_(found))
            .values(assessment=kept.id, at=kept.signed_at or at or kept.started_at)
        )


def _say_that_reports_are_erased(
    connection: Connection, codes: Collection[str], at: datetime
) -> None:
    """Whoever has a report on paper learns that it was issued here, and nothing else."""
    told = {"kind": HANDED_OUT, "revision": 1, "value": {"erased": True}, "content": b""}
    rows = [{**told, "subject": code, "author": "", "at": at} for code in sorted(set(codes))]
    if rows:
        connection.execute(insert(documents), rows)


def _forget_people(connection: Connection, traces: Traces) -> None:
    """Leave no name of those accounts on what is another's."""
    names = list(traces.usernames)
    told = [*names, *traces.usernames.values()]
    for table in (answers, documents):
        connection.execute(update(table).where(table.c.author.in_(told)).values(author=SOMEBODY))
    connection.execute(
        update(confirmations)
        .where(confirmations.c.author.in_(names))
        .values(author=SOMEBODY, by=SOMEBODY)
    )
    connection.execute(
        update(assessments).where(assessments.c.consultant.in_(names)).values(consultant=None)
    )
    connection.execute(update(holdings).where(holdings.c.by.in_(names)).values(by=SOMEBODY))
    connection.execute(
        update(one_time_links).where(one_time_links.c.made_by.in_(told)).values(made_by=SOMEBODY)
    )
    _leave_browsers(connection, traces)


def _leave_browsers(connection: Connection, traces: Traces) -> None:
    """Sessions of others forget the assessments, browsers that several used the accounts."""
    query = select(sessions.c.digest, sessions.c.data).where(
        or_(
            and_(
                sessions.c.assessment.in_(list(traces.assessments)),
                sessions.c.username.is_not(None),
            ),
            and_(sessions.c.assessment.is_(None), sessions.c.username.is_(None)),
        )
    )
    for digest, data in connection.execute(query).all():
        left = {name: value for name, value in data.items() if name != "assessment"}
        if "known" in left:
            left["known"] = [each for each in left["known"] if each not in traces.usernames]
        if left != data:
            connection.execute(
                update(sessions)
                .where(sessions.c.digest == digest)
                .values(data=left, assessment=None)
            )
