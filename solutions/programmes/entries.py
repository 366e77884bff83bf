"""The files of the programmes as they are written."""

from pydantic import Field

from files.dates import WrittenDate
from files.shape import Entry, Id
from files.texts import Bilingual
from questionnaires.entries import ConditionEntry, Edition
from solutions.programmes.model import Confidence

MOST = 60  # programmes of a file, requirements of a programme, parts of a requirement
HIGHEST = 9  # of the levels that a questionnaire may have


class PartEntry(Entry):
    """One of the things that are counted."""

    says: Bilingual
    condition: ConditionEntry


class AnswersEntry(Entry):
    """What is read off a sheet; ``at_least`` of the parts must hold, all of them without it.

    ``questionnaires`` are read in every edition, those in ``editions`` in these alone.
    """

    questionnaires: tuple[Id, ...] = ()
    editions: dict[Id, tuple[Edition, ...]] = Field(default_factory=dict)
    at_least: int | None = Field(default=None, ge=1)
    of: tuple[PartEntry, ...] = Field(min_length=1, max_length=MOST)

    @property
    def names(self) -> tuple[str, ...]:
        """The questionnaires whose sheets are read."""
        return (*self.questionnaires, *self.editions)


class ProgrammeLevelEntry(Entry):
    """A level under a questionnaire, ours or a reference."""

    questionnaire: Id
    edition: Edition
    at_least: int = Field(ge=1, le=HIGHEST)


class RequirementEntry(Entry):
    """One requirement: exactly one of the five tests.

    ``title``: what it is called where what is ``declared`` is a title or a certificate.
    What it does not say of its source is the programme's; with a source of its own the dates too
    are its own.
    """

    id: Id
    says: Bilingual
    source: Bilingual | None = None
    dated: WrittenDate | None = None
    in_force: WrittenDate | None = None
    seen: WrittenDate | None = None
    confidence: Confidence
    facts: ConditionEntry | None = None
    answers: AnswersEntry | None = None
    level: ProgrammeLevelEntry | None = None
    programme: Id | None = None
    declared: Id | None = None
    title: Bilingual | None = None


class ProgrammeEntry(Entry):
    """One programme."""

    id: Id
    title: Bilingual
    says: Bilingual
    source: Bilingual
    dated: WrittenDate | None = None
    in_force: WrittenDate | None = None
    seen: WrittenDate
    confidence: Confidence
    unseen: Bilingual
    requires: tuple[RequirementEntry, ...] = Field(min_length=1, max_length=MOST)


class ProgrammesEntry(Entry):
    """A file of programmes."""

    programmes: tuple[ProgrammeEntry, ...] = Field(min_length=1, max_length=MOST)
