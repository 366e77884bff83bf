"""Dates as data files write them: a year, a month or a day; and how long ago they are."""

from calendar import monthrange
from datetime import date
from typing import Annotated

from pydantic import Field

WrittenDate = Annotated[
    str, Field(pattern=r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")
]


def last_day(written: str) -> date:
    """The last day of a year, a month or a day as written."""
    year, *rest = map(int, written.split("-"))
    month = rest[0] if rest else 12
    last = monthrange(year, month)[1]
    return date(year, month, min(rest[1], last) if len(rest) > 1 else last)


def stale(seen: str, as_of: date) -> bool:
    """Whether what was last looked up at ``seen`` was not looked up for a year on ``as_of``."""
    last = last_day(seen)
    return (last.year + 1, last.month, last.day) < (as_of.year, as_of.month, as_of.day)
