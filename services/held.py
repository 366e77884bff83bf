"""What is worked out from everybody's answers, held for a while for whoever asks next."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

FRESH = timedelta(minutes=10)  # so long others may not see what somebody has submitted

T = TypeVar("T")


class Held:
    """Values by key, each with the time at which it was made."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[datetime, Any]] = {}
        self._lock = Lock()  # two who ask at once do not work it out twice

    def value(self, key: Hashable, now: datetime, make: Callable[[], T]) -> T:
        """What ``make`` gave for ``key``; made anew once it is older than ``FRESH``."""
        with self._lock:
            found = self._values.get(key)
            if found is None or abs(now - found[0]) >= FRESH:
                found = self._values[key] = now, make()
        made: T = found[1]
        return made
