"""Sealing what nobody should read in the database, under keys that lie outside of it."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

MARK = "gAAAA"  # how whatever is sealed begins; no secret of an authenticator does


class KeyRing:
    """The keys of an installation, the newest first: it seals, and all of them open."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        """Raises ValueError for what is no key."""
        self._sealing = MultiFernet([Fernet(each) for each in keys]) if keys else None

    def sealed(self, text: str) -> str:
        """``text`` as only a holder of the keys can read it; as it is where there are none."""
        return text if self._sealing is None else self._sealing.encrypt(text.encode()).decode()

    def opened(self, kept: str) -> str | None:
        """What was sealed; None where no key of these opens it. What never was comes as it is."""
        if not is_sealed(kept):
            return kept
        if self._sealing is None:
            return None
        try:
            return self._sealing.decrypt(kept).decode()
        except InvalidToken:
            return None

    def renewed(self, kept: str) -> str | None:
        """The same under the newest key; None where no key opens it."""
        text = self.opened(kept)
        return None if text is None else self.sealed(text)

    @property
    def seals(self) -> bool:
        """Whether there is a key at all."""
        return self._sealing is not None


def is_sealed(kept: str) -> bool:
    """Whether ``kept`` can be read with a key only."""
    return kept.startswith(MARK)


def new_key() -> str:
    """A key that nobody guesses: AES-128 and HMAC-SHA-256 of Fernet."""
    return Fernet.generate_key().decode()
