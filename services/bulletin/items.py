"""What enterprises lack, item by item: for how many of those that were asked each is so."""

from collections.abc import Sequence
from typing import NamedTuple

from aggregates.figures import CityFigures, FigureRow, Measure
from i18n import exact
from reports.report import Block, Cell, Column, Heading, Paragraph, Table
from services.bulletin.speaking import BulletinVoice, leading, mean_of, seen_rows

GAPS = "gaps"  # the subject
MOST = 10  # items of the table
NAMED = 3  # items in a sentence
HALF = 50.0  # per cent from which something is usual


class ItemGap(NamedTuple):
    """An item that so many per cent of those asked have nothing of; ``n``: how many were asked."""

    share: float
    name: str
    n: str
    item: str


def gaps_of_row(voice: BulletinVoice, figures: CityFigures, row: FigureRow) -> list[ItemGap]:
    """The items whose share may be seen, the largest first."""
    shares = [each for each in figures.legend.measures if each.share]
    found = [
        ItemGap(share, voice.text(each.title), _asked(voice, row, each), _item(each))
        for each in shares
        if (share := mean_of(row, each)) is not None
    ]
    return sorted(found, key=lambda each: -each.share)


def usual_gaps(voice: BulletinVoice, figures: CityFigures, row: FigureRow) -> list[ItemGap]:
    """Those of at least half of the row."""
    return [each for each in gaps_of_row(voice, figures, row) if each.share >= HALF]


def listed_gaps(voice: BulletinVoice, found: Sequence[ItemGap]) -> str:
    """The first ones by name; how many there are in all where these are more."""
    listed = voice.listed(_said(voice, each) for each in found[:NAMED])
    left = len(found) - NAMED
    if left <= 0:
        return listed
    return voice.say("bulletin.and_more", listed=listed, left=left)


def row_in(figures: CityFigures, id: str) -> FigureRow | None:
    """The row of a sector, if the subject has it."""
    return next((row for row in figures.sectors if row.id == id), None)


def item_gaps(voice: BulletinVoice) -> tuple[Block, ...]:
    """A part of the chapter on gaps; nothing where nothing of it was published."""
    figures = voice.city.beside.get(GAPS)
    found = [] if figures is None else gaps_of_row(voice, figures, figures.city)
    if figures is None or not found:
        return ()
    listed = voice.listed(_said(voice, each) for each in leading(found, NAMED, _share))
    sectors = _by_sector(voice, figures)
    return (
        Heading("items", voice.say("bulletin.items_heading")),
        Paragraph(voice.say("bulletin.items_text", listed=listed)),
        _table(voice, found[:MOST]),
        voice.source(),
        Paragraph(voice.say("bulletin.items_about"), "note"),
        *((sectors, voice.source()) if sectors else ()),
    )


def _table(voice: BulletinVoice, found: Sequence[ItemGap]) -> Table:
    return Table(
        voice.say("bulletin.items_caption", year=voice.figures.year),
        (
            Column(voice.say("bulletin.column_item"), 0.6, holds="names"),
            Column(voice.say("bulletin.column_lacking"), 0.2, figures=True),
            Column(voice.say("bulletin.column_asked"), 0.2, figures=True),
        ),
        tuple(
            (Cell(each.name), Cell(exact(each.share), value=each.share), Cell(each.n))
            for each in found
        ),
    )


def _by_sector(voice: BulletinVoice, figures: CityFigures) -> Table | None:
    """What most enterprises of each sector lack."""
    rows = [
        (Cell(voice.row_title(row)), Cell(listed_gaps(voice, found)))
        for row in seen_rows(figures, "sectors")
        if (found := usual_gaps(voice, figures, row))
    ]
    if not rows:
        return None
    return Table(
        voice.say("bulletin.items_sectors_caption", year=voice.figures.year),
        (
            Column(voice.say("bulletin.sectors_rows"), 0.28, holds="names"),
            Column(voice.say("bulletin.column_usual"), 0.72, holds="figures"),
        ),
        tuple(rows),
    )


def _said(voice: BulletinVoice, gap: ItemGap) -> str:
    return voice.say("bulletin.item_share", name=gap.name, share=exact(gap.share), n=gap.n)


def _share(gap: ItemGap) -> float:
    return gap.share


def _asked(voice: BulletinVoice, row: FigureRow, measure: Measure) -> str:
    asked = row.asked.get(measure.id)
    return voice.say("city.hidden") if asked is None else voice.count(asked)


def _item(measure: Measure) -> str:
    """The id of the item that a measure ``items:<id>:gap`` is of."""
    return measure.id.split(":")[1]
