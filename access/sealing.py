"""Texts that only the holder of a token can read; what the store keeps of them tells nothing."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12  # bytes


def sealed(text: str, token: str, about: str) -> str:
    """``text`` as only the holder of ``token`` can read it, for what it is ``about``; hex."""
    nonce = secrets.token_bytes(NONCE)
    return (nonce + _cipher(token, about).encrypt(nonce, text.encode(), None)).hex()


def unsealed(text: str, token: str, about: str) -> str:
    """What was ``sealed`` with this token and about this; "" with another, or after a change."""
    kept = bytes.fromhex(text)
    try:
        return _cipher(token, about).decrypt(kept[:NONCE], kept[NONCE:], None).decode()
    except (InvalidTag, ValueError):  # ValueError: too short to have a nonce
        return ""


def _cipher(token: str, about: str) -> AESGCM:
    """AES-256-GCM under a key that cannot be had from the token's digest, which the store has."""
    key = HKDF(SHA256(), 32, salt=None, info=f"sealed:{about}".encode())
    return AESGCM(key.derive(token.encode("utf-8", "surrogatepass")))
