"""A questionnaire's files as found: entries with their places, not yet known to fit together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from questionnaires import strict_yaml
from questionnaires.entries import DimensionEntry, HeadEntry, ItemEntry, TranslationEntry
from questionnaires.problems import Problem
from questionnaires.shape import EntryType, Repair, fit, without
from questionnaires.strict_yaml import Document, Path_

HEAD = "questionnaire.yaml"
ENGLISH = Path("translations", "en.yaml")
DIGEST = "digest"
_STAND_INS: dict[str | int, Any] = {
    "id": "unreadable",
    "edition": "0",
    "title": "-",
    "about": "-",
    "minutes": 1,
    "status": "draft",
    "default_rubric": "-",
}


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
    ``blind`` says that something without a readable id stands there, which may be any item.
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
    head = _fit(HeadEntry, head_document, problems, repair=_with_stand_ins)
    dimensions: list[tuple[DimensionEntry, Document]] = []
    items: list[Placed] = []
    broken: set[str] = set()
    blind = False
    for name in _dimension_names(folder, head):
        document = _document(folder / f"{name}.yaml", problems)
        dimension = _fit(DimensionEntry, document, problems)
        if dimension is not None:
            dimensions.append((dimension, document))
        blind |= not _read_items(document, items, broken, problems)
    english, english_document = None, None
    if (folder / ENGLISH).exists():
        english_document = _document(folder / ENGLISH, problems)
        english = _fit(TranslationEntry, english_document, problems, repair=_without_parts)
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
    model: type[EntryType],
    document: Document,
    problems: list[Problem],
    *at: str | int,
    repair: Repair | None = None,
) -> EntryType | None:
    if document.data is None:
        return None
    entry, found = fit(model, document, *at, repair=repair)
    problems.extend(found)
    return entry


def _with_stand_ins(data: Any, wrong: list[Path_]) -> Any:
    """The head with a stand-in for what no check needs, so that the rest is checked at once."""
    return data | {path[0]: _STAND_INS[path[0]] for path in wrong if path[0] in _STAND_INS}


def _without_parts(data: Any, wrong: list[Path_]) -> Any:
    """The translation without the items (pages, …) that are wrong, so that the rest is checked."""
    return without(data, [path[:2] for path in wrong])


def _read_items(
    document: Document, items: list[Placed], broken: set[str], problems: list[Problem]
) -> bool:
    """Read the items of a dimension's file one by one; False if one has not even an id."""
    raws = document.data.get("items") if document.data else None
    if not isinstance(raws, tuple):
        return False
    named = True
    for index, raw in enumerate(raws):
        if not isinstance(raw, dict):  # the shape of the dimension says so
            named = False
        elif (entry := _fit(ItemEntry, document, problems, "items", index)) is not None:
            items.append(Placed(entry, document.file.stem, document, index))
        elif isinstance(raw.get("id"), str):
            broken.add(raw["id"])
        else:
            named = False
    return named
