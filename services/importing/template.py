"""An empty table for a centre to fill in: with lists to choose from and how to fill it in."""

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from access.table import require
from assessments.districts import districts
from assessments.divisions import divisions
from services.context import Context
from services.editions import offered
from services.importing.headings import FIELDS, NEEDED
from services.importing.table import MOST_FIRMS
from wording.cells import write_text
from wording.voice import Voice

LISTED = ("division", "district", "questionnaire")
WIDTHS = {"name": 34, "credit_code": 24, "division": 34, "questionnaire": 34}
HEAD, SHADE = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
WRAPPED = Alignment(wrap_text=True, vertical="top")
TEXT = "@"  # how a spreadsheet calls the format of texts


def template(ctx: Context, centre: str, voice: Voice, format: str) -> bytes:
    """The empty table as ``xlsx`` or ``csv``; it names nobody, but the consultants may be asked."""
    require(ctx.actor, "import.make", centre)
    titles = [voice.say(f"intake.field_{field}") for field in FIELDS]
    if format == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerow(titles)
        return text.getvalue().encode("utf-8-sig")
    book = Workbook()
    book.remove(book.worksheets[0])
    table, about, lists = (
        book.create_sheet(voice.say(f"intake.template_{name}")) for name in ("table", "how", "list")
    )
    _head(table, titles)
    for place, field in enumerate(FIELDS, start=1):
        letter = get_column_letter(place)
        table.column_dimensions[letter].width = WIDTHS.get(field, 18)
        if field == "credit_code":  # its digits are not a number, and more than one can keep
            table.column_dimensions[letter].number_format = TEXT
    _explain(about, voice)
    for place, (field, options) in enumerate(_options(ctx, voice), start=1):
        letter = get_column_letter(place)
        lists.column_dimensions[letter].width = 40
        _head(lists, [voice.say(f"intake.field_{field}")], place)
        for row, option in enumerate(options, start=2):
            write_text(lists.cell(row, place), option)
        source = f"'{lists.title}'!${letter}$2:${letter}${len(options) + 1}"
        column = get_column_letter(FIELDS.index(field) + 1)
        choice = DataValidation(type="list", formula1=source, allow_blank=True)
        choice.add(f"{column}2:{column}{MOST_FIRMS + 1}")
        table.add_data_validation(choice)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _options(ctx: Context, voice: Voice) -> Iterator[tuple[str, Sequence[str]]]:
    named = [(code, voice.text(each.title)) for code, each in divisions().items()]
    yield "division", [f"{code} {title}" for code, title in named]
    yield "district", [voice.text(name) for name in districts().values()]
    yield "questionnaire", [voice.text(newest.title) for newest, *_ in offered(ctx.settings)]


def _head(sheet: Worksheet, titles: Sequence[str], first: int = 1) -> None:
    for place, title in enumerate(titles, start=first):
        cell = sheet.cell(1, place)
        write_text(cell, title)
        cell.font, cell.fill = HEAD, SHADE
    sheet.freeze_panes = "A2"


def _explain(sheet: Worksheet, voice: Voice) -> None:
    _head(sheet, [voice.say(f"intake.template_{name}") for name in ("column", "needed", "fill")])
    for place, width in enumerate((30, 12, 90), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, field in enumerate(FIELDS, start=2):
        needed = voice.say(f"intake.template_{'yes' if field in NEEDED else 'no'}")
        texts = (voice.say(f"intake.field_{field}"), needed, voice.say(f"intake.fill_{field}"))
        for place, text in enumerate(texts, start=1):
            cell = sheet.cell(row, place)
            write_text(cell, text)
            cell.alignment = WRAPPED
    below = len(FIELDS) + 3
    write_text(sheet.cell(below, 1), voice.say("intake.template_about"))
    sheet.merge_cells(start_row=below, end_row=below, start_column=1, end_column=3)
    sheet.cell(below, 1).alignment = WRAPPED
    sheet.row_dimensions[below].height = 90
