"""What must hold of effort files beyond their shape, and what they say of one edition."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from i18n import exact
from questionnaires.fitting import Fault, Piece
from questionnaires.model import Item, Kind, Questionnaire
from scoring.paths.effort_entries import GeneralEntry, ItemEffortEntry, NeedsEntry, OwnEntry
from scoring.paths.efforts import Needs

Classes = Mapping[str, object]


def general_problems(entry: GeneralEntry, document: YamlDocument) -> Iterator[Problem]:
    """Every class exists, and the heights rise to 1."""
    heights = enumerate(entry.heights)
    named: list[tuple[Path_, str]] = [
        *((("heights", place, "effort"), each.effort) for place, each in heights),
        (("tick", "effort"), entry.tick.effort),
        (("drop", "effort"), entry.drop.effort),
    ]
    yield from _classes(document, named, entry.classes)
    shares = [each.up_to for each in entry.heights]
    if shares != sorted(set(shares)) or shares[-1] != 1:
        got = ", ".join(exact(share) for share in shares)
        yield document.problem("E002", "heights", got=got)


def own_problems(
    entry: OwnEntry, document: YamlDocument, classes: Classes, editions: Sequence[Questionnaire]
) -> Iterator[Problem]:
    """Problems of a questionnaire's own file, read for its ``editions``."""
    for id, single in entry.items.items():
        named = [(("items", id, "to", key), name) for key, name in single.to.items()]
        yield from _classes(document, named, classes)
    for piece in pieces(entry, document):
        yield from piece.problems(editions)
    circles = (circle for each in editions for circle in _circles(needs_in(entry, each), each))
    for circle in dict.fromkeys(circles):
        yield document.problem("E006", "requires", circle=circle)


def pieces(entry: OwnEntry, document: YamlDocument) -> Iterator[Piece]:
    """What is said of items: the classes of their steps, and which steps need which."""
    for id, single in entry.items.items():
        yield _piece(document, ("items", id), (), id, single)
    for number, each in enumerate(entry.requires):
        yield _piece(document, ("requires", number), ("item",), each.item, each)


def classes_in(entry: OwnEntry, edition: Questionnaire) -> dict[str, Mapping[int, str]]:
    """The classes of the steps of an edition's items."""
    found: dict[str, Mapping[int, str]] = {}
    for id, single in entry.items.items():
        item = _scored(edition, id)
        if item is not None and not any(_item_faults(single, item)):
            steps = item.rungs
            found[id] = {steps.index(key): name for key, name in single.to.items() if key in steps}
    return found


def needs_in(entry: OwnEntry, edition: Questionnaire) -> tuple[Needs, ...]:
    """Which steps of an edition's items need which."""
    return tuple(_needs(entry.requires, edition))


def _needs(requires: Iterable[NeedsEntry], edition: Questionnaire) -> Iterator[Needs]:
    for each in requires:
        item, needed = _scored(edition, each.item), _scored(edition, each.needs.item)
        if item is None or needed is None or any(_needs_faults(each, item, edition)):
            continue
        yield Needs(
            item=item.id,
            to=item.rungs.index(str(each.to)),
            needed=needed.id,
            at=needed.rungs.index(str(each.needs.to)),
            reason=each.reason,
        )


def _piece(
    document: YamlDocument, at: Path_, path: Path_, id: str, entry: ItemEffortEntry | NeedsEntry
) -> Piece:
    def faults(edition: Questionnaire, item: Item) -> Iterator[Fault]:
        if isinstance(entry, ItemEffortEntry):
            return _item_faults(entry, item)
        return _needs_faults(entry, item, edition)

    def strange(items: Mapping[str, Item]) -> Iterable[Fault]:
        return (
            _strange(entry, items[id]) if isinstance(entry, ItemEffortEntry) and id in items else ()
        )

    return Piece(
        document=document,
        at=at,
        id=id,
        faults=faults,
        absent=lambda lacking: _no_such_item(lacking[-1], id, path),
        subject=at if isinstance(entry, ItemEffortEntry) else ("requires", id, entry.needs.item),
        strange=strange,
    )


def _item_faults(entry: ItemEffortEntry, item: Item) -> Iterator[Fault]:
    """Steps that are not there, unless all that lead up are named too."""
    alone = {option.id for option in item.options if option.exclusive} or {*item.rungs[:1]}
    if not {*item.rungs} - alone <= {*entry.to}:
        yield from _strange(entry, item)


def _strange(entry: ItemEffortEntry, item: Item) -> Iterator[Fault]:
    for key in entry.to:
        yield from _step_faults(item, key, ("to", key))


def _needs_faults(entry: NeedsEntry, item: Item, edition: Questionnaire) -> Iterator[Fault]:
    yield from _step_faults(item, entry.to, ("to",))
    needed = _scored(edition, entry.needs.item)
    if needed is None:
        yield _no_such_item(edition, entry.needs.item, ("needs", "item"))
    else:
        yield from _step_faults(needed, entry.needs.to, ("needs", "to"))


def _step_faults(item: Item, key: str | int, at: Path_) -> Iterator[Fault]:
    names = item.rungs
    if str(key) not in names:
        near, known = did_you_mean(key, names), ", ".join(names)
        yield "E005", at, {"item": item.id, "got": str(key), "near": near, "known": known}


def _no_such_item(edition: Questionnaire, id: str, at: Path_) -> Fault:
    near = did_you_mean(id, [item.id for item in edition.scored])
    return "E004", at, {"item": id, "near": near}


def _scored(edition: Questionnaire, id: str) -> Item | None:
    item = edition.by_id.get(id)
    return item if item is not None and item.scored else None


def _classes(
    document: YamlDocument, named: Iterable[tuple[Path_, str]], classes: Classes
) -> Iterator[Problem]:
    for at, name in named:
        if name not in classes:
            near, known = did_you_mean(name, classes), ", ".join(classes)
            yield document.problem("E001", *at, name=name, near=near, known=known)


def _circles(needs: tuple[Needs, ...], edition: Questionnaire) -> Iterator[str]:
    """No step needs itself, by way of others; a higher rung needs the lower ones."""
    graph: TopologicalSorter[tuple[str, int]] = TopologicalSorter()
    for each in needs:
        graph.add((each.item, each.to), (each.needed, each.at))
    for item in edition.scored:
        for step in range(1, item.steps if item.kind is Kind.LADDER else 0):
            graph.add((item.id, step), (item.id, step - 1))
    try:
        graph.prepare()
    except CycleError as error:
        yield " → ".join(f"{id}:{step}" for id, step in error.args[1])
