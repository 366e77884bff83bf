"""Random tokens that a browser holds, and the digests by which the store knows them."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A token that nobody guesses (256 bits), for a cookie."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """A random id that tells nothing (128 bits)."""
    return secrets.token_hex(16)


def digest_of(token: str) -> str:
    """The SHA-256 of ``token``: what the store keeps, from which no token can be had back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_token(secret: bytes, session_token: str) -> str:
    """What a form must carry to be taken as sent from a page of this session.

    ``secret`` is the installation's own (``services.accounts.csrf_token`` has it from the store).
    """
    return hmac.new(secret, session_token.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def csrf_fits(secret: bytes, session_token: str, given: str) -> bool:
    """Whether ``given`` is the token of that session; false without a session."""
    expected = csrf_token(secret, session_token)
    return bool(session_token) and hmac.compare_digest(
        expected.encode(), given.encode("utf-8", "surrogatepass")
    )
