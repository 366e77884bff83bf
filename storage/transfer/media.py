"""What a backup needs of the place where files of evidence are kept."""

from collections.abc import Iterable
from typing import Protocol


class MediaSource(Protocol):
    """Files by their owner and their SHA-256."""

    def listed(self) -> Iterable[tuple[str, str]]:
        """Owner and digest of every file."""
        ...

    def content(self, owner: str, digest: str) -> bytes:
        """The file as it was kept; NotFound, or Unavailable where it cannot be read unchanged."""
        ...


class MediaTarget(Protocol):
    """Where they are kept again."""

    def has(self, owner: str, digest: str) -> bool:
        """Whether it is there."""
        ...

    def keep(self, owner: str, content: bytes) -> str:
        """Keep ``content`` and answer its digest."""
        ...

    def drop(self, owner: str, digest: str) -> None:
        """Keep it no longer."""
        ...
