"""Numbers as people type them."""

import re

from assessments.plain_text import one_line

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


def typed_number(typed: str) -> float | str | None:
    """Parse the number in ``typed``; anything else comes back as text, nothing as None.

    Full-width digits, spaces around it and commas between thousands are fine. A number too large
    for a float says none.
    """
    text = one_line(typed)
    figures = text.translate(_FULL_WIDTH)
    if _THOUSANDS.fullmatch(figures):
        figures = figures.replace(",", "")
    if not _NUMBER.fullmatch(figures):
        return text or None
    number = float(figures)
    return number if abs(number) != float("inf") else text
