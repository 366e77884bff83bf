"""Edits find their paragraphs, and the report says which words are a consultant's."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from i18n import Lang
from reports.editing import Edit, edited, longest, paragraphs, place
from reports.formats.docx import write_docx
from reports.formats.html import write_html
from reports.formats.pdf import write_pdf
from reports.formats.xlsx import write_xlsx
from reports.report import Paragraph, Report, Section
from tests.unit.report_cases import LANGS, report
from tests.unit.report_reading import section

AT = datetime(2026, 3, 20, 3, tzinfo=UTC)
ids = st.sampled_from(["a/1", "a/2", "a/3", "b/1"])
words = st.sampled_from(["甲。", "乙。", "丙。", "丁。"])
some = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def edit(paragraph: str, generated: str, text: str = "改过。", revision: int = 1) -> Edit:
    """An edit by 王芳."""
    return Edit(
        paragraph=paragraph, generated=generated, text=text, author="wangfang", name="王芳",
        at=AT, revision=revision,
    )  # fmt: skip


def saying(**texts: str) -> Report:
    """A report with one chapter of these paragraphs, by id with an underscore for the slash."""
    told = tuple(Paragraph(text, id=id.replace("_", "/")) for id, text in texts.items())
    return replace(report(), summary="", sections=(Section("limits", "局限", told),))


def texts_of(made: Report) -> list[str]:
    """What the paragraphs that can be edited say."""
    return [paragraph.text for paragraph in paragraphs(made)]


def test_without_edits_a_report_is_as_it_was() -> None:
    """Not even a note is added."""
    made = report()
    assert edited(made, []) is made


@pytest.mark.parametrize("lang", LANGS)
def test_an_edited_paragraph_is_marked_and_the_mark_explained_once(lang: Lang) -> None:
    """In the chapter on limits, with the number of paragraphs; other paragraphs are unmarked."""
    made = report(lang)
    first, second, *_ = paragraphs(made)
    both = edited(made, [edit(each.id, each.text) for each in (first, second)])
    marked = [each for each in paragraphs(both) if each.edited]
    assert [each.id for each in marked] == [first.id, second.id]
    notes = [
        block.text
        for part in both.sections
        for block in part.blocks
        if isinstance(block, Paragraph) and "※" in block.text
    ]
    assert len(notes) == 1
    assert "2" in notes[0]
    last = section(both, "limits").blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.text, last.tone) == (notes[0], "note")


HOSTILE = "#evil *粗* <script>alert(1)</script> & {{ 7*7 }} $x^2$\n第二行。"


def marked_report() -> Report:
    """One edited paragraph in two lines, with words that are markup somewhere."""
    made = report()
    first = next(each for each in paragraphs(made) if each.id == "method/1")
    return edited(made, [edit(first.id, first.text, HOSTILE)])


def test_the_web_page_marks_it() -> None:
    """With a sign that says what it means, the words as they were typed, the line break too."""
    page = write_html(marked_report()).decode()
    assert page.count('<sup class="edited" title="核验顾问改写">※</sup></p>') == 1
    shown = page.split('<p class="body">#evil', 1)[1].split("</p>", 1)[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }} $x^2$\n第二行。" in shown


def test_the_word_document_marks_it() -> None:
    """A raised sign after the words, which stay as they were typed."""
    document = docx.Document(BytesIO(write_docx(marked_report())))
    found = [each for each in document.paragraphs if each.text.endswith("※")]
    assert [each.text for each in found] == [f"{HOSTILE}※"]
    assert found[0].runs[-1].font.superscript


def test_the_workbook_marks_it() -> None:
    """In the chapter that it holds; the words stay a text, and the mark is explained."""
    plan = Section("plan", "计划", (Paragraph(HOSTILE, id="plan/1", edited=True),))
    made = replace(report(), sections=(*report().sections, plan))
    book = load_workbook(BytesIO(write_xlsx(made)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    (found,) = [cell for cell in cells if str(cell.value).startswith("#evil")]
    assert (found.value, found.data_type) == (f"{HOSTILE} ※", "s")
    assert sum("核验顾问改写" in str(cell.value) for cell in cells) == 1


def test_the_pdf_marks_it() -> None:
    """Once after the words, once in the note."""
    reader = PdfReader(BytesIO(write_pdf(marked_report())))
    printed = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert printed.count("※") == 2
    assert "".join(f"{HOSTILE}※".split()) in printed


def test_what_sums_up_is_edited_wherever_it_is_shown() -> None:
    """The page shows the summary by itself, so it follows its paragraph; it stays short."""
    made = report()
    first = next(each for each in paragraphs(made) if each.text == made.summary)
    assert longest(made, first) == 200
    assert edited(made, [edit(first.id, first.text, "短。")]).summary == "短。"


def test_an_edit_follows_its_paragraph() -> None:
    """One more before it moves it on; the new one keeps its own text."""
    made = edited(saying(a_1="甲。", a_2="新来的。", a_3="乙。"), [edit("a/2", "乙。")])
    assert texts_of(made) == ["甲。", "新来的。", "改过。"]


def test_an_edit_stays_where_the_text_has_changed() -> None:
    """The paragraph is still the one of that place."""
    made = edited(saying(a_1="甲。", a_2="别的。"), [edit("a/2", "乙。")])
    assert texts_of(made) == ["甲。", "改过。"]


def test_an_edit_whose_paragraph_is_gone_is_told() -> None:
    """Nothing else is overwritten by it."""
    gone = edit("a/9", "没有了。")
    made = saying(a_1="甲。")
    assert place(made, [gone]).lost == (gone,)
    assert edited(made, [gone]) is made


@given(st.dictionaries(ids, words), st.lists(st.tuples(ids, words), max_size=5))
@some
def test_every_edit_has_one_place_or_is_lost(
    told: dict[str, str], written: list[tuple[str, str]]
) -> None:
    """None is dropped silently, none stands twice, and one that fits exactly has its place."""
    made = saying(**{id.replace("/", "_"): text for id, text in told.items()})
    edits = [edit(id, text, revision=n) for n, (id, text) in enumerate(written, 1)]
    found = place(made, edits)
    everywhere = [*found.edits.values(), *found.lost]
    assert sorted(each.revision for each in everywhere) == [each.revision for each in edits]
    assert set(found.edits) <= set(told)
    for each in found.lost:
        taken = found.edits.get(each.paragraph)
        assert each.paragraph not in told or taken is not None
    for id, text in told.items():
        if any((each.paragraph, each.generated) == (id, text) for each in edits):
            assert found.edits[id].generated == text
