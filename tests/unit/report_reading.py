"""Looking into a report: chapters, tables, and every text that a reader sees."""

import re
from collections.abc import Iterator

from reports.figures import BarsFigure, LadderFigure
from reports.report import (
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Section,
    Table,
)


def section(made: Report, id: str) -> Section:
    """The chapter of that id."""
    return next(each for each in made.sections if each.id == id)


def tables(part: Section) -> list[Table]:
    """The tables of a chapter."""
    return [block for block in part.blocks if isinstance(block, Table)]


def paragraphs(made: Report) -> list[str]:
    """Every running text of the report."""
    blocks = (block for part in made.sections for block in part.blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def texts(made: Report) -> Iterator[str]:
    """Every text a reader sees, wherever it stands."""
    yield from (made.cover.title, made.cover.enterprise, made.cover.statement, made.running)
    yield from made.marks
    for slide in made.slides:
        yield from (slide.title, *filter(None, (slide.lead,)), *slide.beside, *slide.notes)
        yield from shown(slide.content)
    for pair in made.cover.facts:
        yield from pair
    for part in made.sections:
        yield part.title
        for block in part.blocks:
            yield from told(block)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; what is quoted in one does not end it."""
    marks = str.maketrans("。？.?", "____")
    text = re.sub(r"“[^”]*”", lambda quoted: quoted[0].translate(marks), text)
    parts = re.split(r"(?<=[。？])|(?<=[.?]) ", text)
    return [part.strip() for part in parts if part.strip()]


def shown(content: object) -> Iterator[str]:
    """Every text of what a slide is about."""
    match content:
        case LadderFigure():
            yield from (*content.rungs, content.here, content.alt)
        case BarsFigure():
            yield from (*content.scores.labels, content.scores.own_name, content.alt)
        case tuple():
            for card in content:
                texts = (text for row in card.rows for text in row)
                yield from filter(None, (card.head, card.foot, *texts))
        case _:
            yield from told(content)


def told(block: object) -> Iterator[str]:
    """Every text of a block."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case Facts(rows=rows):
            yield from (text for row in rows for text in row)
        case Priority():
            yield block.title
            yield from (text for row in block.rows for text in row)
        case Picture():
            yield from (block.caption, block.figure.alt)
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
            for row in block.rows:
                yield from (text for cell in row for text in (cell.text, *cell.details))
