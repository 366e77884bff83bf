"""The chapter on benefits: what serves what, measured by answers only, with nothing promised."""

from collections.abc import Sequence

import pytest

from i18n import Lang
from questionnaires.library import available, load
from questionnaires.model import Kind
from reports.chapters.benefits import benefits, shown_by
from reports.chapters.costs import task_title
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from reports.report import Cell, Table
from solutions.library import catalogue
from solutions.model import BENEFITS
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import LANGS, diagnosis

FULL = [name for name in available() if load(name).form == "full"]


def rows(known: Diagnosis, lang: Lang = "zh") -> Sequence[tuple[Cell, ...]]:
    """Of the one table that the chapter has."""
    (table,) = [b for b in benefits(Narrator(lang, known)) if isinstance(b, Table)]
    return table.rows


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FULL)
def test_every_benefit_that_a_task_serves_has_a_row(name: str, lang: Lang) -> None:
    """In the order of benefits, with the task that serves it first of all."""
    known, narrator = whole(name), Narrator(lang, whole(name))
    assert known.plan is not None
    tasks = known.plan.tasks
    served = [each for each in BENEFITS if any(each in task.solution.serves for task in tasks)]
    told = rows(known, lang)
    assert served
    heads = [narrator.say(f"solutions.serves_{each}").capitalize() for each in served]
    assert [row[0].text for row in told] == heads
    for benefit, row in zip(served, told, strict=True):
        titles = [task_title(narrator, task) for task in tasks if benefit in task.solution.serves]
        assert any(row[1].text.startswith(title) for title in titles)


@pytest.mark.parametrize("name", FULL)
def test_no_benefit_is_promised(name: str) -> None:
    """Every target is left to be agreed; a figure of today is one that was answered, or none."""
    known, narrator = whole(name), Narrator("zh", whole(name))
    answered = {
        narrator.amount(item, known.sheet, answer)
        for item in known.questionnaire.scored
        if isinstance(answer := known.answer(item), float)
    }
    told = rows(known)
    assert told
    for row in told:
        assert row[4].text == "待商定"
        assert set(row[3].text.split("；")) <= answered | {"尚未测量", "—"}


def test_the_firms_own_number_is_what_is_watched() -> None:
    """Orders on time under delivery, with both numbers; no other benefit has it."""
    told = {row[0].text: row for row in rows(whole("manufacturing"))}
    assert told["交期"][2].text == "准时交货比例"
    assert told["交期"][3].text == "10 ÷ 10 = 100.0%"
    assert sum("准时交货比例" in row[2].text for row in told.values()) == 1


@pytest.mark.parametrize("name", FULL)
def test_every_amount_that_a_solution_lifts_shows_one_benefit(name: str) -> None:
    """So that no number of the questionnaire is measured and then not told."""
    amounts = [item for item in load(name).scored if item.kind in (Kind.NUMBER, Kind.RATIO)]
    assert all(shown_by(catalogue(), item) in BENEFITS for item in amounts)


def test_without_a_plan_there_is_no_such_chapter() -> None:
    """Nothing is said of benefits where nothing is to be done."""
    assert benefits(Narrator("zh", diagnosis())) == ()
