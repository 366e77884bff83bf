"""What a consultant put down of a visit, validated at the edge: every wrong field at once."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.credit_code import tidy_code
from assessments.model import Enterprise
from assessments.plain_text import one_line, plain
from assessments.profile import faults_of
from assessments.refusals import Invalid
from files.frozen import Frozen
from i18n import Text, say

LISTS = ("people", "sites", "documents")  # typed one a line
MOST = 12  # entries of a list
LONGEST_ENTRY = 60  # characters
LONGEST_TEXT = 500
EARLIEST = 366  # days before the assessment was begun; further back is mistyped


class SiteVisit(Frozen):
    """Who was met when, and what was seen; what is not known yet is empty.

    ``last_day`` is None for a visit of one day. ``people`` are names or roles. ``impossible``:
    what could not be done. ``no_code``: why the enterprise has no credit code.
    """

    first_day: date | None = None
    last_day: date | None = None
    people: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    impossible: str = ""
    no_code: str = ""


def parse_visit(raw: Mapping[str, Any], *, begun: date, today: date) -> SiteVisit:
    """Read a form's values; lists are texts with an entry a line (or between semicolons).

    ``begun`` is the day on which the assessment was. Raises Invalid whose ``fields`` say per
    field what is wrong (Text).
    """
    visit = SiteVisit(
        first_day=raw.get("first_day"),
        last_day=raw.get("last_day"),
        **{name: entries(raw.get(name, "")) for name in LISTS},
        **{name: plain(raw.get(name, "")) for name in ("impossible", "no_code")},
    )
    found: dict[str, Text] = _wrong_days(visit, begun, today)
    for name in LISTS:
        listed = getattr(visit, name)
        if len(listed) > MOST:
            found[name] = _words("many", most=MOST, count=len(listed))
        elif any(len(each) > LONGEST_ENTRY for each in listed):
            found[name] = _words("entry_long", longest=LONGEST_ENTRY)
    for name in ("impossible", "no_code"):
        if (length := len(getattr(visit, name))) > LONGEST_TEXT:
            found[name] = _words("text_long", longest=LONGEST_TEXT, length=length)
    if found:
        raise Invalid("visit", count=len(found), fields=found)
    return visit


def parse_code(raw: str) -> str:
    """A credit code as it is kept. Raises Invalid as ``parse_visit``, for an empty one too."""
    fault = faults_of({"credit_code": raw}).get("credit_code")
    if fault is None and not tidy_code(raw):
        fault = _words("code_missing")
    if fault is not None:
        raise Invalid("visit", count=1, fields={"credit_code": fault})
    return tidy_code(raw)


def parse_parent(raw: str, enterprise: Enterprise) -> str:
    """The credit code of the parent as it is kept, "" for none. Raises Invalid likewise."""
    fault = faults_of({"credit_code": raw}).get("credit_code")
    code = tidy_code(raw)
    if fault is None and code and code == enterprise.credit_code:
        fault = _words("parent_own")
    if fault is not None:
        raise Invalid("visit", count=1, fields={"parent_code": fault})
    return code


def lacking(visit: SiteVisit, enterprise: Enterprise) -> tuple[Text, ...]:
    """What has to be put down before anybody signs."""
    there = {
        "day": visit.first_day is not None,
        "person": bool(visit.people),
        "seen": bool(visit.sites or visit.documents),
        "code": bool(enterprise.credit_code or visit.no_code),
    }
    return tuple(_words(f"lacks_{name}") for name, known in there.items() if not known)


def entries(typed: str) -> tuple[str, ...]:
    """The entries of a list as it was typed, each once, without empty ones."""
    parts = map(one_line, re.split("[\n；;]", plain(typed)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _wrong_days(visit: SiteVisit, begun: date, today: date) -> dict[str, Text]:
    found = {}
    for name in ("first_day", "last_day"):
        day = getattr(visit, name)
        if day is not None and day > today:
            found[name] = _words("day_ahead")
        elif day is not None and (begun - day).days > EARLIEST:
            found[name] = _words("day_early")
    if not found and visit.last_day is not None:
        if visit.first_day is None:
            found["first_day"] = _words("day_first")
        elif visit.last_day < visit.first_day:
            found["last_day"] = _words("day_order")
    return found


def _words(name: str, **params: Any) -> Text:
    key = f"refusals.visit_{name}"
    return Text(zh=say(key, "zh", **params), en=say(key, "en", **params))
