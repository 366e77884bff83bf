"""Answer books to try: of any questionnaire and answers, and as another program computes them."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import ironcalc
from openpyxl import load_workbook

from i18n import say
from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from reports.answer_book.content import AnswerBook
from reports.answer_book.layout import OF_OPTION, TICK, BookMark, BookSide
from reports.answer_book.marks import cell_of, does_not_apply
from reports.answer_book.sheets import HEAD_ROW, columns_of
from reports.answer_book.writing import write_answer_book
from reports.narratives.narrator import Narrator
from reports.workings import workings
from scoring import scorecard_of
from scoring.rubric import Rubric
from tests.unit.recalculating import Recalculated
from tests.unit.report_cases import diagnosis, report
from wording.voice import Voice

FRAME = report()
VOICE = Voice("zh")


def book(
    questionnaire: Questionnaire,
    rubric: Rubric,
    given: Mapping[str, Answer],
    *,
    claims: Mapping[str, Answer] | None = None,
    facts: Mapping[str, str | float] | None = None,
    side: BookSide = "claimed",
) -> AnswerBook:
    """The book of these answers; on the verified side beside ``claims``."""
    sheet = Sheet({**(claims or {}), **given}, facts or {})
    known = diagnosis(sheet.answers, questionnaire=questionnaire, judge=rubric)
    card = scorecard_of(questionnaire, rubric, sheet)
    known = replace(known, sheet=sheet, claimed_sheet=sheet, card=card, claimed=card)
    identity = BookMark(
        "a1", questionnaire.id, questionnaire.edition, questionnaire.digest, side, "zh",
        "2026-03-25 10:00", {},
    )  # fmt: skip
    return AnswerBook(
        report=replace(FRAME, workings=workings(Narrator("zh", known))),
        identity=identity,
        questionnaire=questionnaire,
        rubric=rubric,
        facts=sheet.facts,
        given=given,
        notes={},
        claims=claims or {},
    )


class FilledIn(Recalculated):
    """A book in IronCalc, whose answers can be changed."""

    def __init__(self, made: AnswerBook) -> None:
        self.book = made
        self.content = write_answer_book(made)
        self.formulas = load_workbook(BytesIO(self.content))
        self.stored = load_workbook(BytesIO(self.content), data_only=True)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "book.xlsx"
            file.write_bytes(self.content)
            self.model = ironcalc.load_from_xlsx(os.fspath(file), "en", "UTC", "en")
        self.model.evaluate()
        column = columns_of(verifies=made.verifies)
        self.answer, self.state, id = column["answer"], column["state"], column["id"]
        self.places: dict[str, tuple[str, int]] = {}
        for sheet in self.formulas.worksheets[1:]:
            if sheet.cell(HEAD_ROW + 1, id + 1).value == say("answer_book.column_id", "zh"):
                for row in range(HEAD_ROW + 2, sheet.max_row + 1):
                    self.places[str(sheet.cell(row, id + 1).value)] = (sheet.title, row)

    def fill(self, answers: Mapping[str, Answer]) -> None:
        """Put these answers in place of all that stand there, and compute."""
        for item in self.book.questionnaire.items:
            if not item.asked:
                continue
            answer = answers.get(item.id)
            if item.kind is not Kind.MULTI or does_not_apply(VOICE, item) or self.book.verifies:
                self._put(item.id, cell_of(VOICE, item, answer))
            for option in item.options if item.kind is Kind.MULTI else ():
                ticked = isinstance(answer, tuple) and option.id in answer
                self._put(f"{item.id}{OF_OPTION}{option.id}", TICK if ticked else "")
        self.model.evaluate()

    def word(self, words: Mapping[str, str]) -> None:
        """Put these words into the cells of items, nothing into those of options, and compute."""
        for item in self.book.questionnaire.items:
            if item.id in words:
                self._put(item.id, words[item.id])
                for option in item.options if item.kind is Kind.MULTI else ():
                    self._put(f"{item.id}{OF_OPTION}{option.id}", "")
        self.model.evaluate()

    def states(self) -> dict[str, str]:
        """What the sheets say of every item."""
        return {
            item.id: str(self.value(sheet, row - 1, self.state))
            for item in self.book.questionnaire.items
            for sheet, row in [self.places[item.id]]
        }

    def _put(self, id: str, shown: str | float) -> None:
        sheet, row = self.places[id]
        place = (self.formulas.sheetnames.index(sheet), row, self.answer + 1)
        if isinstance(shown, float):
            self.model.update_cell_with_number(*place, shown)
        elif shown:
            self.model.update_cell_with_text(*place, shown)
        else:
            self.model.clear_cell_contents(*place)


def stated(item: Item, answer: Answer | None, asked: bool | None) -> str:
    """The word for the state of an item that is no ratio."""
    name = "answered"
    if asked is not True:
        name = "not_asked" if asked is False else "undecided"
    elif answer is None:
        name = "open"
    elif isinstance(answer, NotApplicable):
        name = "not_applicable"
    return say(f"answer_book.state_{name}", "zh")


def given_by(data: Any, strategy: Any) -> Any:
    """What hypothesis draws."""
    return data.draw(strategy)
