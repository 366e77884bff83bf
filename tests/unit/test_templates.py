"""A centre keeps its Word template in revisions, and its reports are written on it."""

from collections.abc import Iterator
from io import BytesIO

import docx
import pytest

from assessments.refusals import NotFound, Stale
from files.problems import InvalidFiles
from reports.word_template.fields import CHAPTERS, section_id
from services import gathering, handing_out, paragraphs, reporting, templates, verifying
from services.demo.sample import sample
from services.dossier import dossier_of
from services.reporting_all import chosen
from tests.town import Town, new_town
from tests.unit.word_templates import bare, codes, template

OURS = template("惠山促进中心专用", "{{ marks }}")


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def texts_of(content: bytes) -> list[str]:
    """The paragraphs of a Word file."""
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


def test_a_template_is_put_in_place_and_taken_back(town: Town) -> None:
    """The current one, who and when; every revision stays to be seen; languages are apart."""
    ctx = town.consultant()
    assert templates.current(ctx, "zh").content == b""
    kept = templates.put(ctx, "zh", "ours.docx", OURS, seen=0)
    assert (kept.name, kept.seen, kept.author, kept.content) == ("ours.docx", 1, "王芳", OURS)
    assert templates.current(ctx, "zh") == kept
    assert templates.current(ctx, "en").seen == 0
    back = templates.take_back(ctx, "zh", seen=1)
    assert (back.name, back.seen, back.content) == ("", 2, b"")
    assert templates.history(ctx, "zh") == [kept, back]
    with pytest.raises(NotFound, match="no_template"):
        templates.take_back(ctx, "zh", seen=2)


def test_a_centre_chooses_the_form_of_official_documents(town: Town) -> None:
    """It holds for Chinese Word reports of its cases until another choice is made."""
    ctx = town.consultant()
    chosen = templates.use_official(ctx, seen=0)
    assert chosen.official
    assert templates.current(ctx, "zh") == chosen
    assert not templates.current(ctx, "en").official
    template = templates.put(ctx, "zh", "ours.docx", OURS, seen=1)
    assert not template.official
    again = templates.use_official(ctx, seen=2)
    assert again.content == b""
    back = templates.take_back(ctx, "zh", seen=3)
    assert not back.official
    assert [each.official for each in templates.history(ctx, "zh")] == [True, False, True, False]


def test_of_two_who_bring_one_the_second_is_told(town: Town) -> None:
    """Nobody replaces what they have not seen."""
    templates.put(town.consultant(), "zh", "a.docx", OURS, seen=0)
    with pytest.raises(Stale):
        templates.put(town.consultant(), "zh", "b.docx", OURS, seen=0)
    assert templates.current(town.consultant(), "zh").name == "a.docx"


def test_nothing_is_kept_of_a_template_with_problems(town: Town) -> None:
    """All problems at once, and the store as it was."""
    ctx = town.consultant()
    for act in (
        lambda: templates.trial(ctx, "zh", "bad.docx", bare("{{ levl }}")),
        lambda: templates.put(ctx, "zh", "bad.docx", bare("{{ levl }}"), seen=0),
    ):
        with pytest.raises(InvalidFiles) as caught:
            act()
        assert sorted(codes(caught.value.problems)) == ["T010", "T011", "T011", "T011", "T011"]
    assert templates.history(ctx, "zh") == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_trial_is_a_whole_report_that_says_it_is_none(town: Town, lang: str) -> None:
    """Invented, marked, in no store; every chapter of it has its field."""
    ctx = town.consultant()
    made = templates.trial(ctx, lang, "t.docx", templates.example(ctx, lang))  # type: ignore[arg-type]  # parametrized over both
    assert "{{" not in "\n".join(texts_of(made))
    section = docx.Document(BytesIO(made)).sections[0]
    mark = {"zh": "模板试排，不是报告", "en": "Trial of a template, no report"}[lang]
    for head in (section.header, section.first_page_header):
        assert mark in head.paragraphs[-1].text
    invented = sample(ctx, town.centre())
    report = reporting.report_of(ctx, invented, gathering.diagnosis(invented), "zh")
    known = {section_id(name) for name in CHAPTERS}
    assert {section.id for section in report.sections} <= known
    assert len(report.sections) > len(known) - 3
    assert town.store.assessments() == []
    with pytest.raises(NotFound):
        town.store.assessment(invented.assessment.id)


def test_reports_of_the_centre_s_cases_are_written_on_it(town: Town) -> None:
    """For the enterprise, the consultant and the operator; not for other centres' cases."""
    case, other = town.submitted(name="甲"), town.submitted("滨湖促进中心", name="乙")
    alone = town.submitted(None, name="丙")
    templates.put(town.consultant(), "zh", "ours.docx", OURS, seen=0)
    expected = {case.id: True, other.id: False, alone.id: False}
    for assessment, _ in chosen(town.operator):
        _, file = handing_out.hand_out(town.operator, assessment.id, "zh", "docx")
        assert ("惠山促进中心专用" in texts_of(file)) == expected[assessment.id]
        dossier = dossier_of(town.operator, "report.read", assessment.id)
        assert bool(templates.form_of(dossier, "zh", "docx")) == expected[assessment.id]
    holder = town.holder(case)
    assert "惠山促进中心专用" in texts_of(handing_out.hand_out(holder, case.id, "zh", "docx")[1])
    own = handing_out.hand_out(holder, case.id, "zh", "docx", form="own")[1]
    english = handing_out.hand_out(holder, case.id, "en", "docx")[1]
    assert all("惠山促进中心专用" not in texts_of(each) for each in (own, english))
    assert handing_out.hand_out(holder, case.id, "zh", "pdf")[1].startswith(b"%PDF")


def test_the_check_code_on_the_centre_s_paper_can_be_checked(town: Town) -> None:
    """It is the one of the report, and on record."""
    case = town.submitted(name="甲")
    templates.put(town.consultant(), "zh", "ours.docx", OURS, seen=0)
    report, file = handing_out.hand_out(town.holder(case), case.id, "zh", "docx")
    code = report.cover.named["check_code"]
    assert code in texts_of(file)
    assert handing_out.check(town.operator, code).statement.assessment == case.id


def test_the_preview_is_on_the_centre_s_paper_too(town: Town) -> None:
    """A consultant reads before signing what will be handed over."""
    case = town.submitted(name="甲")
    ctx = town.consultant()
    verifying.begin(ctx, case.id)
    templates.put(ctx, "zh", "ours.docx", OURS, seen=0)
    found = paragraphs.paragraphs(ctx, case.id, "zh")
    told = texts_of(templates.file_of(found.report, "docx", found.dossier))
    assert "惠山促进中心专用" in told
    assert found.report.marks[0] in "".join(told)
