"""A watch list: what came in so much together that somebody should look at it.

It blocks nothing: a training room looks the same. Addresses are known as keyed digests only, and
for as long as arrivals are kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from access.arrival import Arrival
from access.table import require
from assessments.model import Enterprise
from services.context import Context

WATCHED = timedelta(days=30)  # how far back one looks
STARTS_IN = timedelta(hours=1)
SUBMISSIONS_IN = timedelta(minutes=10)
MANY = 10  # begun from one line, or submitted in all, within those times
SAME = 3  # firms with one credit code, or with equal answers

Kind = Literal["line", "submissions", "code", "sheet"]
Arrived = tuple[Arrival, Enterprise]


@dataclass(frozen=True)
class Burst:
    """Firms that came in together: from one ``line``, within minutes, with one code or sheet.

    ``about``: the credit code, the first characters of the digest, or "".
    """

    kind: Kind
    about: str
    first: datetime
    last: datetime
    firms: tuple[Enterprise, ...]


def bursts(ctx: Context) -> list[Burst]:
    """All of the last days, the newest first."""
    require(ctx.actor, "burst.list")
    arrivals = ctx.store.arrivals(ctx.now() - WATCHED)
    starts = [each for each in arrivals if each[0].deed == "start"]
    submissions = [each for each in arrivals if each[0].deed == "submit"]
    found = [
        _burst("line", line[:8], part)
        for line, own in _by(starts, lambda arrival, _: arrival.line).items()
        for part in _dense(own, STARTS_IN)
    ]
    found += [_burst("submissions", "", part) for part in _dense(submissions, SUBMISSIONS_IN)]
    by_code = _by(starts, lambda _, firm: firm.credit_code)
    by_sheet = _by(submissions, lambda arrival, _: arrival.sheet)
    found += [_burst("code", code, own) for code, own in by_code.items() if _same(own)]
    found += [_burst("sheet", sheet[:8], own) for sheet, own in by_sheet.items() if _same(own)]
    return sorted(found, key=lambda each: each.last, reverse=True)


def _by(
    arrivals: Sequence[Arrived], key: Callable[[Arrival, Enterprise], str | None]
) -> Mapping[str, list[Arrived]]:
    found = defaultdict(list)
    for arrival, firm in arrivals:
        of = key(arrival, firm)
        if of is not None:
            found[of].append((arrival, firm))
    return found


def _dense(arrivals: Sequence[Arrived], within: timedelta) -> Iterator[Sequence[Arrived]]:
    """Each stretch in which every moment lies within a time that has many."""
    begin, end = 0, 0  # of the stretch that is being found
    for last in range(MANY - 1, len(arrivals)):
        first = last - MANY + 1
        if arrivals[last][0].at - arrivals[first][0].at > within:
            continue
        if end and first >= end:
            yield arrivals[begin:end]
            begin = first
        elif not end:
            begin = first
        end = last + 1
    if end:
        yield arrivals[begin:end]


def _same(arrivals: Sequence[Arrived]) -> bool:
    return len(_firms(arrivals)) >= SAME


def _firms(arrivals: Sequence[Arrived]) -> tuple[Enterprise, ...]:
    return tuple({firm.id: firm for _, firm in arrivals}.values())


def _burst(kind: Kind, about: str, arrivals: Sequence[Arrived]) -> Burst:
    return Burst(kind, about, arrivals[0][0].at, arrivals[-1][0].at, _firms(arrivals))
