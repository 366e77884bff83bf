"""The English texts: one for each Chinese text, and none for what is not there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from files.problems import Problem
from files.shape import CHINESE, did_you_mean, shortened
from files.strict_yaml import Path_, YamlDocument
from questionnaires.draft import ENGLISH, Draft
from questionnaires.entries import HeadEntry, ItemEntry, TranslationEntry

_TEXTS = ("ask", "why", "explain", "evidence", "first_step", "unit", "not_applicable")


def check(draft: Draft) -> Iterator[Problem]:
    """What the translation lacks, has in vain, or has left in Chinese."""
    document = draft.english_document
    if draft.head is None:
        return
    if document is None:
        yield Problem(draft.folder / ENGLISH, 1, "Q080")
    elif draft.english is not None:
        wanted, given = dict(_wanted(draft, draft.head)), dict(_given(draft.english))
        parts = _by_part(wanted)
        for path, text in given.items():
            if path in wanted:
                if CHINESE.search(text):
                    yield document.problem("Q084", *path, place=_spelt(path))
            elif path[:2] in parts and not _hidden(draft, path):
                yield _unknown(document, path, parts[path[:2]])
        for part in dict.fromkeys(path[:2] for path in given):
            if part not in parts and not _hidden(draft, part):
                yield _unknown(document, part, (each for each in parts if each[0] == part[0]))
        dropped = _dropped(draft.english, document)
        readable = {
            path: text for path, text in wanted.items() if not {path[:1], path[:2]} & dropped
        }
        yield from _missing(document, readable, given)


def _by_part(paths: Iterable[Path_]) -> dict[Path_, list[Path_]]:
    """The paths under the item, dimension, page … that they belong to."""
    parts: dict[Path_, list[Path_]] = {}
    for path in paths:
        parts.setdefault(path[:2], []).append(path)
    return parts


def _dropped(entry: TranslationEntry, document: YamlDocument) -> set[Path_]:
    """The parts of the translation that are there but could not be read."""
    dropped: set[Path_] = set()
    for section in TranslationEntry.model_fields:
        raw, kept = document.data.get(section), getattr(entry, section)
        if raw is not None and not isinstance(raw, dict):
            dropped.add((section,))
        elif isinstance(raw, dict) and isinstance(kept, dict):
            dropped |= {(section, key) for key in raw if key not in kept}
    return dropped


def _unknown(document: YamlDocument, path: Path_, known: Iterable[Path_]) -> Problem:
    near = did_you_mean(path[-1], (str(each[-1]) for each in known))
    return document.problem("Q082", *path, place=_spelt(path), near=near)


def _missing(
    document: YamlDocument, wanted: Mapping[Path_, str], given: Mapping[Path_, str]
) -> Iterator[Problem]:
    """What is not translated; an item or dimension of which nothing is, counts once."""
    parts = {path[:2] for path in given}
    told: set[Path_] = set()
    for path, text in wanted.items():
        place = path if path[:2] in parts else path[:2]
        if path not in given and place not in told:
            told.add(place)
            yield document.problem("Q081", *path, place=_spelt(place), text=shortened(text))


def _wanted(draft: Draft, head: HeadEntry) -> Iterator[tuple[Path_, str]]:
    """The place in the translation and the Chinese text of everything there is to translate."""
    yield ("questionnaire", "title"), head.title
    yield ("questionnaire", "about"), head.about
    for dimension, _document in draft.dimensions:
        yield ("dimensions", dimension.id, "title"), dimension.title
        yield ("dimensions", dimension.id, "about"), dimension.about
    for page in head.pages:
        yield ("pages", page.id), page.title
    for part in head.provenance:
        yield ("provenance", part.part), part.source
    for id, placed in draft.by_id.items():
        for path, text in _texts(placed.entry):
            yield ("items", id, *path), text


def _texts(entry: ItemEntry) -> Iterator[tuple[Path_, str]]:
    for name in _TEXTS:
        if (text := getattr(entry, name)) is not None:
            yield (name,), text
    for option in entry.options:
        yield ("options", option.id), option.says
    for index, band in enumerate(entry.bands):
        if band.says is not None:
            yield ("bands", index), band.says


def _given(node: TranslationEntry) -> Iterator[tuple[Path_, str]]:
    """Every text of the translation with its place."""
    return _leaves(node.model_dump(exclude_unset=True), ())


def _leaves(node: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from _leaves(value, (*path, index))


def _hidden(draft: Draft, path: Path_) -> bool:
    """Whether what ``path`` translates may stand in a part that could not be read."""
    read = [dimension.id for dimension, _document in draft.dimensions]
    return (
        draft.blind
        or path[1] in draft.broken
        or (
            path[0] == "dimensions"
            and path[1] not in read
            and draft.head is not None
            and path[1] in draft.head.dimensions
        )
    )


def _spelt(path: Path_) -> str:
    return ".".join(str(step) for step in path)
