"""Workbooks of vendors as a centre would send them."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from assessments.credit_code import check_character
from solutions.vendors import COLUMNS, SHEET

BODIES = ("91320200MA0000001", "91320200MA0000002")
CODE, OTHER = (body + check_character(body) for body in BODIES)
DAY = datetime(2026, 1, 31)  # noqa: DTZ001  (a cell has no zone)
ROW = ("合成服务商甲", CODE, "backup_routine, light_mes", 2, "无", DAY, "合成数据")


def vendor_table(
    *rows: Sequence[Any], sheet: str = SHEET, header: Sequence[Any] = COLUMNS
) -> bytes:
    """A workbook with these rows below the header."""
    book = Workbook()
    book.remove(book.worksheets[0])
    made = book.create_sheet(sheet)
    for row in (header, *rows):
        made.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()
