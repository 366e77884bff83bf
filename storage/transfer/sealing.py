"""A file sealed by a passphrase, in chunks: AES-256-GCM under a key that scrypt makes.

Header: ``MAGIC``, a random salt, and what tells a wrong passphrase from a damaged file. Every
chunk is sealed with its number and whether it is the last, so none can be cut, moved or left out.
"""

import hashlib
import hmac
import io
import secrets
from functools import cached_property
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.problems import StoreProblem

MAGIC = b"shuzhen sealed 1\n"
SALT, CHECK, TAG = 16, 32, 16  # bytes
HEADER = len(MAGIC) + SALT + CHECK
CHUNK = 1 << 18  # bytes in clear
COST = {"n": 1 << 17, "r": 8, "p": 1, "maxmem": 1 << 28}  # 128 MB and some tenths of a second


def _keys(passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key, and the bytes that tell whether the passphrase is right."""
    made = hashlib.scrypt(passphrase.encode(), salt=salt, dklen=32 + CHECK, **COST)
    return made[:32], made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    """Each is used once, for the key is of this file alone."""
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter(io.RawIOBase):
    """Seals what is written to it into ``file``; whole when it is closed without an error."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._held, self._number = file, bytearray(), 0
        salt = secrets.token_bytes(SALT)
        key, check = _keys(passphrase, salt)
        self._cipher, self._header = AESGCM(key), MAGIC + salt + check
        file.write(self._header)

    def writable(self) -> bool:
        """One writes to it, from beginning to end."""
        return True

    def write(self, content: Any) -> int:
        """Take all of ``content``."""
        self._held += content
        while len(self._held) > CHUNK:  # the last chunk is known at the end only
            self._seal(CHUNK, last=False)
        return len(content)

    def finish(self) -> None:
        """Seal the last chunk; nothing is written afterwards."""
        self._seal(len(self._held), last=True)

    def _seal(self, size: int, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        self._file.write(self._cipher.encrypt(nonce, bytes(self._held[:size]), self._header))
        del self._held[:size]
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed file from anywhere. Raises StoreProblem: wrong passphrase, or damaged."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._at = file, 0
        self._header = file.read(HEADER)
        if len(self._header) < HEADER:
            raise StoreProblem("backup_damaged")
        key, check = _keys(passphrase, self._header[len(MAGIC) : -CHECK])
        if not hmac.compare_digest(check, self._header[-CHECK:]):
            raise StoreProblem("backup_passphrase")
        self._cipher = AESGCM(key)

    @cached_property
    def _chunks(self) -> int:
        sealed = self._file.seek(0, io.SEEK_END) - HEADER
        return max(1, -(-sealed // (CHUNK + TAG)))

    @cached_property
    def _size(self) -> int:
        return self._file.seek(0, io.SEEK_END) - HEADER - self._chunks * TAG

    def readable(self) -> bool:
        """One reads from it."""
        return True

    def seekable(self) -> bool:
        """Each chunk can be opened by itself."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the clear content."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Open the chunk that is there and give as much of it as there is room for."""
        number, offset = divmod(self._at, CHUNK)
        if self._at >= self._size:
            return 0
        self._file.seek(HEADER + number * (CHUNK + TAG))
        nonce = _nonce(number, last=number == self._chunks - 1)
        try:
            clear = self._cipher.decrypt(nonce, self._file.read(CHUNK + TAG), self._header)
        except InvalidTag:
            raise StoreProblem("backup_damaged") from None
        given = clear[offset : offset + len(buffer)]
        buffer[: len(given)] = given
        self._at += len(given)
        return len(given)
