"""Finds the files of this product below a path and says everything that is wrong with them."""

import re
from dataclasses import dataclass
from pathlib import Path

from questionnaires import crosswalks, regulations
from questionnaires.crosswalks.checks import Lookup
from questionnaires.draft import HEAD
from questionnaires.model import Questionnaire
from questionnaires.problems import InvalidFiles, Problem, in_order
from questionnaires.reading import problems_of
from questionnaires.regulations.model import Regulation
from questionnaires.regulations.reader import read_comparison, read_regulation

# The top-level key by which a kind of file is known, even where the rest of it is broken.
_MARKS = {
    "rubric": re.compile(rb"^rubric\s*:", re.MULTILINE),
    "regulation": re.compile(rb"^articles\s*:", re.MULTILINE),
    "comparison": re.compile(rb"^pairs\s*:", re.MULTILINE),
    "crosswalk": re.compile(rb"^relations\s*:", re.MULTILINE),
    "efforts": re.compile(
        rb"^(?:heights|requires)\s*:|\A(?=(?s:.*)^questionnaire\s*:)(?=(?s:.*)^items\s*:)",
        re.MULTILINE,
    ),
}


@dataclass(frozen=True)
class Found:
    """What there is to check below a path, in the order in which it was found."""

    editions: tuple[Path, ...] = ()
    regulations: tuple[Path, ...] = ()
    comparisons: tuple[Path, ...] = ()
    crosswalks: tuple[Path, ...] = ()
    rubrics: tuple[Path, ...] = ()
    efforts: tuple[Path, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.editions + other.editions,
            self.regulations + other.regulations,
            self.comparisons + other.comparisons,
            self.crosswalks + other.crosswalks,
            self.rubrics + other.rubrics,
            self.efforts + other.efforts,
        )


def lint(path: Path) -> list[Problem]:
    """Every problem of questionnaires, regulations, comparisons, crosswalks at or below ``path``.

    Rubrics and efforts are read by ``scoring``; ``find`` names them. Raises FileNotFoundError.
    """
    return lint_found(find(path))


def find(path: Path) -> Found:
    """The files to check at ``path``: a file, an edition's folder, or any folder above.

    A file of an edition stands for the whole edition. Raises FileNotFoundError.
    """
    if path.is_file():
        for folder in (path.parent, path.parent.parent):
            if (folder / HEAD).exists():
                return Found(editions=(folder,))
        return _file(path)
    if (path / HEAD).exists():
        return Found(editions=(path,))
    found = Found()
    for entry in sorted(path.iterdir()):
        if entry.is_dir() and not entry.name.startswith((".", "_")):
            found += find(entry)
        elif entry.suffix == ".yaml":
            found += _file(entry)
    return found


def lint_found(found: Found) -> list[Problem]:
    """Every problem of what was found, rubrics and efforts apart."""
    problems: list[Problem] = []
    for folder in found.editions:
        problems += problems_of(folder)
    beside: dict[str, Regulation] = {}
    for file in found.regulations:
        try:
            beside[file.stem] = read_regulation(file)
        except InvalidFiles as invalid:
            problems += invalid.problems
    for file in found.comparisons:
        try:
            read_comparison(file, lambda name: beside.get(name) or regulations.find(name))
        except InvalidFiles as invalid:
            problems += invalid.problems
    for file in found.crosswalks:
        try:
            crosswalks.read_crosswalk(file, _usable(crosswalks.beside(file.absolute().parents[1])))
        except InvalidFiles as invalid:
            problems += invalid.problems
    return list(in_order(problems))


def _usable(lookup: Lookup) -> Lookup:
    """``lookup``, without what has problems of its own."""

    def find(id: str, edition: str) -> Questionnaire | None:
        try:
            return lookup(id, edition)
        except InvalidFiles:
            return None

    return find


def _file(file: Path) -> Found:
    raw = file.read_bytes()
    kind = next((kind for kind, mark in _MARKS.items() if mark.search(raw)), None)
    return Found(
        regulations=(file,) if kind == "regulation" else (),
        comparisons=(file,) if kind == "comparison" else (),
        crosswalks=(file,) if kind == "crosswalk" else (),
        rubrics=(file,) if kind == "rubric" else (),
        efforts=(file,) if kind == "efforts" else (),
    )
