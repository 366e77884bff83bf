"""Foreign words inside Streamlit's Markdown."""

import re

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
