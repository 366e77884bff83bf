"""The words of cards, tables and captions can be edited; what comes from answers cannot."""

import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from i18n import Lang
from reports.build import build
from reports.editing import LONGEST_ROW, Edit, edited, longest, paragraphs, place
from reports.formats.docx import write_docx
from reports.formats.html import write_html
from reports.formats.pdf import write_pdf
from reports.formats.pptx import write_pptx
from reports.formats.xlsx import write_xlsx
from reports.prose import (
    MARK,
    PLACE,
    Prose,
    fixed,
    joined,
    prose,
    rewritten,
    within,
    worded_cells,
    wording,
)
from reports.report import Cell, Column, Paragraph, Priority, Report, Table
from tests.unit.outlook_cases import whole
from tests.unit.pptx_reading import whole as said_in_deck
from tests.unit.report_cases import LANGS, MADE_ON
from tests.unit.report_reading import section, texts
from tests.unit.test_editing import edit

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
HOSTILE = "#evil *粗* | <script>alert(1)</script> & {{ 7*7 }} $x^2$ =1+1\n第二行。"


@cache
def made(lang: Lang = "zh") -> Report:
    """A report with a plan."""
    return build(whole(), lang, MADE_ON)


def rows(report: Report) -> list[Paragraph]:
    """What can be edited beside running text."""
    return [each for each in paragraphs(report) if each.tone == "row"]


def one(part: str, row: str, report: Report) -> Paragraph:
    """The first text of that kind."""
    return next(e for e in rows(report) if e.id.startswith(f"{part}/") and e.id.endswith(f"/{row}"))


def test_words_keep_their_parts() -> None:
    """Joined and put into a sentence they read as one, and each part is edited by itself."""
    said = joined("\n", (within(f"1. {PLACE} (−2.5)", prose("甲。", "a/pain")), "2. 乙。"))
    assert said == "1. 甲。 (−2.5)\n2. 乙。"
    assert isinstance(said, Prose)
    assert [p.id for p in said.parts if isinstance(p, Paragraph)] == ["a/pain"]
    assert pickle.loads(pickle.dumps(said)).parts == said.parts  # noqa: S301  (our own)
    assert not isinstance(prose("", "a"), Prose)
    assert not isinstance(wording("第 3 题", "a"), Prose)
    assert isinstance(wording("各题", "a"), Prose)


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_words_can_be_edited(lang: Lang) -> None:
    """Cards of pains and projects, first steps, what is watched, the summary, captions."""
    found = {each.id.rsplit("/", 1)[-1].split("-")[0] for each in rows(made(lang))}
    projects = {"content", "goal", "prerequisites", "risks", "indicators", "first"}
    assert found >= projects | {"pain", "table", "figure"}
    in_plan = rows(replace(made(lang), sections=(section(made(lang), "plan"),)))
    in_summary = rows(replace(made(lang), sections=(section(made(lang), "summary"),)))
    assert any(each.id.endswith("/indicators") for each in in_plan)
    assert {each.id.rsplit("/", 1)[-1] for each in in_summary} >= {"pain", "first"}


@pytest.mark.parametrize("lang", LANGS)
def test_an_id_has_one_text_wherever_it_stands(lang: Lang) -> None:
    """And is the same when the report is made anew."""
    told: dict[str, str] = {}

    def seen(part: Paragraph) -> Paragraph:
        assert told.setdefault(part.id, part.text) == part.text
        return part

    for each in made(lang).sections:
        for block in each.blocks:
            rewritten(block, seen)
    assert {each.id: each.text for each in paragraphs(build(whole(), lang, MADE_ON))} == told


def test_a_text_is_edited_wherever_it_is_told() -> None:
    """The summary and the deck say of a pain what its card says, marked in each place."""
    first = one("priorities", "pain", made())
    after = edited(made(), [edit(first.id, first.text, "改过的影响。")])
    card = next(b for b in section(after, "priorities").blocks if isinstance(b, Priority))
    assert f"改过的影响。 {MARK}" in dict(card.rows).values()
    told = list(texts(after))
    assert sum("改过的影响。 ※" in text for text in told) == 3
    assert not any(first.text in text for text in told)
    slide = next(each for each in after.slides if each.id == "pains")
    assert any(MARK in note for note in slide.notes)
    others = [(a, b) for a, b in zip(made().slides, after.slides, strict=True) if a.id != "pains"]
    assert others
    assert all(a == b for a, b in others)


