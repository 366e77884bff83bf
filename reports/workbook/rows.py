"""The rows of a sheet of nodes and questions: its columns, and what a row counts as above it.

The columns to the right of what is printed are the steps of the computation: what a row counts as
in the score, at worst and at best, with which weight (S13 to S20, S40 to S43 and S60 to S63 of
docs/scoring.md).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reports.workbook.forms import Cells
from reports.workbook.page import FIGURE, STRONG, VALUE, ReportSheet, Style
from reports.workbook.terms import Term

WIDTHS = (5.0, 44.0, 50.0, 9.0, 8.0, 8.0, 8.0, 7.0, 8.0, 8.0, 10.0)
SHOWN = (
    "number", "title", "answer", "state", "value", "weight", "score", "scale", "low", "high",
    "coverage",
)  # fmt: skip
STEPS = (
    "code", "v", "w", "v_low", "v_high", "w_range", "covered", "applies", "mean", "worst", "best",
    "included",
)  # fmt: skip
COLUMN = {name: place for place, name in enumerate((*SHOWN, *STEPS))}
# What the row above looks at: value and weight in the score, values at worst and at best with
# their weight, and how much is answered.
CHILD = ("v", "w", "v_low", "v_high", "w_range", "covered")


@dataclass(frozen=True)
class Rows:
    """A sheet to which rows are written; ``strong`` are those of nodes."""

    page: ReportSheet
    strong: Collection[int]

    def formula(self, row: int, name: str, cell: Term, style: Style = VALUE) -> Term:
        """A formula in the column of that name."""
        return self.page.formula(row, COLUMN[name], cell, self._styled(row, style))

    def number(self, row: int, name: str, number: float, style: Style = FIGURE) -> Term:
        """A number in the column of that name."""
        return self.page.number(row, COLUMN[name], number, self._styled(row, style))

    def text(self, row: int, name: str, text: str, style: Style) -> Term:
        """A text in the column of that name."""
        self.page.text(row, COLUMN[name], text, self._styled(row, style))
        return self.page.at(row, COLUMN[name], text)

    def counted(self, row: int, cells: Mapping[str, Term]) -> Cells:
        """The columns of ``CHILD``."""
        return {name: self.formula(row, name, cells[name]) for name in CHILD}

    def _styled(self, row: int, style: Style) -> Style:
        return {**style, **STRONG} if row in self.strong else style
