"""Foreign words inside Streamlit's Markdown."""

import re

from i18n import one_decimal
from wording.tables import SheetTable, Value

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
_NOTHING = "\u2060"  # a word joiner: takes no room, breaks no line


def escaped(text: str) -> str:
    """``text`` so that Markdown shows it letter by letter: no link, picture, formula or colour.

    Everything a user typed passes through here wherever it is not shown by ``st.text``. The front
    end makes links of bare addresses whatever is escaped, so these get an invisible character.
    """
    broken = _ADDRESSES.sub(_NOTHING, " ".join(text.split()))
    return _SIGNS.sub(r"\\\1", broken)


def escaped_lines(text: str) -> str:
    """``text`` as ``escaped`` has it, with its line breaks, which are meant."""
    return "  \n".join(map(escaped, text.splitlines()))


def table_markdown(table: SheetTable) -> str:
    """A Markdown table: the browser makes a real one of it, which screen readers can walk."""
    titles = " | ".join(escaped(column.title) for column in table.columns)
    words = (place == 0 or column.words for place, column in enumerate(table.columns))
    sides = " | ".join(":---" if left else "---:" for left in words)
    rows = (" | ".join(escaped(value_text(value)) for value in row) for row in table.rows)
    return "\n".join(f"| {line} |" for line in (titles, sides, *rows))


def value_text(value: Value) -> str:
    """A word as it is, a count as it is, a figure to one decimal."""
    return str(value) if isinstance(value, str | int) else one_decimal(value or 0)
