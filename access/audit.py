"""The audit trail: who did what to which object when, each entry chained to the one before.

The digest of an entry is the SHA-256 of its fields as a list of JSON, in the order of ``FIELDS``:
whoever has the exported lines can work it out anew without anything secret.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, Self

FIELDS = (
    "number",
    "at",
    "actor",
    "role",
    "action",
    "kind",
    "object",
    "enterprise",
    "centre",
    "place",
    "details",
    "previous",
)
FLAGGED = frozenset({"link.renew"})  # to be asked about: it opens an account with nothing else
SHA256 = re.compile("[0-9a-f]{64}")
START = "0" * 64  # what the first entry is chained to

Detail = str | int | bool
AuditRow = Mapping[str, Any]  # an entry as it is kept: FIELDS and its digest
FaultKind = Literal["changed", "missing", "unlinked", "cut", "other"]

_line: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True
).encode


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """Something that somebody did. Ids only: no name, no answer, nothing secret.

    ``actor`` is a user name, "enterprise" for whoever holds a resume code, "" for nobody known.
    ``kind`` and ``object`` say what it was done to, ``enterprise`` and ``centre`` whose that was;
    ``place`` is a mark that is the same for the same network address.
    """

    at: datetime
    actor: str
    role: str
    action: str
    kind: str
    object: str = ""
    enterprise: str = ""
    centre: str = ""
    place: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """Which entries are wanted; "", None and no ``actions``: whichever.

    Of ``silent_roles`` only those whose action is among ``told``.
    """

    actor: str = ""
    action: str = ""
    object: str = ""
    enterprise: str = ""
    centre: str = ""
    since: datetime | None = None
    until: datetime | None = None
    actions: frozenset[str] = frozenset()
    silent_roles: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


class ChainHead(NamedTuple):
    """The last entry of a trail: whoever has noted it sees what was cut off or written anew."""

    number: int
    digest: str

    def __str__(self) -> str:
        """As it is noted."""
        return f"{self.number}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> Self:
        """From how it was noted. Raises ValueError."""
        number, _, digest = text.strip().partition(":")
        if not number.isdecimal() or not SHA256.fullmatch(digest):
            raise ValueError("not a number, a colon and a digest")
        return cls(int(number), digest)


class ChainFault(NamedTuple):
    """Where the trail is not what it was.

    ``changed``: entry ``number`` does not have its digest. ``missing``: entries from ``number``
    to ``until`` are not there. ``unlinked``: it is not chained to the one before it. ``cut``: the
    trail ends before the noted head; ``other``: it has another entry there.
    """

    kind: FaultKind
    number: int
    until: int


def chained(entry: AuditEntry, number: int, previous: str) -> dict[str, Any]:
    """The entry as it is kept, chained to the digest ``previous``."""
    row: dict[str, Any] = {
        "number": number,
        "at": moment(entry.at),
        "details": _line(dict(entry.details)),
        "previous": previous,
    }
    row = {name: row.get(name, getattr(entry, name, "")) for name in FIELDS}
    return {**row, "digest": digest_of_row(row)}


def moment(at: datetime) -> str:
    """A time as it is kept: text of one length, which sorts as times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of_row(row: AuditRow) -> str:
    """The digest that the row should have."""
    text = _line([row[name] for name in FIELDS])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def faults(rows: Iterable[AuditRow], head: ChainHead | None = None) -> Iterator[ChainFault]:
    """All that is wrong with a trail, whose rows come by their numbers."""
    last, digest, met = 0, START, head is None
    for row in rows:
        number = row["number"]
        if number > last + 1:
            yield ChainFault("missing", last + 1, number - 1)
        elif row["previous"] != digest:
            yield ChainFault("unlinked", number, number)
        if digest_of_row(row) != row["digest"]:
            yield ChainFault("changed", number, number)
        last, digest = number, row["digest"]
        if head is not None and number == head.number:
            met = True
            if digest != head.digest:
                yield ChainFault("other", number, number)
    if head is not None and not met:
        yield ChainFault("cut", min(last + 1, head.number), head.number)
