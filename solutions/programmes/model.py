"""The values of the programmes: frozen, in both languages."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from files.frozen import Frozen
from i18n import Text
from questionnaires.model import Condition

# How sure the words of a rule are: read in a reprint of the notice, seen at second hand only,
# or our own reading of what the notice leaves open.
Confidence = Literal["official", "secondary", "unconfirmed"]
Kind = Literal["facts", "answers", "level", "programme", "declared"]


class CountedPart(Frozen):
    """One of the things that are counted in answers."""

    says: Text
    condition: Condition


class ProgrammeRequirement(Frozen):
    """One requirement of a programme; ``kind`` tells which of the fields it is tested by.

    facts: ``condition`` over the profile. answers: ``needed`` of ``parts`` hold in a sheet of one
    of ``editions`` (by questionnaire; none named: in any that asks what a part looks at). level:
    at least ``level`` under the questionnaire ``level_of``, counted from 1. programme: the title
    of ``programme`` is held. declared: the enterprise shows it itself, under the name
    ``declared``; ``title`` where that is a title or a certificate. ``source``, ``dated``,
    ``in_force``, ``seen`` and ``confidence`` are resolved: its own, or the programme's; with a
    source of its own its dates are its own, or unknown.
    """

    id: str
    says: Text
    source: Text
    dated: str | None = None
    in_force: str | None = None
    seen: str
    confidence: Confidence
    kind: Kind
    condition: Condition | None = None
    editions: Mapping[str, tuple[str, ...]] = {}
    parts: tuple[CountedPart, ...] = ()
    needed: int = 0
    level_of: str = ""
    level: int = 0
    programme: str = ""
    declared: str = ""
    title: Text | None = None

    @property
    def declarable(self) -> str:
        """The name under which the enterprise can show it itself; "" where it cannot."""
        return self.declared or self.programme

    @property
    def bars(self) -> bool:
        """Whether nothing can be done where it fails: a fact of the profile, surely asked for."""
        return self.kind == "facts" and self.confidence != "unconfirmed"


class Programme(Frozen):
    """A programme, or one rung of it.

    ``dated`` is the notice's date as far as it is known: a year, a month or a day, or None;
    ``in_force`` since when it applies, where that is another day and known; ``seen`` when somebody
    last looked whether it still holds, all written alike.
    ``unseen`` says what of the rule is not known here; a result never goes without it.
    """

    id: str
    title: Text
    says: Text
    source: Text
    dated: str | None
    in_force: str | None = None
    seen: str
    confidence: Confidence
    unseen: Text
    requires: tuple[ProgrammeRequirement, ...]


class Programmes(Frozen):
    """All programmes, in the order of the files; none depends on itself by any way."""

    programmes: tuple[Programme, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Programme]:
        """Every programme under its id."""
        return {programme.id: programme for programme in self.programmes}
