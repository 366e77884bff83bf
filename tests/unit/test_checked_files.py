"""A file of a report is known again to the byte; of any other it is told what differs."""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import count
from time import process_time

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from access.limits import PER_ADDRESS
from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, NotFound
from files.packages import OLD
from i18n import Lang
from reports import read_back
from reports.registry import FORMATS
from services import handing_out, templates
from services.checking import CheckedFile, check_file
from services.issuing import IssuedFile, difference, issued_files
from services.kinds import HANDED_OUT
from tests.town import Town, new_town
from tests.unit.report_cases import LANGS
from tests.unit.word_templates import template

DAY = datetime.fromisoformat("2026-03-25T02:00:00Z")


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """A town with one submitted assessment; nobody changes it."""
    with new_town() as town:
        yield town


@pytest.fixture(scope="module")
def case(town: Town) -> Assessment:
    """That assessment."""
    return town.submitted()


@pytest.fixture(scope="module")
def made(town: Town, case: Assessment) -> Callable[[str], bytes]:
    """The file of a format as the enterprise has taken it, in Chinese, once."""
    files: dict[str, bytes] = {}

    def made(format: str) -> bytes:
        if format not in files:
            files[format] = taken(town, case, format)
        return files[format]

    return made


def taken(town: Town, case: Assessment, format: str, lang: Lang = "zh") -> bytes:
    """A file that the enterprise takes now."""
    return handing_out.hand_out(town.holder(case), case.id, lang, format)[1]


LINES = count(1)


def checked(town: Town, content: bytes, typed: str = "") -> CheckedFile:
    """What anybody learns of it; each time from another address."""
    return check_file(town.ctx(town.visitor.actor, f"2001:db8:{next(LINES):x}::1"), content, typed)


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with parts changed."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return target.getvalue()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", FORMATS)
def test_every_file_that_was_issued_is_known(
    town: Town, case: Assessment, format: str, lang: Lang
) -> None:
    """In which format, which language and when, without anything typed in."""
    found = checked(town, taken(town, case, format, lang))
    assert found.same is not None
    assert (found.same.format, found.same.lang, found.same.at) == (format, lang, town.now)
    assert found.report.statement.assessment == case.id
    assert found.stated == ()
    assert not found.other_code


def test_a_file_on_a_centres_form_is_known_too() -> None:
    """Whatever the template holds besides."""
    with new_town() as town:
        case = town.signed()
        form = template("促进中心诊断报告")
        templates.put(town.consultant(), "zh", "我们的.docx", form, seen=0)
        content = taken(town, case, "docx")
        assert checked(town, content).same is not None
        words = docx.Document(BytesIO(content))
        words.paragraphs[0].text = "另一家企业"
        again = BytesIO()
        words.save(again)
        found = checked(town, again.getvalue())
        assert found.texts is not None
        assert found.texts.added == ("另一家企业",)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_other_byte_makes_another_file(
    town: Town, made: Callable[[str], bytes], format: str, data: st.DataObject
) -> None:
    """Wherever it stands, the file is never said to be the one that was issued."""
    content = bytearray(made(format))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    same = None
    with suppress(Invalid, NotFound):
        same = checked(town, bytes(content)).same
    assert same is None


def test_a_word_file_saved_again_has_the_same_words(
    town: Town, made: Callable[[str], bytes]
) -> None:
    """No word differs and no figure, but it is not the file."""
    again = BytesIO()
    words = docx.Document(BytesIO(made("docx")))
    words.core_properties.revision = 7
    words.save(again)
    found = checked(town, again.getvalue())
    assert found.same is None
    assert found.stated == ()
    assert found.texts is not None
    assert not found.texts


def test_a_workbook_saved_again_keeps_what_it_states(
    town: Town, made: Callable[[str], bytes]
) -> None:
    """Its code is found, though a library that saves it drops what formulas gave."""
    again = BytesIO()
    load_workbook(BytesIO(made("xlsx"))).save(again)
    found = checked(town, again.getvalue())
    assert found.same is None
    assert found.stated == ()
    assert found.texts is not None
    assert found.texts.added == ()


