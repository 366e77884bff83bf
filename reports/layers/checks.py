"""What must hold of a file of layers beyond its shape."""

from collections.abc import Iterator, Sequence

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from files.texts import english_problems
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Kind, Questionnaire
from reports.layers.model import Layers


def layers_problems(entry: Layers, document: YamlDocument, known: Known) -> Iterator[Problem]:
    """Every problem of the file."""
    if entry.questionnaire != document.file.stem:
        names = {"questionnaire": entry.questionnaire, "stem": document.file.stem}
        yield document.problem("A001", "questionnaire", **names)
    yield from english_problems(entry.model_dump(), document, "A007")
    asked = known.of(entry.questionnaire)
    strange = [
        index
        for index, edition in enumerate(entry.editions)
        if known.find(entry.questionnaire, edition) is None
    ]
    for index in strange:
        name = f"{entry.questionnaire}@{entry.editions[index]}"
        yield document.problem("A003", "editions", index, name=name)
    if not asked and not entry.editions:
        yield document.problem("A003", "questionnaire", name=entry.questionnaire)
    seen: set[str] = set()
    for id, path in _ids(entry):
        if id in seen:
            yield document.problem("A002", *path, name=id)
        seen.add(id)
    for piece in pieces(entry, document) if asked and not strange else ():
        yield from piece.problems(asked)


def pieces(entry: Layers, document: YamlDocument) -> Iterator[Piece]:
    """Every item that shows a component, with its rungs."""
    for place, layer in enumerate(entry.layers):
        for index, component in enumerate(layer.components):
            for id in component.shown_by:
                at = ("layers", place, "components", index, "shown_by", id)
                yield _piece(entry, document, at, id, component.shown_by[id])


def _piece(
    entry: Layers, document: YamlDocument, at: Path_, id: str, rungs: tuple[str, ...]
) -> Piece:
    def absent(lacking: Sequence[Questionnaire]) -> Fault:
        near = did_you_mean(id, [name for each in lacking for name in each.by_id])
        return "A004", (), {"name": id, "near": near}

    return Piece(
        document=document,
        at=at,
        id=id,
        about=lambda _item: True,
        faults=lambda _edition, item: sign_faults(item, rungs),
        absent=absent,
        editions=entry.editions,
        optional=True,
        strange=lambda items: strange_rungs(rungs, items[id]) if id in items else (),
        subject=at,
    )


def _ids(entry: Layers) -> Iterator[tuple[str, Path_]]:
    for place, layer in enumerate(entry.layers):
        yield layer.id, ("layers", place, "id")
        for index, component in enumerate(layer.components):
            yield component.id, ("layers", place, "components", index, "id")


def sign_faults(item: Item, rungs: tuple[str, ...]) -> Iterator[Fault]:
    """What keeps ``rungs`` from showing that something is there to stay.

    Some of them may be those of other editions.
    """
    known = item.rungs
    there = tuple(rung for rung in rungs if rung in known)
    if not there:
        yield from strange_rungs(rungs, item)
    elif not _shows(item, there):
        yield "A006", (), {"item": item.id}


def strange_rungs(rungs: Sequence[str], item: Item) -> Iterator[Fault]:
    """Those of ``rungs`` that the item has not."""
    known = item.rungs
    for index, rung in enumerate(rungs):
        if rung not in known:
            told = ", ".join(known) or "–"
            yield "A005", (index,), {"name": rung, "item": item.id, "known": told}


def _shows(item: Item, rungs: tuple[str, ...]) -> bool:
    """Whether what is there stays there as the answer gets better, and is not there by "none"."""
    known = item.rungs
    if item.kind is Kind.LADDER:
        return bool(rungs) and set(rungs) == set(known[known.index(rungs[0]) :]) - set(known[:1])
    none = {option.id for option in item.options if option.exclusive or option.negative}
    return bool(rungs) and not none & set(rungs)
