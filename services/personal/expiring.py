"""What is kept for a time only, and goes when that is over; for the operator, say every night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from access.table import require
from access.throttle import AHEAD, WINDOW
from services.context import Context, at_once
from services.personal.erasing import erased, forget_files
from services.personal.traces import record_of

LINK_DAYS = 30  # for which a link that was used or has expired can still be looked up
MONTH = timedelta(days=30.44)


@dataclass(frozen=True)
class Expired:
    """How many records nobody has touched for too long: drafts only, and of what was handed in."""

    drafts: int
    records: int


def overdue(ctx: Context) -> Expired:
    """What ``expire`` would erase; nothing is done."""
    require(ctx.actor, "personal.expire")
    found = {handed_in: len(list(_idle(ctx, handed_in=handed_in))) for handed_in in (False, True)}
    return Expired(found[False], found[True])


def expire(ctx: Context) -> Expired:
    """Erase what nobody has touched for too long and no account holds, each in one transaction.

    Sessions that are over, attempts that count no longer and old links are forgotten as well.
    """
    require(ctx.actor, "personal.expire")
    done = {False: 0, True: 0}
    for handed_in in done:
        for record in _idle(ctx, handed_in=handed_in):
            with at_once(ctx) as one:
                if record not in _idle(one, handed_in=handed_in):  # somebody came back
                    continue
                traces = record_of(one, record)
                erased(one, traces)
            forget_files(ctx, traces)
            done[handed_in] += 1
    now = ctx.now()
    ctx.store.end_sessions_before(now)
    ctx.store.keep_attempts_within(now - WINDOW, now + AHEAD)
    ctx.store.end_links_before(now - timedelta(days=LINK_DAYS))
    ctx.store.scrub(whole=True)
    return Expired(done[False], done[True])


def _idle(ctx: Context, *, handed_in: bool) -> Iterator[str]:
    settings = ctx.settings
    months = settings.record_months if handed_in else settings.draft_months
    if months:
        yield from ctx.store.idle_records(_before(ctx.now(), months), handed_in=handed_in)


def _before(now: datetime, months: int) -> datetime:
    return now - months * MONTH
