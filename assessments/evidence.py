"""Evidence beside an assessment, a file or a link: what is known of it, validated at the edge."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field

from assessments.model import Side
from assessments.plain_text import one_line
from assessments.refusals import Invalid
from files.frozen import Frozen

MOST_FILES = 40  # of an assessment
MOST_BYTES = 60_000_000  # the same, as they are kept
MOST_SHOWN = 8  # photographs in a report
LONGEST_NAME = 100  # characters
LONGEST_TEXT = 120  # characters of what it shows
LONGEST_REMARK = 200
LONGEST_LINK = 300

FileKind = Literal["photo", "pdf", "xlsx", "docx", "link"]
Verdict = Literal["", "accepted", "partly", "rejected"]
VERDICTS: tuple[Verdict, ...] = ("", "accepted", "partly", "rejected")


class KeptFile(Frozen):
    """What lies under ``digest``; of a photograph also two smaller ones, for page and report.

    Of a link that is the address itself: what stands there may change, and is not fetched.
    """

    kind: FileKind
    size: int  # bytes
    digest: str
    small: str = ""
    printed: str = ""
    width: int = 0  # dots of the printed one
    height: int = 0


class EvidenceFile(Frozen):
    """A file that was added for ``item`` on a ``side``, by whom and when.

    ``id`` is unique in the assessment; ``revision`` counts what was said of it. ``name`` is the
    one it came with, a text and never a path; of a link its address. ``expires``: the last day on
    which it holds. ``in_report``: it stands in the report as a figure.
    """

    id: int
    item: str
    side: Side
    name: str
    kept: KeptFile
    shows: str = ""
    expires: date | None = None
    by: str = ""  # a name; "": the enterprise
    at: datetime
    revision: int = 1
    verdict: Verdict = ""
    remark: str = ""
    judged_by: str = ""
    judged_at: datetime | None = None
    in_report: bool = False

    @property
    def as_claimed(self) -> "EvidenceFile":
        """The file without what a consultant says of it."""
        said = {"verdict": "", "remark": "", "judged_by": "", "judged_at": None}
        return self.model_copy(update=said | {"in_report": False})

    @property
    def digests(self) -> tuple[str, ...]:
        """Everything that is kept for it."""
        kept = self.kept
        return tuple(each for each in (kept.digest, kept.small, kept.printed) if each)


class EvidenceFiles(Frozen):
    """All files of an assessment, in the order in which they came.

    ``numbered`` counts those that were ever added, ``claimed`` the changes by the enterprise.
    """

    files: tuple[EvidenceFile, ...] = ()
    numbered: int = Field(default=0, ge=0)
    claimed: int = Field(default=0, ge=0)

    @property
    def digests(self) -> frozenset[str]:
        """Everything that is kept for one of them."""
        return frozenset(digest for each in self.files for digest in each.digests)


def file_name(typed: str) -> str:
    """The name of a file as a text, without the folders that it lay in."""
    return one_line(PurePosixPath(typed.replace("\\", "/")).name)[-LONGEST_NAME:]


def parse_link(typed: str) -> str:
    """The address of a page that shows something. Raises Invalid for what no browser should open.

    Only http and https, a host, and neither user name nor password.
    """
    link = _within(typed, LONGEST_LINK)
    try:
        parts = urlsplit(link)
        host, signs_in = parts.hostname, parts.username is not None or parts.password is not None
        fits = parts.scheme in ("http", "https") and bool(host) and parts.port != 0
    except ValueError:
        fits = signs_in = False
    if not fits or not link.isprintable() or set(link) & set(" <>\"'`\\"):
        raise Invalid("evidence_link", link=link)
    if signs_in:
        raise Invalid("evidence_link_secret")
    return link


def parse_shows(typed: str) -> str:
    """What a file shows, in a line. Raises Invalid for what is too long."""
    return _within(typed, LONGEST_TEXT)


def parse_verdict(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What a form says of a file: ``verdict``, ``remark``, ``shows``, ``in_report``.

    Raises Invalid for what is too long, or a verdict that says no and gives no reason.
    """
    verdict = next((each for each in VERDICTS if each == raw.get("verdict")), "")
    remark = _within(str(raw.get("remark", "")), LONGEST_REMARK)
    if verdict in ("partly", "rejected") and not remark:
        raise Invalid("evidence_no_reason")
    shown = bool(raw.get("in_report")) and verdict != "rejected"
    shows = parse_shows(str(raw.get("shows", "")))
    if shown and not shows:
        raise Invalid("evidence_no_caption")
    return {"verdict": verdict, "remark": remark, "shows": shows, "in_report": shown}


def _within(typed: str, longest: int) -> str:
    text = one_line(typed)
    if len(text) > longest:
        raise Invalid("evidence_long", longest=longest, length=len(text))
    return text
