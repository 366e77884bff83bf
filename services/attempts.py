"""Attempts that may fail, and acts that anybody may do: slowed down when they come too often.

What is counted stands in the store for an hour, under a keyed digest: neither the address nor
what was typed can be had back by trying all that there are.
"""

import hmac
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from access.throttle import AHEAD, WINDOW, Throttle
from assessments.refusals import NotAllowed, NotFound
from services.context import Context, at_once
from services.noting import note

_log = logging.getLogger("shuzhen")

SECRET = "attempts"  # noqa: S105  (the name of a secret, not one)
Subjects = Mapping[str, Throttle]
Tried = Literal["session", "confirm", "link", "code", "check", "key"]
KINDS: Mapping[Tried, str] = {  # what the audit trail says that it was tried on
    "session": "account",
    "confirm": "account",
    "link": "link",
    "code": "code",
    "check": "report",
    "key": "key",
}
# Who has to wait is noted once in a while, however often it is tried: nobody fills the trail.
NOTED = Throttle(free=1, first=timedelta(minutes=15), longest=timedelta(minutes=15))


def subject(ctx: Context, kind: str, *parts: str) -> str:
    """Under which digest attempts of a kind are counted, for an address or a name."""
    key = ctx.store.secret(SECRET)
    named = "\0".join((kind, *parts)).encode("utf-8", "surrogatepass")
    return hmac.digest(key, named, "sha256").hex()


@contextmanager
def attempt(
    ctx: Context,
    subjects: Subjects,
    everybody: Subjects | None = None,
    *,
    tried: Tried,
    object: str = "",
) -> Iterator[None]:
    """Count the block as a failure of every subject unless it succeeds, and note it.

    ``everybody``: counts that all share; they hold only whose own subjects have failed before.
    ``object``: the account that is tried, where there is one of that name.
    The failure is on record before the block runs, so that guesses sent side by side count too.
    Raises NotAllowed, without running the block, while a subject has to wait.
    """
    now = ctx.now()
    try:
        with at_once(ctx) as one:
            times = _times(one, subjects, now)
            _require_none_waits(subjects, times, now, "too_many_attempts")
            if everybody and any(times.values()):
                shared = _times(one, everybody, now)
                _require_none_waits(everybody, shared, now, "too_many_attempts")
            added = _added(one, (*subjects, *(everybody or ())), now)
    except NotAllowed:
        with suppress(NotAllowed), at_once(ctx) as one:
            count(one, {subject(one, "noted", *subjects): NOTED}, "too_many_attempts")
            note(one, f"{tried}.slowed", KINDS[tried], object)
        raise
    try:
        yield
    except (NotAllowed, NotFound):
        note(ctx, f"{tried}.fail", KINDS[tried], object)
        raise
    ctx.store.forget_attempts(added)


def count(ctx: Context, subjects: Subjects, refusal: str) -> None:
    """Count an act that anybody may do. Raises NotAllowed with the words ``refusal``.

    Nothing is counted then. To be called with what it counts in one transaction.
    """
    now = ctx.now()
    _require_none_waits(subjects, _times(ctx, subjects, now), now, refusal)
    _added(ctx, tuple(subjects), now)


def _times(ctx: Context, subjects: Subjects, now: datetime) -> Mapping[str, Sequence[datetime]]:
    """The last times of each subject, oldest first."""
    return {
        each: ctx.store.attempts(each, now - WINDOW, now + AHEAD, throttle.looks_at)
        for each, throttle in subjects.items()
    }


def _require_none_waits(
    subjects: Subjects, times: Mapping[str, Sequence[datetime]], now: datetime, refusal: str
) -> None:
    waits = [throttle.until(times[each], now) for each, throttle in subjects.items()]
    if until := max(filter(None, waits), default=None):
        _log.warning("slowed", extra={"facts": {"why": refusal, "until": until.isoformat()}})
        raise NotAllowed(refusal, seconds=ceil((until - now).total_seconds()), until=until)


def _added(ctx: Context, subjects: Sequence[str], now: datetime) -> list[int]:
    """Note an attempt of each, and forget what no longer counts or lies in the future."""
    ctx.store.keep_attempts_within(now - WINDOW, now + AHEAD)
    return [ctx.store.add_attempt(each, now) for each in subjects]
