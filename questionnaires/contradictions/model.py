"""The values of a file of contradictions, as they are written: frozen, in both languages."""

from pydantic import Field

from files.shape import Entry, Id
from files.texts import Bilingual
from questionnaires.entries import Edition
from questionnaires.model import Condition

MOST = 100  # contradictions of a file
MOST_PARTS = 6


class ContradictionPart(Entry):
    """One of the answers: an item with some of its options, or else with a range of its number."""

    item: Id
    is_: tuple[str, ...] | None = Field(default=None, alias="is", min_length=1, max_length=60)
    at_least: float | None = None
    below: float | None = None

    @property
    def condition(self) -> Condition:
        """The same as a condition."""
        return Condition.model_validate(self.model_dump(by_alias=True))


class Contradiction(Entry):
    """Answers that can hardly all be true: ``says`` why, ``look`` what would settle it.

    ``editions``: the only ones that it is meant for, where it says so.
    """

    id: Id
    when: tuple[ContradictionPart, ...] = Field(min_length=2, max_length=MOST_PARTS)
    says: Bilingual
    look: Bilingual
    editions: tuple[Edition, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """The items whose answers it is about."""
        return tuple(part.item for part in self.when)

    @property
    def condition(self) -> Condition:
        """When it is there."""
        return Condition(all=tuple(part.condition for part in self.when))


class Contradictions(Entry):
    """``<questionnaire>.yaml``."""

    questionnaire: Id
    contradictions: tuple[Contradiction, ...] = Field(min_length=1, max_length=MOST)
