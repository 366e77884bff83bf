"""What a store holds of a firm or a person, and what becomes of it when it is erased."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from assessments.model import Assessment, Enterprise

ERASED = "（已删除）"  # the name of what stays of a firm for the figures
LANGS = ("zh", "en")

PersonalMark = Literal["mobile", "id_number"]
MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d\d{3}[\dXx](?![\dXx])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
CHECKS = "10X98765432"


@dataclass(frozen=True)
class Traces:
    """By what the rows of a firm or a person are found.

    ``records`` and ``assessments`` are ids, ``usernames`` has the names of those accounts under
    their user names.
    """

    records: frozenset[str] = frozenset()
    assessments: frozenset[str] = frozenset()
    usernames: Mapping[str, str] = field(default_factory=dict)

    @property
    def subjects(self) -> Iterable[str]:
        """What documents of it belong to, check codes aside."""
        yield from self.records
        for each in self.assessments:
            yield each
            yield from (f"{each}:{lang}" for lang in LANGS)
        yield from map(account_subject, self.usernames)


@dataclass(frozen=True)
class Erasure:
    """What goes, and what stays of it for the figures, under ids of its own.

    ``firms`` has the enterprise that stays of a record, ``kept`` what stays of an assessment, both
    by their old ids.
    """

    traces: Traces
    at: datetime
    firms: Mapping[str, Enterprise] = field(default_factory=dict)
    kept: Mapping[str, Assessment] = field(default_factory=dict)


def account_subject(username: str) -> str:
    """What documents about an account belong to."""
    return f"account:{username}"


def personal_mark(text: str) -> PersonalMark | None:
    """What in ``text`` looks like the number of a mobile phone or of an identity card."""
    tidy = text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})  # full width
    for found in ID_NUMBER.findall(tidy):
        total = sum(int(digit) * weight for digit, weight in zip(found, WEIGHTS, strict=False))
        if CHECKS[total % 11] == found[-1].upper():
            return "id_number"
    return "mobile" if MOBILE.search(tidy) else None
