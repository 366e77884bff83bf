"""Reading a family of files into models, with every problem of all of them at once."""

from collections.abc import Callable, Iterable
from pathlib import Path

from files import strict_yaml
from files.problems import InvalidFiles, Problem, in_order
from files.shape import EntryType, fit
from files.strict_yaml import YamlDocument

Files = list[tuple[EntryType, YamlDocument]]
Check = Callable[[EntryType, YamlDocument], Iterable[Problem]]


def read(
    file: Path, model: type[EntryType]
) -> tuple[EntryType | None, YamlDocument, list[Problem]]:
    """The file as ``model``, its document, and every problem of its form and shape.

    None where it cannot be used. Raises OSError where there is no such file.
    """
    document, problems = strict_yaml.read(file)
    if document.data is None:
        return None, document, problems
    entry, found = fit(model, document)
    return entry, document, [*problems, *found]


def read_all(
    files: Iterable[Path], model: type[EntryType]
) -> tuple[Files[EntryType], list[Problem]]:
    """Those files that can be used, and the problems of all."""
    usable: Files[EntryType] = []
    problems: list[Problem] = []
    for file in files:
        entry, document, found = read(file, model)
        problems += found
        if entry is not None:
            usable.append((entry, document))
    return usable, problems


def problems_of(
    files: Iterable[Path], model: type[EntryType], check: Check[EntryType]
) -> tuple[Problem, ...]:
    """Every problem of those files, what ``check`` finds in each that can be used among them."""
    entries, problems = read_all(files, model)
    for entry, document in entries:
        problems += check(entry, document)
    return in_order(problems)


def load(file: Path, model: type[EntryType], check: Check[EntryType]) -> EntryType:
    """The file as ``model``. Raises InvalidFiles with all that it and ``check`` find, OSError."""
    entry, document, problems = read(file, model)
    if entry is not None:
        problems += check(entry, document)
    if problems or entry is None:
        raise InvalidFiles(problems)
    return entry
