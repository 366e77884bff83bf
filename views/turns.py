"""Reports are made one after another: two at once would be no faster, and hold up every click."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from assessments.refusals import NotAllowed
from reports.registry import FORMATS

AT_ONCE = 1  # in one process, whose threads share one interpreter
PER_HOLDER = len(FORMATS)  # as many as a page has buttons
PER_ADDRESS = 12
MOST = 60
LONGEST = 150.0  # seconds of waiting; the button gives up after 180


class Turns:
    """Who waits or has one made, by the digest of the token and by network address."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()
        self._lock = Lock()
        self._making = BoundedSemaphore(AT_ONCE)

    @contextmanager
    def turn(self, holder: str, address: str) -> Iterator[None]:
        """Wait, then run the block. Raises NotAllowed where too many are asked for already."""
        places = {f"holder {holder}": PER_HOLDER, f"address {address}": PER_ADDRESS, "": MOST}
        with self._lock:
            if any(self._asked[place] >= most for place, most in places.items()):
                raise NotAllowed("too_many_reports")
            self._asked.update(places.keys())
        try:
            if not self._making.acquire(timeout=LONGEST):
                raise NotAllowed("too_many_reports")
            try:
                yield
            finally:
                self._making.release()
        finally:
            with self._lock:
                self._asked.subtract(places.keys())
                self._asked += Counter()  # forgets what is at 0


TURNS = Turns()