def test_altered_words_are_told(town: Town, made: Callable[[str], bytes]) -> None:
    """A task of the plan, a level, a total: the very sentences that the file has of its own."""
    words = docx.Document(BytesIO(made("docx")))
    whole = [each for each in words.paragraphs if len(each.text) > 30]
    assert len(whole) > 10
    for place in (0, len(whole) // 2, -1):
        words = docx.Document(BytesIO(made("docx")))
        whole = [each for each in words.paragraphs if len(each.text) > 30]
        whole[place].text = "免费获得三百万元补贴。"
        again = BytesIO()
        words.save(again)
        found = checked(town, again.getvalue())
        assert found.texts is not None
        assert (found.texts.added, found.texts.missing) == (("免费获得三百万元补贴。",), 1)


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "pdf"])
def test_an_altered_figure_is_told_in_every_format(
    town: Town, made: Callable[[str], bytes], format: str
) -> None:
    """Where the texts can be had: the total of the cover sentence, in page, sheet and slide."""
    said = handing_out.check(town.visitor, code_in(made("html").decode())).statement
    assert said.total is not None
    old, new = f"{said.total:.1f}", "99.9"

    def change(name: str, part: bytes) -> bytes:
        seen = name.endswith(".xml") and not name.startswith("docProps")
        return part.replace(old.encode(), new.encode()) if seen else part

    content = made(format)
    altered = (
        repacked(content, change)
        if content.startswith(b"PK")
        else re.sub(
            rf"(?<=>)[^<]*{re.escape(old)}", lambda m: m[0].replace(old, new), content.decode()
        ).encode()
    )
    found = checked(town, altered)
    assert found.same is None
    assert found.texts is not None
    assert any(new in text for text in found.texts.added)


def code_in(text: str) -> str:
    """The first check code in a text."""
    found = read_back.CODE.search(text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [(r"level=\d", "level=5", "level"), (r"total=[\d.]+", "total=99.9", "total"),
     (r"plan=0", "plan=3", "plan"), (r"zh=0", "zh=2", "zh")],
)  # fmt: skip
def test_an_altered_statement_is_told(
    town: Town, made: Callable[[str], bytes], old: str, new: str, name: str
) -> None:
    """Beside what was issued; in a PDF too, whose letters cannot be read."""
    for format in ("html", "pdf"):
        text = made(format).decode("latin-1")
        altered, count = re.subn(f"(shuzhen code=[^<]*){old}", rf"\g<1>{new}", text)
        assert count > 0
        found = checked(town, altered.encode("latin-1"))
        assert found.stated is not None
        (told,) = found.stated
        assert (told.name, told.in_file) == (name, new.partition("=")[2])
        assert told.issued != told.in_file


def test_a_statement_that_was_removed_is_missed(town: Town, made: Callable[[str], bytes]) -> None:
    """The code on the cover still finds the report; in a PDF the code has to be typed."""
    page = re.sub(r"<meta name=.keywords.[^>]*>", "", made("html").decode()).encode()
    assert checked(town, page).stated is None
    bare = made("pdf").replace(b"shuzhen code=", b"shuzhen kode=")
    with pytest.raises(NotFound):
        checked(town, bare)
    found = checked(town, bare, code_in(made("html").decode()))
    assert (found.same, found.stated, found.texts) == (None, None, None)


def test_a_code_of_another_report_is_said_to_be_one(
    town: Town, made: Callable[[str], bytes]
) -> None:
    """The file's own code counts; what was typed is only compared."""
    assert checked(town, made("html"), "0" * 20).other_code
    assert not checked(town, made("html"), code_in(made("html").decode()).lower()).other_code


texts = st.lists(st.text(min_size=1, max_size=3), max_size=12)


@given(texts, texts)
def test_nothing_differs_between_equal_texts_alone(first: list[str], second: list[str]) -> None:
    """Whatever is added, left out or moved is noticed, each occurrence by itself."""
    marks = tuple(sha256(each.encode()).digest()[:8] for each in first)
    issued = IssuedFile("", "html", "zh", DAY, marks)
    found = difference(issued, second)
    assert bool(found) == (first != second)
    assert len(second) - len(found.added) == len(first) - found.missing
    assert bool(found.moved) == (sorted(first) == sorted(second) and first != second)


def test_a_file_is_kept_once_and_never_its_texts() -> None:
    """By its digest; texts that another file had already take no room again."""
    with new_town() as town:
        case = town.submitted()
        content = taken(town, case, "html")
        assert taken(town, case, "html") == content
        taken(town, case, "html", "en")
        (subject,) = town.store.documents(HANDED_OUT)
        kept = town.store.document_history(HANDED_OUT, subject)
        assert [each.value["lang"] for each in kept] == ["zh", "en"]
        assert kept[0].value["digest"] == sha256(content).hexdigest()
        assert kept[0].author == town.holder(case).actor.id
        assert "惠山精工".encode() not in kept[0].content
        town.wait(days=1)
        docs = [taken(town, case, "docx") for _ in range(2)]
        words = [each.content for each in town.store.document_history(HANDED_OUT, subject)[2:]]
        assert sum(map(bool, words)) <= 1 + (docs[0] == docs[1])
        assert {each.digest for each in issued_files(town.operator, subject)} >= {
            sha256(each).hexdigest() for each in docs
        }


