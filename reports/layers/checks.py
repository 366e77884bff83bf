"""What must hold of a file of layers beyond its shape."""

from collections.abc import Iterator

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Document, Path_
from questionnaires.library import Lookup
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.regulations.checks import english_problems
from reports.layers.entries import LayersEntry
from solutions.model import rungs_of


def layers_problems(entry: LayersEntry, document: Document, find: Lookup) -> Iterator[Problem]:
    """Every problem of the file."""
    if entry.questionnaire != document.file.stem:
        names = {"questionnaire": entry.questionnaire, "stem": document.file.stem}
        yield document.problem("A001", "questionnaire", **names)
    yield from english_problems(entry.model_dump(), document, (), "A007")
    asked = []
    for index, edition in enumerate(entry.editions):
        found = find(entry.questionnaire, edition)
        if found is None:
            name = f"{entry.questionnaire}@{edition}"
            yield document.problem("A003", "editions", index, name=name)
        else:
            asked.append(found)
    seen: set[str] = set()
    for place, layer in enumerate(entry.layers):
        named: list[tuple[str, Path_]] = [(layer.id, ("layers", place, "id"))]
        for index, component in enumerate(layer.components):
            at = ("layers", place, "components", index)
            named.append((component.id, (*at, "id")))
            for item, rungs in component.shown_by.items():
                if len(asked) == len(entry.editions):
                    yield from _signs(document, (*at, "shown_by", item), item, rungs, asked)
        for id, path in named:
            if id in seen:
                yield document.problem("A002", *path, name=id)
            seen.add(id)


def _signs(
    document: Document,
    at: Path_,
    item: str,
    rungs: tuple[str, ...],
    asked: list[Questionnaire],
) -> Iterator[Problem]:
    """An item of at least one edition, and rungs that it has in each that asks it."""
    having = [each.by_id[item] for each in asked if item in each.by_id]
    if not having:
        near = did_you_mean(item, [id for each in asked for id in each.by_id])
        yield document.problem("A004", *at, name=item, near=near)
    told: list[Problem] = []  # once, though several editions ask the same
    for found in having:
        for index, rung in enumerate(rungs):
            known = rungs_of(found)
            if rung not in known:
                params = {"name": rung, "item": item, "known": ", ".join(known) or "–"}
                told.append(document.problem("A005", *at, index, **params))
        if set(rungs) <= set(rungs_of(found)) and not _shows(found, rungs):
            told.append(document.problem("A006", *at, item=item))
    yield from {(each.line, each.code): each for each in told}.values()


def _shows(item: Item, rungs: tuple[str, ...]) -> bool:
    """Whether what is there stays there as the answer gets better, and is not there by "none"."""
    known = rungs_of(item)
    if item.kind is Kind.LADDER:
        return bool(rungs) and set(rungs) == set(known[known.index(rungs[0]) :]) - set(known[:1])
    none = {option.id for option in item.options if option.exclusive or option.negative}
    return bool(rungs) and not none & set(rungs)
