"""Whatever advises in a table of a report can be worded by whoever signs it."""

from collections.abc import Iterator

import pytest

from i18n import Lang
from reports.editing import edited, paragraphs
from reports.prose import MARK, Prose
from reports.report import Column, Paragraph, Report, Table
from tests.gold.made import ALL, report
from tests.unit.report_reading import section
from tests.unit.test_editing import edit

SENTENCE = ("。", ".", "！", "!")
WHOLE_SENTENCES = ("questions", "answers", "law", "levels")  # what else is written in them
of_each = pytest.mark.parametrize(("name", "lang"), ALL)


def cells(name: str, lang: Lang) -> Iterator[tuple[str, Column, str]]:
    """Every text in a table, with its chapter and its column."""
    for chapter in report(name, lang).sections:
        for table in chapter.blocks:
            if isinstance(table, Table):
                for row in table.rows:
                    for column, cell in zip(table.columns, row, strict=True):
                        yield from ((chapter.id, column, t) for t in (cell.text, *cell.details))


@of_each
def test_every_sentence_of_advice_in_a_table_can_be_edited(name: str, lang: Lang) -> None:
    """What cannot is declared to be something else, by its column or by itself.

    It has an id of its own, so that a row more or less leaves the others theirs.
    """
    advice = [(id, text) for id, column, text in cells(name, lang) if column.editable]
    said = [(id, text) for id, text in advice if any(map(str.isalnum, text))]
    plain = [each for each in said if not isinstance(each[1], Prose)]
    assert plain == []
    parts = [
        part
        for _, text in said
        if isinstance(text, Prose) and text.holds == "advice"
        for part in text.parts
        if isinstance(part, Paragraph)
    ]
    assert {id for id, text in said if isinstance(text, Prose) and text.holds == "advice"} >= {
        "dimensions", "goals", "plan", "steps", "benefits",
    }  # fmt: skip
    assert [part.id for part in parts if part.id.rsplit("-", 1)[-1].isdecimal()] == []


@of_each
def test_no_column_of_names_or_figures_advises(name: str, lang: Lang) -> None:
    """Whole sentences that stay are answers, notices and what levels mean."""
    stay = [(id, column, text) for id, column, text in cells(name, lang) if not column.editable]
    assert stay
    assert [
        (id, column.title, text)
        for id, column, text in stay
        if text.endswith(SENTENCE) and (column.figures or column.holds not in WHOLE_SENTENCES)
    ] == []


def wanting(told: Report) -> list[Paragraph]:
    """What can be edited of what programmes lack."""
    every = (each for each in paragraphs(told) if each.id.startswith("programmes/"))
    return [each for each in every if each.tone == "row" and "/table-" not in each.id]


def test_what_a_programme_lacks_is_edited_in_its_chapter_and_on_its_slide() -> None:
    """Marked among what stays, with a note that says what the mark means."""
    told = next(made for made in (report(*each) for each in ALL) if wanting(made))
    first = wanting(told)[0]
    after = edited(told, [edit(first.id, first.text, "补一份合同")])
    slide = next(each for each in after.slides if each.id == "programmes")
    blocks = (*section(after, "programmes").blocks, slide.content)
    for table in [block for block in blocks if isinstance(block, Table)]:
        texts = [t for row in table.rows for cell in row for t in (cell.text, *cell.details)]
        assert sum(f"补一份合同 {MARK}" in text for text in texts) == 1
    assert isinstance(slide.content, Table)
    assert any(MARK in note for note in slide.notes)
