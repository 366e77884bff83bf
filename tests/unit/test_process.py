"""The report tells how its finding came about, and shows evidence where it says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessments.model import Stage
from assessments.visits import SiteVisit
from i18n import Lang
from reports.build import build
from reports.formats.xlsx import write_xlsx
from reports.report import Facts, Report, Table
from tests.unit.report_cases import LANGS, MADE_ON, VERDICTS, WORKSHOP, diagnosis, report
from tests.unit.report_reading import told

VISIT = SiteVisit(
    first_day=date(2026, 3, 12),
    last_day=date(2026, 3, 13),
    people=("厂长", "仓管"),
    sites=("一号车间",),
    documents=("二月日报",),
    impossible="外协厂没有去。",
    no_code="正在办理登记。",
)
LOOKED = frozenset({*VERDICTS, "plan"})


def rows(made: Report) -> Mapping[str, str]:
    """What the chapter lists."""
    section = next(each for each in made.sections if each.id == "process")
    (facts,) = (each for each in section.blocks if isinstance(each, Facts))
    return dict(facts.rows)


def answers(made: Report) -> list[str]:
    """What stands in the column of answers and evidence, cell by cell."""
    section = next(each for each in made.sections if each.id == "answers")
    tables = [each for each in section.blocks if isinstance(each, Table)]
    return ["\n".join((row[1].text, *row[1].details)) for table in tables for row in table.rows]


@pytest.mark.parametrize("lang", LANGS)
def test_all_of_the_visit_is_told(lang: Lang) -> None:
    """Days, people, sites, documents, what was not possible, and why there is no code."""
    made = report(lang, stage=Stage.VERIFIED, visit=VISIT, verdicts=LOOKED)
    said = "\n".join(rows(made).values())
    for word in ("厂长", "仓管", "一号车间", "二月日报", "外协厂没有去", "正在办理登记", "周敏"):
        assert word in said
    assert len(rows(made)) == 11


@given(st.sets(st.sampled_from([item.id for item in WORKSHOP.items if item.asked])))
@settings(max_examples=10, deadline=None)
def test_who_was_looked_at_and_who_was_not_add_up(looked: set[str]) -> None:
    """Over all questions and over the scored ones; a ratio by the numbers it is made of."""
    known = diagnosis(stage=Stage.VERIFIED, visit=VISIT, verdicts=frozenset(looked))
    counted = known.checked
    made = build(known, "zh", MADE_ON)
    section = next(each for each in made.sections if each.id == "process")
    lead = f"经顾问核验 {counted.looked} 题，其余 {counted.rest} 题按企业自报"
    assert lead in "".join(text for block in section.blocks for text in told(block))
    scored = [i for i in WORKSHOP.scored if known.state(i) != "routed_out"]
    n = sum(bool({i.id, i.part, i.whole} & looked) for i in scored)
    scope = f"计分题 {len(scored)} 题，其中核验 {n} 题，其余 {len(scored) - n} 题按企业自报"
    assert scope in rows(made)["核验范围"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_that_nobody_verified_says_so(lang: Lang) -> None:
    """Two lines: the self-assessment, and that nothing more was done."""
    assert len(rows(report(lang))) == 2
    draft = report(lang, stage=Stage.DRAFT)
    assert "process" not in {section.id for section in draft.sections}


def test_a_case_signed_before_visits_were_kept_says_so() -> None:
    """Nothing is invented for it."""
    assert rows(report(stage=Stage.VERIFIED))["走访日期"] == "签署时没有留下走访记录"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.VERIFIED])
def test_the_column_of_evidence_never_holds_an_instruction(lang: Lang, stage: Stage) -> None:
    """What the questionnaire says would be evidence is for the consultant, in no format."""
    wanted = [item.evidence.to(lang) for item in WORKSHOP.items if item.evidence]
    assert wanted
    made = report(lang, stage=stage, notes={})
    assert [text for text in answers(made) for each in wanted if each in text] == []
    assert "核验看什么" not in "\n".join(answers(made))


def test_the_column_of_evidence_says_what_was_found() -> None:
    """A remark, a look without one, or that the claim stands."""
    known = diagnosis(stage=Stage.VERIFIED, verdicts=LOOKED | {"scheduling"})
    cells = answers(build(replace(known, notes={}), "zh", MADE_ON))
    assert any("核验说明：看过原件。" in each for each in cells)
    assert any("核验：已查看，未另写说明" in each for each in cells)
    assert any("按企业自报" in each for each in cells)
    assert not any("按企业自报" in each for each in answers(report(stage=Stage.SUBMITTED)))


def test_a_workbook_has_one_word_for_the_nature_of_the_result() -> None:
    """What vouches for it, as on the cover; whether enough is answered is another line."""
    made = report(stage=Stage.VERIFIED)
    assert made.cover.standing in made.running
    sheet = load_workbook(BytesIO(write_xlsx(made))).worksheets[0]
    beside = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert beside["结果性质"] == made.cover.standing
    assert "答题情况" in beside
