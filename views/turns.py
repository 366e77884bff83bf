"""The line for files that take long to make: who is next, how long it is, and who has left it."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

from access.limits import FILES, FILES_PER_ADDRESS, FILES_PER_BROWSER, FILES_PER_PERSON
from assessments.refusals import NotAllowed, Refusal
from services.making_apart import always

LONGEST = 150.0  # seconds of waiting; the button gives up after 180
LOOKS = 0.5  # seconds between two looks whether a visitor is still there
REMEMBERED = 1_000  # visitors who have not yet read why they got no file


@dataclass(eq=False)
class LinePlace:
    """Somebody's place in the line."""

    holder: str


class Turns:
    """Who waits or has one made, by the digest of the token and by network address."""

    def __init__(self, at_once: int = 1) -> None:
        self.at_once, self.offices = at_once, 1  # so many offices stand behind one address
        self._asked: Counter[str] = Counter()
        self._changed = Condition()
        self._waiting: list[LinePlace] = []
        self._making: list[LinePlace] = []
        self._refused: OrderedDict[str, Refusal] = OrderedDict()

    @contextmanager
    def turn(
        self, holder: str, address: str, stays: Callable[[], bool] = always, *, person: str = ""
    ) -> Iterator[None]:
        """Wait, then run the block; whoever has left by then loses the place.

        ``person``: who holds the browser, as limits go by; "" for nobody known. Raises NotAllowed
        where too many are asked for already, or it takes too long.
        """
        places = {
            f"holder {holder}": FILES_PER_BROWSER,
            f"address {address}": FILES_PER_ADDRESS * self.offices,
            "": FILES,
        }
        if person:
            places[f"person {person}"] = FILES_PER_PERSON
        place = LinePlace(holder)
        with self._changed:
            self._refused.pop(holder, None)
            full = [at for at, most in places.items() if self._asked[at] >= most]
            if full:
                raise NotAllowed("line_full" if full == [""] else "too_many_reports", most=FILES)
            self._asked.update(places.keys())
            self._waiting.append(place)
        try:
            self._wait(place, stays)
            yield
        finally:
            with self._changed:
                for places_of in (self._waiting, self._making):
                    if place in places_of:
                        places_of.remove(place)
                self._asked.subtract(places.keys())
                self._asked += Counter()  # forgets what is at 0
                self._changed.notify_all()

    def ahead(self, holder: str) -> int | None:
        """How many files come before the next one of ``holder``; None where none is asked for."""
        with self._changed:
            if any(place.holder == holder for place in self._making):
                return 0
            for number, place in enumerate(self._waiting, len(self._making)):
                if place.holder == holder:
                    return number
        return None

    def note(self, holder: str, why: Refusal) -> None:
        """Remember why ``holder`` got no file."""
        with self._changed:
            self._refused[holder] = why
            while len(self._refused) > REMEMBERED:
                self._refused.popitem(last=False)

    def why_not(self, holder: str) -> Refusal | None:
        """Why ``holder`` got no file the last time; told once."""
        with self._changed:
            return self._refused.pop(holder, None)

    def _wait(self, place: LinePlace, stays: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST
        with self._changed:
            while self._waiting[0] is not place or len(self._making) >= self.at_once:
                if not stays():
                    raise NotAllowed("file_unwanted")
                if time.monotonic() > end:
                    raise NotAllowed("line_slow")
                self._changed.wait(LOOKS)
            self._waiting.remove(place)
            self._making.append(place)
            self._changed.notify_all()


TURNS = Turns()
