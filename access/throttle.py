"""How long somebody who keeps failing, or keeps beginning, has to wait."""

from collections.abc import Sequence
from dataclasses import dataclass
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


# Wrong passwords. Who guesses at one account from one line is slowed down there; who does it from
# many lines, on all of them together, for a minute at most: the owner must get in too. A browser
# in which the account signed in before has a count of its own, that nobody else can use up.
PER_ACCOUNT = Throttle(free=5)
PER_ADDRESS = Throttle(free=30)  # a whole office may stand behind one address
FROM_ANYWHERE = Throttle(free=30, longest=timedelta(minutes=1))

# Codes that nobody has, from all addresses together. It holds only lines that have failed before,
# so that whoever has a right code gets in at once.
ALL_CODES = Throttle(free=300, first=timedelta(seconds=1), longest=timedelta(seconds=10))

# New assessments. Forty firms in a training room begin within minutes behind one address, some of
# them twice; after that one line makes four a minute at most. A city's campaign of a thousand
# firms an hour waits two seconds at worst.
STARTS_PER_ADDRESS = Throttle(free=50, first=timedelta(seconds=5), longest=timedelta(seconds=15))
STARTS = Throttle(free=600, first=timedelta(seconds=1), longest=timedelta(seconds=2))

# And in an hour: a hundred from one line, which no training room needs, then one in five minutes.
STARTS_PER_ADDRESS_AND_HOUR = Throttle(
    free=100, first=timedelta(minutes=1), longest=timedelta(minutes=5)
)
