"""Characters that nobody sees, and those that only look like plain ones."""

import re

# Zero-width ones, marks of direction, the soft hyphen and the byte-order mark. The joiners
# (U+200C, U+200D) are not among those in every text: emoji and some scripts are written with them.
NEVER_SEEN = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
UNSEEN = re.compile(f"[{NEVER_SEEN}]")
_UNSEEN_IN_CODES = re.compile(f"[{NEVER_SEEN}\u200c\u200d]")
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def seen(text: str) -> str:
    """``text`` without what nobody sees, and without spaces around it (no-break ones too)."""
    return text.strip() if text.isascii() else UNSEEN.sub("", text).strip()


def tidy(text: str) -> str:
    """An id, a heading, a code or a number as it is meant: ``seen``, and half-width."""
    if text.isascii():
        return text.strip()
    return _UNSEEN_IN_CODES.sub("", text).translate(_HALF_WIDTH).strip()


def named(text: str) -> str:
    """``text`` with everything that nobody sees as its number, such as ``[U+200B]``."""
    return _UNSEEN_IN_CODES.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
