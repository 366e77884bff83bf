"""Every name is given once and stands for something: files, dimensions, items, ratio's parts."""

import re
from collections.abc import Iterator

from files.problems import Problem
from files.shape import did_you_mean
from questionnaires.draft import HEAD, Draft, DraftItem
from questionnaires.model import Kind

_EDITION = re.compile(r"[0-9]+(\.[0-9]+)*")


def check(draft: Draft) -> Iterator[Problem]:
    """Problems of names in one draft."""
    yield from _dimensions(draft)
    yield from _provenance(draft)
    first: dict[str, DraftItem] = {}
    for placed in draft.items:
        id = placed.entry.id
        if id in first:
            where = first[id].document
            line = where.line("items", first[id].index)
            yield placed.problem("Q010", "id", first=f"{where.file.name}:{line}")
        first.setdefault(id, placed)
    order = list(first)
    for placed in draft.items:
        if placed.entry.kind is Kind.RATIO:
            yield from _ratio(draft, placed, order)


def _dimensions(draft: Draft) -> Iterator[Problem]:
    for dimension, document in draft.dimensions:
        if dimension.id != document.file.stem:
            yield document.problem("Q003", "id", id=dimension.id, stem=document.file.stem)
    head = draft.head
    if head is None:
        return
    folder = draft.folder.resolve().name
    written = draft.head_document.data.get("edition")  # the entry may hold a stand-in
    if _EDITION.fullmatch(folder) and folder != head.edition == written:
        yield draft.head_document.problem("Q004", "edition", got=head.edition, folder=folder)
    lists = {
        ("dimensions",): list(head.dimensions),
        ("pages", "id"): [page.id for page in head.pages],
        ("provenance", "part"): [part.part for part in head.provenance],
    }
    for (name, *key), ids in lists.items():
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield draft.head_document.problem("Q012", name, index, *key, id=id)
    for file in sorted(draft.folder.glob("*.yaml")):
        if file.name != HEAD and file.stem not in head.dimensions:
            near = did_you_mean(file.stem, head.dimensions)
            yield Problem(file, 1, "Q002", {"stem": file.stem, "near": near})


def _provenance(draft: Draft) -> Iterator[Problem]:
    """The items that a part of the provenance names exist."""
    for index, part in enumerate(draft.head.provenance if draft.head else ()):
        for place, name in enumerate(part.items):
            if not draft.known(name):
                path = ("provenance", index, "items", place)
                params = {"part": part.part, "name": name, "near": did_you_mean(name, draft.by_id)}
                yield draft.head_document.problem("Q008", *path, **params)


def _ratio(draft: Draft, placed: DraftItem, order: list[str]) -> Iterator[Problem]:
    """A ratio divides two unscored number items that stand before it."""
    for role in ("part", "whole"):
        name = getattr(placed.entry, role)
        if name is None:
            yield placed.problem("Q030", role=role)
        elif name not in draft.by_id:
            if not draft.known(name):
                near = did_you_mean(name, draft.by_id)
                yield placed.problem("Q031", role, role=role, name=name, near=near)
        elif (entry := draft.by_id[name].entry).kind is not Kind.NUMBER:
            yield placed.problem("Q032", role, role=role, name=name, kind=entry.kind.value)
        elif entry.scored:
            yield placed.problem("Q033", role, role=role, name=name)
        elif order.index(name) > order.index(placed.entry.id):
            yield placed.problem("Q034", role, role=role, name=name)
    if placed.entry.part is not None and placed.entry.part == placed.entry.whole:
        yield placed.problem("Q035", "whole", name=placed.entry.whole)
