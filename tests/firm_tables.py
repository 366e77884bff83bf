"""A centre's own tables of firms, as files."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook

from assessments.credit_code import check_character

HEADER = (
    "序号", "企业名称", "统一社会信用代码", "所属行业", "所在区", "从业人数", "营业收入（万元）",
)  # fmt: skip


def code(number: int) -> str:
    """A credit code that is right."""
    body = f"91320206{number:09d}"
    return body + check_character(body)


def firm(number: int, **changes: object) -> list[object]:
    """A row that is right; ``changes`` by the heading."""
    name = f"试点企业{number}有限公司"
    cells = (number, name, code(number), "通用设备制造业", "惠山区", 30, 800)
    row: dict[str, object] = dict(zip(HEADER, cells, strict=True))
    return list((row | changes).values())


def firms(count: int) -> list[list[object]]:
    """So many."""
    return [firm(number) for number in range(1, count + 1)]


def as_csv(
    rows: Sequence[Sequence[object]],
    header: Sequence[str] = HEADER,
    *,
    encoding: str = "utf-8-sig",
    separator: str = ",",
) -> bytes:
    """The table as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([header, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> bytes:
    """The table as a workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (header, *rows):
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
