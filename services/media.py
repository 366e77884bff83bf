"""What the services need to keep files of evidence. ``storage.open_media`` fulfils it."""

from typing import Protocol

from assessments.refusals import NotFound, Unavailable


class Media(Protocol):
    """Keeps files under the id of their assessment and their SHA-256.

    Every method raises Unavailable where the place is out of reach.
    """

    def keep(self, owner: str, content: bytes) -> str:
        """Keep ``content`` and answer its digest; durable when this returns."""
        ...

    def has(self, owner: str, digest: str) -> bool:
        """Whether it is there."""
        ...

    def content(self, owner: str, digest: str) -> bytes:
        """The file as it was kept. Raises NotFound."""
        ...

    def drop(self, owner: str, digest: str) -> None:
        """Keep it no longer; nothing where it is not there."""
        ...

    def forget(self, owner: str) -> None:
        """Keep no file of that assessment any longer."""
        ...


class NoMedia:
    """Where no place for files was wired in: takes none, has none."""

    def keep(self, owner: str, content: bytes) -> str:  # noqa: ARG002  (the protocol's)
        """Refuse."""
        raise Unavailable("evidence_out_of_reach")

    def has(self, owner: str, digest: str) -> bool:  # noqa: ARG002  (the protocol's)
        """Nothing is there."""
        return False

    def content(self, owner: str, digest: str) -> bytes:  # noqa: ARG002  (the protocol's)
        """Nothing is there."""
        raise NotFound("evidence_lost")

    def drop(self, owner: str, digest: str) -> None:
        """Nothing is there."""

    def forget(self, owner: str) -> None:
        """Nothing is there."""
