"""The sheet of what can be answered and what it brings; answers are chosen from its lists."""

from dataclasses import dataclass

from reports.workbook.page import FIGURE, HEAD, NOTE, PLAIN, VALUE, ReportSheet
from reports.workbook.terms import Term, least
from reports.workings import NumberBands, Question
from scoring.program import ABSENT, OPEN, SKIPPED

WIDTHS = (7.0, 44.0, 62.0, 9.0, 9.0, 9.0)
SAYS, POINTS, MOST, WORTH = 2, 3, 4, 5  # columns


@dataclass(frozen=True)
class ChoiceList:
    """The choices of a question: what the list shows, and the range of their values.

    ``number`` counts the questions; ``chosen`` is what stands in the answer's cell: the number
    itself where there are ``bands`` for it.
    """

    number: int
    source: str
    values: Term
    chosen: str | float
    bands: NumberBands | None


def write_choices(page: ReportSheet) -> dict[str, ChoiceList]:
    """Write the sheet; the choices of every scored question, by its id."""
    voice = page.book.voice
    row = page.opening(voice.say("workbook.choices_title"), (voice.say("workbook.choices_note"),))
    names = ("number", "question", "choice", "points", "most", "value")
    page.texts(row, tuple(voice.say(f"workbook.column_{name}") for name in names))
    for column in (POINTS, MOST, WORTH):
        page.text(row, column, voice.say(f"workbook.column_{names[column]}"), {**FIGURE, **HEAD})
    page.keep(row, 2)
    found = {}
    scored = [each for each in page.book.workings.questions if each.choices]
    for number, question in enumerate(scored, start=1):
        found[question.id] = _write(page, row + 1, number, question)
        row += len(question.choices) + 2
    page.sheet.print_area(0, 0, row, len(WIDTHS) - 1)
    return found


def _write(page: ReportSheet, first: int, number: int, question: Question) -> ChoiceList:
    """The question's rows: one a choice, then open and not applicable."""
    voice, line = page.book.voice, {"top": 4, "top_color": "#9AA5B1"}
    says = [
        choice.says if question.bands else f"{place} · {choice.says}"
        for place, choice in enumerate(question.choices, start=1)
    ]
    states = ["unanswered", "not_applicable", *["routed_out"] * question.may_be_skipped]
    says += [voice.say(f"workbook.state_{state}") for state in states]
    values = []
    for place, said in enumerate(says):
        row, style = first + place, {} if place else line
        page.text(row, 0, str(number) if not place else "", {**PLAIN, **style})
        page.text(row, 1, question.ask if not place else "", {**PLAIN, **style})
        is_state = place >= len(question.choices)
        page.text(row, SAYS, said, {**(NOTE if is_state else PLAIN), **style})
        if is_state:
            continue
        points = page.number(row, POINTS, question.choices[place].points, {**FIGURE, **style})
        top = page.number(row, MOST, question.most, {**FIGURE, **style})
        worth = page.formula(row, WORTH, least(points / top, 1), {**VALUE, **style})
        values.append(worth.value)
    last = first + len(question.choices) - 1
    state = {OPEN: "unanswered", ABSENT: "not_applicable", SKIPPED: "routed_out"}
    place = question.code
    if place < 0:
        place = len(question.choices) + states.index(state[question.code])
    chosen = says[place] if question.number is None else question.number
    return ChoiceList(
        number=number,
        source="=" + page.fixed((first, SAYS), (last + len(states), SAYS)).text,
        values=page.fixed((first, WORTH), (last, WORTH), values),
        chosen=chosen,
        bands=question.bands,
    )
