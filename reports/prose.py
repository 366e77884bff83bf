"""Texts in rows, cells, lists and captions of which parts are for a consultant to edit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Self

from reports.report import (
    Block,
    Bullets,
    Cell,
    Facts,
    Holds,
    Paragraph,
    Picture,
    Priority,
    Section,
    Table,
)

MARK = "※"  # stands after what was edited, whatever the format
PLACE = "\0"  # in a text where prose is put into it


class Prose(str):  # noqa: SLOT000  (parts differ in number)
    """A text some parts of which are paragraphs that can be edited; the others stay.

    It reads as one text, in which an edited part carries the mark: no format has to know of it.
    ``holds``: what it is where nothing of it can be edited.
    """

    parts: tuple[str | Paragraph, ...]
    holds: Holds = "advice"

    def __new__(cls, *parts: str | Paragraph) -> Self:
        """The text of these parts."""
        made = super().__new__(cls, "".join(map(_shown, parts)))
        made.parts = parts
        return made


def prose(text: str, id: str) -> str:
    """``text`` as one part that can be edited under ``id``; nothing is left as it is."""
    return Prose(Paragraph(text, "row", id)) if text else text


def wording(text: str, id: str) -> str:
    """The same unless a figure stands in it: what comes from an answer is nobody's to change."""
    return text if any(map(str.isdigit, text)) else prose(text, id)


def fixed(text: str, holds: Holds) -> str:
    """``text`` as it stays, among others that can be edited, and why."""
    made = Prose(text)
    made.holds = holds
    return made


def worded_cells(table: Table, id: str) -> Table:
    """The table with all that its editable columns say as prose, what is prose already as it is.

    A cell that has no id of its own gets ``id`` and its place.
    """
    places = count(1)

    def worded(text: str) -> str:
        place = next(places)
        says = any(map(str.isalnum, text))  # and is no dash
        return prose(text, f"{id}/cell-{place}") if says and not isinstance(text, Prose) else text

    rows = tuple(
        tuple(
            _cell(cell, worded) if column.editable else cell
            for column, cell in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def within(said: str, inside: str) -> str:
    """``said`` with ``inside`` at its PLACE, and what can be edited in that still so."""
    before, _, after = said.partition(PLACE)
    return joined("", (before, inside, after))


def joined(between: str, texts: Iterable[str]) -> str:
    """The texts in one, and what can be edited in them still so."""
    parts: list[str | Paragraph] = []
    for text in texts:
        parts += [between] if parts and between else []
        parts += text.parts if isinstance(text, Prose) else (text,)
    return Prose(*parts)


def labelled(block: Block) -> Iterator[tuple[str, str]]:
    """The texts of a block that may be prose, each with what it is about."""
    match block:
        case Bullets(items=items):
            yield from (("", item) for item in items)
        case Facts(rows=rows) | Priority(rows=rows):
            yield from rows
        case Table():
            yield "", block.caption
            for row in block.rows:
                for column, cell in zip(block.columns, row, strict=True):
                    label = f"{row[0].text} · {column.title}"
                    yield from ((label, text) for text in (cell.text, *cell.details))
        case Picture():
            yield "", block.caption


def editable(block: Block) -> Iterator[Paragraph]:
    """What can be edited of a block, in its order."""
    if isinstance(block, Paragraph):
        if block.id:
            yield block
        return
    for _, text in labelled(block):
        if isinstance(text, Prose):
            yield from (part for part in text.parts if isinstance(part, Paragraph))


def paragraphs_in(section: Section) -> Iterator[Paragraph]:
    """All that can be edited of a chapter; what stands there twice comes twice."""
    for block in section.blocks:
        yield from editable(block)


def rewritten(block: Block, change: Callable[[Paragraph], Paragraph]) -> Block:
    """The block with every part that can be edited as ``change`` makes it."""

    def worded(text: str) -> str:
        return with_parts(text, change) if isinstance(text, Prose) else text

    if isinstance(block, Paragraph):
        return change(block) if block.id else block
    return mapped(block, worded)


def with_parts(text: Prose, change: Callable[[Paragraph], Paragraph]) -> Prose:
    """The text with every part that can be edited as ``change`` makes it."""
    made = Prose(*(part if isinstance(part, str) else change(part) for part in text.parts))
    made.holds = text.holds
    return made


def mapped(block: Block, said: Callable[[str], str]) -> Block:
    """The block with other texts where there may be prose."""
    match block:
        case Bullets():
            return replace(block, items=tuple(map(said, block.items)))
        case Facts() | Priority():
            return replace(block, rows=tuple((label, said(value)) for label, value in block.rows))
        case Table():
            return mapped_table(block, said)
        case Picture():
            return replace(block, caption=said(block.caption))
    return block


def mapped_table(table: Table, said: Callable[[str], str]) -> Table:
    """The same of a table."""
    rows = tuple(tuple(_cell(cell, said) for cell in row) for row in table.rows)
    return replace(table, caption=said(table.caption), rows=rows)


def _cell(cell: Cell, said: Callable[[str], str]) -> Cell:
    return replace(cell, text=said(cell.text), details=tuple(map(said, cell.details)))


def _shown(part: str | Paragraph) -> str:
    if isinstance(part, str):
        return part
    return f"{part.text} {MARK}" if part.edited else part.text
