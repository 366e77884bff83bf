"""What a text must not do in a spreadsheet: run as a formula, or break the file."""

import re
from typing import Any

# What a spreadsheet would take for the beginning of a formula, and what is a number after all.
# Full-width signs too: a program of the East takes them for the plain ones.
FORMULA = r"^[=+\-@\t\r＝＋－＠]"
NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
SIGNS = tuple("=+-@\t\r＝＋－＠")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """``text`` for a CSV file: with an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if re.match(FORMULA, text) and not re.match(NUMBER, text) else text


def storable(text: str) -> str:
    """``text`` without the characters that no workbook can hold."""
    return NOT_IN_XML.sub("", text)


def write_value(cell: Any, value: Any) -> None:
    """Make ``value`` the content of an openpyxl ``cell``; a text is only to be read."""
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value


def write_text(cell: Any, text: str) -> None:
    """Make ``text`` the content of an openpyxl ``cell``, to be read and never to be computed.

    Characters that no workbook can hold are left out. A text with the beginning of a
    formula keeps its letters and is marked as text (the apostrophe of a spreadsheet), so that it
    stays one when somebody edits the cell.
    """
    cell.value = storable(text)
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(SIGNS)
