"""Foreign words inside Streamlit's Markdown."""

import re

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """``text`` so that Markdown shows it letter by letter: no link, picture, formula or colour.

    Everything a user typed passes through here wherever it is not shown by ``st.text``.
    """
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
