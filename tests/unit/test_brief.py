"""A quick scan's report is two pages, and calls its estimate one on each of them."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from i18n import Lang, say
from questionnaires.library import load
from reports.build import build
from reports.formats.docx import write_docx
from reports.formats.html import write_html
from reports.formats.pdf import write_pdf
from reports.report import Priority, Report
from scoring.library import rubric
from tests.unit.outlook_cases import answered
from tests.unit.report_cases import LANGS, MADE_ON, diagnosis, enterprise, report
from tests.unit.report_reading import texts

QUICK = load("quick_scan")
JUDGE = rubric(QUICK.default_rubric, QUICK)


def quick(lang: Lang = "zh", part: float = 0.4) -> Report:
    """The report of an enterprise that stands ``part`` of the way up in all twelve."""
    who = enterprise()
    sheet = answered(QUICK, who, part)
    known = diagnosis(sheet.answers, who=who, questionnaire=QUICK, judge=JUDGE, notes={})
    return build(replace(known, check_code="ABCDE-FGHJK-LMNPQ-RSTUV"), lang, MADE_ON)


@pytest.mark.parametrize("part", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("lang", LANGS)
def test_the_report_of_a_quick_scan_is_two_pages(lang: Lang, part: float) -> None:
    """Also at the lowest and at the highest answers; each page says that it is an estimate."""
    made, mark = quick(lang, part), say("report.mark_estimate", lang)
    pages = PdfReader(BytesIO(write_pdf(made))).pages
    assert len(pages) <= 2
    for page in pages:
        assert re.sub(r"\s", "", mark) in re.sub(r"\s", "", page.extract_text())


@pytest.mark.parametrize("lang", LANGS)
def test_it_tells_level_basis_three_pains_and_the_way_on(lang: Lang) -> None:
    """And nothing of a plan, of programmes or of other schemes."""
    made = quick(lang)
    assert [section.id for section in made.sections] == [
        "level-section", "priorities", "full-diagnosis",
    ]  # fmt: skip
    pains = [block for block in made.sections[1].blocks if isinstance(block, Priority)]
    assert len(pains) == 3
    assert all(say("report.row_first", lang) in dict(pain.rows) for pain in pains)
    told = "\n".join(texts(made))
    for name in ("brief_adds", "brief_start", "limit_official"):
        assert say(f"report.{name}", lang) in told


@pytest.mark.parametrize("lang", LANGS)
def test_a_summary_calls_an_estimate_one(lang: Lang) -> None:
    """Where the rubric says that it is; and only there."""
    word = {"zh": "估计", "en": "stimate"}[lang]
    assert word in quick(lang).summary
    assert say("report.mark_estimate", lang) in quick(lang).marks
    assert word not in report(lang).summary


def test_its_files_have_no_contents_and_the_mark() -> None:
    """As a web page and in Word; a full report has both as before."""
    page = write_html(quick()).decode()
    assert 'class="contents"' not in page
    assert 'class="contents"' in write_html(report()).decode()
    assert say("report.mark_estimate", "zh") in page
    assert write_docx(quick())
