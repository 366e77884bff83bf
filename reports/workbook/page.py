"""One sheet of the workbook: texts that are never computed, formulas with their results, print."""

from dataclasses import dataclass, field
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from reports.figures import CheckCodeFigure
from reports.print_check_code import WIDTH_CM, check_code_png
from reports.report import Report
from reports.workbook.terms import LONGEST, Term
from reports.workings import Workings
from wording.cells import SIGNS, storable
from wording.voice import Voice

FACES = {"zh": "微软雅黑", "en": "Arial"}
INK, QUIET, SHADE, RULE = "#1B242C", "#4D5965", "#E8EEF4", "#5B6773"
INPUT = "#FFF6D6"  # what the reader may change
A4 = 9
FOOTER = 170  # characters
SIZE, LEADING = 10, 1.4  # points; a line's height in them
HIGHEST = 400.0  # points of a row
ON_A_SHEET = 1.6  # times as large as on paper: a sheet is printed smaller than it is
Style = dict[str, Any]

PLAIN: Style = {"text_wrap": True, "valign": "vcenter"}
TITLE: Style = {"bold": True, "font_size": 16, "valign": "vcenter"}
HEADING: Style = {"bold": True, "font_size": 12, "valign": "vcenter"}
HEAD: Style = {
    "bold": True, "bg_color": SHADE, "bottom": 1, "bottom_color": RULE, "text_wrap": True,
    "valign": "vcenter",
}  # fmt: skip
NOTE: Style = {"font_size": 9, "font_color": QUIET, "text_wrap": True, "valign": "vcenter"}
WARNING: Style = {"bold": True, "font_color": "#9A3412"}
FIGURE: Style = {"align": "right", "valign": "vcenter"}
POINTS: Style = {**FIGURE, "num_format": "0.0"}
VALUE: Style = {**FIGURE, "num_format": "0.00"}
SHARE: Style = {**FIGURE, "num_format": "0.0%"}
STRONG: Style = {"bold": True, "bg_color": SHADE}


class _Worksheet(Worksheet):
    """A sheet whose formulas are written as they are.

    The library looks in each for thirty functions of newer programs, which took half of the time
    of a workbook; ours has none of them.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002  (the library's)
        return formula.removeprefix("=")


@dataclass
class ReportBook:
    """The workbook while it is written; formats are made once each."""

    file: Workbook
    report: Report
    formats: dict[str, Format] = field(default_factory=dict)
    pages: list["ReportSheet"] = field(default_factory=list)

    @property
    def voice(self) -> Voice:
        """Says all of it."""
        return self.report.voice

    @property
    def workings(self) -> Workings:
        """How the figures come about. Raises ValueError for a report that only tells them."""
        if self.report.workings is None:
            raise ValueError("nothing to compute")
        return self.report.workings

    def format(self, style: Style) -> Format:
        """The format of that style."""
        key = repr(sorted(style.items()))
        if key not in self.formats:
            usual = {"font_name": FACES[self.report.lang], "font_size": SIZE, "font_color": INK}
            self.formats[key] = self.file.add_format(usual | style)
        return self.formats[key]

    def page(self, name: str, widths: tuple[float, ...], *, across: bool) -> "ReportSheet":
        """A new sheet; ``name`` is a text of the workbook's. ``widths`` count digits."""
        return self.titled(self.voice.say(f"workbook.sheet_{name}"), widths, across=across)

    def titled(self, said: str, widths: tuple[float, ...], *, across: bool) -> "ReportSheet":
        """The same under a name that is said already."""
        page = ReportSheet(self, said, self.file.add_worksheet(said, _Worksheet), widths)
        for column, width in enumerate(widths):
            page.sheet.set_column(column, column, width, self.format({}))
        _set_up(page, across=across)
        self.pages.append(page)
        return page

    def close(self) -> None:
        """Write all of it to the file."""
        for page in self.pages:
            page.close()
        self.file.close()


