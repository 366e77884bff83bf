"""Figures show the figures: the same values on screen and in print, every label whole."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from xml.etree.ElementTree import Element

import pytest
import yaml
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from i18n import one_decimal
from reports import figures
from reports.figures import BarsFigure, Figure, LadderFigure, RadarFigure, ScoreSeries
from reports.fonts import FOLDER
from reports.plotly_figures import draw
from reports.print_figures import DENSITY, png, svg
from reports.svg import NARROW_WIDTH, WIDTH, width_of, wrapped
from tests.unit.report_cases import LANGS, PEERS, TESTS, diagnosis
from wording.voice import Voice

SCORES = ScoreSeries(
    start=0.0,
    labels=(
        "战略与组织",
        "智能制造（设备、产线、车间、工厂）",
        "Supply-chain collaboration",
        "上云",
    ),
    values=(45.0, 31.25, None, 100.0),
    lows=(40.0, 31.25, 0.0, 100.0),
    highs=(55.0, 31.25, 100.0, 100.0),
    peers=(50.0, None, 44.0, 60.0),
    scale=100,
    own_name="本企业",
    peers_name="同行中位数（n=32）",
    axis="得分（满分 100 分）",
)
LADDER = LadderFigure(
    ("第 1 级　起步", "第 2 级　成点", "第 3 级　连线"), 2, 2, 3, "本企业 47.3 分", "共 3 级"
)
FIGURES = (BarsFigure(SCORES, "甲 & 乙 <丙>"), RadarFigure(SCORES, "形状"), LADDER)
LETTERS = "数字化转型企业基础abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.()&%-"


@cache
def face(name: str) -> TTFont:
    """One of our two faces."""
    return TTFont(FOLDER / f"NotoSansSC-{name}.ttf")


def measured(words: str, name: str = "Bold") -> float:
    """The true width of ``words`` in ems."""
    letters, widths = face(name).getBestCmap(), face(name)["hmtx"]
    return sum(widths[letters[ord(sign)]][0] for sign in words) / 1000


def words_of(figure: Figure, width: float = WIDTH) -> Iterator[tuple[Element, str]]:
    """The text elements of the print picture."""
    for element in fromstring(svg(figure, width)).iter("{http://www.w3.org/2000/svg}text"):
        yield element, element.text or ""


@pytest.mark.parametrize("picture", [WIDTH, NARROW_WIDTH])
@pytest.mark.parametrize("figure", FIGURES)
def test_no_label_leaves_the_picture(figure: Figure, picture: float) -> None:
    """Measured in the bold face, every text begins and ends inside, on a phone too."""
    written = list(words_of(figure, picture))
    assert written
    for element, words in written:
        x, size = float(element.get("x", "")), float(element.get("font-size", ""))
        wide = measured(words) * size
        start = {"middle": x - wide / 2, "end": x - wide}.get(element.get("text-anchor", ""), x)
        assert start >= 0
        assert start + wide <= picture


@given(st.text(LETTERS, max_size=40))
@settings(max_examples=200)
def test_words_are_never_taken_for_narrower_than_they_are(words: str) -> None:
    """The estimate is at least what the bold face measures."""
    assert width_of(words, 1) >= measured(words) - 1e-9


@given(st.text(LETTERS, min_size=1, max_size=60), st.integers(60, 200))
def test_wrapping_loses_nothing(words: str, width: int) -> None:
    """The lines together are the words; a line is too long only where it cannot break."""
    lines = wrapped(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    for line in lines:
        assert width_of(line) <= width or len(wrapped(line, 1)) <= 2 or " " not in line


def test_a_line_does_not_begin_with_a_closing_mark() -> None:
    """Chinese commas and brackets stay with what they close or open."""
    for width in range(30, 140, 7):
        for line in wrapped("智能制造（设备、产线、车间）。", width):
            assert line[0] not in "，。、）"
            assert line[-1] != "（"


def test_print_shows_every_figure() -> None:
    """Own values, peers' values, scale and unit can be read; what is not known is a dash."""
    shown = [words for _, words in words_of(FIGURES[0])]
    assert {"45.0", "31.3", "100.0", "–", "50.0", "44.0", "60.0"} <= set(shown)
    assert {"0", "25", "50", "75", "100", SCORES.axis, SCORES.peers_name} <= set(shown)


