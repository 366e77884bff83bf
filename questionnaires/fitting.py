"""Whether what other files say of an item fits it: by its shape, in whichever edition it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from files.problems import Problem
from files.strict_yaml import Path_, YamlDocument
from i18n import Text
from questionnaires.model import Item, Questionnaire

# A code, the place below the piece, and what the text of the code names.
Fault = tuple[str, Path_, dict[str, Any]]


@dataclass(frozen=True)
class Misfit:
    """An item of an edition ("" for the edition as a whole) that a place in a file does not fit."""

    item: str
    file: Path
    line: int | str
    why: Text


@dataclass(frozen=True)
class Piece:
    """Something in a file that is written for an item of a questionnaire.

    ``id`` is that of the item, ``about`` which items it can be; ``faults`` say what keeps the
    piece from fitting the item of an edition, ``absent`` that none of some editions asks it,
    ``strange`` what it names that no edition has, given the items of all of them with all their
    options. ``editions`` are the only ones that the piece is for, where it says so. Of the pieces
    with the same ``subject`` one is enough.
    """

    document: YamlDocument
    at: Path_
    id: str
    faults: Callable[[Questionnaire, Item], Iterable[Fault]]
    absent: Callable[[Sequence[Questionnaire]], Fault]
    editions: tuple[str, ...] = ()
    optional: bool = False  # whether some of the editions that it names may not ask the item
    subject: object = None
    strange: Callable[[Mapping[str, Item]], Iterable[Fault]] = lambda _items: ()
    about: Callable[[Item], bool] = lambda item: item.scored

    def item(self, edition: Questionnaire) -> Item | None:
        """The item as an edition asks it, None where it does not."""
        item = edition.by_id.get(self.id)
        return item if item is not None and self.about(item) else None

    def problems(self, known: Iterable[Questionnaire]) -> Iterator[Problem]:
        """Why it fits no edition that asks the item, or not all of those that it names."""
        scope = [each for each in known if self.names(each)]
        strange = list(self.strange(merged(scope))) if scope else []
        yield from map(self._problem, strange)
        if strange:
            return
        lacking = [each for each in scope if self.item(each) is None]
        asking = [each for each in scope if self.item(each) is not None]
        if lacking and not (asking and (self.optional or not self.editions)):
            yield self._problem(self.absent(lacking))
        found = [list(self.faults_in(each)) for each in asking]
        if self.editions or all(found):
            told: list[Fault] = []  # once, though several editions ask the same
            for fault in chain.from_iterable(found if self.editions else found[-1:]):
                if fault not in told:
                    told.append(fault)
                    yield self._problem(fault)

    def names(self, edition: Questionnaire) -> bool:
        """Whether it is for that edition, as far as it says."""
        return not self.editions or edition.edition in self.editions

    def fits(self, edition: Questionnaire) -> bool:
        """Whether it is about an item of that edition."""
        asked = self.names(edition) and self.item(edition) is not None
        return asked and not any(self.faults_in(edition))

    def overlaps(self, other: "Piece", editions: Iterable[Questionnaire]) -> bool:
        """Whether both are about the same subject, for the same editions or fitting the same."""
        if self.subject != other.subject:
            return False
        if self.editions or other.editions:
            return self.editions == other.editions
        return any(self.fits(each) and other.fits(each) for each in editions)

    def faults_in(self, edition: Questionnaire) -> Iterator[Fault]:
        """What keeps it from fitting the item of one edition; nothing where that is not asked."""
        item = self.item(edition)
        if item is not None:
            yield from self.faults(edition, item)

    def misfit(self, edition: Questionnaire) -> Misfit:
        """Why it does not fit the item of an edition that asks it."""
        item, (fault, *_) = self.item(edition), list(self.faults_in(edition))
        problem = self._problem(fault)
        return Misfit(item.id if item else "", problem.file, problem.line, problem.what)

    def _problem(self, fault: Fault) -> Problem:
        code, path, params = fault
        return self.document.problem(code, *self.at, *path, **params)


def merged(editions: Iterable[Questionnaire]) -> Mapping[str, Item]:
    """The items of some editions, oldest first, as the last has them but with all options."""
    found: dict[str, Item] = {}
    for edition in editions:
        for id, item in edition.by_id.items():
            known = {option.id for option in item.options}
            before = found[id].options if id in found else ()
            gone = tuple(option for option in before if option.id not in known)
            found[id] = item.model_copy(update={"options": gone + item.options}) if gone else item
    return found


def misfits(pieces: Iterable[Piece], edition: Questionnaire) -> Iterator[Misfit]:
    """The items of an edition that something is written for, but nothing that fits."""
    by_subject: dict[object, list[Piece]] = {}
    for piece in pieces:
        if piece.names(edition) and piece.item(edition) is not None:
            by_subject.setdefault(piece.subject, []).append(piece)
    for of_one in by_subject.values():
        if not any(piece.fits(edition) for piece in of_one):
            yield of_one[-1].misfit(edition)
