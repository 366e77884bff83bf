"""An answer book as a file: what to fill in, then what comes of it, then what it is known by."""

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from reports.answer_book import front, sheets
from reports.answer_book.conditions import ConditionCells, ItemCells
from reports.answer_book.content import AnswerBook
from reports.answer_book.entries import EntryCells
from reports.answer_book.marks import choices_of
from reports.answer_book.questions import Questions
from reports.workbook import choosing, levels, rows
from reports.workbook.answers import AnswerCells
from reports.workbook.choosing import write_choices
from reports.workbook.levels import LevelSheet
from reports.workbook.page import NOTE, ReportBook, ReportSheet
from reports.workbook.scores import ScoreSheet
from reports.workbook.terms import Term

LISTS = (60.0, 20.0, 12.0)  # what lists offer, the item it is for; conditions
CONDITION = 2  # the column of conditions there
IDS = (44.0, 70.0)


def write_answer_book(book: AnswerBook) -> bytes:
    """The whole file. The same book gives the same bytes."""
    file, report = BytesIO(), book.report
    made = ReportBook(Workbook(file, {"in_memory": True}), report)
    say = made.voice.say
    day = datetime.combine(report.made_on, time())
    made.file.set_properties({"title": report.cover.title, "created": day})
    first = made.titled(say("answer_book.sheet_front"), front.WIDTHS, across=False)
    questions = _questions(made, book)
    main = made.page("scores", rows.WIDTHS, across=True)
    beside = made.page("beside", rows.WIDTHS, across=True) if made.workings.beside else None
    ladder = made.page("levels", levels.WIDTHS, across=True)
    points = made.page("choices", choosing.WIDTHS, across=True)
    helping = made.titled(say("answer_book.sheet_lists"), LISTS, across=False)
    _lists(helping, book, questions)
    questions.write()
    answers = AnswerCells(made.workings.by_id, write_choices(points))
    answers.cells.update(_answers(questions))
    scored = ScoreSheet(main, answers)
    scored.write(made.workings.tree, say("workbook.scores_title"), say("answer_book.scores_note"))
    counted = ScoreSheet(beside, answers) if beside else scored
    if beside:
        title, note = say("workbook.beside_title"), say("answer_book.beside_note")
        counted.write(made.workings.beside, title, note)
    figures = scored.figures | counted.figures
    result = LevelSheet(ladder, figures, levels.ALONE).write()
    for sheet in questions.sheets.values():
        sheets.finish(sheet, verifies=book.verifies)
    front.write_front(first, book, questions, result, figures)
    for page in (main, beside, ladder, points):
        if page is not None:
            page.sheet.protect("", sheets.PROTECTED)
    helping.sheet.hide()
    _ids(made.titled(say("answer_book.sheet_ids"), IDS, across=False), book)
    first.sheet.activate()
    made.close()
    return file.getvalue()


def _questions(made: ReportBook, book: AnswerBook) -> Questions:
    """The sheets to be filled in, with their rows, nothing written in them yet."""
    items: dict[str, ItemCells] = {}
    asked = {item.dimension for item in book.questionnaire.items}
    dimensions = [each for each in book.questionnaire.dimensions if each.id in asked]
    pages = {}
    for number, dimension in enumerate(dimensions, start=1):
        name = sheets.sheet_name(number, made.voice.text(dimension.title))
        page = made.titled(name, sheets.widths(verifies=book.verifies), across=True)
        pages[dimension.id] = sheets.begin(page, book, dimension)
    lists: dict[str, str] = {}
    entries = EntryCells(made.voice, book.verifies, lists)
    conditions = ConditionCells(book.questionnaire, book.facts, items, lambda cell: cell)
    return Questions(book, pages, entries, conditions, items)


def _lists(page: ReportSheet, book: AnswerBook, questions: Questions) -> None:
    """What the lists of cells offer; below each other, and conditions beside them."""
    voice, row = book.report.voice, 0
    found: dict[str, str] = {}
    for item in book.questionnaire.items:
        choices = choices_of(voice, item, verifies=book.verifies) if item.asked else ()
        for place, choice in enumerate(choices):
            page.text(row + place, 0, choice, {})
            page.text(row + place, 1, item.id, {})
        if choices:
            found[item.id] = f"={page.fixed((row, 0), (row + len(choices) - 1, 0)).text}"
            row += len(choices)
    questions.entries = EntryCells(voice, book.verifies, found)
    written = iter(range(1 << 20))

    def write(cell: Term) -> Term:
        return page.outside(page.formula(next(written), CONDITION, cell, {}))

    questions.conditions.write = write


def _answers(questions: Questions) -> Mapping[str, tuple[Term, Term]]:
    """Answer and code of every scored item, as the sheet of scores looks at them."""
    return {id: (questions.cells[id].value, code) for id, code in questions.codes.items()}


def _ids(page: ReportSheet, book: AnswerBook) -> None:
    """What the book is known by, in cells that one sees."""
    voice = book.report.voice
    page.text(0, 0, voice.say("answer_book.ids_note"), NOTE)
    for row, (key, value) in enumerate(book.identity.lines(), start=1):
        page.text(row, 0, key, {})
        page.text(row, 1, value, {})
    page.sheet.protect()
