"""What a consultant handed over to an enterprise at the end: validated at the edge."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from assessments.plain_text import one_line, plain
from assessments.refusals import Invalid
from files.frozen import Frozen
from i18n import Text, say

THINGS = ("report", "plan", "solutions", "programmes")
MOST = 20  # deliveries of one case
MOST_NAMED = 20  # solutions, or programmes, of one delivery
LONGEST_TO = 60  # characters
LONGEST_NOTE = 300


class Delivery(Frozen):
    """What, on which day, by whom (a name) and to whom (a name or a position, may be "").

    ``solutions`` and ``programmes`` are ids.
    """

    things: tuple[str, ...]
    solutions: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    day: date
    to: str = ""
    note: str = ""
    by: str


def parse_delivery(
    raw: Mapping[str, Any],
    *,
    known: Mapping[str, Collection[str]],
    by: str,
    days: tuple[date, date],
) -> Delivery:
    """A form's values; ``known`` are the ids of solutions and programmes. Invalid (``fields``).

    ``days`` are the first and the last one that can be meant.
    """
    chosen = {name: tuple(dict.fromkeys(raw.get(name, ()))) for name in ("solutions", "programmes")}
    things = tuple(each for each in THINGS if each in raw.get("things", ()) or chosen.get(each))
    day, to, note = raw.get("day"), one_line(raw.get("to", "")), plain(raw.get("note", ""))
    found: dict[str, Text] = {}
    if not things:
        found["things"] = _words("nothing")
    for name, ids in chosen.items():
        if not set(ids) <= set(known[name]):
            found[name] = _words("unknown")
        elif len(ids) > MOST_NAMED:
            found[name] = _words("named", most=MOST_NAMED, count=len(ids))
    if day is None:
        found["day"] = _words("day_missing")
    elif not days[0] <= day <= days[1]:
        found["day"] = _words("day_unfit")
    for name, text, longest in (("to", to, LONGEST_TO), ("note", note, LONGEST_NOTE)):
        if len(text) > longest:
            found[name] = _words("long", longest=longest, length=len(text))
    if found or day is None:
        raise Invalid("delivery", count=len(found), fields=found)
    return Delivery(things=things, day=day, to=to, note=note, by=by, **chosen)


def _words(name: str, **params: object) -> Text:
    key = f"refusals.delivery_{name}"
    return Text(zh=say(key, "zh", **params), en=say(key, "en", **params))
