"""The annex: every published figure of the bulletin in tables, and what the words mean."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from aggregates.figures import FigureRow, Hidden
from i18n import Lang, one_decimal
from reports.report import Block, Cell, Column, Facts, Heading, Paragraph, Table
from services.bulletin.speaking import BulletinVoice, is_seen, mean_of
from wording.tables import Notes

NAME = 0.2  # share of a table's width: the names of rows
COUNT = 0.13  # and the numbers of enterprises
ACROSS: Mapping[Lang, int] = {"zh": 9, "en": 5}  # means beside each other: English names are long
WITH_CITY = ("sectors", "districts", "sizes")
TABLES = ("sectors", "divisions", "districts", "sizes", "years")


def annex(voice: BulletinVoice) -> tuple[Block, ...]:
    """Means and levels of every table; of the city alone where there is nothing else."""
    blocks: list[Block] = [Paragraph(voice.say("bulletin.annex_about"), "note")]
    hidden: list[Block] = []
    for table in TABLES:
        every = rows_of(voice, table)
        name = voice.say(f"bulletin.table_{table}")
        if any(map(is_seen, every)):
            blocks += _tables(voice, table, every)
        elif every:
            hidden.append(Paragraph(voice.say("bulletin.all_hidden_rows", table=name), "note"))
    if len(blocks) == 1:
        blocks += _tables(voice, "city", (voice.figures.city,))
    return (*blocks, *hidden)


def _tables(voice: BulletinVoice, table: str, every: Sequence[FigureRow]) -> Iterator[Block]:
    """Its means and, where any may be seen, its levels; the row of the city first."""
    rows = [row for row in every if is_seen(row)]
    if table in WITH_CITY:
        rows.insert(0, voice.figures.city)
    name = voice.say(f"bulletin.table_{table}")
    source = voice.source(every_year=table == "years")
    yield Heading(f"{table}-means", voice.say("bulletin.means_heading", table=name))
    for means in _means(voice, table, rows):
        yield from (means, source)
    yield from _left_out(voice, every)
    if any(not isinstance(row.levels, Hidden) for row in rows):
        yield Heading(f"{table}-levels", voice.say("bulletin.levels_of_heading", table=name))
        yield _levels(voice, table, rows)
        yield source


def limits(voice: BulletinVoice) -> tuple[Block, ...]:
    """What each word means in the tables, and what the figures do not say."""
    asked, judged = voice.city.questionnaire, voice.city.rubric
    notes: Notes = voice.notes(asked.title, judged.title, judged.version)
    return (
        Facts(notes.entries),
        Paragraph(voice.say("bulletin.basis_other"), "note"),
        Paragraph(voice.say("bulletin.left_out"), "note"),
    )


def rows_of(voice: BulletinVoice, table: str) -> tuple[FigureRow, ...]:
    """All rows of a table, hidden or not."""
    if table == "years":
        return voice.year_rows if len(voice.year_rows) > 1 else ()
    rows: tuple[FigureRow, ...] = getattr(voice.figures, table)
    return rows


def _means(voice: BulletinVoice, table: str, rows: Sequence[FigureRow]) -> Iterator[Table]:
    """The total and the dimensions, in as few tables as have room for them."""
    heads = [voice.say("bulletin.total_short"), *map(voice.dimension, voice.parts)]
    measured = [*zip(heads, (voice.total, *voice.parts), strict=True)]
    name = voice.say(f"bulletin.table_{table}")
    told = {"year": voice.figures.year, "table": name, "scale": voice.scale}
    key = "years_means_caption" if table == "years" else "means_caption"
    caption, parts = voice.say(f"bulletin.{key}", **told), ceil(len(measured) / ACROSS[voice.lang])
    many = ceil(len(measured) / parts)
    each = (1 - NAME - COUNT) / many
    for place in range(parts):
        part = measured[place * many : (place + 1) * many]
        at = {"caption": caption, "number": place + 1, "parts": parts}
        yield Table(
            voice.say("bulletin.caption_part", **at) if parts > 1 else caption,
            (*_first(voice, table), *(Column(head, each, figures=True) for head, _ in part)),
            tuple(
                (*_named(voice, row), *(_mean(voice, mean_of(row, of)) for _, of in part))
                for row in rows
            ),
        )


def _levels(voice: BulletinVoice, table: str, rows: Sequence[FigureRow]) -> Table:
    levels = voice.figures.legend.levels
    each = (1 - NAME - COUNT) / len(levels)
    told = {"year": voice.figures.year, "table": voice.say(f"bulletin.table_{table}")}
    key = "years_levels_caption" if table == "years" else "levels_of_caption"
    caption = voice.say(f"bulletin.{key}", **told)
    heads = (Column(voice.text(level.name), each, figures=True) for level in levels)
    lines = ((*_named(voice, row), *_shares(voice, row, len(levels))) for row in rows)
    return Table(caption, (*_first(voice, table), *heads), tuple(lines))


def _first(voice: BulletinVoice, table: str) -> tuple[Column, Column]:
    count = Column(voice.say("bulletin.column_n"), COUNT, figures=True)
    return Column(voice.say(f"bulletin.{table}_rows"), NAME, holds="names"), count


def _named(voice: BulletinVoice, row: FigureRow) -> tuple[Cell, Cell]:
    return Cell(voice.row_title(row)), Cell(voice.count(row.count))


def _mean(voice: BulletinVoice, mean: float | None) -> Cell:
    hidden = voice.say("city.hidden")
    return Cell(hidden) if mean is None else Cell(one_decimal(mean), value=mean)


def _shares(voice: BulletinVoice, row: FigureRow, many: int) -> Iterator[Cell]:
    if isinstance(row.levels, Hidden):
        yield from (Cell(voice.say("city.hidden")) for _ in range(many))
        return
    for share in row.levels:
        if share.percent:
            yield Cell(f"{share.percent}", value=float(share.percent))
        else:
            yield Cell(voice.say("bulletin.below", step=share.step))


def _left_out(voice: BulletinVoice, rows: Sequence[FigureRow]) -> list[Block]:
    """Which rows are hidden, by name: a row that is not there would tell something too."""
    hidden = [voice.row_title(row) for row in rows if not is_seen(row)]
    if not hidden:
        return []
    return [Paragraph(voice.say("bulletin.rows_hidden_note", rows=voice.listed(hidden)), "note")]
