"""Where there is a page to check a report, its cover leads there, for an eye and for a camera."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
import segno
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from reports.carried import CarriedStatement, carried_in
from reports.figures import CheckCodeFigure
from reports.formats.docx import write_docx
from reports.formats.html import write_html
from reports.formats.pdf import write_pdf
from reports.formats.xlsx import write_xlsx
from reports.print_check_code import DOTS, MARGIN, SQUARE
from reports.print_figures import png, svg
from reports.registry import FORMATS
from reports.report import Report
from reports.word_template.filling import fill
from services import handing_out
from services.reporting import build_report
from services.stating import CHECK_PAGE
from tests.town import new_town
from tests.unit.report_cases import LANGS, report
from tests.unit.word_templates import template
from views.pages import PAGES

CODE = "ABCDE-12345-FGHJK-67890"
ADDRESS = f"https://zhenduan.example.cn/check_report?code={CODE}"
LINE = f"shuzhen code={CODE} level=2 total=51.2 plan=3 zh=1 en=0"
FIGURE = CheckCodeFigure(ADDRESS, "二维码")
addresses = st.from_regex(
    r"https?://[a-z.]{1,60}(:\d{1,5})?/check_report\?code=[0-9A-Z-]{23}", fullmatch=True
)


def checkable(lang: str = "zh") -> Report:
    """A report that says where it is checked."""
    return report(lang, check_code=CODE, check_address=ADDRESS, carried=LINE)  # type: ignore[arg-type]


def squares(address: str) -> list[list[bool]]:
    """What a camera has to see, with the margin."""
    return [
        [bool(each) for each in row]
        for row in segno.make_qr(address, error="m", boost_error=False).matrix_iter(border=MARGIN)
    ]


def in_dots(content: bytes) -> list[list[bool]]:
    """What stands in the middle of every square of the picture."""
    picture = Image.open(BytesIO(content)).convert("L")
    places = range(DOTS // 2, picture.width, DOTS)
    assert picture.width == picture.height
    return [[picture.getpixel((x, y)) == 0 for x in places] for y in places]


def in_strokes(picture: str) -> list[list[bool]]:
    """The same of the vector picture."""
    side = int(re.findall(r'width="(\d+)"', picture)[0]) // SQUARE
    found = [[False] * side for _ in range(side)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v4h-\d+z", picture):
        for step in range(int(wide) // SQUARE):
            found[int(y) // SQUARE][int(x) // SQUARE + step] = True
    return found


@given(addresses)
def test_both_pictures_are_the_code_of_the_address(address: str) -> None:
    """Square by square what the encoder made of it, four squares of white around."""
    figure = CheckCodeFigure(address, "二维码")
    asked = squares(address)
    assert in_dots(png(figure)) == asked
    assert in_strokes(svg(figure)) == asked


class Links(HTMLParser):
    """What pictures are in links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Mapping[str, str | None]] = []
        self.target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the picture of a link to the page."""
        told = dict(attrs)
        if tag == "a" and told.get("class") == "check":
            self.target = told["href"] or ""
        elif tag == "img" and self.target:
            self.found.append({**told, "leads": self.target})
            self.target = ""


@pytest.mark.parametrize("lang", LANGS)
def test_the_web_page_leads_there(lang: str) -> None:
    """By a link around the picture, which has words for whoever does not see it."""
    page = write_html(checkable(lang)).decode()
    links = Links()
    links.feed(page)
    (link,) = links.found
    assert link["leads"] == ADDRESS
    assert CODE in (link["alt"] or "")
    assert page.count(f">{ADDRESS}<") == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_pdf_leads_there_from_its_first_page(lang: str) -> None:
    """Picture and address stand on the cover; the picture is a link of at least 2 cm."""
    cover = PdfReader(BytesIO(write_pdf(checkable(lang)))).pages[0]
    links = [each.get_object() for each in cover["/Annots"]]
    (link,) = [each for each in links if each["/A"].get("/URI") == ADDRESS]
    left, low, right, high = map(float, link["/Rect"])
    assert min(right - left, high - low) >= Cm(2).pt
    assert CODE in cover.extract_text().replace("\n", "")


def test_a_long_cover_stays_on_its_page() -> None:
    """With the longest name too the chapters begin on the third page."""
    said = checkable("en")
    long = replace(said, cover=replace(said.cover, enterprise="无锡" * 30))
    first, second, *_ = PdfReader(BytesIO(write_pdf(long))).pages
    assert "/Annots" in first
    assert "Contents" in second.extract_text()


@pytest.mark.parametrize("own", [True, False])
def test_word_has_the_picture_beside_the_code(own: bool) -> None:
    """On our own cover and on a centre's form that asks for it: 2 cm at least, with words."""
    asked = (
        "{{ enterprise }}",
        "{{ statement }}",
        "{{ check_code }} {{ check_address }}",
        "{{p check }}",
        "{{p body }}",
    )
    made = checkable()
    content = write_docx(made) if own else fill(template(*asked), made)
    document = docx.Document(BytesIO(content))
    told = [
        each for each in document.element.body.iter(qn("wp:docPr")) if CODE in each.get("descr", "")
    ]
    (size,) = [each.getparent().find(qn("wp:extent")) for each in told]
    assert min(int(size.get("cx")), int(size.get("cy"))) >= Cm(2)
    words = "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
    assert ADDRESS in words


