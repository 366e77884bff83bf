"""Which cases of a centre are wanted and in which order, as conditions of a query."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true

from assessments.model import SIGNED, Side
from assessments.portfolio import OPEN, CaseFilter, CaseOrder, CaseScope
from storage.tables import assessments, documents, enterprises, scorecards

DUE = "due"  # the kind of documents that say by when a case is to be signed

IN_HAND = assessments.c.stage.in_([stage.value for stage in OPEN])
ENDED = assessments.c.stage.in_([stage.value for stage in SIGNED])


def cases_of(query: Select[Any], scope: CaseScope) -> Select[Any]:
    """The query over the cases of that scope; what is left of erased firms is for figures only."""
    query = query.select_from(assessments.join(enterprises)).where(
        enterprises.c.erased.is_not(True),
        assessments.c.centre == scope.centre,
    )
    if scope.hands is None:
        return query
    holder = assessments.c.consultant
    return query.where(or_(holder.is_(None), holder == scope.hands))


def is_current() -> ColumnElement[bool]:
    """Whether no signed correction has taken the place of the case."""
    later = assessments.alias()
    corrected = select(later.c.id).where(
        later.c.corrects == assessments.c.id, later.c.signed_at.is_not(None)
    )
    return ~corrected.exists()


def conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    """What a wanted case has to be."""
    found: list[ColumnElement[bool]] = [_named(word) for word in wanted.words]
    if wanted.stages:
        found.append(assessments.c.stage.in_([stage.value for stage in wanted.stages]))
    if wanted.unsigned:
        found.append(~ENDED)
    if wanted.round is not None:
        found.append(assessments.c.round == wanted.round)
    if wanted.divisions:
        found.append(enterprises.c.division.in_(wanted.divisions))
    if wanted.district:
        found.append(enterprises.c.district == wanted.district)
    if wanted.consultant is not None:
        found.append(func.coalesce(assessments.c.consultant, "") == wanted.consultant)
    if wanted.due_from is not None:
        found.append(due_day() >= wanted.due_from.isoformat())
    if wanted.due_until is not None:
        found.append(due_day() <= wanted.due_until.isoformat())
    if wanted.without_due:
        found.append(due_day().is_(None))
    return found or [true()]


def _named(word: str) -> ColumnElement[bool]:
    return or_(
        enterprises.c.name.icontains(word, autoescape=True),
        enterprises.c.credit_code.istartswith(word, autoescape=True),
    )


def due_day() -> ColumnElement[str | None]:
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


def ordered(order: CaseOrder) -> tuple[ColumnElement[Any], ...]:
    """By what the cases are sorted, to the last one apart."""
    if order.by == "waiting":
        rank = case((IN_HAND, 0), (ENDED, 2), else_=1)
        asked = case((IN_HAND, assessments.c.submitted_at))
        ended = case((ENDED, assessments.c.signed_at))
        return rank, asked, ended.desc(), assessments.c.started_at, assessments.c.id
    by: Mapping[str, ColumnElement[Any]] = {
        "due": due_day(),
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
