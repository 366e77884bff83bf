"""The check code of a report: what a reader types in to learn what the report stated.

Twenty characters in four groups, of the same alphabet as a resume code. They are made of what is
stated and of a secret of the installation, so that nobody makes one up, and so that the same
statement has the same code whenever, in whatever language and format it is handed out.
"""

import hmac

from access.resume_codes import ALPHABET, as_written

LENGTH = 20
GROUP = 5
BITS = 5  # a character


def check_code(secret: bytes, stated: str) -> str:
    """The code of ``stated`` as it is printed: ``XXXXX-XXXXX-XXXXX-XXXXX``."""
    digest = int.from_bytes(hmac.digest(secret, stated.encode(), "sha256"))
    code = "".join(ALPHABET[digest >> BITS * place & 31] for place in range(LENGTH))
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def tidy_check_code(text: str) -> str | None:
    """The code in ``text`` without groups, in capitals; None if no code is written so.

    Case, spaces, separators, full-width letters, and O for 0 or I and L for 1 do not matter.
    """
    code = as_written(text)
    fits = len(code) == LENGTH and all(character in ALPHABET for character in code)
    return code if fits else None