def test_nothing_of_a_checked_file_is_kept(town: Town, made: Callable[[str], bytes]) -> None:
    """Neither a document nor an attempt, where it was found."""
    content = made("docx") + b" "
    before = town.store.documents(HANDED_OUT)
    assert checked(town, content).same is None
    assert town.store.documents(HANDED_OUT) == before


def test_a_file_of_nobody_tells_nothing(town: Town) -> None:
    """A draft's, a stranger's, one with a code that nobody has: one answer."""
    draft = town.filled(name="草稿厂")
    other = docx.Document()
    other.add_paragraph("核对码 ABCDE-12345-FGHJK-67890")
    content = BytesIO()
    other.save(content)
    answers = set()
    for each in (
        taken(town, draft, "html"),
        taken(town, draft, "pdf"),
        content.getvalue(),
        b"<html><p>hello</p></html>",
    ):
        with pytest.raises(NotFound) as refusal:
            checked(town, each)
        answers.add(str(refusal.value))
    assert len(answers) == 1


def package(**parts: bytes) -> bytes:
    """A package with these parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
NESTED = WORD + b"<w:p>" * 300_000 + b"</w:p>" * 300_000 + b"</w:document>"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + WORD + b"&b;</w:document>"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
HOSTILE = {
    "nothing": b"",
    "no report": b"\x89PNG\r\n",
    "old office": OLD + bytes(500),
    "a bomb": package(word__document_xml=b" " * 50_000_000),
    "too much XML": package(word__document_xml=WORD + b"<w:p/>" * 4_000_000 + b"</w:document>"),
    "entities": package(word__document_xml=LAUGHS),
    "not closed": package(word__document_xml=WORD),
    "another package": package(content_xml=b"<x/>"),
    "a place that is not there": package(
        xl__workbook_xml=b"<x/>",
        xl__worksheets__sheet1_xml=SHEET + b'<c t="s"><v>9</v></c></worksheet>',
    ),
    "no number": package(
        xl__workbook_xml=b"<x/>",
        xl__worksheets__sheet1_xml=SHEET + b"<c><v>one</v></c></worksheet>",
    ),
    "a huge page": b"<html>" + b"<" * 9_000_000,
    "a huge PDF": b"%PDF-1.7" + bytes(11_000_000),
    "too many paragraphs": b"<html>" + b"<p>a" * 900_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(town: Town, name: str) -> None:
    """With a sentence, whatever its name would say, and soon."""
    with pytest.raises(Invalid) as refusal:
        checked(town, HOSTILE[name])
    assert refusal.value.to("zh")
    assert refusal.value.key in {"report_file_unfit", "report_file_large"}


@pytest.mark.parametrize(
    "content",
    [
        package(word__document_xml=NESTED),
        b"<html>" + b"<!--" * 900_000,
        b"<html>" + b"<script>" * 400_000,
        b"%PDF-" + b"shuzhen code=" * 700_000,
    ],
)
def test_a_file_that_is_made_to_take_long_does_not(town: Town, content: bytes) -> None:
    """Nested, never closed, or with thousands of lines for machines: it is unknown in seconds."""
    start = process_time()
    with pytest.raises(NotFound):
        checked(town, content)
    assert process_time() - start < 10


@given(st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"<html>"]), st.binary(max_size=400))
def test_whatever_is_brought_is_answered(town: Town, start: bytes, rest: bytes) -> None:
    """Any bytes at all: unfit, or unknown."""
    with pytest.raises((Invalid, NotFound)):
        checked(town, start + rest)


def test_files_are_slowed_down_like_codes(town: Town, made: Callable[[str], bytes]) -> None:
    """One count for both, malformed ones included; right ones cost nothing."""
    ctx = town.ctx(town.visitor.actor, "192.0.2.99")
    good = made("html")
    for _ in range(PER_ADDRESS.free + 2):
        check_file(ctx, good)
    for turn in range(PER_ADDRESS.free):
        bad = b"%PDF-" if turn % 4 else b"what"
        ask = partial(handing_out.check, ctx, "x") if turn % 2 else partial(check_file, ctx, bad)
        with pytest.raises((Invalid, NotFound)):
            ask()
    with pytest.raises(NotAllowed) as refusal:
        check_file(ctx, good)
    assert refusal.value.key == "too_many_attempts"


def test_a_deck_with_charts_is_read(town: Town) -> None:
    """Workbooks that slides embed are let be, and so is whatever could run: nothing opens them."""
    slide = b'<p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:t>A</a:t></a:p></p>'
    deck = package(
        ppt__presentation_xml=b"<x/>", ppt__slides__slide1_xml=slide, ppt__embeddings__a_xlsx=b"x"
    )
    assert read_back.read_back(deck).texts == ("A",)
