"""The report as a PDF for print and archive: PDF/A-2a and PDF/UA-1, the same bytes every time.

Typst sets it in this process from a template of ours; the words go in as JSON, so that nothing
that an enterprise typed can be markup. No font but ours, no network.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from assessments.plain_text import one_line
from assessments.refusals import Invalid
from i18n import Lang, Text, say
from reports import fonts
from reports.editing import MARK as EDITED
from reports.flow import leads
from reports.pdf_glyphs import missing_glyphs, settable
from reports.print_figures import svg
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

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
AROUND = 8  # characters shown on each side of one that cannot be printed


def write_pdf(report: Report) -> bytes:
    """The whole file.

    Raises Invalid with every character that the fonts cannot print and what stands around it.
    """
    data = _data(report)
    if lacking := tuple(_lacking(data)):
        raise Invalid("unprintable", found=lacking)
    return typst.compile(
        TEMPLATE,
        font_paths=_faces(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(report.made_on, time(), UTC),
    )


@cache
def _faces() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.FOLDER)],
    )


def unprintable(report: Report) -> tuple[Text, ...]:
    """What ``write_pdf`` would refuse: each character without a glyph, and what stands around."""
    return tuple(_lacking(_data(report)))


def unprintable_words(words: Sequence[str]) -> tuple[Text, ...]:
    """The same of what is going to stand in a report."""
    return tuple(_lacking(list(map(settable, words))))


def _lacking(data: Any) -> Iterator[Text]:
    """Each character that has no glyph, once, with the words around the first one."""
    told: set[str] = set()
    for text in _texts(data):
        for character in missing_glyphs(text):
            if character not in told:
                told.add(character)
                at = text.index(character)
                said = {
                    "character": character,
                    "code": f"U+{ord(character):04X}",
                    "around": one_line(text[max(at - AROUND, 0) : at + 1 + AROUND]),
                }
                key = "report.unprintable"
                yield Text(zh=say(key, "zh", **said), en=say(key, "en", **said))


def _texts(data: Any) -> Iterator[str]:
    """Every string in the data, from the cover on."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping | list | tuple):
        for part in data.values() if isinstance(data, Mapping) else data:
            yield from _texts(part)


def _data(report: Report) -> dict[str, Any]:
    """What the template reads."""
    lang, cover, made_on = report.lang, report.cover, report.made_on
    return {
        "enterprise": settable(cover.enterprise),
        "title": settable(cover.title),
        "document_title": settable(one_line(f"{cover.title} · {cover.enterprise}")),
        "statement": settable(cover.statement),
        "facts": _facts(cover.facts),
        "marks": _all(report.marks),
        "running": settable(report.running),
        "page": say("report.page", lang, page="\0", pages="\0").split("\0"),
        "contents": say("report.contents", lang),
        "lang": lang,
        "made_on": [made_on.year, made_on.month, made_on.day],
        "sections": [
            {
                "title": settable(section.title),
                "apart": section.apart,
                "blocks": [
                    _block(block, lang) | {"leads": led}
                    for block, led in zip(section.blocks, leads(section.blocks), strict=True)
                ],
            }
            for section in report.sections
        ],
    }


def _block(block: Block, lang: Lang) -> dict[str, Any]:
    """What the block says, and under ``kind`` how it is set."""
    said: dict[str, Any] = {}
    match block:
        case Heading():
            said = {"text": settable(block.text)}
        case Paragraph():
            mark = EDITED if block.edited else ""
            said = {"text": settable(block.text), "tone": block.tone, "mark": mark}
        case Bullets():
            said = {"items": _all(block.items)}
        case Facts():
            said = {"rows": _facts(block.rows)}
        case Table():
            said = {"caption": _caption(block, lang)} | _table(block)
        case Picture():
            alt = settable(block.figure.alt)
            said = {"caption": _caption(block, lang), "alt": alt, "svg": svg(block.figure)}
        case Priority():
            title = say("report.priority", lang, number=block.number, title=block.title)
            said = {"title": settable(title), "rows": _facts(block.rows)}
    return said | {"kind": type(block).__name__.lower()}


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
    }


def _caption(block: Table | Picture, lang: Lang) -> str:
    kind = say("report.table" if isinstance(block, Table) else "report.figure", lang)
    said = say("report.caption", lang, kind=kind, number=block.number, text=block.caption)
    return settable(said)


def _facts(rows: Sequence[Fact]) -> list[list[str]]:
    return [_all(row) for row in rows]


def _all(texts: Sequence[str]) -> list[str]:
    return [settable(text) for text in texts]
