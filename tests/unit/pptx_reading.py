"""Looking into a deck: its slides, their texts, and whether these stand where they should."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pptx
from pptx.presentation import Presentation
from pptx.util import Pt

from reports.pptx_base import HEIGHT, WIDTH
from reports.pptx_fitting import LINE, lines_of

INSIDE = 1.0  # point that rounding may take


def opened(content: bytes) -> Presentation:
    """The file, as python-pptx reads it."""
    return pptx.Presentation(BytesIO(content))


def texts_of(slide: Any) -> list[str]:
    """Every text of a slide as it is shown, cells and the names in charts too."""
    return [text for shape in slide.shapes for text in _texts(shape)]


def notes_of(slide: Any) -> str:
    """What the speaker reads."""
    return str(slide.notes_slide.notes_text_frame.text)


def whole(content: bytes) -> str:
    """All that a deck says, notes too."""
    slides = opened(content).slides
    return "\n".join(text for each in slides for text in (*texts_of(each), notes_of(each)))


def crowded(slide: Any) -> list[str]:
    """The texts that need more room than their shape or row has; none, if all fit."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame and not shape.is_placeholder:
            needed = _needed(shape.text_frame, shape.width / Pt(1))
            if needed > shape.height / Pt(1) + INSIDE:
                found.append(shape.text_frame.text)
        if shape.has_table:
            widths = [column.width / Pt(1) for column in shape.table.columns]
            for row in shape.table.rows:
                for cell, width in zip(row.cells, widths, strict=True):
                    room = (row.height - cell.margin_top - cell.margin_bottom) / Pt(1)
                    across = width - (cell.margin_left + cell.margin_right) / Pt(1)
                    if _needed(cell.text_frame, across) > room + INSIDE:
                        found.append(cell.text_frame.text)
    return found


def outside(slide: Any) -> list[str]:
    """The names of the shapes that reach beyond the slide."""
    return [
        shape.name
        for shape in slide.shapes
        if min(shape.left, shape.top) < 0
        or shape.left + shape.width > Pt(WIDTH)
        or shape.top + shape.height > Pt(HEIGHT)
    ]


def assert_in_place(content: bytes) -> None:
    """All texts fit into their shapes, and all shapes onto their slides."""
    slides = opened(content).slides
    assert len(slides) > 0
    assert [crowded(slide) for slide in slides] == [[]] * len(slides)
    assert [outside(slide) for slide in slides] == [[]] * len(slides)


def _needed(frame: Any, width: float) -> float:
    """The height of the text, with the space above each paragraph but the first."""
    needed = 0.0
    for place, paragraph in enumerate(frame.paragraphs):
        for run in paragraph.runs:
            size = run.font.size.pt
            indent = size if paragraph._p.find(".//{*}buChar") is not None else 0.0
            lines = lines_of(run.text, width - indent, size, bold=bool(run.font.bold))
            needed += lines * size * LINE
        if place and paragraph.space_before is not None:
            needed += paragraph.space_before.pt
    return needed


def _texts(shape: Any) -> Iterator[str]:
    if shape.has_text_frame and shape.text_frame.text:
        yield shape.text_frame.text
    if shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    if shape.has_chart:
        plot = shape.chart.plots[0]
        yield from map(str, plot.categories)
        yield from (series.name for series in plot.series)
