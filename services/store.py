"""What the services need of a store. ``storage.SqlStore`` is the one that fulfils it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

import pandas as pd

from access.account import Account, OneTimeLink, StoredSession
from access.arrival import Arrival
from access.audit import AuditEntry, AuditFilter, AuditRow, ChainHead
from assessments.confirmation import Confirmation
from assessments.details import Figures
from assessments.model import AnswerRecord, Assessment, Document, Enterprise, Side, Stage
from assessments.personal import Erasure, Traces
from scoring.scorecard import Scorecard
from services.portfolio_store import PortfolioStore


class Store(PortfolioStore, Protocol):
    """Saves and finds. Every write is durable when the call returns; NotFound where nothing is.

    Times are aware UTC datetimes; the caller passes them in.
    """

    def transaction(self) -> AbstractContextManager["Store"]:
        """A store whose writes all happen when the block ends, or none if it raises."""
        ...

    def snapshot(self) -> AbstractContextManager["Store"]:
        """A store to read from that sees one moment, whatever is written meanwhile."""
        ...

    # enterprises and assessments
    def add_enterprise(self, enterprise: Enterprise) -> None: ...
    def update_enterprise(self, enterprise: Enterprise) -> None: ...
    def enterprise(self, id: str) -> Enterprise: ...
    def add_assessment(self, assessment: Assessment, resume_digest: str | None) -> None: ...
    def add_cases(
        self, firms: Sequence[Enterprise], begun: Sequence[tuple[Assessment, str]]
    ) -> None:
        """Many at once: new enterprises, and assessments with the digests that find them."""
        ...

    def untouched(self, drafts: Mapping[str, str | None], since: datetime) -> frozenset[str]:
        """Those of the drafts of an import, each with a record of its own, that are as it was."""
        ...

    def renew_digests(self, digests: Mapping[str, str]) -> None: ...
    def assessment(self, id: str) -> Assessment: ...
    def assessment_by_resume(self, resume_digest: str) -> Assessment | None: ...
    def set_resume_digest(self, assessment: str, resume_digest: str | None) -> None:
        """Let ``resume_digest`` find the assessment, and the one before find nothing."""
        ...

    def hand_code_on(self, before: str, after: str) -> None:
        """Let the resume code of the assessment ``before`` find ``after`` from now on."""
        ...

    def assessments(  # noqa: PLR0913  (each narrows it, and none has to be given)
        self,
        *,
        stages: Iterable[Stage] | None = None,
        centre: str | None = None,
        records: Collection[str] | None = None,
        digest: str | None = None,
        codes: Collection[str] | None = None,
        ids: Collection[str] | None = None,
    ) -> Sequence[tuple[Assessment, Enterprise]]:
        """All in those stages, of that centre, these enterprises and that edition, by beginning.

        ``codes``: of enterprises with one of these credit codes; ``ids``: these alone.
        """
        ...

    def rounds(self, enterprise: str) -> Sequence[Assessment]:
        """Every assessment of that enterprise, as they were begun; rounds by their number."""
        ...

    def series(self, assessment: str) -> tuple[Enterprise, Sequence[Assessment], Mapping[str, str]]:
        """The enterprise of that assessment, all its rounds, and the centres they went to by id."""
        ...

    def move(self, changed: Assessment, *, seen: int) -> Assessment:
        """Write ``changed`` (version seen + 1) if the stored version is ``seen``; else Stale."""
        ...

    # answers, append-only
    def append_answer(self, record: AnswerRecord) -> None:
        """Append if ``record.revision`` is the next one of its item and side; else Stale."""
        ...

    def append_answers(self, records: Iterable[AnswerRecord]) -> None:
        """Append all of them, or none and Stale."""
        ...

    def answers(self, assessment: str, side: Side) -> Mapping[str, AnswerRecord]:
        """The latest record of each item (a record with value None is an answer taken back)."""
        ...

    def all_answers(
        self, assessments: Iterable[str]
    ) -> tuple[Mapping[tuple[str, Side], Mapping[str, AnswerRecord]], Mapping[str, str]]:
        """The same of each assessment and side, and the names of authors with an account."""
        ...

    def answer_values(self, assessments: Iterable[str]) -> pd.DataFrame:
        """Of the latest record of each item and side: assessment, item, side, value (as JSON)."""
        ...

    def answer_history(self, assessment: str) -> Sequence[AnswerRecord]: ...

    # results
    def add_scorecard(self, assessment: str, side: Side, card: Scorecard, at: datetime) -> None: ...
    def scorecard(self, assessment: str, side: Side) -> Scorecard | None:
        """The newest one of that side."""
        ...

    def scorecards(
        self, assessments: Iterable[str], sides: Iterable[Side] | None = None
    ) -> Mapping[tuple[str, Side], Scorecard]:
        """The newest one of each assessment and side, or of these sides, that has any."""
        ...

    def add_rescoring(self, assessment: str, side: Side, card: Scorecard, at: datetime) -> bool:
        """Append what another rubric or edition makes of that side, beside its results.

        False where there is one with the same questionnaire, rubric and engine already.
        """
        ...

    def rescorings(self, assessment: str) -> Sequence[tuple[Side, Scorecard]]:
        """Every one of the assessment, the oldest first."""
        ...

    def rescored(self, rubric_digest: str) -> pd.DataFrame:
        """The newest under this rubric of each assessment and side: assessment, side, at, total."""
        ...

    def figures(
        self,
        stages: Iterable[Stage],
        sides: Iterable[Side] | None = None,
        columns: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """One row per assessment in those stages, the verified figure where there is one.

        With ``sides`` one row per assessment and side, of these sides only. Columns: card (the
        number of the scorecard), assessment, enterprise, credit_code, questionnaire, edition,
        division, district, employees, revenue, assets, round, year (of submission, in China),
        submitted_at, since (the figure's side was submitted or signed then), stage, centre,
        synthetic, side, rubric, rubric_version, level, total, coverage, and one column per node id
        at the first depth (0..scale, NaN where not applicable). The first submitted come first.
        With ``columns`` only these and the nodes, in any order of rows.
        """
        ...

    # numbers beside the newest card of a side, append-only: see assessments/details.py
    def add_details(self, kind: str, found: Mapping[tuple[str, Side], Figures]) -> None:
        """Append them by assessment and side; what is there stays, and so does what has no card."""
        ...

    def details(self, kind: str, cards: Collection[int]) -> pd.DataFrame:
        """One row per card of these, some thousand at most, that has any; a column a name."""
        ...

    # documents, append-only
    def append_document(self, document: Document) -> None:
        """Append if ``document.revision`` is the next one of its kind and subject; else Stale."""
        ...

    def document(self, kind: str, subject: str) -> Document | None:
        """The latest revision; one that was taken back has the value None."""
        ...

    def documents(self, kind: str) -> Mapping[str, Document]:
        """The latest revision of every subject, in the order of subjects."""
        ...

    def all_documents(
        self, wanted: Mapping[str, Collection[str] | None]
    ) -> Mapping[tuple[str, str], Document]:
        """The latest revisions by kind and subject; of these subjects of a kind, or all (None)."""
        ...

    def codes_handed_out(self, assessments: Collection[str]) -> Mapping[str, str]:
        """The assessment of every check code of a report that was handed out of one of these."""
        ...

    def document_history(self, kind: str, subject: str) -> Sequence[Document]: ...

    # what is held of a firm or a person: see services/personal
    def personal_rows(self, traces: Traces) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Every row about them by table, without what opens an account."""
        ...

    def erase(self, erasure: Erasure) -> None:
        """Let every row about those records and accounts go; what stays has ids of its own."""
        ...

    def idle_records(self, before: datetime, *, handed_in: bool) -> Sequence[str]:
        """The records that no account holds and that nobody has touched since ``before``."""
        ...

    def end_links_before(self, before: datetime) -> int: ...
    def scrub(self, *, whole: bool) -> None:
        """Let what was deleted be gone from the files too; not within a transaction.

        ``whole`` is thorough, may take long, and keeps others waiting.
        """
        ...

    # people: see services/people.py
    def add_centre(self, id: str, name: str) -> None: ...
    def centres(self) -> Mapping[str, str]: ...
    def add_account(self, account: Account) -> None: ...
    def account(self, username: str) -> Account | None: ...
    def account_of_identity(self, identity: str) -> Account | None: ...
    def accounts(
        self, *, centre: str | None = None, enterprise: str | None = None
    ) -> Sequence[Account]: ...
    def change_account(self, username: str, **values: Any) -> None: ...
    def use_totp_step(self, username: str, step: int) -> bool:
        """Note that the code of ``step`` was used; False if it or a later one was before."""
        ...

    def hold(self, enterprise: str, held_by: str, by: str, at: datetime) -> None:
        """Let the accounts of ``held_by`` hold the record; Invalid where others hold it."""
        ...

    def holdings(self, held_by: str) -> frozenset[str]: ...
    def all_held(
        self, records: Collection[str] | None = None
    ) -> Sequence[tuple[str, str, datetime]]:
        """Every record (of these) that accounts hold, the accounts' enterprise, since when."""
        ...

    def holder_of_record(self, enterprise: str) -> str | None: ...

    # whether firms are who they say they are, append-only: see services/confirming.py
    def add_confirmation(self, confirmation: Confirmation) -> None:
        """Append it; Invalid where another record is confirmed with that credit code."""
        ...

    def confirmations(self, records: Collection[str] | None = None) -> Sequence[Confirmation]:
        """All decisions, or those on these records, the oldest first."""
        ...

    def claimed_records(
        self, stages: Iterable[Stage], centre: str | None = None
    ) -> Sequence[tuple[Assessment, Enterprise, str]]:
        """Assessments of records with a credit code that accounts hold, and the holder's id."""
        ...

    def records_of_codes(self, codes: Collection[str]) -> Mapping[str, Mapping[str, bool]]:
        """The records of each credit code, and whether a centre has signed one of their own."""
        ...

    # from which line assessments come, for a while: see services/watching.py
    def add_arrival(self, arrival: Arrival) -> None: ...
    def forget_arrivals_before(self, at: datetime) -> None: ...
    def arrivals(
        self, since: datetime, *, alike: Collection[str] | None = None
    ) -> Sequence[tuple[Arrival, Enterprise]]:
        """Those since then, the oldest first; with ``alike`` of the line or sheet of one of these.

        ``alike`` are ids of assessments, whose own are among them.
        """
        ...

    # links that are used once, by the digests of their tokens: see services/links.py
    def add_link(self, link: OneTimeLink) -> None: ...
    def link(self, digest: str, now: datetime) -> OneTimeLink | None:
        """The link of that digest, unless it was used or has expired."""
        ...

    def use_link(self, digest: str, now: datetime) -> bool:
        """Let the link have been used; False where somebody was faster, or it has expired."""
        ...

    def open_links(self, now: datetime) -> Sequence[OneTimeLink]: ...
    def used_links(self, username: str) -> Sequence[OneTimeLink]: ...
    def remove_link(self, digest: str) -> None: ...

    # sessions, throttling: see services/accounts.py
    def put_session(
        self,
        digest: str,
        data: Mapping[str, Any],
        expires: datetime,
        seen_at: datetime | None = None,
    ) -> None: ...
    def session(self, digest: str, now: datetime) -> Mapping[str, Any] | None: ...
    def holder(self, digest: str, now: datetime) -> tuple[StoredSession, Account | None] | None:
        """The same as a whole, with the account that it is of, where there is one."""
        ...

    def sessions_of(self, username: str, now: datetime) -> Sequence[StoredSession]: ...
    def see_session(self, digest: str, at: datetime) -> None: ...
    def end_session(self, digest: str) -> None: ...
    def end_sessions_of(self, username: str, *, but: str = "") -> None: ...
    def end_browsers_of(self, assessment: str) -> None:
        """Forget all browsers that hold the assessment by its resume code."""
        ...

    def end_sessions_before(self, now: datetime) -> None: ...
    def add_attempt(self, subject: str, at: datetime) -> int: ...
    def forget_attempts(self, numbers: Iterable[int]) -> None: ...
    def attempts(
        self, subject: str, since: datetime, until: datetime, most: int
    ) -> Sequence[datetime]:
        """The last ``most`` times between those two (both included), oldest first."""
        ...

    def clear_attempts(self, subject: str) -> None: ...
    def keep_attempts_within(self, since: datetime, until: datetime) -> None: ...
    def secret(self, name: str) -> bytes:
        """32 random bytes, made once per store and name."""
        ...

    # the audit trail: see services/auditing.py
    def note(self, entry: AuditEntry) -> None:
        """Append the entry; in a transaction it stays, or not, with all that is written."""
        ...

    def audit_page(
        self, wanted: AuditFilter, *, before: int | None = None, after: int = 0, most: int
    ) -> Sequence[AuditRow]:
        """The last ``most`` entries, newest first, with numbers between these two."""
        ...

    def audit_rows(self, wanted: AuditFilter | None = None) -> Iterator[AuditRow]: ...
    def audit_head(self) -> ChainHead | None: ...
