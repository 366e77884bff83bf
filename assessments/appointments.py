"""A visit that an enterprise asks for, and the day that it and its centre agree on."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from assessments.plain_text import one_line, plain
from assessments.refusals import Invalid
from assessments.years import CHINA
from files.frozen import Frozen
from i18n import Text, say

MOST_DAYS = 3
AHEAD = 366  # days; further on is mistyped
LONGEST_WISH = 300  # characters
LONGEST_CONTACT = 80
LONGEST_WORDS = 200

State = Literal["asked", "proposed", "agreed", "declined", "withdrawn"]
Half = Literal["", "morning", "afternoon"]
HALVES: tuple[Half, ...] = ("", "morning", "afternoon")


class Appointment(Frozen):
    """Where it stands. ``contact`` is sealed as it is kept; "" once nobody needs it any more.

    ``day`` (and half of it) is the one that was proposed or agreed on; ``words`` what the centre
    says, ``by`` the name of who answered, "" before anybody has.
    """

    state: State
    wish: str
    days: tuple[date, ...]
    contact: str
    asked_at: datetime
    day: date | None = None
    half: Half = ""
    words: str = ""
    by: str = ""


def parse_request(
    wish: str, days: Iterable[date | None], contact: str, at: datetime
) -> Appointment:
    """What an enterprise asks for at that time, its contact still open; Invalid (``fields``)."""
    today = at.astimezone(CHINA).date()
    wished = tuple(dict.fromkeys(day for day in days if day is not None))
    words, reached = plain(wish), one_line(contact)
    found: dict[str, Text] = {}
    if not words:
        found["wish"] = _words("wish_missing")
    elif len(words) > LONGEST_WISH:
        found["wish"] = _words("long", longest=LONGEST_WISH, length=len(words))
    if not wished:
        found["days"] = _words("days_missing")
    elif fault := next(filter(None, (_unfit(day, today) for day in wished)), None):
        found["days"] = fault
    if not reached:
        found["contact"] = _words("contact_missing")
    elif len(reached) > LONGEST_CONTACT:
        found["contact"] = _words("long", longest=LONGEST_CONTACT, length=len(reached))
    if found:
        raise Invalid("appointment", count=len(found), fields=found)
    return Appointment(
        state="asked", wish=words, days=wished[:MOST_DAYS], contact=reached, asked_at=at
    )


def parse_answer_day(day: date | None, half: str, words: str, today: date) -> dict[str, object]:
    """The day that a centre says; Invalid with ``fields``."""
    told = plain(words)
    found: dict[str, Text] = {}
    fault = _words("day_missing") if day is None else _unfit(day, today)
    if fault is not None:
        found["day"] = fault
    if len(told) > LONGEST_WORDS:
        found["words"] = _words("long", longest=LONGEST_WORDS, length=len(told))
    if found:
        raise Invalid("appointment", count=len(found), fields=found)
    return {"day": day, "half": half if half in HALVES else "", "words": told}


def _unfit(day: date, today: date) -> Text | None:
    if day < today:
        return _words("day_past")
    return _words("day_far") if (day - today).days > AHEAD else None


def _words(name: str, **params: object) -> Text:
    key = f"refusals.appointment_{name}"
    return Text(zh=say(key, "zh", **params), en=say(key, "en", **params))
