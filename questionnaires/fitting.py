"""Whether what other files say of an item fits it: by its shape, in whichever edition it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from files.problems import Problem
from files.strict_yaml import Document, Path_
from questionnaires.model import Item, Questionnaire

# A code, the place below the piece, and what the text of the code names.
Fault = tuple[str, Path_, dict[str, Any]]


@dataclass(frozen=True)
class Piece:
    """Something in a file that is written for an item of a questionnaire.

    ``item`` is the item as an edition asks it, None where it does not; ``faults`` say what keeps
    the piece from fitting it, ``absent`` that none of some editions asks it. ``editions`` are the
    only ones that the piece is for, where it says so. Of the pieces of a file with the same
    ``subject`` one is enough.
    """

    document: Document
    at: Path_
    item: Callable[[Questionnaire], Item | None]
    faults: Callable[[Questionnaire, Item], Iterable[Fault]]
    absent: Callable[[Sequence[Questionnaire]], Fault]
    editions: tuple[str, ...] = ()
    optional: bool = False  # whether some of the editions that it names may not ask the item
    subject: object = None

    def problems(self, known: Iterable[Questionnaire]) -> Iterator[Problem]:
        """Why it fits no edition that asks the item, or not all of those that it names."""
        scope = [each for each in known if self.names(each)]
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

    def faults_in(self, edition: Questionnaire) -> Iterator[Fault]:
        """What keeps it from fitting the item of one edition; nothing where that is not asked."""
        item = self.item(edition)
        if item is not None:
            yield from self.faults(edition, item)

    def problems_in(self, edition: Questionnaire) -> list[Problem]:
        """The same as problems of its file."""
        return [self._problem(fault) for fault in self.faults_in(edition)]

    def _problem(self, fault: Fault) -> Problem:
        code, path, params = fault
        return self.document.problem(code, *self.at, *path, **params)
