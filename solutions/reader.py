"""Reads the files of a catalogue, or says everything that keeps them from being used."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from files import strict_yaml
from files.families import read
from files.problems import InvalidFiles, Problem
from files.shape import fit
from files.strict_yaml import YamlDocument
from i18n import Text
from questionnaires.building import resolve
from questionnaires.entries import ConditionEntry
from questionnaires.library import Known
from questionnaires.model import Condition
from scoring.paths.effort_entries import GeneralEntry
from scoring.paths.effort_reading import GENERAL
from solutions.checks import (
    PlacedSolution,
    catalogue_problems,
    costs_problems,
    piece,
    placed,
    source_of,
)
from solutions.edits import Edits, laid_over
from solutions.entries import CostEntry, CostsEntry, GroupEntry
from solutions.model import Catalogue, Change, Cost, Footing, Group, Solution

FOLDER = Path(__file__).parent / "catalogue"
COSTS = "costs.yaml"
NO_EDITS: Edits = {}
UNSAID = Text(zh="—", en="—")  # where the cost classes cannot be read

Groups = list[tuple[GroupEntry, YamlDocument]]


def read_catalogue(folder: Path, questionnaires: Known, edits: Edits = NO_EDITS) -> Catalogue:
    """The catalogue in ``folder`` with ``edits``; without costs of its own the shipped ones.

    Raises InvalidFiles with every problem of all files and edits.
    """
    own = folder / COSTS
    groups, costs, problems = _files(folder, edits)
    efforts, _, found = read(GENERAL, GeneralEntry)
    problems += found
    if not groups and not problems:
        problems.append(Problem(own if own.exists() else folder, 1, "S023"))
    known = (list(efforts.classes) if efforts else [], [each.id for each in costs.cost_classes])
    problems += catalogue_problems(groups, questionnaires, *known, whole=not problems)
    if problems or efforts is None:
        raise InvalidFiles(problems)
    return Catalogue(
        statement=costs.statement,
        costs=tuple(_cost(rank, each) for rank, each in enumerate(costs.cost_classes)),
        efforts={id: entry.cost for id, entry in efforts.classes.items()},
        effort_names={id: entry.name for id, entry in efforts.classes.items()},
        groups=tuple(
            Group(
                id=group.group,
                title=group.title,
                aim=group.aim or group.title,
                owner=group.owner,
            )
            for group, _ in groups
        ),
        solutions=tuple(_solution(each, questionnaires) for each in placed(groups)),
    )


def _files(folder: Path, edits: Edits) -> tuple[Groups, CostsEntry, list[Problem]]:
    own = folder / COSTS
    costs, document, problems = read(own if own.exists() else FOLDER / COSTS, CostsEntry)
    if costs is None:
        costs = CostsEntry.model_construct(statement=UNSAID, cost_classes=())
    else:
        problems += costs_problems(costs, document)
    documents: list[YamlDocument] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != COSTS:
            document, found = strict_yaml.read(path)
            problems += found
            documents += [document] if document.data is not None else []
    changed, found = laid_over(documents, edits)
    problems += found
    groups: Groups = []
    for document in changed:
        group, found = fit(GroupEntry, document)
        problems += found
        if group is not None:
            groups.append((group, document))
    return groups, costs, problems


def _cost(rank: int, entry: CostEntry) -> Cost:
    low, *high = entry.months
    return Cost(**dict(entry) | {"rank": rank, "months": (low, high[0] if high else None)})


def _solution(each: PlacedSolution, known: Known) -> Solution:
    entry, group = each.entry, each.group
    changes = (_change(each, place, known) for place in range(len(entry.changes)))
    return Solution(
        **dict(entry)
        | {
            "group": group.group,
            "changes": tuple(chain.from_iterable(changes)),
            "conditions": _condition(entry.conditions),
            "owner": entry.owner or group.owner,
        }
    )


def _change(each: PlacedSolution, place: int, known: Known) -> Iterable[Change]:
    """One change for the editions that ask the item with the same rungs."""
    entry, own = each.entry.changes[place], piece(each, place)
    by_rungs: dict[tuple[str, ...], list[str]] = {}
    for edition in known.of(source_of(entry)):
        item = own.item(edition)
        if item is not None and own.fits(edition):
            by_rungs.setdefault(item.rungs, []).append(edition.edition)
    for rungs, editions in by_rungs.items():
        yield Change(
            source=source_of(entry),
            pool=entry.pool is not None,
            editions=tuple(editions),
            only=own.editions,
            item=entry.item,
            from_=entry.from_,
            to=entry.to,
            rungs=rungs,
            conditions=_condition(entry.conditions),
            side=entry.side,
            next_from=entry.next_from,
            needs=tuple(Footing(**dict(each)) for each in entry.needs),
        )


def _condition(entry: ConditionEntry | None) -> Condition | None:
    return None if entry is None else resolve(entry, {})
