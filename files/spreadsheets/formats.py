"""What a number format makes of a number, as far as that is certain."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from openpyxl.styles.numbers import is_date_format, is_timedelta_format

# What a format shows beside digits: quoted words, one character after \\, a gap (_), a filler (*),
# a colour, a currency or a language.
_BESIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[-+ ()$¥￥€£]')
_CONDITION = re.compile(r"\[[<>=]")
_DIGITS = re.compile(r"[#0?,]*(\.[#0?]*)?(E[+-]?[#0?]+)?", re.IGNORECASE)
_FRACTION = re.compile(r"[#0? ]+/[#0?1-9]+")
_DATE_PARTS = re.compile(
    r'y+|m+|d+|h+|s+|"[^"]*"|\\.|\[\$-(?!f[48]00)[^\]]*\]|[-/.:  ;@年月日时分秒]'
)
_PLAIN_PARTS = {"yyyy", "yy", "mm", "m", "dd", "d", "hh", "h", "ss", "s"}
LOCAL = "mm-dd-yy"  # built in: shows whatever the user's system is set to
MOST_DIGITS = 15  # that a number of a spreadsheet keeps


def shown_number(number: float, format: str) -> str | None:
    """``number`` written as ``format`` does, but never rounded; None where it shows other things.

    0.06 as ``0%`` is ``6%``, 2026.1 as ``0.00`` is ``2026.10``, 42 as ``00000`` is ``00042``.
    """
    section = _section(number, format)
    if section is None:
        return None
    exact = Decimal(format_general(number))
    if section.lower() in ("general", "@"):
        return format_general(number)
    percent = section.count("%")
    digits = section.replace("%", "")
    if percent > 1 or (not _DIGITS.fullmatch(digits) and not _FRACTION.fullmatch(digits)):
        return None
    if digits.partition(".")[0].endswith(",") or digits.endswith(","):  # shows thousands of it
        return None
    if not any(each in digits for each in "#0?"):
        return None
    if percent:
        exact *= 100
    return _padded(exact, digits) + "%" * percent


def format_general(number: float) -> str:
    """The number in as many digits as a spreadsheet keeps, without an exponent."""
    return f"{Decimal(format(number, f'.{MOST_DIGITS}g')):f}"


def _section(number: float, format: str) -> str | None:
    """The part of ``format`` for such a number, without what stands beside the digits."""
    if _CONDITION.search(format):
        return None
    sections = _outside_quotes(format)
    place = (1 if number < 0 else 2 if number == 0 else 0) if len(sections) > 1 else 0
    if place >= len(sections):
        place = 0
    section = sections[place]
    if number == 0 and "-" in section and not any(each in section for each in "0#"):
        return "0"  # the dash of accountants
    return _BESIDE.sub("", section)


def _outside_quotes(format: str) -> list[str]:
    return [each.replace("\0", ";") for each in _hide(format).split(";")]


def _hide(format: str) -> str:
    return re.sub(r'"[^"]*"|\\.', lambda found: found[0].replace(";", "\0"), format)


def _padded(exact: Decimal, digits: str) -> str:
    """At least as many digits on both sides as the format has zeros."""
    text = f"{exact.normalize():f}" if exact else "0"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    if "e" in digits.lower():
        return sign + text
    before, _, after = text.partition(".")
    zeros_before, _, zeros_after = digits.partition(".")
    after = after.ljust(zeros_after.count("0"), "0")
    before = before.rjust(zeros_before.count("0"), "0")
    return f"{sign}{before}.{after}" if after else sign + before


@lru_cache
def is_date(format: str) -> bool:
    """Whether the format shows a day or a time."""
    return bool(is_date_format(format))


def shown_date(moment: datetime | time | timedelta, format: str) -> str | None:
    """The day as ``format`` shows it on every machine; None where that depends, or is unclear."""
    plain = format.partition(";")[0]
    if not isinstance(moment, datetime) or plain.lower() == LOCAL or is_timedelta_format(format):
        return None
    parts = _DATE_PARTS.findall(plain.lower())
    unclear = any(each[0] in "ymdhs" and each not in _PLAIN_PARTS for each in parts)
    if unclear or "".join(parts) != plain.lower():
        return None
    return "".join(_part(moment, parts, place) for place in range(len(parts)))


def _part(moment: datetime, parts: list[str], place: int) -> str:
    part = parts[place]
    if part.startswith("["):
        return ""
    if part[0] in '"\\':
        return part.strip('"\\')
    if part[0] not in "ymdhs":
        return "" if part in ";@" else part
    timed = [each for each in parts if each[0] in "ymdhs"]
    at = len([each for each in parts[:place] if each[0] in "ymdhs"])
    is_minute = part[0] == "m" and (
        (at and timed[at - 1][0] == "h") or (at + 1 < len(timed) and timed[at + 1][0] == "s")
    )
    number = {
        "y": moment.year % 100 if part == "yy" else moment.year,
        "m": moment.minute if is_minute else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[part[0]]
    return str(number).rjust(min(len(part), 2), "0")
