"""How an answer book lies: its columns, its marks, and what a reader knows it by."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from i18n import Lang

MARK = "shuzhen-answer-book"  # what the sheet of ids begins with, whatever it is called
FORM = "1"  # of what stands there
CHECK, REVISION, NOT_SHOWN = "check", "revision/", "not_shown/"  # keys there
OF_OPTION = "/"  # between the ids of an item and its option
TICK = "✓"

# What a person sees of a question, and what only computes, folded away behind it.
SHOWN = ("number", "question", "claim", "answer", "state", "note", "evidence", "id")
STEPS = ("value", "raw", "asked", "code", "need", "done")
WIDTHS: Mapping[str, float] = {
    "number": 6.0, "question": 46.0, "claim": 26.0, "answer": 32.0, "state": 11.0, "note": 26.0,
    "evidence": 30.0, "id": 22.0,
}  # fmt: skip

BookSide = Literal["claimed", "verified"]


@dataclass(frozen=True)
class BookMark:
    """Which answers a book is about, as it was written; ``revisions`` those seen, by item.

    ``not_shown``: the items of which there was nothing to see. All stands in cells that one sees:
    properties of a file do not survive every office program.
    """

    assessment: str
    questionnaire: str
    edition: str
    digest: str
    side: BookSide
    lang: Lang
    written_at: str
    revisions: Mapping[str, int]
    not_shown: frozenset[str] = frozenset()

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Keys and values as they stand in the book; the last checks the others."""
        told = [
            (MARK, FORM),
            ("assessment", self.assessment),
            ("questionnaire", self.questionnaire),
            ("edition", self.edition),
            ("digest", self.digest),
            ("side", self.side),
            ("lang", self.lang),
            ("written_at", self.written_at),
            *((f"{REVISION}{item}", str(seen)) for item, seen in self.revisions.items()),
            *((f"{NOT_SHOWN}{item}", "1") for item in sorted(self.not_shown)),
        ]
        return (*told, (CHECK, check_of(dict(told))))


def check_of(lines: Mapping[str, str]) -> str:
    """What tells whether one of the lines was changed by mistake; no proof against intent."""
    told = "\n".join(f"{key}={value}" for key, value in sorted(lines.items()) if key != CHECK)
    return sha256(told.encode()).hexdigest()[:16]


def identity_in(lines: Mapping[str, str]) -> BookMark | None:
    """The identity that these lines tell; None where one lacks or was changed."""
    if lines.get(MARK) != FORM or lines.get(CHECK) != check_of(lines):
        return None
    seen = {
        key.removeprefix(REVISION): int(value)
        for key, value in lines.items()
        if key.startswith(REVISION)
    }
    missing = {key.removeprefix(NOT_SHOWN) for key in lines if key.startswith(NOT_SHOWN)}
    return BookMark(
        assessment=lines["assessment"],
        questionnaire=lines["questionnaire"],
        edition=lines["edition"],
        digest=lines["digest"],
        side="verified" if lines["side"] == "verified" else "claimed",
        lang="en" if lines["lang"] == "en" else "zh",
        written_at=lines["written_at"],
        revisions=seen,
        not_shown=frozenset(missing),
    )
