"""The unified social credit code (统一社会信用代码, GB 32100-2015) and its check character."""

import re
import unicodedata

from files.invisible import tidy

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
LENGTH = 18
TYPED = re.compile("[0-9A-Z]{18}")
SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def tidy_code(text: str) -> str:
    """``text`` as a code is written: capitals, half-width, without spaces, hyphens, the unseen."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", tidy(text))).upper()


def check_character(body: str) -> str:
    """The eighteenth character for the seventeen of ``body`` (weights: powers of 3 modulo 31)."""
    total = sum(
        ALPHABET.index(character) * pow(3, place, len(ALPHABET))
        for place, character in enumerate(body)
    )
    return ALPHABET[-total % len(ALPHABET)]


def fault_of(code: str) -> str | None:
    """What is wrong with a tidied code: ``length`` or ``characters``; None if nothing."""
    if len(code) != LENGTH:
        return "length"
    return None if TYPED.fullmatch(code) else "characters"


def doubt_of(code: str) -> str | None:
    """What is unusual about a code without fault: ``letters`` or ``check``; None if nothing.

    Most such codes are mistyped. Some are genuine: codes that were given out before the standard
    was kept everywhere have I, O, S, V or Z in them or another check character. So one warns, and
    never refuses.
    """
    if not SHAPE.fullmatch(code):
        return "letters"
    return None if check_character(code[:-1]) == code[-1] else "check"
