"""What is worked out from everybody's answers, held for whoever asks next."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Held:
    """One value a name: that of the key asked for last."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[Hashable, Any]] = {}
        self._lock = Lock()
        # two who ask for one thing at once do not work it out twice; who asks for another goes on
        self._making: dict[str, Lock] = defaultdict(Lock)

    def value(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gave for ``key``; made anew, and the old one forgotten, for another."""
        with self._lock:
            making = self._making[name]
        with making:
            found = self._values.get(name)
            if found is None or found[0] != key:
                found = self._values[name] = key, make()
        made: T = found[1]
        return made

    def known(self, name: str, key: Hashable) -> Any:
        """What is held for ``key``; None where there is nothing, or that of another."""
        found = self._values.get(name)
        return None if found is None or found[0] != key else found[1]
