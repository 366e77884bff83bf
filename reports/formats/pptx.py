"""The report in ten slides for the meeting with the owner: every shape and chart can be edited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.oxml import parse_xml

from assessments.plain_text import one_line
from i18n import Text
from reports.figures import BarsFigure, LadderFigure
from reports.format import Format
from reports.pptx_base import WIDTH, empty_deck, saved, set_properties
from reports.pptx_cards import draw_cards
from reports.pptx_charts import draw_bars
from reports.pptx_drawing import (
    FAINT,
    INK,
    OWN,
    SOFT,
    WARN,
    WARN_SOFT,
    Box,
    Line,
    SlideCanvas,
    height,
)
from reports.pptx_ladder import draw_ladder
from reports.pptx_tables import draw_table
from reports.print_figures import png
from reports.report import Bullets, Cover, Facts, Report, Slide, Table

MARGIN = 48.0  # points
LINE = WIDTH - 2 * MARGIN
TEXT = 820.0  # of a line of running text: 45 Chinese characters in the smallest letters
TITLE = Box(MARGIN, 41, LINE, 48)
LEAD = Box(MARGIN, 92, TEXT, 52)
AFTER = 18.0  # from the lead to what it is about
BOTTOM = 496.0
WIDEST = 520.0  # that a ladder is
COVER = Box(72, 128, 824, 104)  # the title of the cover
FACTS = Box(160, 372, 540, 150)  # ``x`` is what labels take
ROW = 29.0
LOGO = Box(72, 52, 260, 66)
CHECK = Box(808, 412, 88, 88)  # for a camera: 2.8 cm on paper would do
STRIP = Box(0, 8, WIDTH, 30)  # of the marks
SMALLEST = 11.0  # points, of marks where there are many
TITLES = (30.0, 26.0, 22.0)
NAMES = (40.0, 34.0, 28.0)
LEADS = (20.0, 18.0)
TEXTS = (24.0, 22.0, 20.0, 18.0)
MOST_LINES = 7  # of running text on a slide
ANY = 99  # lines: as many as there are


def write_pptx(report: Report) -> bytes:
    """The whole file."""
    deck = empty_deck()
    cover, content = deck.slide_layouts
    for slide in report.slides:
        layout = cover if isinstance(slide.content, Facts) else content
        canvas = SlideCanvas(deck.slides.add_slide(layout), report.voice)
        if isinstance(slide.content, Facts):
            _cover(canvas, slide, slide.content, report.cover)
        else:
            _slide(canvas, slide)
            canvas.footer(canvas.fit(Line(one_line(report.running), 12), 760, 1).text)
        _marks(canvas, report.marks)
        _notes(canvas, slide.notes)
    set_properties(deck, report)
    return saved(deck)


def _cover(canvas: SlideCanvas, slide: Slide, facts: Facts, cover: Cover) -> None:
    """Whose it is, who vouches for it, and the facts side by side."""
    title = _largest(
        canvas, one_line(slide.title) or slide.lead, COVER.width, NAMES, 2, colour=OWN, bold=True
    )
    canvas.title(title)
    canvas.subtitle(canvas.fit(Line(slide.lead, 24), COVER.width, 1))
    width = COVER.width
    told = [canvas.fit(Line(text, 20, INK), width, 3) for text in slide.beside]
    canvas.text("Statement", Box(COVER.x, 296, width, 80), told)
    for place, (label, value) in enumerate(facts.rows):
        y = FACTS.y + place * ROW
        head = [canvas.fit(Line(label, 16, FAINT), FACTS.x, 1)]
        canvas.text(f"Label {place + 1}", Box(COVER.x, y, FACTS.x, ROW), head)
        said = [canvas.fit(Line(one_line(value), 18, INK), FACTS.width, 1)]
        canvas.text(f"Fact {place + 1}", Box(COVER.x + FACTS.x, y, FACTS.width, ROW), said)
    if cover.logo:
        canvas.picture("Logo", cover.logo, LOGO, canvas.voice.say("deck.fact_centre"))
    if cover.check is not None:
        canvas.picture("Check code", png(cover.check), CHECK, cover.check.alt)


def _slide(canvas: SlideCanvas, slide: Slide) -> None:
    """Title, message, and whatever it is about."""
    title = _largest(canvas, one_line(slide.title), TITLE.width, TITLES, 1, colour=OWN, bold=True)
    canvas.title(title)
    top = LEAD.y + AFTER
    if slide.lead:
        lead = _largest(canvas, slide.lead, LEAD.width, LEADS, 2)
        canvas.text("Lead", LEAD, [lead])
        top += lead.height(LEAD.width)
    body = Box(MARGIN, top, LINE, BOTTOM - top)
    match slide.content:
        case LadderFigure():
            _ladder(canvas, slide.content, slide.beside, body)
        case BarsFigure():
            draw_bars(canvas, slide.content, body)
        case Table():
            _table(canvas, slide.content, slide.beside, body)
        case Bullets():
            _bullets(canvas, slide.content.items, body)
        case tuple():
            draw_cards(canvas, slide.content, body)


def _ladder(canvas: SlideCanvas, figure: LadderFigure, beside: Sequence[str], body: Box) -> None:
    """The ladder, and on its right what is said of it."""
    width = min(body.width / 2 if beside else body.width, WIDEST)
    draw_ladder(canvas, figure, Box(body.x, body.y, width, body.height))
    if beside:
        panel = Box(body.x + width + 24, body.y, body.width - width - 24, body.height)
        inner = panel.inner(18)
        lines = _texts(canvas, beside, inner, bullet=False)
        high = min(panel.height, height(lines, inner.width) + 36)
        canvas.block("Panel", Box(panel.x, panel.y, panel.width, high), SOFT)
        canvas.block("Panel side", Box(panel.x, panel.y, 4, high), OWN)
        canvas.text("Reasons", inner, lines)


def _table(canvas: SlideCanvas, table: Table, below: Sequence[str], body: Box) -> None:
    """The table, and what is said below it."""
    if not below:
        draw_table(canvas, table, body)
        return
    lines = [canvas.fit(Line(text, 18, FAINT, above=8), TEXT, 2) for text in below]
    high = height(lines, TEXT)
    table_end = draw_table(canvas, table, Box(body.x, body.y, body.width, body.height - high - 12))
    canvas.text("Below", Box(body.x, table_end + 12, TEXT, high), lines)


def _bullets(canvas: SlideCanvas, items: Sequence[str], body: Box) -> None:
    if items:
        box = replace(body, width=TEXT)
        canvas.text("Text", box, _texts(canvas, items, box, bullet=len(items) > 1, most=MOST_LINES))


def _texts(
    canvas: SlideCanvas, texts: Sequence[str], box: Box, *, bullet: bool, most: int = ANY
) -> list[Line]:
    """All whole in the largest letters that go, else the smallest with fewer lines each.

    ``most``: lines of all of them together.
    """
    before = len(canvas.rest)
    found: list[Line] = []
    tries = [(size, ANY) for size in TEXTS]
    tries += [(TEXTS[-1], each) for each in range(MOST_LINES, 0, -1)]
    for size, each in tries:
        del canvas.rest[before:]
        lines = [
            Line(text, size, bullet=bullet, above=size / 2 if n else 0)
            for n, text in enumerate(texts)
        ]
        found = [canvas.fit(line, box.width, each) for line in lines]
        many = sum(line.lines(box.width) for line in found) > most
        if not many and height(found, box.width) <= box.height:
            break
    return found


def _largest(  # noqa: PLR0913  (what is set, how, and into which room)
    canvas: SlideCanvas,
    text: str,
    width: float,
    sizes: Sequence[float],
    lines: int,
    *,
    colour: str = INK,
    bold: bool = False,
) -> Line:
    """``text`` in the largest letters in which it goes whole, else shortened in the smallest."""
    before = len(canvas.rest)
    found = Line(text, sizes[0], colour, bold=bold)
    for size in sizes:
        del canvas.rest[before:]
        found = canvas.fit(Line(text, size, colour, bold=bold), width, lines)
        if len(canvas.rest) == before:
            break
    return found


def _marks(canvas: SlideCanvas, marks: Sequence[str]) -> None:
    """What a reader of any single slide must not miss, over its whole width."""
    if marks:
        said = Line(" · ".join(marks), SMALLEST, WARN, bold=True)
        line = replace(said, size=14) if replace(said, size=14).lines(LINE) == 1 else said
        shown = replace(canvas.fit(line, LINE, 2), align="ctr")
        canvas.block("Marks", STRIP, WARN_SOFT, (shown,))


def _notes(canvas: SlideCanvas, notes: Sequence[str]) -> None:
    """What to say, where the figures come from, and what the slide had no room for."""
    rest = list(dict.fromkeys(canvas.rest))
    told = [*notes, *([canvas.voice.say("deck.full")] if rest else []), *rest]
    body: Any = canvas.slide.notes_slide.notes_placeholder
    element = body._element.txBody  # noqa: SLF001  (the wrapped XML has no public name)
    for paragraph in list(element.p_lst):
        element.remove(paragraph)
    for text in told:
        for paragraph in canvas.paragraphs(Line(text, 12), spaced=False):
            element.append(parse_xml(paragraph))


FORMAT = Format(
    ending="pptx",
    mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    label=Text(zh="PowerPoint 版（汇报用）", en="PowerPoint (for a meeting)"),
    place=5,
    write=write_pptx,
)
