"""A result that too few answers carry is marked wherever it is shown, and sends nobody off."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document as Word
from openpyxl import load_workbook
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from access.actor import Role
from assessments.model import Assessment, Stage
from assessments.profile import parse_profile
from i18n import Lang, say
from reports.registry import FORMATS
from services import filling, handing_out, plans, reporting, results, stating
from services.dossier import dossier_of
from services.personal.notice import VERSION
from tests.app.conftest import Open
from tests.app.test_check_report import typed
from tests.app.test_plan import Bound
from tests.app.world import CONSULTANT, World, any_answer
from tests.unit.pptx_reading import opened, texts_of
from views.pages import PAGES

MARK = say("report.mark_provisional", "zh")
# Pages with an assessment that show nothing of its result; a new page is not among them.
NO_RESULT = {
    "enterprise/fill.py",
    "enterprise/workbook.py",
    "enterprise/submit.py",
    "enterprise/code.py",
    "consultant/assigned.py",
    "consultant/appointments.py",
    "consultant/second.py",  # no result before both are done, and then answers only
    "consultant/reviews.py",
    "consultant/intake.py",
    "consultant/campaign.py",
    "consultant/vendors.py",
    "consultant/assumptions.py",
    "consultant/template.py",
    "consultant/case_workbook.py",
    "account/check_report.py",  # asked by its code, below
    "account/news.py",
    "account/own_account.py",
    "account/personal.py",
    "account/firms.py",
    "enterprise/history.py",
}


def begun(world: World) -> Assessment:
    """A draft with the best answer to the first twelve questions."""
    draft = world.started().assessment
    ctx = world.holder(draft.id)
    for _ in range(12):
        sheet = filling.sheet(ctx, draft.id)
        id = sheet.missing[0]
        raw = any_answer(sheet.questionnaire.by_id[id], 9)
        filling.record_answer(ctx, draft.id, id, raw, seen=0)
    assert results.result(ctx, draft.id).claimed.provisional
    return draft


def quick_scan(world: World) -> str:
    """The id of a quick scan that is filled in."""
    typed = {"name": "惠山律师事务所", "division": "72", "district": "320206", "employees": 9}
    profile = parse_profile(typed | {"revenue": 300})
    quick = filling.start(world.visitor, profile, "quick_scan", consent=VERSION).assessment.id
    world.fill(quick)
    return quick


def handed_in(world: World, centre: str) -> Assessment:
    """The same in the hands of a centre, as one from before all questions were required may be."""
    draft = begun(world)
    at = datetime(2026, 3, 5, tzinfo=UTC)
    changed = draft.model_copy(
        update={
            "stage": Stage.SUBMITTED, "centre": centre, "submitted_at": at,
            "version": draft.version + 1,
        }
    )  # fmt: skip
    return world.store.move(changed, seen=draft.version)


def shown(page: AppTest) -> str:
    """Every text of the page."""
    kinds = (page.markdown, page.warning, page.info, page.caption)
    return "\n".join(each.value for kind in kinds for each in kind)


def pages_of(role: Role) -> list[str]:
    """Every page of that role that may show a result."""
    files = [PAGES[address].file for address in role.entry.pages]
    return [file for file in files if file not in NO_RESULT]


@pytest.mark.parametrize("file", pages_of(Role.ENTERPRISE))
def test_every_page_of_an_enterprise_bears_the_mark(
    file: str, world: World, open_page: Open, bound: Bound
) -> None:
    """After twelve answers; after all of them none of them bears it."""
    few, all_ = begun(world), world.submitted(None, "惠山轴承厂")
    page = open_page(file, token=bound(few.id))
    assert not page.exception
    assert MARK in shown(page)
    assert MARK not in shown(open_page(file, token=bound(all_.id)))


@pytest.mark.parametrize("file", pages_of(Role.CONSULTANT))
def test_every_page_of_a_consultant_bears_the_mark(
    file: str, world: World, open_page: Open
) -> None:
    """The case, its report and its plan."""
    assessment = handed_in(world, world.people())
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = assessment.id
    page.switch_page(file).run()
    assert not page.exception
    assert MARK in shown(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", list(FORMATS))
def test_every_format_bears_the_mark(format: str, lang: Lang, world: World) -> None:
    """Draft or not, and a new format that forgets it fails here: it has no reader."""
    draft = begun(world).id
    made = reporting.build_report(world.holder(draft), draft, lang)
    content = FORMATS[format].write(made)
    mark = say("report.mark_provisional", lang)
    assert "".join(mark.split()) in "".join(READ[format](content).split())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", list(FORMATS))
def test_every_format_of_a_quick_scan_says_that_it_is_an_estimate(
    format: str, lang: Lang, world: World
) -> None:
    """Wherever one looks; a full questionnaire's report does not."""
    quick = quick_scan(world)
    mark = "".join(say("report.mark_estimate", lang).split())
    for assessment, marked in ((quick, True), (begun(world).id, False)):
        made = reporting.build_report(world.holder(assessment), assessment, lang)
        content = FORMATS[format].write(made)
        assert (mark in "".join(READ[format](content).split())) is marked


def test_a_plan_from_a_quick_scan_says_what_it_starts_from(
    world: World, open_page: Open, bound: Bound
) -> None:
    """An estimate; a plan from a full questionnaire does not say so."""
    quick, full = quick_scan(world), world.submitted(None)
    said = say("plan.of_estimate", "zh")
    assert said in shown(open_page("enterprise/plan.py", token=bound(quick)))
    assert said not in shown(open_page("enterprise/plan.py", token=bound(full.id)))


READ = {
    "html": lambda content: content.decode(),
    "pdf": lambda content: PdfReader(BytesIO(content)).pages[1].extract_text(),
    "docx": lambda content: "".join(
        paragraph.text
        for section in Word(BytesIO(content)).sections
        for paragraph in section.header.paragraphs
    ),
    "pptx": lambda content: "\n".join(texts_of(opened(content).slides[5])),
    "xlsx": lambda content: "\n".join(
        str(cell.value)
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ),
}


def test_no_plan_and_no_way_up_is_drawn_and_what_to_answer_first_is_said(
    world: World, open_page: Open, bound: Bound
) -> None:
    """On both pages and in the report, where nothing is told of a plan that is not shown."""
    draft = begun(world)
    token = bound(draft.id)
    for file in ("enterprise/plan.py", "enterprise/result.py"):
        page = open_page(file, token=token)
        (told,) = [each.value for each in page.warning if "暂不编制计划" in each.value]
        assert "题）" in told
        assert not [each for each in page.button if each.label in ("去掉", "推后")]
    made = reporting.build_report(world.holder(draft.id), draft.id, "zh")
    assert not {"projects"} & {section.id for section in made.sections}
    (chapter,) = [section for section in made.sections if section.id == "plan"]
    assert "暂不编制计划" in chapter.blocks[0].text
    assert plans.planned(world.holder(draft.id), draft.id).dossier.present.provisional


def test_the_check_page_bears_the_mark(world: World, open_page: Open) -> None:
    """Whoever holds the paper and asks for it by its code reads it there too."""
    assessment = handed_in(world, world.people())
    ctx = world.holder(assessment.id)
    handing_out.hand_out(ctx, assessment.id, "zh", "html")
    code = stating.code_of(ctx, stating.stated(dossier_of(ctx, "report.read", assessment.id)))
    page = typed(open_page("account/check_report.py"), code)
    assert "暂定（答题不全）" in shown(page)
