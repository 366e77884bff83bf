"""The cases of a centre as a list: filtered, sorted, counted and cut into pages by the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    true,
)

from assessments.model import SIGNED, Side, Stage
from assessments.portfolio import (
    OPEN,
    CaseFilter,
    CaseLine,
    Caseload,
    CaseOrder,
    CasePlace,
    CaseResult,
    CaseScope,
    FirmCounts,
    StageCounts,
)
from storage.cases import ASSESSMENT, ENTERPRISE, assessment_of, enterprise_of
from storage.connected import Connected
from storage.tables import assessments, documents, enterprises, scorecards

DUE = "due"  # the kind of documents that say by when a case is to be signed
SIDES: tuple[Side, Side] = ("claimed", "verified")

_in_hand = assessments.c.stage.in_([stage.value for stage in OPEN])
_signed = assessments.c.stage.in_([stage.value for stage in SIGNED])


class Portfolio(Connected):
    """The part of the store that lists cases; it never reads more of them than are shown."""

    def case_counts(self, scope: CaseScope, wanted: CaseFilter) -> StageCounts:
        """How many of the wanted cases are in each stage."""
        query = (
            _of(select(assessments.c.stage, func.count()), scope)
            .where(*_conditions(wanted))
            .group_by(assessments.c.stage)
        )
        with self._read() as connection:
            return {Stage(stage): number for stage, number in connection.execute(query)}

    def case_lines(
        self, scope: CaseScope, wanted: CaseFilter, order: CaseOrder, *, first: int, most: int
    ) -> Sequence[CaseLine]:
        """Those from place ``first`` (0 on) of the wanted cases in that order, ``most`` of them."""
        query = (
            _of(select(assessments.c.id), scope)
            .where(*_conditions(wanted))
            .order_by(*_ordered(order))
            .offset(first)
            .limit(most)
        )
        with self._read(still=True) as connection:
            return _lines(connection, connection.execute(query).scalars().all())

    def case_board(
        self, scope: CaseScope, wanted: CaseFilter, today: date, *, most: int
    ) -> Mapping[Stage, Sequence[CaseLine]]:
        """Of each stage ``most`` of the wanted cases: overdue ones first, then as they wait."""
        late = case((and_(~_signed, _due() < today.isoformat()), _due()))
        first = (late.is_(None), late, *_ordered(CaseOrder()))
        place = func.row_number().over(partition_by=assessments.c.stage, order_by=first)
        ranked = (
            _of(select(assessments.c.id, place.label("place")), scope)
            .where(*_conditions(wanted))
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
        by = _ordered(order)
        here = assessments.c.id
        windows = (
            func.row_number().over(order_by=by).label("number"),
            func.count().over().label("cases"),
            func.lag(here).over(order_by=by).label("before"),
            func.lead(here).over(order_by=by).label("after"),
        )
        among = or_(and_(*_conditions(wanted)), here == assessment)
        listed = _of(select(here, *windows), scope).where(among).subquery()
        query = select(*list(listed.c)[1:]).where(listed.c.id == assessment)
        with self._read() as connection:
            row = connection.execute(query).first()
        return None if row is None else CasePlace(*row)

    def caseloads(
        self, centre: str, today: date, since: datetime, until: datetime
    ) -> Sequence[Caseload]:
        """What each consultant of the centre has, by user name; nobody's come last.

        Signatures are counted from ``since`` on and before ``until``.
        """
        own = _of(
            select(
                assessments.c.consultant,
                assessments.c.stage,
                assessments.c.submitted_at,
                assessments.c.signed_at,
                _due().label("due"),
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
                _number(and_(signed, own.c.signed_at >= since, own.c.signed_at < until)),
                func.min(case((or_(begun, waits), own.c.submitted_at))),
            )
            .group_by(own.c.consultant)
            .order_by(own.c.consultant.is_(None), own.c.consultant)
        )
        with self._read() as connection:
            return [Caseload(*row) for row in connection.execute(query)]

    def firm_counts(self, centre: str, since: datetime, until: datetime) -> Sequence[FirmCounts]:
        """How many firms of each district and division stand where with the centre.

        Signatures are counted from ``since`` on and before ``until``.
        """
        at = assessments.c.signed_at
        groups = (enterprises.c.district, enterprises.c.division)
        query = (
            _of(
                select(
                    *groups,
                    _firms(assessments.c.stage == Stage.DRAFT.value),
                    _firms(_in_hand),
                    _firms(and_(_signed, at >= since, at < until)),
                ),
                CaseScope(centre),
            )
            .group_by(*groups)
            .order_by(*groups)
        )
        with self._read() as connection:
            return [FirmCounts(*row) for row in connection.execute(query)]


def _of(query: Select[Any], scope: CaseScope) -> Select[Any]:
    """The query over the cases of that scope, without those whose place a correction has taken.

    What is left of erased firms is for figures only.
    """
    later = assessments.alias()
    corrected = select(later.c.id).where(
        later.c.corrects == assessments.c.id, later.c.signed_at.is_not(None)
    )
    query = query.select_from(assessments.join(enterprises)).where(
        enterprises.c.erased.is_not(True),
        assessments.c.centre == scope.centre,
        ~corrected.exists(),
    )
    if scope.hands is None:
        return query
    holder = assessments.c.consultant
    return query.where(or_(holder.is_(None), holder == scope.hands))


def _conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    """What a wanted case has to be."""
    found: list[ColumnElement[bool]] = [_named(word) for word in wanted.words]
    if wanted.stages:
        found.append(assessments.c.stage.in_([stage.value for stage in wanted.stages]))
    if wanted.unsigned:
        found.append(~_signed)
    if wanted.round is not None:
        found.append(assessments.c.round == wanted.round)
    if wanted.divisions:
        found.append(enterprises.c.division.in_(wanted.divisions))
    if wanted.district:
        found.append(enterprises.c.district == wanted.district)
    if wanted.consultant is not None:
        found.append(func.coalesce(assessments.c.consultant, "") == wanted.consultant)
    if wanted.due_from is not None:
        found.append(_due() >= wanted.due_from.isoformat())
    if wanted.due_until is not None:
        found.append(_due() <= wanted.due_until.isoformat())
    if wanted.without_due:
        found.append(_due().is_(None))
    return found or [true()]


def _named(word: str) -> ColumnElement[bool]:
    return or_(
        enterprises.c.name.icontains(word, autoescape=True),
        enterprises.c.credit_code.istartswith(word, autoescape=True),
    )


def _due() -> ColumnElement[str | None]:
    """The day by which the case is to be signed, as text that sorts as days do."""
    return (
        select(documents.c.value["due"].as_string())
        .where(documents.c.kind == DUE, documents.c.subject == assessments.c.id)
        .order_by(documents.c.revision.desc())
        .limit(1)
        .correlate(assessments)
        .scalar_subquery()
    )


def _level(side: Side) -> ColumnElement[int | None]:
    """The level of the newest result of that side."""
    return (
        select(scorecards.c.level)
        .where(scorecards.c.assessment == assessments.c.id, scorecards.c.side == side)
        .order_by(scorecards.c.id.desc())
        .limit(1)
        .correlate(assessments)
        .scalar_subquery()
    )


def _ordered(order: CaseOrder) -> tuple[ColumnElement[Any], ...]:
    """By what the cases are sorted, to the last one apart."""
    if order.by == "waiting":
        rank = case((_in_hand, 0), (_signed, 2), else_=1)
        asked = case((_in_hand, assessments.c.submitted_at))
        ended = case((_signed, assessments.c.signed_at))
        return rank, asked, ended.desc(), assessments.c.started_at, assessments.c.id
    by: Mapping[str, ColumnElement[Any]] = {
        "due": _due(),
        "name": enterprises.c.name,
        "district": enterprises.c.district,
        "submitted": assessments.c.submitted_at,
        "signed": assessments.c.signed_at,
        "claimed": _level("claimed"),
        "verified": _level("verified"),
    }
    column = by[order.by]
    turned = column.desc() if order.descending else column.asc()
    return column.is_(None), turned, assessments.c.id


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
