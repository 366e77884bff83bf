"""Tables of a Word document, each written as one piece of XML.

python-docx looks for its place at every element that it adds; with hundreds of cells that took
most of the time of a report.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from assessments.plain_text import plain
from reports.docx_fields import run_xml
from reports.flow import kept, kept_facts
from reports.report import Cell, Column, Fact, Table

Row = tuple[str, Sequence[str]]  # the properties of a row, and its cells
LOOK = (
    'w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1" '
    'w:val="04A0"'
)
WHOLE = "<w:cantSplit/>"
HEAD = f"{WHOLE}<w:tblHeader/>"  # again on every page that the table reaches
TOGETHER = "<w:keepNext/>"
RIGHT = '<w:jc w:val="right"/>'


def data_table(table: Table, line: Length) -> Any:
    """A table with its head over the whole ``line``, to be put into the body of a document."""
    columns = table.columns
    head = [_cell("ReportHead", Cell(column.title), column, TOGETHER) for column in columns]
    body: list[Row] = []
    for row, keep in zip(table.rows, kept(table.rows), strict=True):
        together = TOGETHER if keep else ""
        cells = zip(row, columns, strict=True)
        body.append((WHOLE, [_cell("ReportCell", cell, each, together) for cell, each in cells]))
    shares = [column.share for column in columns]
    return _table("ReportTable", line, shares, [(HEAD, head), *body])


def facts_table(
    rows: Sequence[Fact], labels: float, line: Length, *, together: bool = False
) -> Any:
    """Labels, ``labels`` of the ``line`` wide, and values; on one page where ``together`` fits."""
    told: list[Row] = []
    keeps = kept_facts(rows, card=together)
    for (label, value), stays in zip(rows, keeps, strict=True):
        keep = TOGETHER if stays else ""
        cells = [_paragraph("ReportLabel", label, keep), _paragraph("ReportCell", value, keep)]
        told.append((WHOLE, cells))
    return _table("ReportFacts", line, (labels, 1 - labels), told)


def _table(kind: str, line: Length, shares: Sequence[float], rows: Iterable[Row]) -> Any:
    """A table over the whole ``line`` whose rows do not break over pages."""
    widths = [Length(int(line * share)).twips for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    filled_rows = []
    for properties, cells in rows:
        filled = "".join(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(cells, widths, strict=True)
        )
        filled_rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{filled}</w:tr>")
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{kind}"/>'
        f'<w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/><w:tblLook {LOOK}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(filled_rows)}</w:tbl>"
    )


def _cell(kind: str, cell: Cell, column: Column, keep: str = "") -> str:
    """The cell's text, and each detail in a paragraph of its own."""
    side = keep + (RIGHT if column.figures else "")
    details = (_paragraph("ReportDetail", detail, side) for detail in cell.details)
    return _paragraph(kind, cell.text, side) + "".join(details)


def _paragraph(style: str, text: str, properties: str) -> str:
    run = run_xml(plain(text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run}</w:p>'
