"""A questionnaire's files as found: entries with their places, not yet known to fit together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from questionnaires import strict_yaml
from questionnaires.entries import DimensionEntry, HeadEntry, ItemEntry, TranslationEntry
from questionnaires.problems import Problem
from questionnaires.shape import EntryType, fit
from questionnaires.strict_yaml import Document

HEAD = "questionnaire.yaml"
ENGLISH = Path("translations", "en.yaml")
DIGEST = "digest"


@dataclass(frozen=True)
class Placed:
    """An item entry with the place where it stands."""

    entry: ItemEntry
    dimension: str
    document: Document
    index: int

    def problem(self, code: str, *path: str | int, **params: Any) -> Problem:
        """A problem at ``path`` below this item; ``{item}`` is its id."""
        at = ("items", self.index, *path)
        return self.document.problem(code, *at, item=self.entry.id, **params)


@dataclass(frozen=True)
class Draft:
    """Everything readable of an edition's folder.

    ``broken`` are the ids of items that could not be read, so that nobody reports them missing;
    ``blind`` says that a whole file could not be read, and any id may stand there.
    """

    folder: Path
    head: HeadEntry | None
    head_document: Document
    dimensions: tuple[tuple[DimensionEntry, Document], ...]
    items: tuple[Placed, ...]
    broken: frozenset[str]
    blind: bool
    english: TranslationEntry | None
    english_document: Document | None

    @cached_property
    def by_id(self) -> Mapping[str, Placed]:
        """The first item of each id."""
        return {placed.entry.id: placed for placed in reversed(self.items)}

    def known(self, item: str) -> bool:
        """Whether an item of this id was written, readable or not."""
        return self.blind or item in self.by_id or item in self.broken


def read_draft(folder: Path) -> tuple[Draft, list[Problem]]:
    """The draft in the edition folder ``folder``, and every problem of its files' form and shape.

    A folder without questionnaire.yaml gives an empty draft and one problem.
    """
    problems: list[Problem] = []
    head_document = _document(folder / HEAD, problems)
    head = _fit(HeadEntry, head_document, problems)
    dimensions: list[tuple[DimensionEntry, Document]] = []
    items: list[Placed] = []
    broken: set[str] = set()
    blind = False
    for name in _dimension_names(folder, head):
        document = _document(folder / f"{name}.yaml", problems)
        dimension = _fit(DimensionEntry, document, problems)
        blind |= document.data is None
        broken.update(_written_ids(document))
        if dimension is None:
            continue
        dimensions.append((dimension, document))
        for index in range(len(dimension.items)):
            entry = _fit(ItemEntry, document, problems, "items", index)
            if entry is not None:
                items.append(Placed(entry, dimension.id, document, index))
    english, english_document = None, None
    if (folder / ENGLISH).exists():
        english_document = _document(folder / ENGLISH, problems)
        english = _fit(TranslationEntry, english_document, problems)
    broken -= {placed.entry.id for placed in items}
    return (
        Draft(
            folder=folder,
            head=head,
            head_document=head_document,
            dimensions=tuple(dimensions),
            items=tuple(items),
            broken=frozenset(broken),
            blind=blind,
            english=english,
            english_document=english_document,
        ),
        problems,
    )


def _dimension_names(folder: Path, head: HeadEntry | None) -> tuple[str, ...]:
    if head is not None:
        return tuple(dict.fromkeys(head.dimensions))
    return tuple(file.stem for file in sorted(folder.glob("*.yaml")) if file.name != HEAD)


def _document(file: Path, problems: list[Problem]) -> Document:
    try:
        document, found = strict_yaml.read(file)
    except OSError:
        problems.append(Problem(file, 1, "Q001", {"name": file.name}))
        return Document(file, None, {(): 1})
    problems.extend(found)
    return document


def _fit(
    model: type[EntryType], document: Document, problems: list[Problem], *at: str | int
) -> EntryType | None:
    if document.data is None:
        return None
    entry, found = fit(model, document, *at)
    problems.extend(found)
    return entry


def _written_ids(document: Document) -> Iterator[str]:
    entries = document.data.get("items") if document.data else None
    for entry in entries if isinstance(entries, tuple) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield entry["id"]
