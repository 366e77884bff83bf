"""What a report tells of files of evidence: a list, and the photographs that were chosen."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from assessments.model import Assessment
from reports.figures import PhotoFigure
from reports.formats.docx import write_docx
from reports.formats.html import write_html
from reports.formats.pdf import write_pdf
from reports.report import Paragraph, Picture, Report, Table
from services import evidence, filling, verifying
from services.dossier import dossier_of
from services.evidence import EvidenceDraft
from services.reporting import build_report
from services.stating import LATER, code_of, stated
from tests.town import Town, new_town
from tests.unit.pictures_made import photo
from tests.visiting import visited

ODD = "看板<script>alert(1).jpg"
SHOWS = "二车间看板，显示当天产量"


@dataclass(frozen=True)
class Filed:
    """A town with an assessment that has a photograph of each side and a document."""

    town: Town
    own: Assessment

    def report(self) -> Report:
        """The report as of now."""
        return build_report(self.town.holder(self.own), self.own.id, "zh")

    def evidence_revision(self) -> int:
        """What the report states of the files."""
        return stated(dossier_of(self.town.holder(self.own), "report.read", self.own.id)).evidence


@pytest.fixture
def filed() -> Iterator[Filed]:
    """Under verification; the consultant has judged two of the three files."""
    with new_town() as town:
        own = town.filled()
        until = date(2027, 3, 1)
        for draft in (
            EvidenceDraft("plan", ODD, photo(1600, 900), SHOWS, until),
            EvidenceDraft("downtime", "停机记录.pdf", b"%PDF-1.4\n%%EOF", "停机登记"),
        ):
            evidence.add(town.holder(own), own.id, draft)
        filling.submit(town.holder(own), own.id, town.centre())
        ctx = town.consultant()
        own = verifying.begin(ctx, own.id)
        seen_on_site = EvidenceDraft("downtime", "现场.jpg", photo(600, 900), "停机灯")
        evidence.add(ctx, own.id, seen_on_site)
        yes = {"verdict": "accepted", "shows": SHOWS, "in_report": True}
        evidence.judge(ctx, own.id, 1, yes, seen=1)
        no = {"verdict": "partly", "remark": "只有九月的", "shows": "停机登记"}
        evidence.judge(ctx, own.id, 2, no, seen=1)
        evidence.judge(ctx, own.id, 3, {**yes, "shows": "停机灯"}, seen=1)
        yield Filed(town, own)


def signed(filed: Filed) -> None:
    """Sign it."""
    ctx = filed.town.consultant()
    visited(ctx, filed.own.id)
    verifying.sign(ctx, filed.own.id, seen=verifying.case(ctx, filed.own.id).seen)


def files_table(report: Report) -> Table | None:
    """The table of files."""
    section = next((each for each in report.sections if each.id == "evidence"), None)
    tables = [each for each in (section.blocks if section else ()) if isinstance(each, Table)]
    return next((each for each in tables if each.caption == "佐证文件"), None)


def photos(report: Report) -> list[Picture]:
    """The photographs."""
    blocks = (block for section in report.sections for block in section.blocks)
    pictures = (block for block in blocks if isinstance(block, Picture))
    return [each for each in pictures if isinstance(each.figure, PhotoFigure)]


def test_before_the_signature_nothing_of_a_consultant_is_told(filed: Filed) -> None:
    """The files of the enterprise, no verdict, no photograph; a verdict changes nothing."""
    report = filed.report()
    table = files_table(report)
    assert table is not None
    assert [row[2].text for row in table.rows] == [ODD, "停机记录.pdf"]
    assert {row[4].text for row in table.rows} == {"未核验"}
    assert photos(report) == []
    before = filed.evidence_revision()
    again = {"verdict": "rejected", "remark": "看不清", "shows": "停机登记"}
    evidence.judge(filed.town.consultant(), filed.own.id, 2, again, seen=2)
    assert filed.evidence_revision() == before > 0


def test_a_signed_report_lists_every_file_and_shows_those_chosen(filed: Filed) -> None:
    """By question, with number, name, what it shows, day, verdict and reason; the same twice."""
    signed(filed)
    report = filed.report()
    table = files_table(report)
    assert table is not None
    told = {row[2].text: (row[3].text, row[4].text, row[4].details) for row in table.rows}
    assert told.keys() == {ODD, "停机记录.pdf", "现场.jpg"}
    assert told[ODD][:2] == (SHOWS, "采信")
    assert told["停机记录.pdf"][1:] == ("部分采信", ("只有九月的", "王芳，2026 年 3 月 1 日"))
    shown = photos(report)
    assert [each.figure.width for each in shown] == [1000, 600]  # type: ignore[union-attr]
    assert shown[0].caption.startswith(SHOWS)
    assert filed.report() == report
    notes = {each.id: each.note for each in report.workings.questions}  # of the workbook
    assert notes["downtime"] == "佐证文件：停机记录.pdf；现场.jpg"
    for write in (write_html, write_pdf):
        assert write(report) == write(filed.report())


def test_photographs_stand_in_every_format_that_shows_pictures(filed: Filed) -> None:
    """The very bytes that are kept; what somebody typed stays text."""
    signed(filed)
    report = filed.report()
    contents = [each.figure.content for each in photos(report)]  # type: ignore[union-attr]
    html = write_html(report).decode()
    assert all(b64encode(each).decode() in html for each in contents)
    assert "<script>alert(1)" not in html
    with ZipFile(BytesIO(write_docx(report))) as package:
        held = [
            package.read(name) for name in package.namelist() if name.endswith((".jpg", ".jpeg"))
        ]
    assert set(contents) <= set(held)
    assert write_pdf(report).count(b"/DCTDecode") >= len(contents)


def test_a_photograph_that_was_lost_is_told_and_hinders_nothing(filed: Filed) -> None:
    """The report is made without it and says so."""
    signed(filed)
    filed.town.media.clear()  # type: ignore[attr-defined]
    report = filed.report()
    assert photos(report) == []
    table = files_table(report)
    assert table is not None
    assert any("未能读取" in text for row in table.rows for text in row[2].details)


def test_a_report_without_files_keeps_its_check_code() -> None:
    """What was printed before there were files of evidence is still found."""
    with new_town() as town:
        own = town.submitted()
        ctx = town.holder(own)
        statement = stated(dossier_of(ctx, "report.read", own.id))
        assert not any(getattr(statement, name) for name in LATER)
        code = code_of(ctx, statement)
        with_one = statement.model_copy(update={"evidence": 1})
        assert code_of(ctx, with_one) != code


def test_the_list_says_where_it_has_links(filed: Filed) -> None:
    """Its heading is no longer that of files alone, and what a link is worth stands above."""
    table = files_table(filed.report())
    assert table is not None
    assert table.columns[2].title == "文件"
    link = EvidenceDraft("plan", link="https://example.org/shop", shows="网店")
    evidence.add(filed.town.consultant(), filed.own.id, link)
    signed(filed)
    report = filed.report()
    table = files_table(report)
    assert table is not None
    assert table.columns[2].title == "文件或网址"
    section = next(each for each in report.sections if each.id == "evidence")
    leads = [each.text for each in section.blocks if isinstance(each, Paragraph)]
    assert any("只保存地址本身" in each for each in leads)
