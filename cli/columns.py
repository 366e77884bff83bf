"""Rows as a table of aligned columns, for a terminal."""

import unicodedata
from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """``rows`` one a line, each cell as wide as its column; a Chinese character takes two places.

    Control characters are shown as �: a name must not steer somebody's terminal.
    """
    safe = [[_safe(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*safe, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in safe
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _safe(text: str) -> str:
    return "".join("�" if unicodedata.category(each) == "Cc" else each for each in text)
