"""The cells that a person fills in: what stands there now, what may stand there, what helps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from i18n import exact
from questionnaires.answers import LARGEST_NUMBER, Answer
from questionnaires.model import Item, Kind
from reports.answer_book.cells import FilledCells
from reports.answer_book.layout import OF_OPTION, TICK
from reports.answer_book.marks import cell_of, choices_of, not_shown, tick_below
from reports.answer_book.sheets import TOP, QuestionSheet
from reports.workbook.page import INPUT, NOTE, QUIET, ReportSheet, Style
from reports.workbook.terms import EMPTY, Term
from wording.voice import Voice

SMALL: Style = {**TOP, "font_size": 8, "font_color": QUIET}
ROUND: Style = {"border": 1, "border_color": "#D5DBE1"}
FILLED_IN: Style = {**TOP, "locked": False, "bg_color": INPUT, "align": "left", **ROUND}
LONGEST_PROMPT = 250  # characters, of the 255 that a spreadsheet shows


@dataclass(frozen=True)
class EntryCells:
    """Writes them; ``lists`` are the ranges of what their lists offer, by item."""

    voice: Voice
    verifies: bool
    lists: Mapping[str, str]

    def write(
        self, sheet: QuestionSheet, item: Item, given: Answer | None, *, missing: bool
    ) -> FilledCells:
        """The cell of an item, and those of its options of which any may be ticked.

        ``missing``: there was nothing to see, which then stands there and no answer.
        """
        page, row, column = sheet.page, sheet.rows[item.id], sheet.column["answer"]
        if item.kind is Kind.RATIO:
            return FilledCells(EMPTY)
        allowed = choices_of(self.voice, item, verifies=self.verifies)
        if item.kind is Kind.MULTI and not allowed:
            page.text(row, column, tick_below(self.voice), {**NOTE, **TOP})
            cell = EMPTY
        else:
            said = not_shown(self.voice) if missing else cell_of(self.voice, item, given)
            cell = _cell(page, row, column, said)
            told = self._told(item, bool(allowed))
            page.sheet.data_validation(row, column, row, column, told)
        ticked = given if isinstance(given, tuple) and not missing else ()
        return FilledCells(cell, tuple(self._ticks(sheet, item, ticked)))

    def _ticks(self, sheet: QuestionSheet, item: Item, ticked: tuple[str, ...]) -> Iterator[Term]:
        if item.kind is not Kind.MULTI:
            return
        say, page, column = self.voice.say, sheet.page, sheet.column["answer"]
        for row, option in enumerate(item.options, start=sheet.rows[item.id] + 1):
            alone = say("answer_book.alone") if option.exclusive else ""
            says = f"{self.voice.text(option.says)}{alone}"
            sheet.text(row, "question", says, {**TOP, "indent": 2})
            sheet.text(row, "id", f"{item.id}{OF_OPTION}{option.id}", SMALL)
            yield _cell(page, row, column, TICK if option.id in ticked else "", align="center")
            told = {
                "validate": "list",
                "source": [TICK],
                "error_title": say("answer_book.tick_title"),
                "error_message": say("answer_book.tick_only", tick=TICK),
            }
            page.sheet.data_validation(row, column, row, column, told)

    def _told(self, item: Item, listed: bool) -> dict[str, Any]:
        """What may stand in the cell, and what is said to whoever goes there."""
        say, about = self.voice.say, self._about(item)[:LONGEST_PROMPT]
        title = say(f"answer_book.prompt_{item.kind.value}")
        told: dict[str, Any] = {"validate": "any", "input_title": title, "input_message": about}
        if listed:
            told |= {
                "validate": "list",
                "source": self.lists[item.id],
                # beside what the list offers a number or words may be typed
                "show_error": item.kind not in (Kind.NUMBER, Kind.TEXT),
                "error_title": say("workbook.pick_title"),
                "error_message": say("answer_book.pick_from_list"),
            }
        elif item.kind is Kind.NUMBER:
            told |= {
                "validate": "integer" if item.integer else "decimal",
                "criteria": "between",
                "minimum": -LARGEST_NUMBER if item.minimum is None else item.minimum,
                "maximum": LARGEST_NUMBER if item.maximum is None else item.maximum,
                "error_title": title,
                "error_message": about,
            }
        return told

    def _about(self, item: Item) -> str:
        say = self.voice.say
        if item.kind is not Kind.NUMBER:
            return say(f"answer_book.about_{item.kind.value}")
        told = []
        if item.unit is not None:
            told.append(say("answer_book.in_unit", unit=self.voice.text(item.unit)))
        if item.minimum is not None and item.maximum is not None:
            low, high = exact(item.minimum), exact(item.maximum)
            told.append(say("answer_book.between", low=low, high=high))
        if item.integer:
            told.append(say("answer_book.whole"))
        if item.not_applicable:
            told.append(say("answer_book.or_list"))
        return self.voice.sentences(told) or say("answer_book.about_number")


def _cell(
    page: ReportSheet, row: int, column: int, shown: str | float, *, align: str = "left"
) -> Term:
    """A cell to fill in; empty ones are blank, for a text of no letters would not look empty."""
    style = {**FILLED_IN, "align": align}
    if isinstance(shown, float):
        return page.outside(page.number(row, column, shown, style))
    if shown:
        page.text(row, column, shown, style)
    else:
        page.number(row, column, None, style)
    return page.outside(page.at(row, column, shown))
