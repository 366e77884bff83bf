"""The keys of the installation, from the file that the settings name, and what they seal."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from access.key_ring import KeyRing, is_sealed
from access.table import require
from assessments.model import Document
from assessments.refusals import Unavailable
from services.context import Context, at_once
from services.kinds import APPOINTMENT, MAILBOX
from services.noting import note
from services.settings import Settings

SEALED: Mapping[str, str] = {
    APPOINTMENT: "contact",
    MAILBOX: "address",
}  # by kind: the field that is sealed


def key_ring(settings: Settings) -> KeyRing:
    """The keys; none where no file is named. Raises Unavailable for a file that will not do."""
    return KeyRing() if settings.key_file is None else _read(settings.key_file)


@lru_cache(maxsize=8)
def _read(file: Path) -> KeyRing:
    try:
        ring = KeyRing(file.read_text("ascii").split())
    except (OSError, ValueError) as why:
        raise Unavailable("key_file_unfit", file=file) from why
    if not ring.seals:
        raise Unavailable("key_file_unfit", file=file)
    return ring


def opened_secret(settings: Settings, kept: str) -> str:
    """A sealed secret. Raises Unavailable where no key of these opens it."""
    text = key_ring(settings).opened(kept)
    if text is None:
        raise Unavailable("key_missing")
    return text


def seal_all(ctx: Context) -> int:
    """Seal what is kept sealed under the newest key: second steps, contacts, mailboxes; how many.

    Raises Unavailable without a key, or for something that none opens; nothing is changed then.
    """
    require(ctx.actor, "account.manage")
    ring, sealed = key_ring(ctx.settings), 0
    if not ring.seals:
        raise Unavailable("key_missing")
    with at_once(ctx) as one:
        for account in one.store.accounts():
            if account.totp is not None:
                one.store.change_account(account.username, totp=_renewed(ring, account.totp))
                sealed += 1
        for held, field in _sealed_documents(one):
            renewed = {**held.value, field: _renewed(ring, held.value[field])}
            newer = {"revision": held.revision + 1, "value": renewed, "at": one.now()}
            one.store.append_document(held.model_copy(update=newer))
            sealed += 1
        note(one, "personal.seal", "personal", details={"accounts": sealed})
    return sealed


def _renewed(ring: KeyRing, kept: str) -> str:
    renewed = ring.renewed(kept)
    if renewed is None:
        raise Unavailable("key_missing")
    return renewed


def _sealed_documents(ctx: Context) -> Iterator[tuple[Document, str]]:
    """The latest revisions that hold something sealed, and in which field."""
    for kind, field in SEALED.items():
        for held in ctx.store.documents(kind).values():
            if held.value and held.value.get(field):
                yield held, field


def unsealed_count(ctx: Context) -> int:
    """How many of them lie open in the database, in their latest revision."""
    require(ctx.actor, "account.manage")
    secrets = [each.totp for each in ctx.store.accounts() if each.totp is not None]
    secrets += [held.value[field] for held, field in _sealed_documents(ctx)]
    return sum(not is_sealed(each) for each in secrets)
