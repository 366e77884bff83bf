"""Reads the files of a catalogue, or says everything that keeps them from being used."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from files import strict_yaml
from files.problems import InvalidFiles, Problem
from files.shape import fit
from files.strict_yaml import Document
from i18n import Text
from questionnaires.building import resolve
from questionnaires.entries import ConditionEntry
from questionnaires.library import Lookup
from questionnaires.model import Condition
from questionnaires.regulations.entries import TextEntry
from scoring.paths.effort_reading import GENERAL, GeneralEntry
from solutions.checks import catalogue_problems, costs_problems, editions_of, placed
from solutions.edits import Edits, laid_over
from solutions.entries import ChangeEntry, CostEntry, CostsEntry, GroupEntry, SolutionEntry
from solutions.model import Catalogue, Change, Cost, Group, Solution, rungs_of

FOLDER = Path(__file__).parent / "catalogue"
COSTS = "costs.yaml"
NO_EDITS: Edits = {}
UNSAID = TextEntry(zh="—", en="—")  # where the cost classes cannot be read

Groups = list[tuple[GroupEntry, Document]]


def read_catalogue(folder: Path, lookup: Lookup, edits: Edits = NO_EDITS) -> Catalogue:
    """The catalogue in ``folder`` with ``edits``; without costs of its own the shipped ones.

    Raises InvalidFiles with every problem of all files and edits.
    """
    own = folder / COSTS
    groups, costs, problems = _files(folder, edits)
    efforts, found = _entry(GENERAL, GeneralEntry)
    problems += found
    if not groups and not problems:
        problems.append(Problem(own if own.exists() else folder, 1, "S023"))
    known = (list(efforts.classes) if efforts else [], [each.id for each in costs.cost_classes])
    problems += catalogue_problems(groups, lookup, *known, whole=not problems)
    if problems or efforts is None:
        raise InvalidFiles(problems)
    return Catalogue(
        statement=_text(costs.statement),
        costs=tuple(_cost(rank, each) for rank, each in enumerate(costs.cost_classes)),
        efforts={id: entry.cost for id, entry in efforts.classes.items()},
        effort_names={id: _text(entry.name) for id, entry in efforts.classes.items()},
        groups=tuple(
            Group(
                id=group.group,
                title=_text(group.title),
                aim=_text(group.aim or group.title),
                owner=_text(group.owner),
            )
            for group, _ in groups
        ),
        solutions=tuple(_solution(each.entry, each.group, lookup) for each in placed(groups)),
    )


def _files(folder: Path, edits: Edits) -> tuple[Groups, CostsEntry, list[Problem]]:
    problems: list[Problem] = []
    groups: Groups = []
    documents: list[Document] = []
    own = folder / COSTS
    file = own if own.exists() else FOLDER / COSTS
    document, costs, found = _read(file, CostsEntry)
    problems += found
    if costs is None:
        costs = CostsEntry.model_construct(statement=UNSAID, cost_classes=())
    else:
        problems += costs_problems(costs, document)
    for path in sorted(folder.glob("*.yaml")):
        if path.name == COSTS:
            continue
        document, found = strict_yaml.read(path)
        problems += found
        if not found:
            documents.append(document)
    changed, found = laid_over(documents, edits)
    problems += found
    for document in changed:
        group, found = fit(GroupEntry, document)
        problems += found
        if group is not None:
            groups.append((group, document))
    return groups, costs, problems


def _read(file: Path, model: Any) -> tuple[Document, Any, list[Problem]]:
    document, problems = strict_yaml.read(file)
    if problems:
        return document, None, problems
    entry, problems = fit(model, document)
    return document, entry, problems


def _entry(file: Path, model: Any) -> tuple[Any, list[Problem]]:
    _document, entry, problems = _read(file, model)
    return entry, problems


def _cost(rank: int, entry: CostEntry) -> Cost:
    low, *high = entry.months
    return Cost(
        id=entry.id,
        rank=rank,
        months=(low, high[0] if high else None),
        name=_text(entry.name),
        meaning=_text(entry.meaning),
    )


def _solution(entry: SolutionEntry, group: GroupEntry, lookup: Lookup) -> Solution:
    return Solution(
        id=entry.id,
        group=group.group,
        title=_text(entry.title),
        says=_text(entry.says),
        changes=tuple(change for each in entry.changes for change in _change(each, group, lookup)),
        prerequisites=entry.prerequisites,
        conditions=_condition(entry.conditions),
        effort=entry.effort,
        cost=entry.cost,
        weeks=(entry.weeks[0], entry.weeks[1]),
        owner=_text(entry.owner or group.owner),
        hours_saved=entry.hours_saved and (entry.hours_saved[0], entry.hours_saved[1]),
        indicators=_texts(entry.indicators),
        risks=_texts(entry.risks),
        sizes=entry.sizes,
        sections=entry.sections,
        light=_text(entry.light),
        first_step=_text(entry.first_step),
    )


def _change(entry: ChangeEntry, group: GroupEntry, lookup: Lookup) -> Iterable[Change]:
    """One change for the editions that ask the item with the same rungs."""
    name = entry.questionnaire or entry.pool or ""
    by_rungs: dict[tuple[str, ...], list[str]] = {}
    for edition in editions_of(entry, group):
        found = lookup(name, edition)
        if found is not None:
            by_rungs.setdefault(rungs_of(found.by_id[entry.item]), []).append(edition)
    for rungs, editions in by_rungs.items():
        yield Change(
            source=name,
            pool=entry.pool is not None,
            editions=tuple(editions),
            item=entry.item,
            from_=entry.from_,
            to=entry.to,
            rungs=rungs,
            conditions=_condition(entry.conditions),
        )


def _condition(entry: ConditionEntry | None) -> Condition | None:
    return None if entry is None else resolve(entry, {})


def _text(entry: Any) -> Text:
    return Text(zh=entry.zh, en=entry.en)


def _texts(entries: Iterable[Any]) -> tuple[Text, ...]:
    return tuple(map(_text, entries))
