"""The files of reports that left the house: by what each is known again, to the byte."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from assessments.model import Document
from assessments.refusals import Stale
from files.packages import UnfitFile
from i18n import Lang
from reports.read_back import read_back
from services.context import Context
from services.kinds import HANDED_OUT

MARK = 8  # bytes that stand for a text
TRIES = 5  # of writing while others hand out files of the same report


@dataclass(frozen=True)
class IssuedFile:
    """A file that was handed out: its SHA-256, when, and a mark for each of its texts, in order."""

    digest: str
    format: str
    lang: Lang
    at: datetime
    marks: tuple[bytes, ...]


@dataclass(frozen=True)
class TextDifference:
    """What the texts of a file do not share with those that were issued.

    ``added``: its own that the issued file lacks; ``missing`` counts the others. ``moved``: the
    first that stands elsewhere, where that is all; "" for none.
    """

    added: tuple[str, ...]
    missing: int
    moved: str

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.added or self.missing or self.moved)


def issue(  # noqa: PLR0913  (all that is kept of a file)
    ctx: Context,
    code: str,
    lang: Lang,
    format: str,
    content: bytes,
    *,
    stating: Callable[[], Mapping[str, object]],
) -> None:
    """Keep that ``content`` is a file of the report with this tidy ``code``, once.

    With the first one goes what the report states: a code stands for one statement.
    """
    digest, marks = sha256(content).hexdigest(), _marks(content)
    for _ in range(TRIES):
        before = ctx.store.document_history(HANDED_OUT, code)
        if any(each.value.get("digest") == digest for each in before):
            return
        first = next((each.revision for each in before if each.content == marks), 0)
        file = {"digest": digest, "format": format, "lang": lang, "marks": first}
        document = Document(
            kind=HANDED_OUT,
            subject=code,
            revision=len(before) + 1,
            value=file if before else {**stating(), **file},
            content=b"" if first else marks,
            author=ctx.actor.id,
            at=ctx.now(),
        )
        try:
            ctx.store.append_document(document)
        except Stale:
            continue
        return
    raise Stale("too_many_reports")


def issued_files(ctx: Context, code: str) -> Sequence[IssuedFile]:
    """Every file of the report with this tidy ``code``, the first one first.

    What was handed out before digests were kept is not among them.
    """
    kept = ctx.store.document_history(HANDED_OUT, code)
    found = []
    for each in (each for each in kept if "digest" in each.value):
        marks = kept[each.value["marks"] - 1].content if each.value["marks"] else each.content
        cut = tuple(marks[at : at + MARK] for at in range(0, len(marks), MARK))
        lang = cast("Lang", each.value["lang"])
        found.append(IssuedFile(each.value["digest"], each.value["format"], lang, each.at, cut))
    return found


def difference(issued: IssuedFile, texts: Sequence[str]) -> TextDifference:
    """How ``texts`` differ from those of the issued file."""
    marks = list(map(_mark, texts))
    more, less = Counter(marks), Counter(issued.marks)
    surplus, added = more - less, []
    for mark, text in zip(marks, texts, strict=True):
        if surplus[mark] > 0:
            surplus[mark] -= 1
            added.append(text)
    missing = (less - more).total()
    moved = ""
    if not added and not missing:
        places = zip(marks, issued.marks, texts, strict=True)
        moved = next((text for mine, theirs, text in places if mine != theirs), "")
    return TextDifference(tuple(added), missing, moved)


def _marks(content: bytes) -> bytes:
    """One after the other; nothing for a file whose texts cannot be read back."""
    try:
        texts: Iterable[str] = read_back(content).texts or ()
    except UnfitFile:
        return b""
    return b"".join(map(_mark, texts))


def _mark(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:MARK]
