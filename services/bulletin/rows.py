"""Sectors, districts, size classes: who stands where, as a picture, a sentence and a table."""

from collections.abc import Callable, Sequence
from typing import Literal

from aggregates.figures import FigureRow
from i18n import one_decimal
from reports.report import Block, Cell, Column, Paragraph, Picture, Table
from services.bulletin.pictures import sector_grid, total_bars
from services.bulletin.speaking import BulletinVoice, mean_of, seen_rows
from services.city_standing import BothEnds

RowsTable = Literal["sectors", "districts", "sizes"]
DRAWN: dict[RowsTable, Callable[[BulletinVoice, str, Sequence[FigureRow]], Picture]] = {
    "sectors": sector_grid,
    "districts": total_bars,
    "sizes": total_bars,
}


def rows_chapter(voice: BulletinVoice, table: RowsTable) -> tuple[Block, ...]:
    """The chapter; nothing where the figures have no such table."""
    figures = voice.figures
    every: tuple[FigureRow, ...] = getattr(figures, table)
    if not every:
        return ()
    seen = seen_rows(figures, table)
    if not seen:
        return (Paragraph(voice.say("bulletin.rows_hidden")),)
    said = {"year": figures.year, "scale": voice.scale}
    drawn = DRAWN[table](
        voice, voice.say(f"bulletin.{table}_caption", **said), (figures.city, *seen)
    )
    return (
        Paragraph(_reading(voice, table, every, seen)),
        drawn,
        _at_a_glance(voice, table, (figures.city, *seen)),
        voice.source(),
    )


def ends_of_rows(voice: BulletinVoice, table: RowsTable) -> BothEnds | None:
    """The highest and the lowest row of a table by the total."""
    return voice.ends(voice.totals(seen_rows(voice.figures, table)))


def _reading(
    voice: BulletinVoice, table: RowsTable, every: Sequence[FigureRow], seen: Sequence[FigureRow]
) -> str:
    ends = ends_of_rows(voice, table)
    told = (
        voice.say("bulletin.rows_one")
        if ends is None
        else voice.say(f"bulletin.{table}_read", **ends.params)
    )
    hidden = len(every) - len(seen)
    more = [voice.say("bulletin.rows_some_hidden", hidden=hidden)] if hidden else []
    return voice.sentences([told, *more])


def _at_a_glance(voice: BulletinVoice, table: RowsTable, rows: Sequence[FigureRow]) -> Table:
    """A line a row: how many, the total, the usual level, the dimensions at both ends."""
    said = {"year": voice.figures.year, "scale": voice.scale}
    return Table(
        voice.say(f"bulletin.{table}_ends_caption", **said),
        (
            Column(voice.say(f"bulletin.{table}_rows"), 0.21, holds="names"),
            Column(voice.say("bulletin.column_n"), 0.12, figures=True),
            Column(voice.say("bulletin.column_total"), 0.1, figures=True),
            Column(voice.say("bulletin.column_level"), 0.23, holds="figures"),
            Column(voice.say("bulletin.column_best"), 0.17, holds="figures"),
            Column(voice.say("bulletin.column_worst"), 0.17, holds="figures"),
        ),
        tuple(_line(voice, row) for row in rows),
    )


def _line(voice: BulletinVoice, row: FigureRow) -> tuple[Cell, ...]:
    mean, ends, hidden = mean_of(row, voice.total), voice.ends_of(row), voice.say("city.hidden")
    best, worst = (Cell(hidden), Cell(hidden))
    if ends is not None:
        named = ((ends.best, ends.best_mean), (ends.worst, ends.worst_mean))
        best, worst = (
            Cell(voice.say("bulletin.end_of", name=name, mean=one_decimal(at)))
            for name, at in named
        )
    total = Cell(hidden) if mean is None else Cell(one_decimal(mean), value=mean)
    count, level = Cell(voice.count(row.count)), Cell(voice.level_of(row))
    return (Cell(voice.row_title(row)), count, total, level, best, worst)
