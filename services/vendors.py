"""The table of vendors that a centre keeps for its own cases, filled in a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import TypeAdapter

from access.table import require
from assessments.model import Document
from assessments.years import CHINA
from i18n import Lang
from services.catalogue import catalogue_of
from services.context import Context, at_once
from services.dossier import Dossier
from services.kinds import VENDORS
from services.noting import note_centre
from solutions.vendors import COLUMNS, REFERENCE, SHEET, Vendor, column_titles, read_vendors
from wording.cells import write_value

WIDTH = 26  # of every column
_VENDORS = TypeAdapter(tuple[Vendor, ...])


@dataclass(frozen=True)
class VendorTable:
    """The vendors of one centre as they were entered; ``seen`` is the revision, 0: none yet."""

    centre: str
    vendors: tuple[Vendor, ...]
    seen: int
    author: str
    at: datetime | None

    def for_solution(self, id: str) -> tuple[Vendor, ...]:
        """Those who offer it, in the order of the table."""
        return tuple(vendor for vendor in self.vendors if id in vendor.solutions)


def table(ctx: Context) -> VendorTable:
    """The table of the consultant's own centre."""
    return _table(ctx, _own_centre(ctx))


def workbook(ctx: Context, lang: Lang, *, empty: bool) -> bytes:
    """The table of the own centre to be filled in, as XLSX; ``empty``: without its vendors.

    The ids that the column ``solutions`` takes stand on a sheet beside it.
    """
    found = _table(ctx, _own_centre(ctx))
    note_centre(ctx, "vendors.export")
    titles = [title.to(lang) for title in column_titles()]
    return _written(() if empty else found.vendors, _reference(ctx), titles)


def checked(ctx: Context, name: str, content: bytes) -> tuple[Vendor, ...]:
    """The vendors of an uploaded workbook; raises InvalidFiles with all problems by cell."""
    _own_centre(ctx)
    return _read(ctx, name, content)


def replace(ctx: Context, name: str, content: bytes, *, seen: int) -> VendorTable:
    """Put the table of an uploaded workbook in the place of the centre's own.

    Raises InvalidFiles with all problems by cell, Stale if ``seen`` is not the latest revision.
    """
    centre = _own_centre(ctx)
    vendors = _read(ctx, name, content)
    document = Document(
        kind=VENDORS,
        subject=centre,
        revision=seen + 1,
        value=_VENDORS.dump_python(vendors, mode="json"),
        content=content,
        author=ctx.actor.name or ctx.actor.id,
        at=ctx.now(),
    )
    with at_once(ctx) as one:
        one.store.append_document(document)
        note_centre(one, "vendors.replace", revision=document.revision)
    return _table_of(document)


def _read(ctx: Context, name: str, content: bytes) -> tuple[Vendor, ...]:
    today = ctx.now().astimezone(CHINA).date()
    return read_vendors(Path(name), content, catalogue_of(ctx), today)


def history(ctx: Context) -> Sequence[VendorTable]:
    """Every table that the own centre has had, the first one first."""
    return [_table_of(each) for each in ctx.store.document_history(VENDORS, _own_centre(ctx))]


def vendors_of_case(dossier: Dossier) -> VendorTable | None:
    """The table of the centre that has the assessment in hand; None where there is none."""
    document = dossier.document(VENDORS, dossier.assessment.centre or "")
    found = None if document is None else _table_of(document)
    return found if found and found.vendors else None


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "vendors.keep", centre)
    return centre


def _table(ctx: Context, centre: str) -> VendorTable:
    document = ctx.store.document(VENDORS, centre)
    if document is None:
        return VendorTable(centre, (), 0, "", None)
    return _table_of(document)


def _table_of(document: Document) -> VendorTable:
    vendors = _VENDORS.validate_python(document.value)
    return VendorTable(document.subject, vendors, document.revision, document.author, document.at)


def _reference(ctx: Context) -> Sequence[tuple[str, ...]]:
    solutions = catalogue_of(ctx).solutions
    return [(each.id, each.title.zh, each.title.en) for each in solutions]


def _written(
    vendors: Sequence[Vendor], reference: Sequence[tuple[str, ...]], titles: Sequence[str]
) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book.create_sheet(SHEET), titles, [_row(each.model_dump()) for each in vendors])
    _sheet(book.create_sheet(REFERENCE), ("id", "zh", "en"), reference)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _row(vendor: Mapping[str, Any]) -> list[Any]:
    shown = {**vendor, "solutions": ", ".join(vendor["solutions"])}
    return [shown[title] for title in COLUMNS]


def _sheet(sheet: Worksheet, titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    for place, title in enumerate(titles, start=1):
        sheet.cell(1, place, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            write_value(sheet.cell(number, place), value)
