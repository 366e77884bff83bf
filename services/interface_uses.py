"""How often each key of the interface was used, and when last: counted here, kept every hour."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from access.actor import Actor, Role
from access.table import require
from assessments.model import Document
from assessments.refusals import Stale, Unavailable
from files.frozen import Frozen
from services.context import Context
from services.interface_keys import CITY
from services.kinds import CITY_KEYS_USED, OWN_KEYS_USED

KEPT_EVERY = timedelta(hours=1)  # a process that ends takes what it counted since along


class KeyUse(Frozen):
    """How many calls a key has made, and when the last one was, both to the hour."""

    calls: int
    last: datetime


class Uses:
    """What a process has counted and not kept yet, by the key's id."""

    def __init__(self) -> None:
        self._calls: Counter[str] = Counter()
        self._kept_at: dict[str, datetime] = {}
        self._lock = Lock()

    def due(self, key: str, now: datetime) -> int:
        """Count one more; what is to be kept now, 0 where that has time."""
        with self._lock:
            self._calls[key] += 1
            kept = self._kept_at.get(key)
            if kept is not None and kept <= now < kept + KEPT_EVERY:
                return 0
            self._kept_at[key] = now
            return self._calls.pop(key)


def count_use(ctx: Context, key: str) -> None:
    """Count a call of the actor, who came by the key of that id."""
    uses: Uses = ctx.held.value("key_uses", "", Uses)
    calls = uses.due(key, ctx.now())
    if not calls:
        return
    owner = _owner(ctx.actor)
    with suppress(Stale, Unavailable):  # nobody's call fails because of a counter
        before = ctx.store.document(_kind(owner), owner)
        used = dict(before.value) if before is not None and before.value else {}
        calls += used.get(key, {}).get("calls", 0)
        used[key] = KeyUse(calls=calls, last=ctx.now()).model_dump(mode="json")
        ctx.store.append_document(
            Document(
                kind=_kind(owner),
                subject=owner,
                revision=1 if before is None else before.revision + 1,
                value=used,
                author=ctx.actor.id,
                at=ctx.now(),
            )
        )


def city_uses(ctx: Context) -> Mapping[str, KeyUse]:
    """How each key of the city was used, by its id; those that never were are not there."""
    require(ctx.actor, "key.manage")
    return _uses(ctx, CITY)


def own_uses(ctx: Context) -> Mapping[str, KeyUse]:
    """The same of the keys of the actor's enterprise."""
    require(ctx.actor, "key.own")
    return _uses(ctx, ctx.actor.enterprise or "")


def _uses(ctx: Context, owner: str) -> Mapping[str, KeyUse]:
    document = ctx.store.document(_kind(owner), owner)
    value: Mapping[str, Any] = {} if document is None else document.value or {}
    return {id: KeyUse.model_validate(each) for id, each in value.items()}


def _owner(actor: Actor) -> str:
    return CITY if actor.role is Role.PLATFORM else actor.enterprise or ""


def _kind(owner: str) -> str:
    return CITY_KEYS_USED if owner == CITY else OWN_KEYS_USED
