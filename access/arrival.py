"""From which line an assessment came in: kept for a while, to see who invents enterprises."""

from datetime import datetime, timedelta
from typing import Literal

from files.frozen import Frozen

ARRIVALS_KEPT = timedelta(days=90)
Deed = Literal["start", "submit"]


class Arrival(Frozen):
    """An assessment was begun or submitted.

    ``line`` stands for the network address and ``sheet`` for all its answers: keyed digests, None
    where there is none.
    """

    assessment: str
    deed: Deed
    at: datetime
    line: str | None
    sheet: str | None = None
