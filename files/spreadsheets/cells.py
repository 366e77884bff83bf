"""A cell: what it shows, what it holds, and whether the two can be relied on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from files.spreadsheets.formats import (
    MOST_DIGITS,
    format_general,
    is_date,
    shown_date,
    shown_number,
)

LAST_DAY = 2_958_465  # 9999-12-31
MOST_REMEMBERED = 1 << 17  # different cells of a sheet
# Characters that a cell can hold, as spreadsheets count them. A text of megabytes that stands
# once in a file and is shown in every cell of it would fill all memory.
LONGEST_TEXT = 32_767
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUTHS = {"TRUE()": "1", "FALSE()": "0"}  # as LibreOffice writes a truth value

Kind = Literal["empty", "text", "number", "percent", "day", "truth"]
Doubt = Literal["", "formula", "uncomputed", "error", "digits", "day", "shown"]
Value = str | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class SheetCell:
    """``text`` is what it shows, numbers unrounded (6%, 2026.10); ``value`` what it holds.

    ``doubt`` is why they must not be taken for what somebody meant. ``formula``: computed, the
    value was saved; ``uncomputed``: it was not; ``error``: such as #N/A; ``digits``: a number
    beyond the 15 digits that a spreadsheet keeps; ``day``: a day that other machines show
    otherwise (its ``value`` is sure); ``shown``: the format shows something else.
    """

    kind: Kind = "empty"
    text: str = ""
    value: Value = None
    doubt: Doubt = ""


EMPTY = SheetCell()


class Maker:
    """Makes the cells of a workbook; equal ones are the same object."""

    def __init__(self, strings: Sequence[str], formats: Sequence[str], *, mac: bool) -> None:
        self.strings = strings
        self.formats = formats
        self.epoch = MAC_EPOCH if mac else WINDOWS_EPOCH
        self._made: dict[tuple[str | None, ...], SheetCell] = {}

    def cell(
        self, attributes: Mapping[str, str], value: str | None, formula: str | None
    ) -> SheetCell:
        """The cell of a ``c`` element with its ``v`` (or inline text) and ``f``.

        Raises ValueError, LookupError, OverflowError where it is damaged.
        """
        if value is None and formula is None:
            return EMPTY
        kind, style = attributes.get("t", "n"), attributes.get("s", "0")
        key = (kind, style, value, formula)
        if key not in self._made:
            if len(self._made) >= MOST_REMEMBERED:
                self._made.clear()
            self._made[key] = self._cell(kind, style, value, formula)
        return self._made[key]

    def _cell(self, kind: str, style: str, value: str | None, formula: str | None) -> SheetCell:
        truth = _TRUTHS.get((formula or "").strip().upper())
        if truth is not None:
            kind, value, formula = "b", truth, None
        if formula is not None:
            if value is None:
                return SheetCell("text", "=…", None, "uncomputed")
            plain = self._plain(kind, style, value)
            return SheetCell(plain.kind, plain.text, plain.value, plain.doubt or "formula")
        return self._plain(kind, style, value or "")

    def _plain(self, kind: str, style: str, value: str) -> SheetCell:
        match kind:
            case "s":
                return _text(self.strings[int(value)])
            case "inlineStr" | "str":
                return _text(value)
            case "e":
                return SheetCell("text", value, None, "error")
            case "b":
                return SheetCell("truth", "TRUE" if int(value) else "FALSE", bool(int(value)))
        format = self.formats[int(style)] if self.formats else "General"
        if kind == "d":
            return _day(from_ISO8601(value), format)  # type: ignore[no-untyped-call]  # openpyxl says none
        return self._number(float(value), format) if value.strip() else EMPTY

    def _number(self, number: float, format: str) -> SheetCell:
        if not is_date(format):
            return _number(number, format)
        if not 0 <= number < LAST_DAY + 1:
            return SheetCell("number", format_general(number), number, "shown")
        return _day(from_excel(number, self.epoch), format)


def _text(text: str) -> SheetCell:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"more than {LONGEST_TEXT} characters in a cell")
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return SheetCell("text", text, text) if text else EMPTY


def _number(number: float, format: str) -> SheetCell:
    if not abs(number) < float(f"1e{MOST_DIGITS}"):  # NaN too
        return SheetCell("number", f"{number:.15g}", number, "digits")
    percent = "%" in re.sub(r'"[^"]*"|\\.', "", format)
    shown = shown_number(number, format)
    kind: Kind = "percent" if percent else "number"
    if shown is None:
        return SheetCell(kind, format_general(number), number, "shown")
    return SheetCell(kind, shown, int(number) if number.is_integer() else number)


def _day(moment: object, format: str) -> SheetCell:
    if not isinstance(moment, datetime):  # a time or a duration
        return SheetCell("day", str(moment), None, "day")
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    shown = shown_date(moment, format)
    if shown is None:
        return SheetCell("day", moment.date().isoformat(), moment, "day")
    return SheetCell("day", shown, moment)
