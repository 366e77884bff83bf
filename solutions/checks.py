"""What must hold of the catalogue beyond the shape of its files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from files.texts import english_problems
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Kind, Questionnaire
from solutions.conditions import condition_faults
from solutions.entries import ChangeEntry, CostsEntry, FootingEntry, GroupEntry, SolutionEntry
from solutions.model import LOWEST, Change, Footing


@dataclass(frozen=True)
class PlacedSolution:
    """A solution with its place."""

    entry: SolutionEntry
    group: GroupEntry
    document: YamlDocument
    index: int

    def problem(self, code: str, *path: str | int, **params: object) -> Problem:
        """A problem at ``path`` below this solution."""
        names = {"solution": self.entry.id}
        return self.document.problem(code, "solutions", self.index, *path, **names, **params)


def placed(groups: Sequence[tuple[GroupEntry, YamlDocument]]) -> list[PlacedSolution]:
    """Every solution of the files, in their order."""
    return [
        PlacedSolution(entry, group, document, index)
        for group, document in groups
        for index, entry in enumerate(group.solutions)
    ]


def costs_problems(entry: CostsEntry, document: YamlDocument) -> Iterator[Problem]:
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
    yield from english_problems(entry.model_dump(), document, "S019")


def catalogue_problems(
    groups: Sequence[tuple[GroupEntry, YamlDocument]],
    known: Known,
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
        yield from english_problems(group.model_dump(by_alias=True), document, "S019")
    everything = placed(groups)
    first = {each.entry.id: each for each in reversed(everything)}
    for each in everything:
        if first[each.entry.id] is not each:
            yield each.problem("S002", "id", name=each.entry.id)
        yield from _classes(each, efforts, costs)
        yield from _changes(each, known)
        yield from _prerequisites(each, first, whole=whole)
        if each.entry.conditions is not None:
            for code, path, params in condition_faults(each.entry.conditions, {}):
                at = ("solutions", each.index, "conditions", *path)
                yield each.document.problem(code, *at, **params)
    yield from _circles(first)
    if whole:
        yield from _unreachable(everything)


def _classes(
    each: PlacedSolution, efforts: Sequence[str], costs: Sequence[str]
) -> Iterator[Problem]:
    entry = each.entry
    for code, key, known in (("S013", "effort", efforts), ("S014", "cost", costs)):
        name = getattr(entry, key)
        if known and name not in known:
            near = did_you_mean(name, known)
            yield each.problem(code, key, name=name, near=near, known=", ".join(known))
    for key, stretch in (("weeks", entry.weeks), ("hours_saved", entry.hours_saved)):
        if stretch is not None and stretch[0] > stretch[1]:
            yield each.problem("S020", key, key=key, low=stretch[0], high=stretch[1])


def _prerequisites(
    each: PlacedSolution, known: Mapping[str, PlacedSolution], *, whole: bool
) -> Iterator[Problem]:
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


def _circles(known: Mapping[str, PlacedSolution]) -> Iterator[Problem]:
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


def _changes(each: PlacedSolution, known: Known) -> Iterator[Problem]:
    before: list[Piece] = []
    for place, change in enumerate(each.entry.changes):
        at: Path_ = ("changes", place)
        if (change.questionnaire is None) == (change.pool is None):
            yield each.problem("S004", *at)
            continue
        source = source_of(change)
        own = piece(each, place)
        editions = known.of(source)
        if any(other.overlaps(own, editions) for other in before):
            yield each.problem("S009", *at, "item", item=change.item, name=source)
        before.append(own)
        if each.group.editions and not own.editions:
            near = did_you_mean(source, each.group.editions)
            yield each.problem("S003", *at, name=source, near=near)
            continue
        lacking = [name for name in own.editions if known.find(source, name) is None]
        if not editions and not own.editions:
            yield each.problem("S005", *at, name=source)
        for name in lacking:
            yield each.problem("S005", *at, name=f"{source}@{name}")
        yield from own.problems(editions)


def pieces(each: PlacedSolution, questionnaire: str) -> Iterator[Piece]:
    """What a solution changes in a questionnaire."""
    for place, change in enumerate(each.entry.changes):
        if change.questionnaire == questionnaire:
            yield piece(each, place)


def source_of(change: ChangeEntry) -> str:
    """The questionnaire or pool that a change is about."""
    return change.questionnaire or change.pool or ""


def piece(each: PlacedSolution, place: int) -> Piece:
    """The change at ``place`` of a solution, for its own editions, those of its file, or all."""
    change = each.entry.changes[place]
    names = {"solution": each.entry.id}

    def faults(edition: Questionnaire, item: Item) -> Iterator[Fault]:
        if (edition.form == "pool") != (change.pool is not None):
            yield "S021", (), {"name": edition.id, **names}
        for code, path, params in change_faults(change, item, edition):
            yield code, path, params | names

    def absent(lacking: Sequence[Questionnaire]) -> Fault:
        near = did_you_mean(change.item, [item.id for item in lacking[-1].scored])
        told = ", ".join(f"{edition.id}@{edition.edition}" for edition in lacking)
        return "S006", ("item",), {"item": change.item, "name": told, "near": near, **names}

    return Piece(
        document=each.document,
        at=("solutions", each.index, "changes", place),
        id=change.item,
        faults=faults,
        absent=absent,
        editions=change.editions or each.group.editions.get(source_of(change), ()),
        subject=(each.entry.id, source_of(change), change.item),
    )


def _need_faults(change: ChangeEntry | Change, edition: Questionnaire) -> Iterator[Fault]:
    """What a change needs is asked beside it, and its rungs are rungs."""
    needs: Sequence[FootingEntry | Footing] = change.needs
    for place, need in enumerate(needs):
        at = ("needs", place)
        for index, rung in enumerate(need.rungs):
            if rung not in change.to:
                params = {"what": rung, "near": did_you_mean(rung, change.to)}
                yield "S017", (*at, "rungs", index), params
        asked = edition.by_id.get(need.item)
        if asked is None or not asked.scored:
            near = did_you_mean(need.item, [item.id for item in edition.scored])
            yield "S017", (*at, "item"), {"what": need.item, "near": near}
            continue
        for index, rung in enumerate(need.is_):
            if rung not in asked.rungs:
                params = {"what": rung, "near": did_you_mean(rung, asked.rungs)}
                yield "S017", (*at, "is", index), params


def _unreachable(everything: Sequence[PlacedSolution]) -> Iterator[Problem]:
    """Needs that nothing brings: whoever lacks it would never be told of the solution."""
    brought = {
        (source_of(change), change.item, rung)
        for each in everything
        for change in each.entry.changes
        for rung in change.to
    }
    for each in everything:
        for place, change in enumerate(each.entry.changes):
            source = source_of(change)
            for index, need in enumerate(change.needs):
                if all((source, need.item, rung) not in brought for rung in need.is_):
                    at = ("changes", place, "needs", index)
                    yield each.problem("S025", *at, item=need.item, rung=", ".join(need.is_))


def change_faults(
    change: ChangeEntry | Change, item: Item, edition: Questionnaire
) -> Iterator[Fault]:
    """What keeps a change from being about ``item`` as ``edition`` asks it."""
    if change.conditions is not None:
        yield from condition_faults(change.conditions, edition.by_id, "conditions")
    yield from _need_faults(change, edition)
    rungs = item.rungs
    starts = ((("from",), change.from_), (("next_from",), change.next_from))
    named = [(path, rung) for path, rung in starts if rung != LOWEST]
    unknown = False
    for path, rung in [*named, *((("to", place), id) for place, id in enumerate(change.to))]:
        if rung not in rungs:
            unknown = True
            near, known = did_you_mean(rung, rungs), ", ".join(rungs)
            yield "S007", path, {"item": item.id, "rung": rung, "near": near, "known": known}
    if unknown:
        return
    if item.kind is Kind.MULTI:
        ill = {option.id for option in item.options if option.exclusive or option.negative}
        wrong = [id for id in change.to if id in ill]
        if wrong or change.from_ != LOWEST:
            yield "S022", (), {"item": item.id, "rung": ", ".join(wrong) or change.from_}
    elif item.kind is Kind.LADDER:
        start = 0 if change.from_ == LOWEST else rungs.index(change.from_)
        low = [id for id in change.to if rungs.index(id) <= start]
        if low:
            yield "S008", (), {"item": item.id, "rung": low[0], "start": rungs[start]}
