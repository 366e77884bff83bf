"""The resume code: what a person writes down to come back to its assessment.

Sixteen characters in four groups: fifteen random ones of 32 (75 bits) and a check character,
so that a slip of the pen is told apart from a code that nobody has.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
MISREAD = str.maketrans("ILO", "110")
LENGTH = 16
GROUP = 4
POLYNOMIAL = 0b100101  # x^5 + x^2 + 1: counting in a field of 32 elements


def new_code() -> str:
    """A fresh code as it is shown: ``XXXX-XXXX-XXXX-XXXX``."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return as_shown(body + ALPHABET[_check(body)])


def as_shown(code: str) -> str:
    """A code in groups, however it was typed."""
    code = as_written(code)
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def tidy_code(text: str) -> str | None:
    """The code in ``text`` without groups, in capitals; None if it is mistyped.

    Case, spaces, separators, full-width letters, and O for 0 or I and L for 1 do not matter.
    Any one wrong character and any two exchanged ones are noticed.
    """
    code = as_written(text)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return None
    return code if ALPHABET.index(code[-1]) == _check(code[:-1]) else None


def as_written(text: str) -> str:
    """The letters and digits of ``text``, in capitals, those that are misread set right."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(MISREAD)
    return "".join(character for character in folded if character.isalnum())


def _check(body: str) -> int:
    """The sum of the characters, each times its own power of x: no two places weigh the same."""
    total = 0
    for character in body:
        total = _times_x(total ^ ALPHABET.index(character))
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ POLYNOMIAL if doubled & 0b100000 else doubled
