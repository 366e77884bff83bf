"""A questionnaire's files as found: entries with their places, not yet known to fit together."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from files import strict_yaml
from files.problems import MOST_PROBLEMS, Problem
from files.shape import EntryType, Repair, did_you_mean, fit, without
from files.strict_yaml import Path_, YamlDocument
from i18n import text_of
from questionnaires.entries import (
    MOST_DIMENSIONS,
    DimensionEntry,
    HeadEntry,
    IncludeEntry,
    ItemEntry,
    TranslationEntry,
)
from questionnaires.extent import extent, extents
from questionnaires.including import Pool, included, pool_folder, pool_of

HEAD = "questionnaire.yaml"
ENGLISH = Path("translations", "en.yaml")
MOST_ITEMS = 600  # of an edition; nobody answers more
MOST_VALUES = 100_000  # of all its files together: reading and checking take their time
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
class DraftItem:
    """An item entry with the place where it stands (or is included)."""

    entry: ItemEntry
    dimension: str
    document: YamlDocument
    index: int

    @property
    def included(self) -> bool:
        """Whether it is written in a pool and only named here."""
        return "include" in self.document.data["items"][self.index]

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
    head_document: YamlDocument
    dimensions: tuple[tuple[DimensionEntry, YamlDocument], ...]
    items: tuple[DraftItem, ...]
    broken: frozenset[str]
    blind: bool
    english: TranslationEntry | None
    english_document: YamlDocument | None

    @cached_property
    def by_id(self) -> Mapping[str, DraftItem]:
        """The first item of each id."""
        return {placed.entry.id: placed for placed in reversed(self.items)}

    def known(self, item: str) -> bool:
        """Whether an item of this id was written, readable or not."""
        return self.blind or item in self.by_id or item in self.broken


Read = Callable[[Path], tuple[YamlDocument, list[Problem]]]  # a file; OSError where there is none


def read_draft(
    folder: Path, read: Read = strict_yaml.read, *, pool: bool = False
) -> tuple[Draft, list[Problem]]:
    """The draft in the edition folder ``folder``, and every problem of its files' form and shape.

    A folder without questionnaire.yaml gives an empty draft and one problem. ``read`` gives the
    documents of files that may stand elsewhere, as in a workbook. ``pool``: it is read for one
    that includes it, and must not include others itself.
    """
    problems: list[Problem] = []
    read = _sparing(read)
    head_document = _document(folder / HEAD, problems, read)
    head = _fit(HeadEntry, head_document, problems, repair=_with_stand_ins)
    dimensions: list[tuple[DimensionEntry, YamlDocument]] = []
    items: list[DraftItem] = []
    broken: set[str] = set()
    blind = False
    pools = _pools(folder, head, head_document, problems, nested=pool)
    for name in _dimension_names(folder, head):
        if len(problems) > MOST_PROBLEMS:  # the rest will not be listed
            blind = True
            break
        document = _document(folder / f"{name}.yaml", problems, read)
        dimension = _fit(DimensionEntry, document, problems)
        if dimension is not None:
            dimensions.append((dimension, document))
        blind |= not _read_items(document, items, broken, problems, pools)
    english, english_document = None, None
    with suppress(OSError):
        english_document, found = read(folder / ENGLISH)
        problems.extend(found)
        english = _fit(TranslationEntry, english_document, problems, repair=_without_parts)
    if english is not None:
        items_in_english = {**_pool_english(items, pools), **english.items}
        english = english.model_copy(update={"items": items_in_english})
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


def _sparing(read: Read) -> Read:
    """``read`` until the files together hold too much; the rest counts as unreadable."""
    left = MOST_VALUES

    def reading(file: Path) -> tuple[YamlDocument, list[Problem]]:
        nonlocal left
        unusable = YamlDocument(file, None, {(): 1})
        if left < 0:
            return unusable, []
        document, found = read(file)
        left -= len(document.lines)
        if left < 0:
            params = {"most": MOST_VALUES, "what": text_of("problems.values")}
            return unusable, [Problem(file, 1, "Q009", params)]
        return document, found

    return reading


def _pools(
    folder: Path,
    head: HeadEntry | None,
    document: YamlDocument,
    problems: list[Problem],
    *,
    nested: bool,
) -> dict[str, Pool]:
    """The pools that the head names; one that cannot be used is a problem and stays empty."""
    pools: dict[str, Pool] = {}
    for id, edition in head.includes.items() if head is not None else ():
        pools[id] = Pool()
        where = pool_folder(folder, id, edition)
        draft = None if nested or where == folder.resolve() else _pool_draft(where)
        if draft is None or draft.head is None:
            problems.append(document.problem("Q005", "includes", id, id=id, edition=edition))
        else:
            items = {name: placed.entry for name, placed in draft.by_id.items()}
            pools[id] = pool_of(draft.head, items, draft.english)
    return pools


def _pool_draft(folder: Path) -> Draft | None:
    """The pool in ``folder``; None where it is none, or not fit to be written out elsewhere."""
    draft, found = read_draft(folder, pool=True)
    if found or draft.head is None or draft.head.form != "pool":
        return None
    sizes = extents(draft.head.routing)
    if sizes is None or not all(size.fits for size in sizes.values()):
        return None
    conditions = (each.entry.show_if for each in draft.items if each.entry.show_if is not None)
    return draft if all(extent(each, sizes).fits for each in conditions) else None


def _dimension_names(folder: Path, head: HeadEntry | None) -> tuple[str, ...]:
    if head is not None:
        return tuple(dict.fromkeys(head.dimensions))
    names = (file.stem for file in sorted(folder.glob("*.yaml")) if file.name != HEAD)
    return tuple(islice(names, MOST_DIMENSIONS))


def _document(file: Path, problems: list[Problem], read: Read) -> YamlDocument:
    try:
        document, found = read(file)
    except OSError:
        problems.append(Problem(file, 1, "Q001", {"name": file.name}))
        return YamlDocument(file, None, {(): 1})
    problems.extend(found)
    return document


def _fit(
    model: type[EntryType],
    document: YamlDocument,
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
    document: YamlDocument,
    items: list[DraftItem],
    broken: set[str],
    problems: list[Problem],
    pools: Mapping[str, Pool],
) -> bool:
    """Read the items of a dimension's file one by one; False if one has not even an id."""
    raws = document.data.get("items") if document.data else None
    if not isinstance(raws, tuple):
        return False
    named = True
    for index, raw in enumerate(raws):
        if len(items) == MOST_ITEMS:
            params = {"most": MOST_ITEMS, "what": text_of("problems.items")}
            problems.append(document.problem("Q009", "items", index, **params))
            return False
        if len(problems) > MOST_PROBLEMS:  # the rest will not be listed
            return False
        if not isinstance(raw, dict):  # the shape of the dimension says so
            named = False
        elif "include" in raw:
            named &= _include(document, index, items, problems, pools)
        elif (entry := _fit(ItemEntry, document, problems, "items", index)) is not None:
            items.append(DraftItem(entry, document.file.stem, document, index))
        elif isinstance(raw.get("id"), str):
            broken.add(raw["id"])
        else:
            named = False
    return named


def _include(
    document: YamlDocument,
    index: int,
    items: list[DraftItem],
    problems: list[Problem],
    pools: Mapping[str, Pool],
) -> bool:
    """Add the item that a pool has under the name given; False if nobody can say which."""
    entry = _fit(IncludeEntry, document, problems, "items", index)
    if entry is None:
        return False
    pool, name = entry.include.split("/")
    if pool not in pools:
        params = {"pool": pool, "near": did_you_mean(pool, pools)}
        problems.append(document.problem("Q006", "items", index, "include", **params))
    elif name in pools[pool].items:
        item = included(entry, pools[pool].items[name])
        items.append(DraftItem(item, document.file.stem, document, index))
        return True
    elif pools[pool].items:
        params = {"pool": pool, "name": name, "near": did_you_mean(name, pools[pool].items)}
        problems.append(document.problem("Q007", "items", index, "include", **params))
    return False


def _pool_english(items: list[DraftItem], pools: Mapping[str, Pool]) -> dict[str, Any]:
    """The English texts of the included items."""
    english = {id: text for pool in pools.values() for id, text in pool.english.items()}
    return {each.entry.id: english[each.entry.id] for each in items if each.entry.id in english}
