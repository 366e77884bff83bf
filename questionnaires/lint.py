"""Finds the files of this product below a path and says everything that is wrong with them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path

from files.problems import InvalidFiles, Problem, in_order
from files.strict_yaml import LARGEST
from questionnaires import crosswalks, regulations
from questionnaires.draft import HEAD
from questionnaires.library import Known
from questionnaires.reading import problems_of
from questionnaires.regulations.model import Regulation
from questionnaires.regulations.reader import read_comparison, read_regulation

# The top-level key by which a kind of file is known, even where the rest of it is broken.
_MARKS = {
    "rubric": re.compile(rb"^rubric\s*:", re.MULTILINE),
    "regulation": re.compile(rb"^articles\s*:", re.MULTILINE),
    "comparison": re.compile(rb"^pairs\s*:", re.MULTILINE),
    "crosswalk": re.compile(rb"^to_edition\s*:", re.MULTILINE),
    "solutions": re.compile(rb"^(?:solutions|cost_classes)\s*:", re.MULTILINE),
    "programmes": re.compile(rb"^programmes\s*:", re.MULTILINE),
    "layers": re.compile(rb"^layers\s*:", re.MULTILINE),
    "efforts": re.compile(
        rb"^(?:heights|requires)\s*:|\A(?=(?s:.*)^provenance\s*:)(?=(?s:.*)^items\s*:)",
        re.MULTILINE,
    ),
    "narratives": re.compile(
        rb"\A(?=(?s:.*)^questionnaire\s*:)(?=(?s:.*)^(?:items|editions)\s*:)", re.MULTILINE
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
    solutions: tuple[Path, ...] = ()
    programmes: tuple[Path, ...] = ()
    narratives: tuple[Path, ...] = ()
    layers: tuple[Path, ...] = ()

    unreadable: tuple[Path, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        return Found.of((self, other))

    @classmethod
    def of(cls, parts: Iterable["Found"]) -> "Found":
        """All of the parts together."""
        kept = tuple(parts)
        return cls(
            **{
                each.name: tuple(chain.from_iterable(getattr(part, each.name) for part in kept))
                for each in fields(cls)
            }
        )


def lint(path: Path) -> list[Problem]:
    """Every problem of questionnaires, regulations, comparisons, crosswalks at or below ``path``.

    Rubrics, efforts, solutions, programmes, narratives and layers are read further up; ``find``
    names them. Raises FileNotFoundError.
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
    return Found.of(_below(path))


def _below(path: Path) -> Iterator[Found]:
    """What is in a folder and below it; each folder once, however links lead to it."""
    waiting, seen = [path], set[tuple[int, int]]()
    while waiting:
        folder = waiting.pop()
        itself = folder.stat()
        if (itself.st_dev, itself.st_ino) in seen:
            continue
        seen.add((itself.st_dev, itself.st_ino))
        if (folder / HEAD).exists():
            yield Found(editions=(folder,))
            continue
        folders = []
        for entry in sorted(folder.iterdir()):
            if not entry.is_dir():
                if entry.suffix == ".yaml":
                    yield _file(entry)
            elif not entry.name.startswith((".", "_")):
                folders.append(entry)
        waiting += reversed(folders)


def lint_found(found: Found) -> list[Problem]:
    """Every problem of what was found, those that are read further up apart."""
    problems = [Problem(file, 1, "Y012") for file in found.unreadable]
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
            crosswalks.read_crosswalk(file, Known(folder=file.absolute().parents[1]))
        except InvalidFiles as invalid:
            problems += invalid.problems
    return list(in_order(problems))


def _file(file: Path) -> Found:
    if not file.is_file():  # a link to nowhere, a pipe, a device
        return Found(unreadable=(file,))
    with file.open("rb") as opened:
        raw = opened.read(LARGEST)
    kind = next((kind for kind, mark in _MARKS.items() if mark.search(raw)), None)
    return Found(
        regulations=(file,) if kind == "regulation" else (),
        comparisons=(file,) if kind == "comparison" else (),
        crosswalks=(file,) if kind == "crosswalk" else (),
        rubrics=(file,) if kind == "rubric" else (),
        efforts=(file,) if kind == "efforts" else (),
        solutions=(file,) if kind == "solutions" else (),
        programmes=(file,) if kind == "programmes" else (),
        narratives=(file,) if kind == "narratives" else (),
        layers=(file,) if kind == "layers" else (),
    )
