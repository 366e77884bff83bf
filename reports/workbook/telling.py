"""The sheets that only tell: the plan, the answers as a tidy table, and how to read it all."""

from collections.abc import Iterable
from typing import assert_never

from reports.prose import MARK, paragraphs_in
from reports.report import (
    Block,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Section,
    Table,
)
from reports.workbook.page import (
    FIGURE,
    HEAD,
    HEADING,
    NOTE,
    PLAIN,
    POINTS,
    STRONG,
    VALUE,
    WARNING,
    ReportSheet,
    Style,
)
from reports.workings import Workings

PLAN_WIDTH = 154.0  # digits
# The columns of the data with their widths; the last three only where anybody wrote something.
DATA = {
    "id": 19.0, "dimension": 13.0, "question": 30.0, "state": 8.0, "answer_given": 34.0,
    "value": 7.0, "share": 9.0, "gained": 7.0, "lost": 7.0, "cites": 17.0, "note": 20.0,
    "remark": 20.0, "claim": 20.0,
}  # fmt: skip
FIGURES = {"value": VALUE, "share": VALUE, "gained": POINTS, "lost": POINTS}
BESIDE: Style = {**PLAIN, "align": "left", "indent": 1}  # a text right of figures
ABOUT_WIDTHS = (26.0, 92.0)
ABOUT = ("what", "live", "fixed", "routing", "open", "stored", "range")
LIVE = ("overview", "scores", "beside", "levels", "choices")  # sheets
FIXED = ("data", "plan", "about")
TONES = {"body": {}, "note": NOTE, "warning": WARNING}


def plan_widths(section: Section) -> tuple[float, ...]:
    """As many columns as the widest table needs, at least two."""
    tables = (block for block in section.blocks if isinstance(block, Table))
    columns = max((len(table.columns) for table in tables), default=2)
    return (PLAN_WIDTH / columns,) * columns


def write_plan(page: ReportSheet, section: Section) -> None:
    """The chapter of the report: its words over the page, its tables as tables."""
    row = page.opening(section.title, ())
    edits = len({each.id for each in paragraphs_in(section) if each.edited})
    blocks = list(section.blocks)
    if edits:
        key = f"editing.note_{'one' if edits == 1 else 'many'}"
        blocks.append(Paragraph(page.book.voice.say(key, mark=MARK, n=edits), "note"))
    row = blocks_on(page, row, blocks)
    page.sheet.print_area(0, 0, row, len(page.widths) - 1)


def blocks_on(page: ReportSheet, row: int, blocks: Iterable[Block]) -> int:
    """Blocks of a report from ``row`` on: words over the page, tables as tables; the row after."""
    for block in blocks:
        for texts, style in _lines(block):
            if len(texts) == 1:
                page.wide(row, texts[0], style)
            else:
                page.texts(row, texts, style)
            row += 1
        row += 1
    return row


def _lines(block: Block) -> list[tuple[tuple[str, ...], Style]]:  # noqa: PLR0911  (one a kind)
    match block:
        case Heading():
            return [((block.text,), HEADING)]
        case Paragraph():
            text = f"{block.text} {MARK}" if block.edited else block.text
            return [((text,), TONES[block.tone])]
        case Bullets():
            return [((item,), {"indent": 1}) for item in block.items]
        case Facts():
            return [(fact, PLAIN) for fact in block.rows]
        case Priority():
            return [((block.title,), HEADING), *((fact, PLAIN) for fact in block.rows)]
        case Table():
            head = tuple(column.title for column in block.columns)
            lines = (tuple("\n".join((c.text, *c.details)) for c in line) for line in block.rows)
            return [((block.caption,), NOTE), (head, HEAD), *((line, PLAIN) for line in lines)]
        case Picture():
            return []
    assert_never(block)


def data_widths(work: Workings) -> dict[str, float]:
    """The columns that there is something to say in, with their widths."""
    said = {
        name
        for name in ("note", "remark", "claim")
        if any(getattr(question, name) for question in work.questions)
    }
    return {
        name: width
        for name, width in DATA.items()
        if name in said or name not in ("note", "remark", "claim")
    }


def write_data(page: ReportSheet) -> None:
    """One row a question, asked or not, as it stood when the workbook was made."""
    voice, work = page.book.voice, page.book.workings
    names = tuple(data_widths(work))
    title, note = voice.say("workbook.data_title"), voice.say("workbook.data_note")
    head = page.opening(title, (note,))
    for column, name in enumerate(names):
        style = {**(FIGURE if name in FIGURES else BESIDE if name == "cites" else {}), **HEAD}
        page.text(head, column, voice.say(f"workbook.column_{name}"), style)
    for row, question in enumerate(work.questions, start=head + 1):
        told = {
            "id": question.id,
            "dimension": question.dimension,
            "question": question.ask,
            "state": voice.say(f"workbook.state_{question.state}"),
            "answer_given": question.answer,
            "value": question.value,
            "share": question.weight,
            "gained": question.gained,
            "lost": question.lost,
            "cites": question.cites,
            "note": question.note,
            "remark": question.remark,
            "claim": question.claim,
        }
        for column, name in enumerate(names):
            what = told[name]
            if isinstance(what, str):
                page.text(row, column, what, BESIDE if name == "cites" else PLAIN)
            else:
                page.number(row, column, what, FIGURES[name])
    page.keep(head, 3)
    last = head + len(work.questions)
    page.sheet.autofilter(head, 0, last, len(names) - 1)
    page.sheet.print_area(0, 0, last, len(names) - 1)


def write_about(page: ReportSheet, not_live: list[str]) -> None:
    """How to read the workbook, how far it computes, and what it was made with."""
    report, voice = page.book.report, page.book.voice
    work = page.book.workings
    row = page.opening(voice.say("workbook.about_title"), ())
    there = {each.name for each in page.book.pages}

    def named(sheets: tuple[str, ...]) -> str:
        names = (voice.say(f"workbook.sheet_{name}") for name in sheets)
        quoted = (voice.say("report.quoted", text=name) for name in names if name in there)
        return voice.listed(quoted)

    sheets = {"live": named(LIVE), "fixed": named(FIXED)}
    told = [
        (voice.say(f"workbook.about_{name}"), voice.say(f"workbook.told_{name}", **sheets))
        for name in ABOUT
    ]
    if not_live:
        nodes = voice.listed(not_live)
        told.append(
            (voice.say("workbook.about_dead"), voice.say("workbook.told_dead", nodes=nodes))
        )
    if not work.as_told:
        told.append((voice.say("workbook.about_other"), voice.say("workbook.told_other")))
    if work.widened != (0, 0):
        told.append((voice.say("workbook.about_estimate"), voice.say("workbook.told_estimate")))
    stamp = work.card.stamp
    whole = {
        voice.say("report.fact_questionnaire_digest"): stamp.questionnaire_digest,
        voice.say("report.fact_rubric_digest"): stamp.rubric_digest,
        voice.say("workbook.fact_engine"): stamp.engine,
    }
    told += [fact for fact in report.cover.facts if fact[0] not in whole]
    told += whole.items()
    for at, (word, meaning) in enumerate(told, start=row):
        page.text(at, 0, word, {**STRONG, **PLAIN})
        page.text(at, 1, meaning)
    last = row + len(told) - 1
    if report.cover.check is not None:
        last += 1
        page.check_code(last, 1, report.cover.check)
    page.sheet.print_area(0, 0, last, 1)