def test_screen_and_print_show_the_same_values() -> None:
    """The traces hold the values of the figure; a point that is not known is no zero."""
    bars, radar, ladder = map(draw, FIGURES)
    assert bars.data[0].x == SCORES.values
    assert bars.data[-1].x == SCORES.peers
    spans = [trace.x for trace in bars.data[1:] if trace.mode == "lines+markers"]
    assert spans == [(40.0, 55.0), (0.0, 100.0)]
    assert radar.data[0].r == (*SCORES.values, SCORES.values[0])
    assert radar.data[1].r == (50.0, 44.0, 60.0, 50.0)
    assert [note.text for note in ladder.layout.annotations][
        1
    ] == "<b>第 2 级　成点<br>本企业 47.3 分</b>"


def test_the_screen_is_dark_on_white_with_chinese_faces() -> None:
    """Whatever the theme around it."""
    for figure in map(draw, FIGURES):
        assert (figure.layout.paper_bgcolor, figure.layout.font.color) == ("#ffffff", "#1f2933")
        assert "Microsoft YaHei" in figure.layout.font.family


def test_labels_are_no_markup_on_the_screen() -> None:
    """The drawing library reads tags in its texts; ours are escaped."""
    scores = replace(SCORES, labels=("<b>x</b>", "<a href='#'>", "&", "<"), peers_name="<i>")
    for figure in (draw(BarsFigure(scores, "")), draw(RadarFigure(scores, ""))):
        assert "<b>x" not in figure.to_json()
        assert "<a" not in figure.to_json()
        assert "<i>" not in figure.to_json()


@pytest.mark.parametrize("figure", FIGURES)
def test_the_raster_is_the_vector_in_dots(figure: Figure) -> None:
    """A PNG of three dots a pixel, with letters and not only boxes."""
    picture = png(figure)
    width = int.from_bytes(picture[16:20], "big")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == WIDTH * DENSITY
    shades = Image.open(BytesIO(picture)).getcolors(maxcolors=1_000_000) or []
    assert len(shades) > 64  # the edges of letters are soft, those of boxes are not


@pytest.mark.parametrize("lang", LANGS)
def test_a_scorecard_becomes_figures(lang: str) -> None:
    """Dimensions as bars and shape with the peers' scores; the level on its ladder; alt texts."""
    case = diagnosis(peers=PEERS)
    bars = figures.bars(Voice(lang), case.card, case.peers)
    ladder = figures.ladder(Voice(lang), case.card)
    assert bars is not None
    assert bars.scores.values == tuple(node.score for node in case.card.nodes[1:])
    assert bars.scores.peers == (40.0, 55.5, 30.0)
    assert "32" in bars.scores.peers_name
    assert one_decimal(case.card.nodes[1].score or 0) in bars.alt
    assert (len(ladder.rungs), ladder.reached, ladder.low) == (3, 1, None)


def test_two_axes_make_no_radar() -> None:
    """A shape needs three dimensions that are judged."""
    case = diagnosis({"workshop": "own", "plan": "page", "downtime": "logged"})
    assert figures.radar(Voice("zh"), case.card) is None
    assert figures.bars(Voice("zh"), case.card) is not None


@pytest.mark.parametrize("name", ["Regular", "Bold"])
def test_the_faces_hold_every_character_we_write(name: str) -> None:
    """All of GB/T 2312's hanzi, and every character of the product's own texts and data."""
    letters = set(face(name).getBestCmap())
    folders = ("i18n", "questionnaires", "scoring", "assessments")
    files = [file for folder in folders for file in (TESTS.parent / folder).rglob("*.yaml")]
    written = {sign for file in files for sign in str(yaml.safe_load(file.read_text("utf-8")))}
    hanzi = bytes(
        byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell)
    )
    assert len(files) > 20
    missing = {sign for sign in written | set(hanzi.decode("gb2312", "ignore")) if ord(sign) > 32}
    assert {sign for sign in missing if ord(sign) not in letters} == set()


def test_the_licence_stands_beside_the_faces() -> None:
    """OFL 1.1 asks for it."""
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "LICENSE").read_text("utf-8")
