"""The cases of a centre as a list: filtered, sorted, counted and cut into pages by the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from assessments.model import SIGNED, Side, Stage
from assessments.portfolio import (
    CaseFilter,
    CaseLine,
    Caseload,
    CaseOrder,
    CasePlace,
    CaseResult,
    CaseScope,
    FirmCounts,
    SignedFirms,
    StageCounts,
)
from storage.case_queries import (
    DUE,
    ENDED,
    IN_HAND,
    cases_of,
    conditions,
    due_day,
    is_current,
    ordered,
)
from storage.cases import ASSESSMENT, ENTERPRISE, assessment_of, enterprise_of
from storage.connected import Connected
from storage.tables import assessments, documents, enterprises, scorecards

SIDES: tuple[Side, Side] = ("claimed", "verified")


class Portfolio(Connected):
    """The part of the store that lists cases; it never reads more of them than are shown."""

    def case_counts(self, scope: CaseScope, wanted: CaseFilter) -> StageCounts:
        """How many of the wanted cases are in each stage."""
        query = (
            cases_of(select(assessments.c.stage, func.count()), scope)
            .where(is_current(), *conditions(wanted))
            .group_by(assessments.c.stage)
        )
        with self._read() as connection:
            return {Stage(stage): number for stage, number in connection.execute(query)}

    def case_lines(
        self, scope: CaseScope, wanted: CaseFilter, order: CaseOrder, *, first: int, most: int
    ) -> Sequence[CaseLine]:
        """Those from place ``first`` (0 on) of the wanted cases in that order, ``most`` of them."""
        query = (
            cases_of(select(assessments.c.id), scope)
            .where(is_current(), *conditions(wanted))
            .order_by(*ordered(order))
            .offset(first)
            .limit(most)
        )
        with self._read(still=True) as connection:
            return _lines(connection, connection.execute(query).scalars().all())

    def case_board(
        self, scope: CaseScope, wanted: CaseFilter, today: date, *, most: int
    ) -> Mapping[Stage, Sequence[CaseLine]]:
        """Of each stage ``most`` of the wanted cases: overdue ones first, then as they wait."""
        late = case((and_(~ENDED, due_day() < today.isoformat()), due_day()))
        first = (late.is_(None), late, *ordered(CaseOrder()))
        place = func.row_number().over(partition_by=assessments.c.stage, order_by=first)
        ranked = (
            cases_of(select(assessments.c.id, place.label("place")), scope)
            .where(is_current(), *conditions(wanted))
            .subquery()
        )
        query = select(ranked.c.id).where(ranked.c.place <= most).order_by(ranked.c.place)
        with self._read(still=True) as connection:
            found = _lines(connection, connection.execute(query).scalars().all())
        return {
            stage: [each for each in found if each.assessment.stage is stage] for stage in Stage
        }

    def case_place(
        self, scope: CaseScope, wanted: CaseFilter, order: CaseOrder, assessment: str
    ) -> CasePlace | None:
        """Where the case stands among the wanted ones, itself among them; None: out of scope."""
        by = ordered(order)
        here = assessments.c.id
        windows = (
            func.row_number().over(order_by=by).label("number"),
            func.count().over().label("cases"),
            func.lag(here).over(order_by=by).label("before"),
            func.lead(here).over(order_by=by).label("after"),
        )
        among = or_(and_(is_current(), *conditions(wanted)), here == assessment)
        listed = cases_of(select(here, *windows), scope).where(among).subquery()
        query = select(*list(listed.c)[1:]).where(listed.c.id == assessment)
        with self._read() as connection:
            row = connection.execute(query).first()
        return None if row is None else CasePlace(*row)

    def caseloads(
        self, centre: str, today: date, since: datetime, until: datetime
    ) -> Sequence[Caseload]:
        """What each consultant of the centre has, by user name; nobody's come last.

        Signatures are counted from ``since`` on and before ``until``, those of corrections not.
        """
        own = cases_of(
            select(
                assessments.c.consultant,
                assessments.c.stage,
                assessments.c.submitted_at,
                assessments.c.signed_at,
                assessments.c.corrects,
                due_day().label("due"),
            ),
            CaseScope(centre),
        ).subquery()
        begun = own.c.stage == Stage.UNDER_VERIFICATION.value
        waits = own.c.stage == Stage.SUBMITTED.value
        signed = own.c.stage.in_([stage.value for stage in SIGNED])
        query = (
            select(
                own.c.consultant,
                _number(own.c.stage == Stage.DRAFT.value),
                _number(waits),
                _number(begun),
                _number(and_(~signed, own.c.due < today.isoformat())),
                _number(
                    and_(
                        signed,
                        own.c.corrects.is_(None),
                        own.c.signed_at >= since,
                        own.c.signed_at < until,
                    )
                ),
                func.min(case((or_(begun, waits), own.c.submitted_at))),
            )
            .group_by(own.c.consultant)
            .order_by(own.c.consultant.is_(None), own.c.consultant)
        )
        with self._read() as connection:
            return [Caseload(*row) for row in connection.execute(query)]

    def firm_counts(self, centre: str, since: datetime, until: datetime) -> Sequence[FirmCounts]:
        """How many firms of each district and division stand where with the centre.

        Signatures are counted from ``since`` on and before ``until``, those of corrections not: a
        firm stays in the quarter in which it was signed first.
        """
        at, first = assessments.c.signed_at, assessments.c.corrects.is_(None)
        groups = (enterprises.c.district, enterprises.c.division)
        query = (
            cases_of(
                select(
                    *groups,
                    _firms(assessments.c.stage == Stage.DRAFT.value),
                    _firms(IN_HAND),
                    _firms(and_(ENDED, first, at >= since, at < until)),
                ),
                CaseScope(centre),
            )
            .group_by(*groups)
            .order_by(*groups)
        )
        with self._read() as connection:
            return [FirmCounts(*row) for row in connection.execute(query)]

    def signed_firms(self, since: datetime, until: datetime) -> Sequence[SignedFirms]:
        """The firms that each centre signed from ``since`` on and before ``until``."""
        at = assessments.c.signed_at
        groups = (assessments.c.centre, enterprises.c.district, enterprises.c.division)
        query = (
            select(*groups, func.count(assessments.c.enterprise.distinct()))
            .select_from(assessments.join(enterprises))
            .where(
                ENDED,
                assessments.c.centre.is_not(None),
                assessments.c.corrects.is_(None),
                at >= since,
                at < until,
            )
            .group_by(*groups)
            .order_by(*groups)
        )
        with self._read() as connection:
            return [SignedFirms(*row) for row in connection.execute(query)]


def _lines(connection: Connection, ids: Sequence[str]) -> list[CaseLine]:
    """What the list says of these, in their order."""
    query = (
        select(*ASSESSMENT, *(c.label(f"enterprise_{c.name}") for c in ENTERPRISE))
        .join_from(assessments, enterprises)
        .where(assessments.c.id.in_(ids))
    )
    rows = connection.execute(query).all()
    due, results = _dues(connection, ids), _results(connection, ids)
    found = {}
    for row in rows:
        one = assessment_of(row)
        day, seen = due.get(one.id, (None, 0))
        claimed, verified = (results.get((one.id, side)) for side in SIDES)
        firm = enterprise_of(row[len(ASSESSMENT) :])
        found[one.id] = CaseLine(one, firm, day, seen, claimed, verified)
    return [found[id] for id in ids]


def _dues(connection: Connection, ids: Iterable[str]) -> Mapping[str, tuple[date | None, int]]:
    """The day by which each is to be signed, and the revision that says so."""
    query = (
        select(documents.c.subject, documents.c.value, documents.c.revision)
        .where(documents.c.kind == DUE, documents.c.subject.in_(list(ids)))
        .order_by(documents.c.revision)
    )
    return {
        subject: (date.fromisoformat(value["due"]) if value else None, revision)
        for subject, value, revision in connection.execute(query)
    }


def _results(connection: Connection, ids: Iterable[str]) -> Mapping[tuple[str, str], CaseResult]:
    """What the newest result of each side comes to."""
    columns = ("assessment", "side", "level", "total", "coverage")
    query = (
        select(*(scorecards.c[name] for name in columns))
        .where(scorecards.c.assessment.in_(list(ids)))
        .order_by(scorecards.c.id)
    )
    rows = connection.execute(query)
    return {(id, side): CaseResult(*figures) for id, side, *figures in rows}


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _firms(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, assessments.c.enterprise)).distinct())
