"""The register of laws that bind enterprises: what they ask in own words, and since when."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from files.dates import WrittenDate
from files.families import read_all
from files.frozen import Frozen
from files.problems import InvalidFiles, Problem, problems_in
from files.shape import Entry, Id
from files.strict_yaml import YamlDocument
from files.texts import Bilingual, english_problems
from i18n import Text, text_of
from questionnaires.model import LawCitation
from questionnaires.regulations.numerals import chinese

FOLDER = Path(__file__).parent / "register"
MOST = 200  # laws of a file


class Law(Frozen):
    """A law, regulation or rule as it stands today; ``says`` is what it asks of an enterprise.

    ``in_force``: the day from which it applies, of one that was amended the day of its last
    amendment. ``seen``: when somebody last looked whether it still holds, None where nobody has.
    ``confidence`` is as with programmes: read in a public reprint, at second hand only, or not
    checked.
    """

    id: str
    title: Text
    number: Text | None = None
    in_force: str
    says: Text
    source: Text
    seen: str | None = None
    confidence: Literal["official", "secondary", "unconfirmed"]

    def label(self, citation: LawCitation) -> Text:
        """How it is cited: “《个人信息保护法》第五十五条”, "…, Article 55"."""
        if citation.article is None:
            return self.title
        key = "article" if citation.paragraph is None else "paragraph"
        numbers = {"article": citation.article, "paragraph": citation.paragraph or 0}
        counted = {name: Text(zh=chinese(n), en=str(n)) for name, n in numbers.items()}
        place = text_of(f"regulations.{key}", **counted)
        return text_of("regulations.of_law", law=self.title, place=place)


class LawEntry(Entry):
    """One law of a file."""

    id: Id
    title: Bilingual
    number: Bilingual | None = None
    in_force: WrittenDate
    says: Bilingual
    source: Bilingual
    seen: WrittenDate | None = None
    confidence: Literal["official", "secondary", "unconfirmed"]


class LawsEntry(Entry):
    """A file of the register."""

    laws: tuple[LawEntry, ...] = Field(min_length=1, max_length=MOST)


@cache
def laws() -> Mapping[str, Law]:
    """Every law of the register under its id. Raises InvalidFiles with every problem."""
    entries, problems = _read(FOLDER)
    if problems:
        raise InvalidFiles(problems)
    return {entry.id: Law(**dict(entry)) for entry in entries}


def check_laws(files: Iterable[Path]) -> tuple[Problem, ...]:
    """Every problem of these files of laws; each is read with all that stand beside it."""
    return problems_in(files, lambda folder: _read(folder)[1])


def _read(folder: Path) -> tuple[list[LawEntry], list[Problem]]:
    files, problems = read_all(sorted(folder.glob("*.yaml")), LawsEntry)
    known: set[str] = set()
    for file, document in files:
        problems += _problems(file, document, known)
        known |= {law.id for law in file.laws}
    return [law for file, _ in files for law in file.laws], problems


def _problems(file: LawsEntry, document: YamlDocument, before: set[str]) -> Iterator[Problem]:
    seen = set(before)
    for index, law in enumerate(file.laws):
        if law.id in seen:
            yield document.problem("L016", "laws", index, "id", id=law.id)
        seen.add(law.id)
    yield from english_problems(file.model_dump(), document, "L014")
