"""The rows of questions: the answer to choose, and what it counts as."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.workbook.choosing import ChoiceList
from reports.workbook.forms import Cells
from reports.workbook.page import INPUT, NOTE, PLAIN, VALUE
from reports.workbook.rows import COLUMN, Rows
from reports.workbook.terms import Term, least, listed, most, pick, when
from reports.workings import BranchItem, Question

OPEN, ABSENT = -1, -2  # codes; a choice counts from 1


@dataclass(frozen=True)
class AnswerCells:
    """The questions on their way; ``cells`` are answer and code of each, for other places."""

    questions: Mapping[str, Question]
    choices: Mapping[str, ChoiceList]
    cells: dict[str, tuple[Term, Term]] = field(default_factory=dict)

    def write(self, rows: Rows, row: int, part: BranchItem) -> Cells:
        """One row; what the node above looks at."""
        voice = rows.page.book.voice
        rows.text(row, "title", self.questions[part.question].ask, PLAIN)
        code, values = self._answer(rows, row, part)

        def either(
            answered: Term | float | str, gone: Term | float | str, left: Term | float | str
        ) -> Term:
            return when(code > 0, answered, when(code.same(ABSENT), gone, left))

        states = ("answered", "not_applicable", "unanswered")
        says = (voice.say(f"workbook.state_{name}") for name in states)
        rows.formula(row, "state", either(*says), PLAIN)
        value = rows.formula(row, "value", when(code > 0, pick(values, code), ""), VALUE)
        weight = rows.number(row, "weight", part.weight)
        stands, counts = part.stand_in or 0.0, part.stand_in is not None
        cells = {
            "v": either(value, stands, 0),
            "w": either(weight, weight if counts else 0, weight if part.missing_is_zero else 0),
            "v_low": either(value, stands, least(values)),
            "v_high": either(value, stands, most(values)),
            "w_range": either(weight, weight if counts else 0, weight),
            "covered": either(1, 1 if counts else 0, 0),
        }
        put = rows.counted(row, cells)
        return {**put, "kept": code > ABSENT} if part.takes_all else put

    def _answer(self, rows: Rows, row: int, part: BranchItem) -> tuple[Term, Term]:
        """Answer and code, to be chosen at the first place of a question and looked at elsewhere.

        The code, and what every choice is worth at this place.
        """
        choice = self.choices[part.question]
        if part.question in self.cells:
            answer, code = self.cells[part.question]
            rows.formula(row, "answer", answer, NOTE)
            own = part.values == choice.values.value
            code = rows.formula(row, "code", code)
            return code, choice.values if own else listed(part.values)
        page, voice, column = rows.page, rows.page.book.voice, COLUMN["answer"]
        rows.number(row, "number", choice.number, {**PLAIN, "align": "left"})
        answer = rows.text(row, "answer", choice.chosen, {**PLAIN, "bg_color": INPUT})
        page.sheet.data_validation(
            row, column, row, column,
            {
                "validate": "list",
                "source": choice.source,
                "error_title": voice.say("workbook.pick_title"),
                "error_message": voice.say("workbook.pick_from_list"),
            },
        )  # fmt: skip
        absent = voice.say("workbook.state_not_applicable")
        code = rows.formula(row, "code", code_of(answer, absent))
        self.cells[part.question] = page.outside(answer), page.outside(code)
        return code, choice.values


def code_of(answer: Term, not_applicable: str) -> Term:
    """The place of the choice, which its text begins with; below 0 where none is chosen."""
    place = f'VALUE(LEFT({answer.text},FIND(" · ",{answer.text})-1))'
    before, dot, _ = answer.value.partition(" · ")
    absent = answer.same(not_applicable)
    return Term(
        f"IF({absent.text},{ABSENT},IFERROR({place},{OPEN}))",
        float(before) if dot else float(ABSENT if absent.value else OPEN),
    )
