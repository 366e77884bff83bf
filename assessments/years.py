"""Time as people in Wuxi write it: eight hours ahead of UTC, all year round."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def year_of(at: datetime) -> int:
    """The calendar year in China of an aware time: the last hours of a UTC year are the next."""
    return at.astimezone(CHINA).year
