"""A folder of reports: how the files are called, and from what each one was made."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from assessments.model import Assessment, Enterprise
from i18n import Lang
from reports.report import Report
from services.settings import VERSION

JOURNAL = ".reports.jsonl"
LONGEST = 120  # bytes of an enterprise's name in UTF-8; file systems end at 255 for the whole

Write = Callable[[Path, bytes], None]  # puts a file in place whole


def file_name(enterprise: Enterprise, assessment: Assessment, lang: Lang, format: str) -> str:
    """A name that every file system takes, that is read easily and that no other report has."""
    plain = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", enterprise.name))
    cut = plain.strip("_-").encode()[:LONGEST].decode("utf-8", "ignore").strip("_-")
    parts = [cut, f"T{assessment.round}", assessment.id, lang]
    return "_".join(filter(None, parts)) + f".{format}"


def mark_of(lasting: Report, form: bytes) -> str:
    """A digest of what a report tells whatever the day, of its form and of the program.

    Neither the day nor the comparable enterprises are in it: a report gives the date of both.
    """
    told = repr((lasting, form, VERSION))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


class Folder:
    """The reports that are there. The journal has one line a report; the last one counts."""

    def __init__(self, path: Path, write: Write) -> None:
        """Make the folder if need be. Raises OSError where that, or writing in it, fails."""
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._marks = _read(path / JOURNAL)
        # Written anew, so that a line that a crash cut off ends here.
        write(path / JOURNAL, "".join(map(_line, self._marks.items())).encode())

    def mark(self, file: str) -> str:
        """From what ``file`` was made; empty where it is not there, or not known."""
        target = self.path / file
        there = target.is_file() and target.stat().st_size > 0
        return self._marks.get(file, "") if there else ""

    def note(self, file: str, mark: str) -> None:
        """Keep that ``file`` is there and from what it was made."""
        self._marks[file] = mark
        with (self.path / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(_line((file, mark)))


def _line(entry: tuple[str, str]) -> str:
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _read(journal: Path) -> dict[str, str]:
    """Every line that is whole; a report whose line is not is written again."""
    marks: dict[str, str] = {}
    text = journal.read_text("utf-8", "replace") if journal.is_file() else ""
    for line in text.splitlines():
        try:
            match json.loads(line):
                case [str(file), str(mark)]:
                    marks[file] = mark
        except (ValueError, RecursionError):
            continue
    return marks
