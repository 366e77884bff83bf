"""A sheet of questions as such: its rows and columns, its head, its looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from i18n import exact
from questionnaires.model import Dimension, Kind
from reports.answer_book.conditions import NOT_ASKED, UNDECIDED
from reports.answer_book.content import AnswerBook
from reports.answer_book.layout import SHOWN, STEPS, TICK, WIDTHS
from reports.workbook.page import HEAD, QUIET, TITLE, WARNING, ReportSheet, Style
from reports.workbook.terms import Term

HEAD_ROW = 3
TOP: Style = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D5DBE1"}
LONGEST_SHEET = 31  # characters of a sheet's name
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
GONE, LATER, DONE = (
    {"font_color": "#A3ACB5", "bg_color": "#F3F5F7"},
    {"font_color": "#7A8692", "italic": True},
    {"bg_color": "#EAF6EC"},
)
# What may be changed besides the cells to fill in. There is no password: it keeps nobody out
# who wants in, and slips are all that it is to keep from happening.
PROTECTED = {"format_columns": True, "format_rows": True}


@dataclass
class QuestionSheet:
    """One sheet while it is written; ``rows`` are those of its items, ``last`` the last of all."""

    page: ReportSheet
    dimension: Dimension
    column: Mapping[str, int]
    rows: dict[str, int] = field(default_factory=dict)
    last: int = HEAD_ROW

    def text(self, row: int, name: str, text: str, style: Style) -> None:
        """A text in the column of that name."""
        self.page.text(row, self.column[name], text, style)

    def formula(self, row: int, name: str, cell: Term, style: Style | None = None) -> Term:
        """A formula in the column of that name, as seen from other sheets."""
        put = self.page.formula(row, self.column[name], cell, style or {"valign": "top"})
        return self.page.outside(put)

    def range(self, name: str, values: Mapping[int, float]) -> Term:
        """The whole column of that name, for other sheets; an empty cell is 0."""
        at, rows = self.column[name], range(HEAD_ROW + 1, self.last + 1)
        told = [values.get(row, 0.0) for row in rows]
        return self.page.fixed((rows[0], at), (rows[-1], at), told)


def columns_of(*, verifies: bool) -> dict[str, int]:
    """The columns of such a sheet by name; claims stand in one only where there are some."""
    names = [name for name in SHOWN if verifies or name != "claim"]
    return {name: place for place, name in enumerate((*names, *STEPS))}


def widths(*, verifies: bool) -> tuple[float, ...]:
    """Those of the columns that one sees."""
    return tuple(WIDTHS[name] for name in SHOWN if verifies or name != "claim")


def sheet_name(number: int, title: str) -> str:
    """The name of a dimension's sheet: no two alike, none that a spreadsheet refuses."""
    return f"{number} {title.translate(NOT_IN_NAMES)}"[:LONGEST_SHEET].strip()


def begin(page: ReportSheet, book: AnswerBook, dimension: Dimension) -> QuestionSheet:
    """The head of a sheet, and the rows that its items will have."""
    voice, side = book.report.voice, book.identity.side
    sheet = QuestionSheet(page, dimension, columns_of(verifies=book.verifies))
    page.text(0, 0, voice.text(dimension.title), TITLE)
    page.text(1, 0, voice.text(dimension.about), {"font_size": 9, "font_color": QUIET})
    page.text(HEAD_ROW - 1, 0, voice.say(f"answer_book.hint_{side}"), WARNING)
    for name, at in sheet.column.items():
        key = f"answer_book.column_{name}"
        if name in ("answer", "note"):
            key = f"answer_book.column_{name}_{side}"
        page.text(HEAD_ROW, at, voice.say(key), HEAD)
    row = HEAD_ROW + 1
    for item in book.questionnaire.items:
        if item.dimension == dimension.id:
            sheet.rows[item.id] = row
            row += 1 + (len(item.options) if item.kind is Kind.MULTI else 0)
    sheet.last = row - 1
    return sheet


def finish(sheet: QuestionSheet, *, verifies: bool) -> None:
    """Freeze, fold, shade what is not asked, keep what is not to be filled in from slips."""
    page, column = sheet.page, sheet.column
    page.keep(HEAD_ROW, column["question"] + 1)
    shown = len(widths(verifies=verifies))
    page.hide(shown, shown + len(STEPS) - 1)
    first, last = HEAD_ROW + 1, sheet.last
    at = {
        name: page.at(first, column[name], 0).text for name in ("answer", "asked", "done", "state")
    }
    doubtful = page.book.voice.say("answer_book.state_doubtful")

    def rule(criteria: str, style: Style, left: int, right: int) -> None:
        told: dict[str, Any] = {"type": "formula", "criteria": criteria}
        told |= {"format": page.book.file.add_format(style), "stop_if_true": style is GONE}
        page.sheet.conditional_format(first, left, last, right, told)

    rule(f"=${at['asked']}={exact(NOT_ASKED)}", GONE, 0, shown - 1)
    rule(f"=${at['asked']}={exact(UNDECIDED)}", LATER, 0, column["state"])
    is_done = f'=OR(${at["done"]}=1,${at["answer"]}="{TICK}")'
    rule(is_done, DONE, column["answer"], column["answer"])
    rule(f'=${at["state"]}="{doubtful}"', WARNING, column["state"], column["state"])
    page.sheet.print_area(0, 0, last, column["evidence"])
    page.sheet.protect("", PROTECTED)
