"""The deck: ten slides at most that say what the report says, in room that is there."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from lxml import etree
from openpyxl import load_workbook

from assessments.model import Stage
from assessments.plain_text import one_line
from i18n import Lang, say
from reports.figures import BarsFigure
from reports.formats.pptx import FORMAT, TEXT, write_pptx
from reports.pptx_base import FACES
from reports.pptx_fitting import BOLD, MORE, REGULAR, fitted, lines_of
from reports.report import Bullets, Card, Cell, Column, Facts, Report, Slide, Table
from tests.data.promises import answers_at
from tests.unit.pptx_reading import assert_in_place, notes_of, opened, texts_of, whole
from tests.unit.report_cases import GOLD, LANGS, PEERS, WORKSHOP, diagnosis, enterprise, report
from tests.unit.test_pdf import ANY

HOSTILE = (
    '=HYPERLINK("http://x")',
    "“甲”‘乙’\"丙\"'丁'<b>&amp;</b>]]>",
    "\u202e右到左\u2067 مرحبا שלום\u202c",
    "\x00\x07\x1b控制\u2028字符\ud800",
    "很长的名字" * 60,
    "Donaudampfschifffahrtsgesellschaft" * 9,
    "one word after another and no end of it " * 8,
    "一行\n两行\n三行\n四行\n五行\n六行\n七行\n八行\n九行",
)
STATES: dict[str, dict[str, Any]] = {
    "nothing answered": {"claims": {}, "stage": Stage.DRAFT},
    "draft": {"stage": Stage.DRAFT},
    "claimed": {},
    "signed": {"stage": Stage.VERIFIED},
    "with peers": {"peers": PEERS},
    "lowest": {"claims": answers_at(WORKSHOP, GOLD, 0.0)},
    "highest": {"claims": answers_at(WORKSHOP, GOLD, 1.0)},
    "synthetic and signed": {"stage": Stage.VERIFIED, "who": enterprise(synthetic=True)},
}
of_states = pytest.mark.parametrize(
    ("state", "lang"), [(state, lang) for state in STATES for lang in LANGS]
)


def made(state: str, lang: Lang) -> Report:
    """The report of that state."""
    return report(lang, **STATES[state])


def charts(slide: Any) -> list[Any]:
    """The native charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def full_of(text: str) -> Report:
    """A report whose slides have ``text`` wherever words may stand."""
    usual = report(stage=Stage.DRAFT)
    bars = next(each for each in usual.slides if isinstance(each.content, BarsFigure))
    assert isinstance(bars.content, BarsFigure)
    scores = replace(bars.content.scores, labels=(text,) * len(bars.content.scores.labels))
    column = Column(text, 0.5)
    contents = (
        Facts(((text, text),) * 5),
        replace(bars.content, scores=scores, alt=text),
        Table(text, (column, column), ((Cell(text), Cell(text)),) * 5),
        Bullets((text,) * 6),
        (Card(text, (("", text),), text),) * 3,
        (Card(text, ((text, text), (text, text)), text),) * 3,
        (Card(text, (("", text),) * 9, text),) * 2,
    )
    slides = tuple(
        Slide(str(place), text, text, content, (text,), (text,))
        for place, content in enumerate(contents)
    )
    cover = replace(usual.cover, enterprise=text)
    return replace(usual, slides=slides, cover=cover, running=text)


@of_states
def test_there_are_eight_to_ten_slides_each_whole(state: str, lang: Lang) -> None:
    """A title and notes each, every mark on each, nothing empty, nothing outside, nothing cut."""
    told = made(state, lang)
    slides = opened(write_pptx(told)).slides
    assert 8 <= len(slides) <= 10
    for slide, value in zip(slides, told.slides, strict=True):
        assert slide.shapes.title.text_frame.text == one_line(value.title)
        assert value.notes[0] in notes_of(slide)
        shown = "\n".join(texts_of(slide))
        assert all(mark in shown for mark in told.marks)
        assert all(each.text_frame.text.strip() for each in slide.placeholders)
    assert_in_place(write_pptx(told))