FORMATS: dict[str, Callable[[Report], str]] = {
    "html": lambda report: write_html(report).decode(),
    "docx": lambda report: "\n".join(
        cell.text
        for table in docx.Document(BytesIO(write_docx(report))).tables
        for row in table.rows
        for cell in row.cells
    ),
    "pdf": lambda report: "".join(
        page.extract_text() for page in PdfReader(BytesIO(write_pdf(report))).pages
    ),
    "xlsx": lambda report: "\n".join(
        str(cell.value)
        for sheet in load_workbook(BytesIO(write_xlsx(report)))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s"
    ),
    "pptx": lambda report: said_in_deck(write_pptx(report)),
}
CARDS = ("goal", "first", "content", "risks", "indicators", "owner")
PAIN = ("priorities", "pain")
CELLS = (
    ("dimensions", "next"),
    ("goals", "goal"),
    ("projects", "proof"),
    ("benefits", "target"),
    ("benefits", "watched"),
)
WHOLE = (PAIN, *(("projects", kind) for kind in CARDS), *CELLS)
KINDS = {
    "html": WHOLE,
    "docx": WHOLE,
    "pdf": WHOLE,
    "xlsx": (("projects", "indicators"), ("projects", "owner")),
    "pptx": (PAIN, ("projects", "first"), ("projects", "owner")),
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_marks_what_was_edited(format: str) -> None:
    """Hostile words stand as they were typed, and the mark behind them."""
    chosen = [one(part, kind, made()) for part, kind in KINDS[format]]
    typed = {each.id: f"{n}{HOSTILE}{n}止" for n, each in enumerate(chosen)}
    after = edited(made(), [edit(each.id, each.text, typed[each.id]) for each in chosen])
    said = "".join(FORMATS[format](after).split())
    assert chosen
    for text in typed.values():
        wanted = "".join(f"{text}{MARK}".split())
        if format == "html":
            assert "<script>" not in said
            wanted = wanted.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert wanted in said


def unedited(report: Report) -> list[Any]:
    """All that no edit may touch: everything without the words of editable parts."""

    def emptied(part: Paragraph) -> Paragraph:
        return replace(part, text="", edited=False)

    blocks = [
        rewritten(block, emptied)
        for each in report.sections
        for block in each.blocks
        if not (isinstance(block, Paragraph) and block.tone == "note")
    ]
    return [blocks, report.cover, report.workings, report.marks, report.running]


@given(st.data(), st.sampled_from(LANGS))
@few
def test_no_edit_changes_a_figure_an_answer_or_a_date(data: st.DataObject, lang: Lang) -> None:
    """Whatever is written wherever: what is computed, answered or dated stands as it did."""
    before = made(lang)
    chosen = data.draw(st.lists(st.sampled_from(list(paragraphs(before))), unique=True, min_size=1))
    edits = [edit(e.id, e.text, data.draw(st.text(min_size=1, max_size=40))) for e in chosen]
    after = edited(before, edits)
    assert unedited(after) == unedited(before)
    assert {e.id for e in paragraphs(after) if e.edited} == {e.id for e in chosen}
    for a, b in zip(before.slides, after.slides, strict=True):
        assert (a.id, a.title) == (b.id, b.title)
        if isinstance(a.content, tuple) and isinstance(b.content, tuple):
            assert [(c.head, c.foot) for c in a.content] == [(c.head, c.foot) for c in b.content]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [0.0, 0.4, 0.8])
def test_no_words_that_can_be_edited_state_a_score_or_an_answer(lang: Lang, part: float) -> None:
    """They hold no decimal and no day, and nothing that the enterprise answered in figures."""
    found = rows(build(whole(part=part), lang, MADE_ON))
    assert found
    assert [e.text for e in found if re.search(r"\d\.\d|20\d\d", e.text)] == []


def test_words_that_stand_several_times_are_edited_one_by_one() -> None:
    """Who answers for a task is often the same person, and is changed for that task alone."""
    owners = [each for each in rows(made()) if each.id.endswith("/owner")]
    first = next(a for a in owners if sum(b.text == a.text for b in owners) > 1)
    after = edited(made(), [edit(first.id, first.text, "张工")])
    assert [e.id for e in rows(after) if e.id.endswith("/owner") and e.edited] == [first.id]
    slide = next(each for each in after.slides if each.id == "weeks")
    assert isinstance(slide.content, Table)
    assert sum("张工" in row[1].text for row in slide.content.rows) <= 1


def test_a_cell_without_an_id_gets_one_by_its_place() -> None:
    """So a new column of a table can be edited before anybody thinks of it."""
    columns = (Column("甲", 0.5, holds="names"), Column("乙", 0.5))
    told = (Cell("名"), Cell("做法。", ("再做。", "—")))
    (row,) = worded_cells(Table("表", columns, (told,)), "a/table-1").rows
    assert not isinstance(row[0].text, Prose)
    parts = [
        p.id
        for t in (row[1].text, *row[1].details)
        if isinstance(t, Prose)
        for p in t.parts
        if isinstance(p, Paragraph)
    ]
    assert parts == ["a/table-1/cell-1", "a/table-1/cell-2"]
    stays = fixed("第 4 级", "levels")
    assert isinstance(stays, Prose)
    changed = rewritten(Table("表", columns, ((Cell(stays), Cell(stays)),)), lambda part: part)
    assert isinstance(changed, Table)
    assert changed.rows[0][1].text == stays


def test_an_edit_of_a_row_stays_with_what_it_tells_of() -> None:
    """Where its pain or project is gone it is lost, even if another one says the same words."""
    report = made()
    first, second = [e for e in rows(report) if e.id.endswith("/pain")][:2]
    changed = edit(first.id, second.text)
    assert place(report, [changed]).edits == {first.id: changed}
    gone = edit("projects/no_such/first", second.text)
    assert place(report, [gone]).lost == (gone,)


def test_a_caption_is_found_again_by_its_words() -> None:
    """One table more before it under the same heading moves it on."""
    caption = next(e for e in rows(made()) if "/table-" in e.id)
    moved = edit(f"{caption.id.rsplit('-', 1)[0]}-99", caption.text)
    assert place(made(), [moved]).edits == {caption.id: moved}


def test_words_in_rows_are_short() -> None:
    """A card stays a card."""
    assert {longest(made(), each) for each in rows(made())} == {LONGEST_ROW}


def test_edits_that_were_kept_before_are_read() -> None:
    """The document is what it was."""
    kept = edit("method/1", "甲。").model_dump(mode="json")
    assert Edit.model_validate(kept).paragraph == "method/1"
