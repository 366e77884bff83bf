"""The blocks of a report as page elements: what the page tells is what the report tells."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

import streamlit as st

from reports.figures import GridFigure, PhotoFigure, RowsFigure
from reports.plotly_figures import CONFIG, draw
from reports.print_figures import svg
from reports.prose import MARK, editable
from reports.report import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Table,
)
from views.markdown import escaped, escaped_lines
from views.session import t

PHOTO_WIDTH = 480


def draw_blocks(blocks: Iterable[Block], key: str, *, office: bool = False) -> None:
    """Draw ``blocks`` one below the other; ``key`` is unique on the page. A mark is explained.

    ``office``: it is an office that edits them.
    """
    drawn = tuple(blocks)
    for place, block in enumerate(drawn):
        _draw(block, f"{key}:{place}")
    if any(part.edited for block in drawn for part in editable(block)):
        st.caption(t(f"editing.{'office_' if office else ''}explained", mark=MARK))


def _draw(block: Block, key: str) -> None:
    match block:
        case Heading(text=text):
            st.subheader(escaped(text), anchor=False)
        case Paragraph(text=text, tone="warning"):
            st.warning(escaped(text))
        case Paragraph(text=text, tone="note"):
            st.caption(escaped(text))
        case Paragraph(text=text, edited=edited):
            st.markdown(escaped_lines(text) + (f" {MARK}" if edited else ""))
        case Bullets(items=items):
            st.markdown("\n".join(f"- {_indented(item)}" for item in items))
        case Facts(rows=rows):
            st.markdown(_facts(rows))
        case Table():
            st.caption(escaped(block.caption))
            st.markdown(_table(block))
        case Picture():
            _draw_picture(block, key)
        case Priority():
            with st.container(border=True):
                st.markdown(f"**{block.number}. {escaped(block.title)}**")
                st.markdown(_facts(block.rows))


def _draw_picture(block: Picture, key: str) -> None:
    figure = block.figure
    if isinstance(figure, PhotoFigure):
        st.image(_inline(figure), caption=escaped(block.caption), width=PHOTO_WIDTH)
    elif isinstance(figure, RowsFigure | GridFigure):
        st.html(_as_printed(figure))
        st.caption(escaped(block.caption))
    else:
        st.plotly_chart(
            draw(figure), key=key, config=CONFIG, theme=None, width="stretch", alt=figure.alt
        )


def _inline(photo: PhotoFigure) -> str:
    """The photograph in the page itself: an address could be known to others."""
    return f"data:image/jpeg;base64,{b64encode(photo.content).decode()}"


def _as_printed(figure: RowsFigure | GridFigure) -> str:
    """The picture as it stands in the files."""
    content = b64encode(svg(figure).encode()).decode()
    picture = f"data:image/svg+xml;base64,{content}"
    return f'<img src="{picture}" alt="{escape(figure.alt)}" style="width: 100%; max-width: 46rem">'


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- **{escaped(label)}** {_indented(value)}" for label, value in rows)


def _indented(text: str) -> str:
    """The text as a point of a list, all its lines."""
    return escaped_lines(text).replace("\n", "\n  ")


def _table(table: Table) -> str:
    """A Markdown table: the browser makes a real one of it, which screen readers can walk."""
    titles = " | ".join(escaped(column.title) for column in table.columns)
    sides = " | ".join("---:" if column.figures else ":---" for column in table.columns)
    rows = (" | ".join(map(_cell, row)) for row in table.rows)
    return "\n".join(f"| {line} |" for line in (titles, sides, *rows))


def _cell(cell: Cell) -> str:
    lines = (line for text in (cell.text, *cell.details) for line in text.splitlines())
    return t("report.semicolon").join(map(escaped, lines))
