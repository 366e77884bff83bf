"""How long somebody who keeps failing has to wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Throttle:
    """``free`` failures within ``window`` cost nothing; each further one doubles the wait.

    The wait counts from the last failure, begins at ``first`` and never exceeds ``longest``.
    """

    free: int
    window: timedelta = timedelta(hours=1)
    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=15)

    def until(self, failures: Sequence[datetime], now: datetime) -> datetime | None:
        """When to try again, or None if now will do. ``failures`` are times, oldest first."""
        counted = [at for at in failures if now - self.window < at]
        over = len(counted) - self.free
        if over < 0:
            return None
        # Ten doublings are past any sensible ``longest``; more would only overflow.
        wait = min(self.first * 2 ** min(over, 10), self.longest)
        until = counted[-1] + wait
        return until if until > now else None


PER_ACCOUNT = Throttle(free=5)
PER_ADDRESS = Throttle(free=30)  # a whole office may stand behind one address
