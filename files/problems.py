"""A problem found in a file: where, what, why and what to do about it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from files.invisible import named
from i18n import Lang, Text, exact, say

MOST_PROBLEMS = 1000  # of one file, and of one edition: more help nobody
LONGEST_PARAM = 1000  # characters of a name or a list that a message repeats

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

# The file of ``i18n/texts`` in which the texts of a family of codes stand.
AREAS = {
    "Y": "problems",
    "Q": "problems",
    "L": "problems",
    "R": "rubric_problems",
    "E": "effort_problems",
    "W": "workbook_problems",
    "X": "crosswalk_problems",
    "S": "solution_problems",
    "P": "programme_problems",
    "N": "narrative_problems",
    "A": "layer_problems",
    "T": "template_problems",
    "F": "fit_problems",
    "O": "age_problems",
    "J": "fairness_problems",
    "V": "advice_problems",
    "B": "answer_book_problems",
}


@dataclass(frozen=True)
class Problem:
    """One problem of an input file, in both languages until it is shown.

    ``code`` names the kind of problem for good: ``Y…`` the form of any file, ``Q…`` a
    questionnaire, ``L…`` a regulation, ``R…`` a rubric, ``E…`` an effort table, ``X…`` a
    crosswalk, ``W…`` a workbook, ``P…`` a programme, ``S…`` the catalogue of solutions or a table
    of vendors, ``N…`` sentences of reports, ``A…`` layers of systems, ``T…`` a centre's Word
    template, ``F…`` an item of a new edition that other files do not fit, ``O…`` what was not
    looked up for a year, ``J…`` a rubric that is not fair, ``V…`` advice that a catalogue lacks or
    gives in words of another trade, ``B…`` an answer book that came back. ``line`` counts from 1
    (in a Word file, paragraphs), or names a workbook's cell (``items!C7``). Its texts are
    ``<code>`` (what is wrong and why) and ``<code>_fix`` (what to do) in the area of its letter;
    ``params`` fill both, and a parameter that is a Text is shown in the reader's language.
    """

    file: Path
    line: int | str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def message(self, lang: Lang) -> str:
        """What is wrong and why, then what to do."""
        parts = (self._text(part, lang) for part in ("", "_fix"))
        return ("" if lang == "zh" else " ").join(parts)

    @property
    def what(self) -> Text:
        """What is wrong and why."""
        return Text(zh=self._text("", "zh"), en=self._text("", "en"))

    def _text(self, part: str, lang: Lang) -> str:
        params = {name: _shown(value, lang) for name, value in self.params.items()}
        return say(f"{AREAS[self.code[0]]}.{self.code}{part}", lang, **params)

    def to(self, lang: Lang) -> str:
        """``file:line: CODE message`` in ``lang``."""
        return f"{_printable(str(self.file))}:{self.line}: {self.code} {self.message(lang)}"

    def __str__(self) -> str:
        return self.to("zh")


def _shown(value: Any, lang: Lang) -> Any:
    """A parameter as it is read: a Text in ``lang``, 20.0 as 20, a long text shortened."""
    if isinstance(value, float):
        return exact(float(f"{value:.15g}"))  # without what computing adds
    text = value.to(lang) if isinstance(value, Text) else value
    if not isinstance(text, str):
        return text
    return _printable(text if len(text) <= LONGEST_PARAM else f"{text[:LONGEST_PARAM]}…")


def _printable(text: str) -> str:
    """The text without what would steer a terminal or cannot be written; the unseen is named."""
    return _UNPRINTABLE.sub("�", named(text))


class InvalidFiles(Exception):
    """Files that cannot be used; carries every problem found, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def problems_in(
    files: Iterable[Path], read: Callable[[Path], Iterable[Problem]]
) -> tuple[Problem, ...]:
    """The problems of these ``files`` alone; ``read`` says all those of a folder."""
    wanted = {file.absolute() for file in files}
    found: list[Problem] = []
    for folder in sorted({file.parent for file in wanted}):
        found += [each for each in read(folder) if each.file.absolute() in wanted]
    return in_order(found)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, then line (those with a number first), then code."""

    def place(found: Problem) -> tuple[object, ...]:
        return found.file, isinstance(found.line, str), found.line, found.code

    return tuple(sorted(problems, key=place))
