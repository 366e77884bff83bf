"""The rows of questions: the answer to choose, and what it counts as."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from reports.workbook.choosing import ChoiceList
from reports.workbook.forms import Cells, on_line
from reports.workbook.page import INPUT, NOTE, PLAIN, VALUE
from reports.workbook.rows import COLUMN, Rows
from reports.workbook.terms import Term, every, least, listed, most, pick, some, term, when
from reports.workings import BranchItem, NumberBands, Question
from scoring.program import ABSENT, OPEN, SKIPPED

ANSWERED = 1  # a choice counts from 1
STATES = {
    ANSWERED: "answered", OPEN: "unanswered", ABSENT: "not_applicable", SKIPPED: "routed_out",
}  # fmt: skip


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
        code, worth, values = self._answer(rows, row, part)

        absences = {ABSENT: part.absent}
        if self.questions[part.question].may_be_skipped:
            absences[SKIPPED] = part.skipped

        def either(
            answered: Term | float | str,
            gone: Callable[[int], Term | float | str],
            left: Term | float | str,
        ) -> Term:
            for state in absences:
                left = when(code.same(state), gone(state), left)
            return when(code > 0, answered, left)

        def stands(state: int) -> float:
            return absences[state].stand_in or 0.0

        def counts(state: int) -> bool:
            return absences[state].stand_in is not None

        said = {name: voice.say(f"workbook.state_{word}") for name, word in STATES.items()}
        rows.formula(row, "state", either(said[ANSWERED], said.__getitem__, said[OPEN]), PLAIN)
        value = rows.formula(row, "value", when(code > 0, worth, ""), VALUE)
        weight = rows.number(row, "weight", part.weight)

        def weighs(state: int) -> Term | float:
            return weight if counts(state) else 0

        cells = {
            "v": either(value, stands, 0),
            "w": either(weight, weighs, weight if part.missing_is_zero else 0),
            "v_low": either(value, stands, least(values)),
            "v_high": either(value, stands, most(values)),
            "w_range": either(weight, weighs, weight),
            "covered": either(1, lambda state: 1 if counts(state) else 0, 0),
        }
        put = {**rows.counted(row, cells), "weight": weight}
        cut = {state for state, absence in absences.items() if absence.takes_all}
        return {**put, "kept": _kept(code, cut, absences)} if cut else put

    def _answer(self, rows: Rows, row: int, part: BranchItem) -> tuple[Term, Term, Term]:
        """Answer and code, to be chosen at the first place of a question and looked at elsewhere.

        The code, what the answer is worth at this place, and all that answers are worth there.
        """
        choice, page = self.choices[part.question], rows.page
        if part.question in self.cells:
            answer, code = self.cells[part.question]
            rows.formula(row, "answer", answer, NOTE)
            code = rows.formula(row, "code", code)
        else:
            rows.number(row, "number", choice.number, {**PLAIN, "align": "left"})
            answer = self._entry(rows, row, choice)
            say = page.book.voice.say
            said = {state: say(f"workbook.state_{STATES[state]}") for state in (ABSENT, SKIPPED)}
            if not self.questions[part.question].may_be_skipped:
                del said[SKIPPED]
            bands = choice.bands
            found = code_of(answer, said) if bands is None else band_of(answer, said, bands)
            code = rows.formula(row, "code", found)
            self.cells[part.question] = page.outside(answer), page.outside(code)
        if part.line:
            return code, on_line(part.line, answer), listed(part.values)
        own = choice.bands is None and part.values == choice.values.value
        values = choice.values if own else listed(part.values)
        return code, pick(values, code), values

    def _entry(self, rows: Rows, row: int, choice: ChoiceList) -> Term:
        """The cell of the answer: chosen from a list, or a number within its range."""
        page, voice, column = rows.page, rows.page.book.voice, COLUMN["answer"]
        style = {**PLAIN, "bg_color": INPUT, "align": "left"}
        if isinstance(choice.chosen, float):
            format = "0.0%" if choice.bands and choice.bands.is_share else "General"
            cell = rows.number(row, "answer", choice.chosen, {**style, "num_format": format})
        else:
            cell = rows.text(row, "answer", choice.chosen, {**PLAIN, "bg_color": INPUT})
        allowed: dict[str, Any] = {"validate": "list", "source": choice.source}
        if choice.bands is not None:
            low, high = cell >= choice.bands.low, cell > choice.bands.high
            within = every(low, high.same(0)) if isfinite(choice.bands.high) else low
            is_text = Term(f"ISTEXT({cell.text})", False)
            allowed = {"validate": "custom", "value": f"={some(is_text, within).text}"}
        allowed |= {
            "error_title": voice.say("workbook.pick_title"),
            "error_message": voice.say("workbook.pick_from_list"),
        }
        page.sheet.data_validation(row, column, row, column, allowed)
        return cell


def band_of(answer: Term, states: Mapping[int, str], bands: NumberBands) -> Term:
    """The place of the band that a number falls into; below 0 where there is none."""
    place = term(1)
    for edge in bands.inner:
        place += (answer >= edge if bands.closed == "left" else answer > edge) * 1
    other = term(OPEN)
    for state, said in states.items():
        other = when(answer.same(said), state, other)
    return when(answer.is_number, place, other)


def _kept(code: Term, cut: Collection[int], absences: Collection[int]) -> Term:
    """Whether the node is not taken along by a state of ``cut``."""
    if cut == {ABSENT} and SKIPPED in absences:
        return some(code > ABSENT, code.same(SKIPPED))
    return code > max(cut)


def code_of(answer: Term, states: Mapping[int, str]) -> Term:
    """The place of the choice, which its text begins with; below 0 where none is chosen."""
    place = f'VALUE(LEFT({answer.text},FIND(" · ",{answer.text})-1))'
    before, dot, _ = answer.value.partition(" · ")
    code = Term(f"IFERROR({place},{OPEN})", float(before) if dot else float(OPEN))
    for state, said in reversed([*states.items()]):
        code = when(answer.same(said), term(state), code)
    return code