def test_facts_on_a_centres_form_bring_the_picture() -> None:
    """What they say of a picture to scan is true there too, once."""
    asked = ("{{ enterprise }}", "{{ statement }}", "{{p facts }}", "{{p body }}")
    document = docx.Document(BytesIO(fill(template(*asked), checkable())))
    told = [each.get("descr", "") for each in document.element.body.iter(qn("wp:docPr"))]
    assert sum(CODE in each for each in told) == 1


def test_the_workbook_has_it_on_its_last_sheet() -> None:
    """Beside the facts that a cover has elsewhere."""
    book = load_workbook(BytesIO(write_xlsx(checkable())))
    pictures = {sheet.title: len(sheet._images) for sheet in book}  # type: ignore[attr-defined]
    assert list(pictures.values()) == [0] * (len(pictures) - 1) + [1]
    cells = [cell.value for row in book.worksheets[-1] for cell in row]
    assert ADDRESS in cells


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_carries_what_is_stated(format: str) -> None:
    """A line for machines, as plain text or in the properties of an Office file."""
    content = FORMATS[format].write(checkable())
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as package:
            content = package.read("docProps/core.xml")
    assert LINE.encode() in content


def test_without_an_address_there_is_only_the_code() -> None:
    """An installation that nobody outside can reach names no page and has no picture."""
    with new_town() as town:
        case = town.submitted()
        made = build_report(town.operator, case.id, "zh")
        assert made.cover.check is None
        assert made.cover.named["check_code"]
        assert made.cover.named["check_address"] == ""
        for format in FORMATS:
            _, content = handing_out.hand_out(town.operator, case.id, "zh", format)
            assert b"check_report" not in content


def test_the_address_is_that_of_the_page_with_the_code() -> None:
    """By the installation's public address and the page's own name."""
    assert CHECK_PAGE in PAGES
    with new_town() as town:
        town.settings = town.settings.model_copy(update={"public_address": "https://a.example.cn"})
        made = build_report(town.operator, town.submitted().id, "zh")
        code = made.cover.named["check_code"]
        assert made.cover.check is not None
        assert made.cover.check.address == f"https://a.example.cn/{CHECK_PAGE}?code={code}"
        said = carried_in(made.carried)
        assert said is not None
        assert said.code == code


figures = st.integers(0, 10**6).map(str)


@given(
    st.builds(
        CarriedStatement,
        code=st.just(CODE),
        level=st.sampled_from(["", "0", "3"]),
        total=st.sampled_from(["", "51.2", "-3.0"]),
        plan=figures,
        zh=figures,
        en=figures,
    ),
    st.text(),
    st.text(),
)
def test_what_is_carried_is_read_back(said: CarriedStatement, before: str, after: str) -> None:
    """Wherever it stands; and what is none is none."""
    assert carried_in(f"{before}\n{said}\n{after}") == (carried_in(before) or said)
    assert carried_in(before.replace("shuzhen", "")) is None
