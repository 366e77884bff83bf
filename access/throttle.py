"""How long somebody who keeps failing, or keeps beginning, has to wait."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)  # how far back anything counts, and is kept
AHEAD = timedelta(minutes=1)  # so far the clocks of two machines may differ
DOUBLINGS = 10  # are past any sensible ``longest``; more would only overflow


@dataclass(frozen=True)
class Throttle:
    """``free`` times within ``WINDOW`` cost nothing; each further one doubles the wait.

    The wait counts from the last time, begins at ``first`` and never exceeds ``longest``.
    """

    free: int
    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=15)

    @property
    def looks_at(self) -> int:
        """How many of the last times are enough to know the wait."""
        return self.free + DOUBLINGS

    def for_many(self, offices: int) -> "Throttle":
        """The same where so many offices stand behind one address."""
        return replace(self, free=self.free * offices)

    def until(self, times: Sequence[datetime], now: datetime) -> datetime | None:
        """When to try again, or None if now will do. ``times`` are the last ones, oldest first.

        What lies further ahead than clocks differ was noted before the clock was set back, and
        does not count.
        """
        counted = [at for at in times if now - WINDOW < at <= now + AHEAD]
        over = len(counted) - self.free
        if over < 0:
            return None
        wait = min(self.first * 2 ** min(over, DOUBLINGS), self.longest)
        until = min(counted[-1], now) + wait
        return until if until > now else None
