"""From the files of an edition to a workbook that holds every word of them."""

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from files.problems import InvalidFiles
from questionnaires.draft import Draft, read_draft
from services.authoring.layout import SHEETS, KeyColumn
from wording.cells import write_value

Tree = Mapping[str, Any]
BOLD, SHADE = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def export(folder: Path) -> bytes:
    """The XLSX file of the edition in ``folder``.

    Raises InvalidFiles with the problems of files that cannot be read to their end.
    """
    draft, problems = read_draft(folder)
    if problems:
        raise InvalidFiles(problems)
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = dict(_rows(draft))
    for name, columns in SHEETS.items():
        sheet = book.create_sheet(name)
        grid = list(_grid(columns, rows[name]))
        if name == "questionnaire":  # one row: stands on its side
            grid = [list(pair) for pair in zip(*grid, strict=True)]
        _write(sheet, grid, columns)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(draft: Draft) -> Iterator[tuple[str, list[tuple[Tree, Tree]]]]:
    """Each sheet with its rows: the values as they stand in the files, and their English."""
    head: Tree = draft.head_document.data
    english: Tree = draft.english_document.data if draft.english_document else {}
    files = [document.data for _dimension, document in draft.dimensions]
    items = [(file["id"], item) for file in files for item in file["items"]]
    in_english: Tree = english.get("items", {})
    yield "questionnaire", [(head, english.get("questionnaire", {}))]
    titles: Tree = english.get("dimensions", {})
    yield "dimensions", [(file, titles.get(file["id"], {})) for file in files]
    routing: Tree = head.get("routing", {})
    yield "routing", [({"name": name, "condition": each}, {}) for name, each in routing.items()]
    pages: Tree = english.get("pages", {})
    yield "pages", [(page, {"title": pages.get(page["id"])}) for page in head["pages"]]
    yield (
        "items",
        [({"dimension": at, **item}, in_english.get(item.get("id"), {})) for at, item in items],
    )
    yield "options", [row for _, item in items for row in _options(item, in_english)]
    yield "bands", [row for _, item in items for row in _bands(item, in_english)]
    sources: Tree = english.get("provenance", {})
    yield (
        "provenance",
        [(part, {"source": sources.get(part["part"])}) for part in head["provenance"]],
    )


def _options(item: Tree, english: Tree) -> Iterator[tuple[Tree, Tree]]:
    said: Tree = english.get(item.get("id", ""), {}).get("options", {})
    for option in item.get("options", ()):
        yield {"item": item["id"], **option}, {"says": said.get(option["id"])}


def _bands(item: Tree, english: Tree) -> Iterator[tuple[Tree, Tree]]:
    said = english.get(item.get("id", ""), {}).get("bands", ())
    for place, band in enumerate(item.get("bands", ())):
        yield {"item": item["id"], **band}, {"says": said[place] if place < len(said) else None}


def _grid(columns: Iterable[KeyColumn], rows: Iterable[tuple[Tree, Tree]]) -> Iterator[list[Any]]:
    columns = tuple(columns)
    yield [title for column in columns for title in column.titles]
    for values, english in rows:
        row: list[Any] = []
        for column in columns:
            row.append(_cell(column, values.get(column.key)))
            if column.english:
                row.append(english.get(column.key))
        yield row


def _cell(column: KeyColumn, value: Any) -> Any:
    if value is None or column.holds != "nested":
        return value
    return short(value)


def short(value: Any) -> str:
    """A list or mapping in the short form of YAML, on one line."""
    plain = _plain(value)
    dumped = yaml.safe_dump(
        plain, default_flow_style=True, allow_unicode=True, sort_keys=False, width=2**20
    )
    return dumped.removesuffix("\n").removesuffix("\n...")


def _plain(value: Any) -> Any:
    """Tuples as lists: the dumper knows only those."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _write(sheet: Worksheet, grid: list[list[Any]], columns: tuple[KeyColumn, ...]) -> None:
    for number, row in enumerate(grid, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            write_value(cell, value)
            cell.alignment = WRAPPED
    on_its_side = sheet.title == "questionnaire"
    heads = sheet["A"] if on_its_side else sheet[1]
    for cell in heads:
        cell.font, cell.fill = BOLD, SHADE
    widths = [column.width for column in columns for _ in column.titles]
    for place, width in enumerate([20.0, 80.0] if on_its_side else widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B1" if on_its_side else "B2"
