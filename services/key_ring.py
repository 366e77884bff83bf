"""The keys of the installation, from the file that the settings name, and what they seal."""

from functools import lru_cache
from pathlib import Path

from access.key_ring import KeyRing, is_sealed
from access.table import require
from assessments.refusals import Unavailable
from services.context import Context, at_once
from services.noting import note
from services.settings import Settings


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
    """Seal the secret of every second step under the newest key; how many those are.

    Raises Unavailable without a key, or for a secret that none opens; nothing is changed then.
    """
    require(ctx.actor, "account.manage")
    ring, sealed = key_ring(ctx.settings), 0
    if not ring.seals:
        raise Unavailable("key_missing")
    with at_once(ctx) as one:
        for account in one.store.accounts():
            if account.totp is not None:
                renewed = ring.renewed(account.totp)
                if renewed is None:
                    raise Unavailable("key_missing")
                one.store.change_account(account.username, totp=renewed)
                sealed += 1
        note(one, "personal.seal", "personal", details={"accounts": sealed})
    return sealed


def unsealed_count(ctx: Context) -> int:
    """How many second steps have a secret that lies open in the database."""
    require(ctx.actor, "account.manage")
    secrets = (each.totp for each in ctx.store.accounts())
    return sum(each is not None and not is_sealed(each) for each in secrets)
