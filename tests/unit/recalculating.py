"""The Excel report as another program computes it: IronCalc, which knows nothing of the engine."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import ironcalc
from openpyxl import load_workbook

from i18n import say
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from reports.formats.xlsx import write_xlsx
from reports.narratives.narrator import Narrator
from reports.report import Report
from reports.workbook.levels import NUMBER
from reports.workbook.rows import COLUMN
from reports.workings import Workings, workings
from scoring import scorecard_of
from scoring.rubric import Rubric
from tests.unit.report_cases import diagnosis, report

OVERVIEW, SCORES, COUNTS, LEVELS = (
    say(f"workbook.sheet_{name}", "zh") for name in ("overview", "scores", "beside", "levels")
)
FIGURES = ("score", "low", "high", "coverage")
FRAME = report()


def told(questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet) -> Report:
    """A report whose workings are those of ``sheet``; its chapters are of another one."""
    known = diagnosis(sheet.answers, questionnaire=questionnaire, judge=rubric)
    card = scorecard_of(questionnaire, rubric, sheet)
    known = replace(known, sheet=sheet, claimed_sheet=sheet, card=card, claimed=card)
    return replace(FRAME, workings=workings(Narrator("zh", known)))


class Recalculated:
    """The workbook of a report in IronCalc; rows and columns count from 0 as in the writer."""

    def __init__(self, made: Report) -> None:
        self.content = write_xlsx(made)
        self.formulas = load_workbook(BytesIO(self.content))
        self.stored = load_workbook(BytesIO(self.content), data_only=True)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report.xlsx"
            file.write_bytes(self.content)
            self.model = ironcalc.load_from_xlsx(os.fspath(file), "en", "UTC", "en")
        self.model.evaluate()

    def value(self, sheet: str, row: int, column: int) -> Any:
        """What stands in a cell."""
        place = self.formulas.sheetnames.index(sheet)
        return self.model.get_cell_value(place, row + 1, column + 1)

    def computed(self) -> Iterator[tuple[str, Any, Any]]:
        """Every formula: where it stands, what is stored beside it, what IronCalc makes of it."""
        for sheet in self.formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        stored = self.stored[sheet.title][cell.coordinate].value
                        now = self.value(sheet.title, cell.row - 1, cell.column - 1)
                        yield f"{sheet.title}!{cell.coordinate} {cell.value}", stored, now

    def choose(self, work: Workings) -> None:
        """Choose the answers of ``work``, which has the same questions, and compute."""
        scored = [question for question in work.questions if question.choices]
        place = self.formulas.sheetnames.index(SCORES)
        for row, number in self._column(SCORES, "number"):
            if isinstance(number, int):
                cell = (place, row + 1, COLUMN["answer"] + 1)
                question = scored[number - 1]
                if question.number is None:
                    self.model.update_cell_with_text(*cell, said(question))
                else:
                    self.model.update_cell_with_number(*cell, question.number)
        self.model.evaluate()

    def nodes(self, sheet: str = SCORES) -> list[dict[str, float | None]]:
        """The figures of every node, in the order of the sheet; None where there is none."""
        return [
            {name: _figure(self.value(sheet, row, COLUMN[name])) for name in FIGURES}
            for row, scale in self._column(sheet, "scale")
            if isinstance(scale, int | float)
        ]

    @cached_property
    def _top(self) -> int:
        """The row of the sheet of levels where what comes of all is stated."""
        label = say("workbook.stated_level", "zh")
        return next(cell.row for cell in self.formulas[LEVELS]["A"] if cell.value == label) - 1

    def levels(self) -> dict[str, int | None]:
        """Level, level by score, at worst and at best."""
        names = ("level", "by_score", "low", "high")
        found = (_figure(self.value(LEVELS, self._top + n, NUMBER)) for n in range(len(names)))
        return {
            name: None if level is None else int(level)
            for name, level in zip(names, found, strict=True)
        }

    def standing(self) -> str:
        """Whether the result is provisional, in words."""
        return str(self.value(LEVELS, self._top + 4, 1))

    def told(self) -> str:
        """Whether it is still what the report tells, as the first sheet says it."""
        label = say("workbook.stated_told", "zh")
        row = next(cell.row for cell in self.formulas[OVERVIEW]["A"] if cell.value == label)
        return str(self.value(OVERVIEW, row - 1, 1))

    def _column(self, sheet: str, name: str) -> Iterator[tuple[int, Any]]:
        for row in self.formulas[sheet].iter_rows(
            min_col=COLUMN[name] + 1, max_col=COLUMN[name] + 1
        ):
            yield row[0].row - 1, row[0].value


def said(question: Any) -> str:
    """What the list shows for the answer."""
    if question.code >= 0:
        return f"{question.code + 1} · {question.choices[question.code].says}"
    states = {-1: "unanswered", -2: "not_applicable", -3: "routed_out"}
    return say(f"workbook.state_{states[question.code]}", "zh")


def _figure(value: Any) -> float | None:
    """A number; None for an empty cell or text."""
    return None if value in ("", None) else float(value)
