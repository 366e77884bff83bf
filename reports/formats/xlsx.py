"""The report as an Excel workbook: sheets in the order in which they are read."""

from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from i18n import Text
from reports.format import Format
from reports.report import Report
from reports.workbook import choosing, levels, overview, rows, telling
from reports.workbook.answers import AnswerCells
from reports.workbook.choosing import write_choices
from reports.workbook.levels import LevelSheet
from reports.workbook.overview import write_overview
from reports.workbook.page import ReportBook
from reports.workbook.scores import ScoreSheet
from reports.workbook.tables import write_tables
from reports.workbook.telling import (
    data_widths,
    plan_widths,
    write_about,
    write_data,
    write_plan,
)
from reports.workings import Workings
from wording.cells import storable

PLAN = "plan"  # the chapter that becomes a sheet of its own


def write_xlsx(report: Report) -> bytes:
    """The whole file. The same report gives the same bytes: its day is the only clock."""
    file = BytesIO()
    book = ReportBook(Workbook(file, {"in_memory": True}), report)
    book.file.set_properties(
        {
            "title": report.cover.title,
            "subject": storable(report.running),
            "comments": " · ".join(report.marks),
            "keywords": report.carried,
            "created": datetime.combine(report.made_on, time()),
        }
    )
    if report.workings is None:
        write_tables(book)
    else:
        _computed(book, report, report.workings)
    book.close()
    return file.getvalue()


def _computed(book: ReportBook, report: Report, work: Workings) -> None:
    """A report that can be computed again: formulas with their results."""
    say = book.voice.say
    plan = next((section for section in report.sections if section.id == PLAN), None)
    first = book.page("overview", overview.WIDTHS, across=False)
    main = book.page("scores", rows.WIDTHS, across=True)
    beside = book.page("beside", rows.WIDTHS, across=True) if work.beside else None
    ladder = book.page("levels", levels.WIDTHS, across=True)
    planned = book.page("plan", plan_widths(plan), across=True) if plan else None
    data = book.page("data", tuple(data_widths(work).values()), across=True)
    points = book.page("choices", choosing.WIDTHS, across=True)
    about = book.page("about", telling.ABOUT_WIDTHS, across=False)

    answers = AnswerCells(work.by_id, write_choices(points))
    scored = ScoreSheet(main, answers)
    title, note = say("workbook.scores_title"), say("workbook.scores_note")
    scored.write(work.tree, title, note)
    counted = ScoreSheet(beside, answers) if beside else scored
    if beside:
        title, note = say("workbook.beside_title"), say("workbook.beside_note")
        counted.write(work.beside, title, note)
    figures = scored.figures | counted.figures
    result = LevelSheet(ladder, figures).write()
    write_overview(first, figures, result)
    if plan and planned:
        write_plan(planned, plan)
    write_data(data)
    write_about(about, list(dict.fromkeys(scored.not_live + counted.not_live)))


FORMAT = Format(
    ending="xlsx",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label=Text(zh="Excel 版（可重算）", en="Excel (computes)"),
    place=4,
    write=write_xlsx,
)
