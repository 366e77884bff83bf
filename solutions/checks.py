"""What must hold of the catalogue beyond the shape of its files."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Document, Path_
from questionnaires.library import Lookup
from questionnaires.model import Item, Kind
from questionnaires.regulations.checks import english_problems
from solutions.conditions import condition_problems
from solutions.entries import ChangeEntry, CostsEntry, GroupEntry, SolutionEntry
from solutions.model import LOWEST, rungs_of


@dataclass(frozen=True)
class Placed:
    """A solution with its place."""

    entry: SolutionEntry
    group: GroupEntry
    document: Document
    index: int

    def problem(self, code: str, *path: str | int, **params: object) -> Problem:
        """A problem at ``path`` below this solution."""
        names = {"solution": self.entry.id}
        return self.document.problem(code, "solutions", self.index, *path, **names, **params)


def placed(groups: Sequence[tuple[GroupEntry, Document]]) -> list[Placed]:
    """Every solution of the files, in their order."""
    return [
        Placed(entry, group, document, index)
        for group, document in groups
        for index, entry in enumerate(group.solutions)
    ]


def costs_problems(entry: CostsEntry, document: Document) -> Iterator[Problem]:
    """Problems of the cost classes by themselves."""
    ids = [each.id for each in entry.cost_classes]
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield document.problem("S002", "cost_classes", index, "id", name=id)
    reached: float | None = 0.0
    for index, each in enumerate(entry.cost_classes):
        low, *high = each.months
        if reached is None or low < reached or (high and high[0] < low):
            yield document.problem("S024", "cost_classes", index, "months", name=each.id)
        reached = high[0] if high else None
    yield from english_problems(entry.model_dump(), document, (), "S019")


def catalogue_problems(
    groups: Sequence[tuple[GroupEntry, Document]],
    lookup: Lookup,
    efforts: Sequence[str],
    costs: Sequence[str],
    *,
    whole: bool,
) -> Iterator[Problem]:
    """Problems of all files together.

    ``whole``: every file could be read; else what is missed may stand in one that could not.
    Without any cost class (or effort class) those are not looked at.
    """
    for group, document in groups:
        if group.group != document.file.stem:
            name = {"group": group.group, "stem": document.file.stem}
            yield document.problem("S001", "group", **name)
        yield from english_problems(group.model_dump(by_alias=True), document, (), "S019")
    everything = placed(groups)
    first = {each.entry.id: each for each in reversed(everything)}
    for each in everything:
        if first[each.entry.id] is not each:
            yield each.problem("S002", "id", name=each.entry.id)
        yield from _classes(each, efforts, costs)
        yield from _changes(each, lookup)
        yield from _prerequisites(each, first, whole=whole)
        if each.entry.conditions is not None:
            at = ("solutions", each.index, "conditions")
            yield from condition_problems(each.entry.conditions, each.document, {}, *at)
    yield from _circles(first)


def _classes(each: Placed, efforts: Sequence[str], costs: Sequence[str]) -> Iterator[Problem]:
    entry = each.entry
    for code, key, known in (("S013", "effort", efforts), ("S014", "cost", costs)):
        name = getattr(entry, key)
        if known and name not in known:
            near = did_you_mean(name, known)
            yield each.problem(code, key, name=name, near=near, known=", ".join(known))
    for key, stretch in (("weeks", entry.weeks), ("hours_saved", entry.hours_saved)):
        if stretch is not None and stretch[0] > stretch[1]:
            yield each.problem("S020", key, key=key, low=stretch[0], high=stretch[1])


def _prerequisites(each: Placed, known: Mapping[str, Placed], *, whole: bool) -> Iterator[Problem]:
    """They exist, and are there for everybody whom this one is for."""
    for place, name in enumerate(each.entry.prerequisites):
        if name not in known:
            if whole:
                near = did_you_mean(name, known)
                yield each.problem("S010", "prerequisites", place, name=name, near=near)
            continue
        other = known[name].entry
        lacking: list[str] = [size for size in each.entry.sizes if size not in other.sizes]
        if other.sections:
            wanted = each.entry.sections or ("…",)
            lacking += [section for section in wanted if section not in other.sections]
        if lacking:
            params = {"name": name, "lacking": ", ".join(lacking)}
            yield each.problem("S012", "prerequisites", place, **params)


def _circles(known: Mapping[str, Placed]) -> Iterator[Problem]:
    graph = {
        id: [name for name in each.entry.prerequisites if name in known]
        for id, each in known.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
        at = known[circle[-1]]
        yield at.problem("S011", "prerequisites", circle=" → ".join(reversed(circle)))


def _changes(each: Placed, lookup: Lookup) -> Iterator[Problem]:
    seen = set()
    for place, change in enumerate(each.entry.changes):
        at: Path_ = ("changes", place)
        if (change.questionnaire is None) == (change.pool is None):
            yield each.problem("S004", *at)
            continue
        name = change.questionnaire or change.pool or ""
        if (name, change.item, change.editions) in seen:
            yield each.problem("S009", *at, "item", item=change.item, name=name)
        seen.add((name, change.item, change.editions))
        editions = editions_of(change, each.group)
        if not editions:
            near = did_you_mean(name, each.group.editions)
            yield each.problem("S003", *at, name=name, near=near)
        rungs: set[object] = set()
        for edition in editions:
            item = yield from _item(each, place, edition, lookup)
            if item is not None and _bearing(item) not in rungs:
                rungs.add(_bearing(item))
                yield from _rungs(each, at, change, item)


def _item(
    each: Placed, place: int, edition: str, lookup: Lookup
) -> Generator[Problem, None, Item | None]:
    """The item that the change is about in one edition, where it is there."""
    change, at = each.entry.changes[place], ("changes", place)
    name = change.questionnaire or change.pool or ""
    found = lookup(name, edition)
    if found is None:
        yield each.problem("S005", *at, name=f"{name}@{edition}")
        return None
    if (found.form == "pool") != (change.pool is not None):
        yield each.problem("S021", *at, name=name)
    if change.conditions is not None:
        path = ("solutions", each.index, *at, "conditions")
        yield from condition_problems(change.conditions, each.document, found.by_id, *path)
    scored = {item.id: item for item in found.scored}
    if change.item not in scored:
        near = did_you_mean(change.item, scored)
        params = {"item": change.item, "name": f"{name}@{edition}", "near": near}
        yield each.problem("S006", *at, "item", **params)
    return scored.get(change.item)


def editions_of(change: ChangeEntry, group: GroupEntry) -> tuple[str, ...]:
    """The editions that a change is written for: its own, or those of its file."""
    name = change.questionnaire or change.pool or ""
    return change.editions or group.editions.get(name, ())


def _bearing(item: Item) -> object:
    return item.kind, rungs_of(item)


def _rungs(each: Placed, at: Path_, change: ChangeEntry, item: Item) -> Iterator[Problem]:
    rungs = rungs_of(item)
    named = [(("from",), change.from_)] if change.from_ != LOWEST else []
    unknown = False
    for path, rung in [*named, *((("to", place), id) for place, id in enumerate(change.to))]:
        if rung not in rungs:
            unknown = True
            near, known = did_you_mean(rung, rungs), ", ".join(rungs)
            params = {"item": item.id, "rung": rung, "near": near, "known": known}
            yield each.problem("S007", *at, *path, **params)
    if unknown:
        return
    if item.kind is Kind.MULTI:
        ill = {option.id for option in item.options if option.exclusive or option.negative}
        wrong = [id for id in change.to if id in ill]
        if wrong or named:
            yield each.problem("S022", *at, item=item.id, rung=", ".join(wrong) or change.from_)
    elif item.kind is Kind.LADDER:
        start = 0 if change.from_ == LOWEST else rungs.index(change.from_)
        low = [id for id in change.to if rungs.index(id) <= start]
        if low:
            yield each.problem("S008", *at, item=item.id, rung=low[0], start=rungs[start])
