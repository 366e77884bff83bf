"""The report as a PDF for print and archive: PDF/A-2a and PDF/UA-1, the same bytes every time.

Typst sets it in this process from a template of ours; the words go in as JSON, so that nothing
that an enterprise typed can be markup. No font but ours, no network. A character that our fonts
lack is set as its number, and told at the end: nothing that somebody typed prevents a report.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from assessments.plain_text import one_line
from i18n import Text
from reports.figures import CheckCodeFigure, DrawnFigure, PhotoFigure
from reports.flow import PHOTO_HEIGHT_CM, PHOTO_WIDTH, is_whole, kept, kept_facts, leads
from reports.format import Format
from reports.pdf_glyphs import settable
from reports.pdf_placeholders import replaced, with_placeholders
from reports.print_check_code import WIDTH_CM
from reports.print_figures import faces, svg
from reports.prose import MARK as EDITED
from reports.report import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Table,
)
from wording.voice import Voice

TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"


def write_pdf(report: Report) -> bytes:
    """The whole file, whatever the report says."""
    data = with_placeholders(report.voice, _data(report))
    return typst.compile(
        TEMPLATE,
        font_paths=faces(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={
            "report": json.dumps(data, ensure_ascii=False),
            "photos": json.dumps([list(each.content) for each in _photos(report)]),
        },
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(report.made_on, time(), UTC),
    )


def unprintable(report: Report) -> str:
    """The characters that the file shows as numbers, each once."""
    return "".join(replaced(report.voice, _data(report)))


def _data(report: Report) -> dict[str, Any]:
    """What the template reads."""
    voice, cover, made_on = report.voice, report.cover, report.made_on
    photos = _photos(report)
    return {
        "enterprise": settable(cover.enterprise),
        "title": settable(cover.title),
        "keywords": [report.carried] if report.carried else [],
        "document_title": settable(one_line(f"{cover.title} · {cover.enterprise}")),
        "statement": settable(cover.statement),
        "facts": _facts(cover.facts),
        "spans": _spans(kept_facts(cover.facts)),
        "check": _check(cover.check) if cover.check else None,
        "marks": _all(report.marks),
        "running": settable(report.running),
        "page": voice.say("report.page", page="\0", pages="\0").split("\0"),
        "contents": voice.say("report.contents"),
        "brief": report.brief,
        "lang": report.lang,
        "made_on": [made_on.year, made_on.month, made_on.day],
        "sections": [
            {
                "title": _worded(section.title),
                "apart": section.apart,
                "blocks": [
                    _block(voice, block, photos) | {"leads": led}
                    for block, led in zip(section.blocks, leads(section.blocks), strict=True)
                ],
            }
            for section in report.sections
        ],
    }


def _check(code: CheckCodeFigure) -> dict[str, Any]:
    return {"address": code.address, "svg": svg(code), "alt": _worded(code.alt), "cm": WIDTH_CM}


def _photos(report: Report) -> Sequence[PhotoFigure]:
    """The photographs, which go in beside the words."""
    blocks = (block for section in report.sections for block in section.blocks)
    figures = (block.figure for block in blocks if isinstance(block, Picture))
    return [each for each in figures if isinstance(each, PhotoFigure)]


def _block(voice: Voice, block: Block, photos: Sequence[PhotoFigure]) -> dict[str, Any]:
    """What the block says, and under ``kind`` how it is set."""
    said: dict[str, Any] = {}
    match block:
        case Heading():
            said = {"text": _worded(block.text)}
        case Paragraph():
            mark = EDITED if block.edited else ""
            said = {"text": settable(block.text), "tone": block.tone, "mark": mark}
        case Bullets():
            said = {"items": _all(block.items)}
        case Facts():
            said = {"rows": _facts(block.rows), "spans": _spans(kept_facts(block.rows))}
        case Table():
            said = {"caption": _caption(voice, block)} | _table(block)
        case Picture():
            said = {"caption": _caption(voice, block)} | _figure(block.figure, photos)
        case Priority():
            title = voice.say("report.priority", number=block.number, title=block.title)
            spans = _spans(kept_facts(block.rows, card=True))
            said = {"title": settable(title), "rows": _facts(block.rows), "spans": spans}
            said["whole"] = is_whole(block.rows)
    return said | {"kind": type(block).__name__.lower()}


def _figure(figure: DrawnFigure | PhotoFigure, photos: Sequence[PhotoFigure]) -> dict[str, Any]:
    alt = _worded(figure.alt)
    if isinstance(figure, PhotoFigure):
        wide = figure.width * PHOTO_HEIGHT_CM / figure.height
        return {"alt": alt, "photo": photos.index(figure), "wide": wide, "most": PHOTO_WIDTH}
    return {"alt": alt, "svg": settable(svg(figure))}


def _worded(text: str) -> str:
    """What may not be empty: a heading, or what stands for a picture."""
    return settable(text) or "—"


def _table(block: Table) -> dict[str, Any]:
    return {
        "columns": [
            {"title": settable(column.title), "share": column.share, "figures": column.figures}
            for column in block.columns
        ],
        "rows": [
            [{"text": settable(cell.text), "details": _all(cell.details)} for cell in row]
            for row in block.rows
        ],
        "spans": _spans(kept(block.rows)),
    }


def _spans(keeps: Sequence[bool]) -> list[int]:
    """Of each row how many stay on its page with it, if it is the first of these, and else 0."""
    spans, first = [0] * len(keeps), 0
    for at, keep in enumerate(keeps):
        spans[first] += 1
        if not keep:
            first = at + 1
    return spans


def _caption(voice: Voice, block: Table | Picture) -> str:
    kind = voice.say("report.table" if isinstance(block, Table) else "report.figure")
    said = voice.say("report.caption", kind=kind, number=block.number, text=block.caption)
    return settable(said)


def _facts(rows: Sequence[Fact]) -> list[list[str]]:
    return [_all(row) for row in rows]


def _all(texts: Sequence[str]) -> list[str]:
    return [settable(text) for text in texts]


FORMAT = Format(
    ending="pdf",
    mime="application/pdf",
    label=Text(zh="PDF 版（打印、存档）", en="PDF (to print and keep)"),
    place=3,
    write=write_pdf,
)
