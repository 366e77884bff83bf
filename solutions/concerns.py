"""What presses an enterprise: a short list, the solutions that answer it, the figures that show it.

A figure is an answer to an item about results: one that stands low is a concern that the
enterprise has by its own numbers, whether it names it or not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path

from pydantic import Field

from files.families import load, problems_of, read_all
from files.problems import Problem
from files.shape import Entry, Id, did_you_mean
from files.strict_yaml import YamlDocument
from files.texts import Bilingual, english_problems
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Questionnaire
from questionnaires.sheet import Sheet, shown
from solutions.changes import present_rungs
from solutions.model import Benefit, Solution

FILE = Path(__file__).with_suffix(".yaml")


class KeyFigure(Entry):
    """An item about results, and the ``rungs`` on which things stand low."""

    questionnaire: Id
    item: Id
    rungs: tuple[str, ...] = Field(min_length=1)


class Concern(Entry):
    """Something that may press an enterprise.

    A solution answers it that serves one of these, and is among ``solutions`` where it says so.
    """

    id: Id
    says: Bilingual
    serves: tuple[Benefit, ...] = Field(min_length=1)
    solutions: tuple[Id, ...] = ()
    figures: tuple[KeyFigure, ...] = ()

    def place(self, solution: Solution) -> int | None:
        """How far down the list of what the solution is good for it stands; None: not on it."""
        if self.solutions and solution.id not in self.solutions:
            return None
        places = (solution.serves.index(each) for each in self.serves if each in solution.serves)
        return min(places, default=None)


class ConcernEntries(Entry):
    """``concerns.yaml``."""

    concerns: tuple[Concern, ...] = Field(min_length=1)


@cache
def concerns() -> Mapping[str, Concern]:
    """All of them under their ids, in the order in which they are offered."""
    found = load(FILE, ConcernEntries, lambda _entry, _document: ()).concerns
    return {each.id: each for each in found}


def low_figures(questionnaire: Questionnaire, sheet: Sheet) -> Mapping[str, tuple[str, ...]]:
    """The items that stand low, by the concern that they show; in the order of the list."""
    asked = shown(questionnaire, sheet)
    low = {
        concern.id: tuple(
            figure.item
            for figure in concern.figures
            if figure.questionnaire == questionnaire.id
            and asked.get(figure.item)
            and _is_low(questionnaire, figure, sheet)
        )
        for concern in concerns().values()
    }
    return {id: items for id, items in low.items() if items}


def concerns_of(
    questionnaire: Questionnaire, sheet: Sheet, named: Sequence[str]
) -> tuple[str, ...]:
    """What presses the enterprise: what it ``named``, then what its figures show besides."""
    known = (id for id in named if id in concerns())
    return tuple(dict.fromkeys((*known, *low_figures(questionnaire, sheet))))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_of(files, ConcernEntries, partial(_problems, known=Known(beside)))


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """The shipped figures of a questionnaire."""
    for entry, document in read_all([FILE], ConcernEntries)[0]:
        for source, piece in _pieces(entry, document):
            if source == questionnaire.id:
                yield piece


def _is_low(questionnaire: Questionnaire, figure: KeyFigure, sheet: Sheet) -> bool:
    item = questionnaire.by_id[figure.item]
    if any(_rung_faults(item, figure.rungs)):
        return False
    return not set(figure.rungs).isdisjoint(present_rungs(questionnaire, item, sheet.answers))


def _problems(entry: ConcernEntries, document: YamlDocument, known: Known) -> Iterator[Problem]:
    yield from english_problems(entry.model_dump(), document, "A007")
    ids = [each.id for each in entry.concerns]
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield document.problem("A002", "concerns", index, "id", name=id)
    for source, piece in _pieces(entry, document):
        editions = known.of(source)
        if not editions:
            yield document.problem("A003", *piece.at, name=source)
        yield from piece.problems(editions)


def _pieces(entry: ConcernEntries, document: YamlDocument) -> Iterator[tuple[str, Piece]]:
    """Every figure with the questionnaire that it is of."""
    for place, concern in enumerate(entry.concerns):
        for index, figure in enumerate(concern.figures):
            at = ("concerns", place, "figures", index)
            yield figure.questionnaire, _piece(document, at, figure)


def _piece(document: YamlDocument, at: tuple[str | int, ...], figure: KeyFigure) -> Piece:
    def absent(lacking: Sequence[Questionnaire]) -> Fault:
        near = did_you_mean(figure.item, list(chain.from_iterable(each.by_id for each in lacking)))
        return "A004", ("item",), {"name": figure.item, "near": near}

    return Piece(
        document=document,
        at=at,
        id=figure.item,
        faults=lambda _edition, item: _rung_faults(item, figure.rungs),
        absent=absent,
        subject=at,
    )


def _rung_faults(item: Item, rungs: tuple[str, ...]) -> Iterator[Fault]:
    """What keeps an item from having these rungs."""
    for index, rung in enumerate(rungs):
        if rung not in item.rungs:
            told = ", ".join(item.rungs) or "–"
            yield "A005", ("rungs", index), {"name": rung, "item": item.id, "known": told}
