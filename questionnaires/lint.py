"""Finds the files of this product below a path and says everything that is wrong with them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from files.problems import InvalidFiles, Problem, in_order
from files.strict_yaml import LARGEST
from questionnaires import crosswalks, regulations
from questionnaires.draft import HEAD
from questionnaires.library import Known
from questionnaires.reading import problems_of
from questionnaires.regulations.laws import check_laws
from questionnaires.regulations.model import Regulation
from questionnaires.regulations.reader import read_comparison, read_regulation

# The top-level key by which a kind of file is known, even where the rest of it is broken.
_MARKS = {
    "rubrics": re.compile(rb"^rubric\s*:", re.MULTILINE),
    "regulations": re.compile(rb"^articles\s*:", re.MULTILINE),
    "laws": re.compile(rb"^laws\s*:", re.MULTILINE),
    "comparisons": re.compile(rb"^pairs\s*:", re.MULTILINE),
    "crosswalks": re.compile(rb"^to_edition\s*:", re.MULTILINE),
    "solutions": re.compile(rb"^(?:solutions|cost_classes)\s*:", re.MULTILINE),
    "programmes": re.compile(rb"^programmes\s*:", re.MULTILINE),
    "layers": re.compile(rb"^layers\s*:", re.MULTILINE),
    "concerns": re.compile(rb"^concerns\s*:", re.MULTILINE),
    "outside": re.compile(rb"\A(?=(?s:.*)^statement\s*:)(?=(?s:.*)^figures\s*:)", re.MULTILINE),
    "advice": re.compile(rb"^findings\s*:", re.MULTILINE),
    "contradictions": re.compile(rb"^contradictions\s*:", re.MULTILINE),
    "efforts": re.compile(
        rb"^(?:heights|requires)\s*:|\A(?=(?s:.*)^provenance\s*:)(?=(?s:.*)^items\s*:)",
        re.MULTILINE,
    ),
    "narratives": re.compile(
        rb"\A(?=(?s:.*)^questionnaire\s*:)(?=(?s:.*)^(?:items|editions)\s*:)", re.MULTILINE
    ),
}


# A kind of file to those that were found: those of ``_MARKS``, ``editions`` (their folders), and
# what is ``unreadable``.
Found = Mapping[str, tuple[Path, ...]]


def together(parts: Iterable[Found]) -> Found:
    """All of the parts, in their order."""
    found: dict[str, tuple[Path, ...]] = {}
    for part in parts:
        for kind, files in part.items():
            found[kind] = (*found.get(kind, ()), *files)
    return found


def lint(path: Path) -> list[Problem]:
    """Every problem of questionnaires, regulations, laws, comparisons, crosswalks below ``path``.

    Rubrics, efforts, solutions, programmes, narratives, layers, concerns, contradictions, outside
    figures and advice are checked by whoever reads them; ``find`` names them. Raises
    FileNotFoundError.
    """
    return lint_found(find(path))


def find(path: Path) -> Found:
    """The files to check at ``path``: a file, an edition's folder, or any folder above.

    A file of an edition stands for the whole edition. Raises FileNotFoundError.
    """
    if path.is_file():
        for folder in (path.parent, path.parent.parent):
            if (folder / HEAD).exists():
                return {"editions": (folder,)}
        return _file(path)
    return together(_below(path))


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
            yield {"editions": (folder,)}
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
    problems = [Problem(file, 1, "Y012") for file in found.get("unreadable", ())]
    for folder in found.get("editions", ()):
        problems += problems_of(folder)
    beside: dict[str, Regulation] = {}
    for file in found.get("regulations", ()):
        try:
            beside[file.stem] = read_regulation(file)
        except InvalidFiles as invalid:
            problems += invalid.problems
    for file in found.get("comparisons", ()):
        try:
            read_comparison(file, lambda name: beside.get(name) or regulations.find(name))
        except InvalidFiles as invalid:
            problems += invalid.problems
    problems += check_laws(found.get("laws", ()))
    for file in found.get("crosswalks", ()):
        try:
            crosswalks.read_crosswalk(file, Known(folder=file.absolute().parents[1]))
        except InvalidFiles as invalid:
            problems += invalid.problems
    return list(in_order(problems))


def _file(file: Path) -> Found:
    if not file.is_file():  # a link to nowhere, a pipe, a device
        return {"unreadable": (file,)}
    with file.open("rb") as opened:
        raw = opened.read(LARGEST)
    kind = next((kind for kind, mark in _MARKS.items() if mark.search(raw)), None)
    return {} if kind is None else {kind: (file,)}
