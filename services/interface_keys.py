"""Keys of the interface: for programs of the city, and of an enterprise for its own results.

A key is shown once and kept as a digest. It ends by itself, and at once when it is revoked; that
of an enterprise also when the account that made it is no longer an owner's.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, Literal

from access.actor import Actor, Role
from access.addresses import network_of
from access.limits import (
    CALLS_PER_ADDRESS,
    CALLS_PER_KEY,
    KEYS_OF_THE_CITY,
    KEYS_PER_ENTERPRISE,
    PER_ADDRESS,
)
from access.table import require
from access.tokens import digest_of, new_token
from assessments.model import Document
from assessments.refusals import Invalid, NotAllowed, NotFound
from files.frozen import Frozen
from services.attempts import attempt, count, subject
from services.context import Context, at_once
from services.kinds import CITY_KEYS, OWN_KEYS
from services.making_accounts import require_name
from services.noting import note

CITY = "city"  # whom the keys of the city belong to
PREFIX = "szk"  # by which a scanner for secrets knows a key
LONGEST_DAYS = 730
USUAL_DAYS = 365
FORM = re.compile(rf"{PREFIX}_([A-Za-z0-9-]{{1,64}})_([A-Za-z0-9_-]{{43}})")
State = Literal["good", "expired", "revoked"]


class InterfaceKey(Frozen):
    """A key that was made. ``id`` names it and opens nothing; ``digest`` is what is kept of it.

    ``made_by`` is an account, ``maker`` the person.
    """

    id: str
    name: str
    digest: str
    made_by: str
    made_at: datetime
    expires: datetime
    revoked_at: datetime | None = None
    maker: str = ""

    def state(self, now: datetime) -> State:
        """Whether it opens anything now."""
        if self.revoked_at is not None:
            return "revoked"
        return "good" if now < self.expires else "expired"


def city_keys(ctx: Context) -> Sequence[InterfaceKey]:
    """Those of the city, the last made first; those that ended are among them."""
    require(ctx.actor, "key.manage")
    return tuple(reversed(_keys(ctx, CITY)))


def issue_city_key(ctx: Context, name: str, days: int = USUAL_DAYS) -> str:
    """A new key for a program of the city, to be shown once. Raises Invalid."""
    require(ctx.actor, "key.manage")
    return _issue(ctx, CITY, name, days, KEYS_OF_THE_CITY)


def revoke_city_key(ctx: Context, id: str) -> None:
    """Let the key open nothing any more. Raises NotFound."""
    require(ctx.actor, "key.manage")
    _revoke(ctx, CITY, id)


def own_keys(ctx: Context) -> Sequence[InterfaceKey]:
    """Those of the actor's enterprise, the last made first."""
    require(ctx.actor, "key.own")
    return tuple(reversed(_keys(ctx, ctx.actor.enterprise or "")))


def issue_own_key(ctx: Context, name: str, days: int = USUAL_DAYS) -> str:
    """A new key for the results of the actor's enterprise, to be shown once. Raises Invalid."""
    require(ctx.actor, "key.own")
    return _issue(ctx, ctx.actor.enterprise or "", name, days, KEYS_PER_ENTERPRISE)


def revoke_own_key(ctx: Context, id: str) -> None:
    """Let a key of the actor's enterprise open nothing any more. Raises NotFound."""
    require(ctx.actor, "key.own")
    _revoke(ctx, ctx.actor.enterprise or "", id)


def actor_of_key(ctx: Context, given: str) -> tuple[Actor, InterfaceKey]:
    """Whoever calls with that key, and the key; the call is counted.

    Raises NotAllowed for none, for one that opens nothing (which is counted as a guess of its
    line, where it is written like a key), and for who calls too often.
    """
    form = FORM.fullmatch(given)
    if form is None:
        raise NotAllowed("key_not_sent" if not given else "key_unknown")
    owner, line = form[1], network_of(ctx.address)
    known = _found(_keys(ctx, owner), digest_of(given))
    state = None if known is None else known.state(ctx.now())
    actor = None if known is None or state != "good" else _actor(ctx, owner, known)
    if known is None or actor is None:
        counted = {subject(ctx, "key", line): PER_ADDRESS}
        with attempt(ctx, counted, tried="key"):
            raise NotAllowed(f"key_{state}" if state in ("expired", "revoked") else "key_unknown")
    offices = ctx.settings.offices_per_address
    with at_once(ctx) as one:
        calls = {
            subject(one, "calls", owner, known.id): CALLS_PER_KEY,
            subject(one, "calls", line): CALLS_PER_ADDRESS.for_many(offices),
        }
        count(one, calls, "too_many_calls")
    return actor, known


def _actor(ctx: Context, owner: str, key: InterfaceKey) -> Actor | None:
    """Who calls with a key that is good; None where its owner has left."""
    if owner == CITY:
        return Actor(Role.PLATFORM, f"key:{key.id}", key.name)
    account = ctx.store.account(key.made_by)
    if account is None or account.deactivated_at is not None:
        return None
    if account.role is not Role.OWNER or account.enterprise != owner:
        return None
    records = ctx.store.holdings(owner)
    return Actor(Role.FEED, f"key:{key.id}", key.name, enterprise=owner, records=records)


def _issue(ctx: Context, owner: str, name: str, days: int, most: int) -> str:
    name = require_name(name)
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid("key_days", longest=LONGEST_DAYS)
    given = f"{PREFIX}_{owner}_{new_token()}"
    with at_once(ctx) as one:
        keys, now = _keys(one, owner), one.now()
        if sum(each.state(now) == "good" for each in keys) >= most:
            raise Invalid("key_too_many", most=most)
        digest = digest_of(given)
        made = InterfaceKey(
            id=digest[:12],
            name=name,
            digest=digest,
            made_by=one.actor.id,
            made_at=now,
            expires=now + timedelta(days=days),
            maker=one.actor.name,
        )
        _keep(one, owner, (*keys, made))
        _note(one, "key.issue", owner, made)
    return given


def _revoke(ctx: Context, owner: str, id: str) -> None:
    with at_once(ctx) as one:
        keys = _keys(one, owner)
        wanted = next((each for each in keys if each.id == id), None)
        if wanted is None:
            raise NotFound("unknown_key")
        if wanted.revoked_at is None:
            gone = wanted.model_copy(update={"revoked_at": one.now()})
            _keep(one, owner, [gone if each is wanted else each for each in keys])
            _note(one, "key.revoke", owner, gone)


def _note(ctx: Context, action: str, owner: str, key: InterfaceKey) -> None:
    enterprise = None if owner == CITY else owner
    note(ctx, action, "key", key.id, enterprise=enterprise)


def _found(keys: Sequence[InterfaceKey], digest: str) -> InterfaceKey | None:
    return next((each for each in keys if compare_digest(each.digest, digest)), None)


def _kind(owner: str) -> str:
    return CITY_KEYS if owner == CITY else OWN_KEYS


def _keys(ctx: Context, owner: str) -> Sequence[InterfaceKey]:
    document = ctx.store.document(_kind(owner), owner)
    value: Mapping[str, Any] = {} if document is None else document.value or {}
    return [InterfaceKey.model_validate(each) for each in value.get("keys", ())]


def _keep(ctx: Context, owner: str, keys: Sequence[InterfaceKey]) -> None:
    before = ctx.store.document(_kind(owner), owner)
    ctx.store.append_document(
        Document(
            kind=_kind(owner),
            subject=owner,
            revision=1 if before is None else before.revision + 1,
            value={"keys": [each.model_dump(mode="json") for each in keys]},
            author=ctx.actor.id,
            at=ctx.now(),
        )
    )