@of_states
def test_nothing_is_lost(state: str, lang: Lang) -> None:
    """What a slide has no room for stands in its notes, whole."""
    told = made(state, lang)
    for slide, value in zip(opened(write_pptx(told)).slides, told.slides, strict=True):
        said = " ".join((*texts_of(slide), notes_of(slide))).split()
        for text in (value.title, value.lead, *value.beside, *value.notes):
            assert " ".join(text.split()) in " ".join(said)


@pytest.mark.parametrize("lang", LANGS)
def test_bars_are_a_chart_with_the_reports_own_figures(lang: Lang) -> None:
    """The chart, and the sheet that opens behind it, hold them unrounded; peers beside."""
    told = report(lang, peers=PEERS)
    (value,) = [each for each in told.slides if each.id == "dimensions"]
    assert isinstance(value.content, BarsFigure)
    scores = value.content.scores
    slide = opened(write_pptx(told)).slides[told.slides.index(value)]
    (chart,) = charts(slide)
    own, peers = chart.plots[0].series
    assert tuple(own.values) == scores.values
    assert tuple(peers.values) == scores.peers
    sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(scores.values)


def test_every_dimension_says_how_many_questions_count() -> None:
    """Those that apply, of the sample questionnaire."""
    told = report()
    (value,) = [each for each in told.slides if each.id == "dimensions"]
    assert isinstance(value.content, BarsFigure)
    counted = [score for score in diagnosis().card.items if score.state == "answered"]
    said = [
        label.rpartition("（")[2].removesuffix(" 题）") for label in value.content.scores.labels
    ]
    assert sum(map(int, said)) >= len(counted) > 0


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_typed_stays_in_its_place(text: str) -> None:
    """No text leaves its shape or the slide, and a formula is a text like any other."""
    content = write_pptx(full_of(text))
    assert_in_place(content)
    for part in ("chart", "slide"):
        assert b"<c:f>=" not in parts_of(content, part)
    for each in sheets_of(content):
        cells = [cell for row in each.iter_rows() for cell in row if cell.value is not None]
        assert cells
        assert all(cell.data_type != "f" for cell in cells)


def parts_of(content: bytes, kind: str) -> bytes:
    """The XML of all parts of that kind."""
    with ZipFile(BytesIO(content)) as package:
        names = [name for name in package.namelist() if f"/{kind}s/" in name]
        return b"".join(package.read(name) for name in names if name.endswith(".xml"))


def sheets_of(content: bytes) -> Iterator[Any]:
    """The sheets behind the charts."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xlsx"):
                yield load_workbook(BytesIO(package.read(name))).active


@given(ANY.map("".join))
@example("")
@example("\ud800")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_typed_there_is_a_deck(text: str) -> None:
    """It opens, and every slide has a shape for its title."""
    slides = opened(write_pptx(full_of(text))).slides
    assert all(slide.shapes.title is not None for slide in slides)


def test_a_table_takes_the_lines_that_there_is_room_for() -> None:
    """Beside a long cell, short ones of two lines stay whole in five rows."""
    titles = ("Task", "Who", "First step", "Days")
    columns = tuple(map(Column, titles, (0.24, 0.16, 0.46, 0.14)))
    row = (
        "Backups that run by themselves",
        "Business supervisor",
        "List what matters. " * 9,
        "1–2",
    )
    table = Table("Steps", columns, (tuple(map(Cell, row)),) * 5)
    usual = report(stage=Stage.DRAFT)
    slide = Slide("steps", "Steps", "", table, (), ())
    (only,) = opened(write_pptx(replace(usual, slides=(slide,)))).slides
    assert texts_of(only).count(row[0]) == texts_of(only).count(row[1]) == 5


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_report_gives_the_same_bytes(lang: Lang) -> None:
    """Whenever it is written; no part has a date of its own."""
    first, again = write_pptx(report(lang)), write_pptx(report(lang))
    assert first == again
    with ZipFile(BytesIO(first)) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_says_what_it_is(lang: Lang) -> None:
    """Title, who vouches, day and language; nothing of the library's own template."""
    told = report(lang)
    deck = opened(write_pptx(told))
    properties = deck.core_properties
    assert told.cover.enterprise in properties.title
    assert properties.subject == told.cover.statement
    assert properties.modified.date() == told.made_on
    assert properties.language == {"zh": "zh-CN", "en": "en-GB"}[lang]
    with ZipFile(BytesIO(write_pptx(told))) as package:
        assert b"4:3" not in package.read("docProps/app.xml")
        assert not [name for name in package.namelist() if "thumbnail" in name]


