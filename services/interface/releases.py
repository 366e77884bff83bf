"""Releases for programs: only what was published, and hidden figures as null."""

from collections.abc import Sequence
from typing import Any

from access.table import require
from aggregates.figures import CityFigures, FigureRow, Hidden, Legend
from assessments.refusals import NotFound
from services.context import Context
from services.interface.models import (
    FigureCell,
    LevelAnswer,
    MeasureAnswer,
    ReleaseAnswer,
    ReleaseList,
    RowAnswer,
    ShareValue,
    TableAnswer,
    TableName,
)
from services.public_releases import (
    PublicRelease,
    public_figures,
    public_release,
    public_releases,
)

PROTECTED = "C"  # the one code: which reason it was would narrow the figure down


def release_list(ctx: Context, offset: int, limit: int) -> ReleaseList:
    """``limit`` releases from the one at ``offset`` on."""
    require(ctx.actor, "interface.read")
    found = public_releases(ctx)
    end = offset + limit
    return ReleaseList(
        releases=tuple(map(_release, found[offset:end])),
        total=len(found),
        next=end if end < len(found) else None,
    )


def release_alone(ctx: Context, id: str) -> ReleaseAnswer:
    """One release. Raises NotFound."""
    require(ctx.actor, "interface.read")
    return _release(public_release(ctx, id))


def release_table(
    ctx: Context, release: str, subject: str, year: int, table: TableName
) -> TableAnswer:
    """A table of a release. Raises NotFound, also for one that was withdrawn."""
    require(ctx.actor, "interface.read")
    found, figures = public_release(ctx, release), public_figures(ctx, release, subject).get(year)
    rows = None if figures is None else rows_of(figures, table)
    if figures is None or not rows:
        raise NotFound("unknown_release")
    return TableAnswer(
        release=found.id,
        subject=subject,
        year=year,
        table=table,
        as_of=found.as_of,
        published_at=found.changed_at,
        stages=figures.stages,
        threshold=figures.threshold,
        synthetic=figures.synthetic,
        measures=tuple(map(MeasureAnswer.model_validate, figures.legend.measures)),
        levels=tuple(map(LevelAnswer.model_validate, figures.legend.levels)),
        rows=tuple(_row(each, figures.legend) for each in rows),
    )


def rows_of(figures: CityFigures, table: TableName) -> Sequence[FigureRow]:
    """The rows of a table; none where the subject is not published by it."""
    return (figures.city,) if table == "city" else getattr(figures, table, ())


def _release(release: PublicRelease) -> ReleaseAnswer:
    return ReleaseAnswer.model_validate(
        {name: getattr(release, name) for name in ReleaseAnswer.model_fields}
    )


def _row(row: FigureRow, legend: Legend) -> RowAnswer:
    levels = (
        row.levels
        if isinstance(row.levels, Hidden)
        else tuple(map(ShareValue.model_validate, row.levels))
    )
    return RowAnswer(
        id=row.id,
        title=row.title,
        parent=row.parent,
        count=_cell(row.count),
        means={each.id: _cell(row.means[each.id]) for each in legend.measures},
        asked={each.id: _cell(row.asked[each.id]) for each in legend.measures},
        levels=_cell(levels),
    )


def _cell(figure: Any) -> FigureCell[Any]:
    if isinstance(figure, Hidden):
        return FigureCell(value=None, hidden=PROTECTED)
    return FigureCell(value=figure, hidden=None)
