"""Attempts that may fail, and are slowed down when they keep failing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from math import ceil

from access.throttle import Throttle
from assessments.refusals import NotAllowed
from services.context import Context, at_once

KEPT = timedelta(days=1)


@contextmanager
def attempt(ctx: Context, subjects: Mapping[str, Throttle]) -> Iterator[None]:
    """Count the block as a failure of every subject unless it succeeds.

    A subject is a digest: addresses and mistyped names are not worth keeping.
    The failure is on record before the block runs, so that guesses sent side by side count too.
    Raises NotAllowed, without running the block, while a subject has to wait.
    """
    now = ctx.now()
    with at_once(ctx) as one:
        for subject, throttle in subjects.items():
            failures = one.store.attempts(subject, now - throttle.window)
            if until := throttle.until(failures, now):
                seconds = ceil((until - now).total_seconds())
                raise NotAllowed("too_many_attempts", seconds=seconds, until=until)
        one.store.clear_attempts_before(now - KEPT)
        added = [one.store.add_attempt(subject, now) for subject in subjects]
    yield
    ctx.store.forget_attempts(added)