@pytest.mark.parametrize("lang", LANGS)
def test_chinese_has_a_face_of_its_own(lang: Lang) -> None:
    """Every run names both scripts' faces, and the themes say which these are."""
    content = write_pptx(report(lang))
    with ZipFile(BytesIO(content)) as package:
        themes = [name for name in package.namelist() if "/theme/" in name]
        assert themes
        for name in themes:
            assert package.read(name).count(f'<a:ea typeface="{FACES["east"]}"/>'.encode()) == 2
        slides = [name for name in package.namelist() if name.startswith("ppt/slides/slide")]
        for name in slides:
            runs = list(etree.fromstring(package.read(name)).iter("{*}r"))
            assert runs
            assert all(run.find(".//{*}ea") is not None for run in runs)


def test_letters_are_large_enough() -> None:
    """What is read has 18 points; only labels, chart and foot have less, and never under 11."""
    sizes: dict[str, list[float]] = {}
    for slide in opened(write_pptx(report())).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                runs = [run for each in shape.text_frame.paragraphs for run in each.runs]
                name = shape.name.rstrip("0123456789 ")
                sizes.setdefault(name, []).extend(run.font.size.pt for run in runs if run.font.size)
    assert min(sizes["Lead"] + sizes["Reasons"]) >= 18
    assert min(size for found in sizes.values() for size in found) >= 11


def test_a_line_of_running_text_has_at_most_45_characters() -> None:
    """In the smallest letters that running text has."""
    assert lines_of("字" * 45, TEXT, 18) == 1
    assert lines_of("字" * 46, TEXT, 18) == 2


@given(ANY.map("".join))
@settings(max_examples=200, deadline=None)
def test_what_is_cut_fits(text: str) -> None:
    """Whatever it is, it takes no more lines than there are, and is a beginning of it."""
    for lines in (1, 2, 3):
        shown = fitted(text, 200, 18, lines)
        assert lines_of(shown, 200, 18) <= lines
        assert text.startswith(shown.removesuffix(MORE))


def test_a_text_is_cut_at_a_sentence_where_that_leaves_enough() -> None:
    """Else at a clause, else between two words, with a mark that there is more."""
    assert fitted("备份靠不住，账要从头理。资料要向客户讨，手上的活只能停。", 200, 18, 2) == (
        "备份靠不住，账要从头理。"
    )
    assert fitted("备份靠不住，账要从头理，资料要向客户讨", 200, 18, 1) == "备份靠不住" + MORE
    assert fitted("there is a network in every hall", 120, 18, 1) == "there is a" + MORE


def test_widths_are_those_of_arial() -> None:
    """As many as there are printable characters, bold ones at least as wide on the whole."""
    assert len(REGULAR) == len(BOLD) == ord("~") - ord(" ") + 1
    assert sum(BOLD) > sum(REGULAR)


def test_the_check_code_stands_on_the_cover_and_at_the_end() -> None:
    """Where there is one."""
    code = "TY1NB-49G47-YTJS4-HSCZG"
    slides = opened(write_pptx(report(check_code=code))).slides
    shown = [code in "\n".join(texts_of(slide)) for slide in slides]
    assert (shown[0], shown[-1]) == (True, True)
    assert say("outlook.fact_check_code", "zh") not in whole(write_pptx(report()))


def test_the_format_is_offered_as_powerpoint() -> None:
    """Its ending and its type."""
    assert (FORMAT.ending, FORMAT.mime.rpartition(".")[2]) == ("pptx", "presentation")
