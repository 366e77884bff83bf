"""The unified social credit code (统一社会信用代码, GB 32100-2015) and its check character."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
LENGTH = 18
SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def tidy_code(text: str) -> str:
    """``text`` as a code is written: capitals, half-width, without spaces and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(body: str) -> str:
    """The eighteenth character for the seventeen of ``body`` (weights: powers of 3 modulo 31)."""
    total = sum(
        ALPHABET.index(character) * pow(3, place, len(ALPHABET))
        for place, character in enumerate(body)
    )
    return ALPHABET[-total % len(ALPHABET)]


def fault_of(code: str) -> str | None:
    """What is wrong with a tidied code: ``length``, ``characters``, ``check``; None if nothing."""
    if len(code) != LENGTH:
        return "length"
    if not SHAPE.fullmatch(code):
        return "characters"
    return None if check_character(code[:-1]) == code[-1] else "check"