@dataclass
class ReportSheet:
    """A sheet; rows and columns count from 0."""

    book: ReportBook
    name: str
    sheet: Worksheet
    widths: tuple[float, ...]
    heights: dict[int, float] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, style: Style = PLAIN) -> None:
        """A text, whatever it begins with; what no workbook can hold is left out."""
        self._ask_for(row, text, style, self._room(column))
        self._write(row, column, text, style)

    def _write(self, row: int, column: int, text: str, style: Style) -> None:
        kept = storable(text)
        marked = {"quote_prefix": True} if kept.startswith(SIGNS) else {}
        self.sheet.write_string(row, column, kept, self.book.format({**style, **marked}))

    def _room(self, column: int) -> float:
        """Digits that fit into the column; those that only compute are not looked at."""
        return self.widths[column] - 1 if column < len(self.widths) else float("inf")

    def _ask_for(self, row: int, text: str, style: Style, room: float) -> None:
        """Let a row be as high as its text needs: not every program finds that out by itself."""
        size = style.get("font_size", SIZE)
        fits = (room - 2 * style.get("indent", 0)) * SIZE / size
        lines = text.split("\n")
        if style.get("text_wrap"):
            rows = sum(max(1, ceil(_width(line) / fits)) for line in lines)
        else:
            rows = 1
        self.heights[row] = max(self.heights.get(row, 0.0), rows * size * LEADING + 2)

    def close(self) -> None:
        """Give every row its height."""
        for row, height in self.heights.items():
            self.sheet.set_row(row, min(height, HIGHEST))

    def texts(self, row: int, texts: tuple[str, ...], style: Style = HEAD) -> None:
        """Texts side by side from the first column on."""
        for column, text in enumerate(texts):
            self.text(row, column, text, style)

    def number(self, row: int, column: int, number: float | None, style: Style = FIGURE) -> Term:
        """A number, or an empty cell."""
        if number is None:
            self.sheet.write_blank(row, column, None, self.book.format(style))
        else:
            self.sheet.write_number(row, column, number, self.book.format(style))
        return self.at(row, column, number)

    def formula(self, row: int, column: int, term: Term, style: Style = FIGURE) -> Term:
        """A formula with its result beside it. Raises ValueError for one that is too long."""
        if len(term.text) > LONGEST:
            raise ValueError(term.text[:80])
        value = term.value.item() if isinstance(term.value, np.generic) else term.value
        said = value if isinstance(value, str) else ""
        self._ask_for(row, said, style, self._room(column))
        self.sheet.write_formula(row, column, f"={term.text}", self.book.format(style), value)
        return self.at(row, column, value)

    def at(self, row: int, column: int, value: Any) -> Term:
        """A cell as a term; ``outside`` makes it one for other sheets."""
        return Term(xl_rowcol_to_cell(row, column), value)

    def check_code(self, row: int, column: int, code: CheckCodeFigure) -> None:
        """The code for a camera, in a row that is high enough for it."""
        self.heights[row] = WIDTH_CM * ON_A_SHEET / 2.54 * 72 + 8  # points
        larger = {"x_scale": ON_A_SHEET, "y_scale": ON_A_SHEET}
        look = {"description": code.alt, "x_offset": 4, "y_offset": 4, **larger}
        picture = {"image_data": BytesIO(check_code_png(code)), **look}
        self.sheet.insert_image(row, column, "check.png", picture)

    def along(self, first: int, last: int, column: int, values: list[Any]) -> Term:
        """The cells of a column from the first row to the last."""
        ends = (xl_rowcol_to_cell(row, column) for row in (first, last))
        return Term(":".join(ends), np.array(values))

    def fixed(self, first: tuple[int, int], last: tuple[int, int], values: Any = ()) -> Term:
        """A range that stays where it is, for other sheets too."""
        ends = (xl_rowcol_to_cell(*end, row_abs=True, col_abs=True) for end in (first, last))
        return Term(f"'{self.name}'!{':'.join(ends)}", tuple(values))

    def outside(self, cell: Term) -> Term:
        """The same cell as seen from another sheet."""
        return Term(f"'{self.name}'!{cell.text}", cell.value)

    def wide(self, row: int, text: str, style: Style) -> None:
        """A text over all columns."""
        wrapped = {**style, "text_wrap": True, "valign": "vcenter"}
        last = len(self.widths) - 1
        self.sheet.merge_range(row, 0, row, last, "", self.book.format(wrapped))
        self._ask_for(row, text, wrapped, sum(self.widths))
        self._write(row, 0, text, wrapped)

    def opening(self, title: str, notes: tuple[str, ...]) -> int:
        """Title, marks and notes, each on a line of its own; the next free row."""
        lines = [(title, TITLE), *((mark, WARNING) for mark in self.book.report.marks)]
        lines += [(note, NOTE) for note in notes]
        for row, (line, style) in enumerate(lines):
            self.wide(row, line, style)
        return len(lines) + 1

    def hide(self, first: int, last: int) -> None:
        """Fold columns away that only compute; the plus above opens them."""
        self.sheet.set_column(first, last, 9, None, {"level": 1, "hidden": True})
        self.sheet.set_column(last + 1, last + 1, None, None, {"collapsed": True})

    def keep(self, row: int, columns: int) -> None:
        """Rows up to the header at ``row`` stay in sight and are printed on every page."""
        self.sheet.freeze_panes(row + 1, columns)
        self.sheet.repeat_rows(row)


def _set_up(page: ReportSheet, *, across: bool) -> None:
    """A4, as wide as the page; the enterprise, who vouches, the marks and the page below."""
    sheet, report = page.sheet, page.book.report
    sheet.set_landscape() if across else sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.hide_gridlines(2)
    pages = page.book.voice.say("report.page", page="&P", pages="&N")
    running = _short(storable(" · ".join((report.running, *report.marks)))).replace("&", "&&")
    sheet.set_footer(f"&L&8 {running}&R&8 {pages}")


def _short(text: str) -> str:
    """A footer holds 255 characters, its commands and what it is escaped with included."""
    kept = text[:FOOTER]
    while len(kept) + kept.count("&") > FOOTER:
        kept = kept[:-1]
    return kept if kept == text else f"{kept}…"


def _width(text: str) -> float:
    """In digits; a Chinese character is as wide as two, a letter a little less than one."""
    return sum(2.0 if east_asian_width(each) in "WF" else 0.93 for each in text)
