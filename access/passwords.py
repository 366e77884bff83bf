"""Passwords: kept only as argon2id hashes."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# NIST SP 800-63B-4: so many characters where nothing else is asked for, and with a second step
SHORTEST = 15
SHORTEST_STEPPED = 8
LONGEST = 200
HASHER = PasswordHasher()
# Each hash takes 64 MiB while it is made: a flood of sign-ins must not take all memory.
AT_ONCE = BoundedSemaphore(4)


def hash_password(password: str) -> str:
    """The hash to keep, with its salt and parameters."""
    with AT_ONCE:
        return HASHER.hash(password.encode("utf-8", "surrogatepass"))


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` is the one of the hash; None (no such account) takes as long to deny."""
    kept = _nobody() if password_hash is None else password_hash
    try:
        with AT_ONCE:
            fits = HASHER.verify(kept, password[: LONGEST + 1].encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def shortest(*, stepped: bool) -> int:
    """How many characters a new password has at least; ``stepped``: a code is asked for too."""
    return SHORTEST_STEPPED if stepped else SHORTEST


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(password_hash)


@cache
def _nobody() -> str:
    return hash_password("the password of nobody")
