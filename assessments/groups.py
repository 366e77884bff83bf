"""Which firms belong together: to one parent, or to whoever holds them by one account."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Tie:
    """The record ``enterprise`` belongs to ``group`` from ``since`` on, and no longer ``until``.

    A group is a parent's credit code, or another mark that is no credit code.
    """

    enterprise: str
    group: str
    since: datetime
    until: datetime | None = None
