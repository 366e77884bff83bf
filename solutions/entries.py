"""The files of the catalogue as they are written."""

from typing import Annotated

from pydantic import Field

from files.shape import Entry, Id
from files.texts import Bilingual
from questionnaires.entries import ConditionEntry, Edition
from solutions.model import BENEFITS, LOWEST, Benefit, Size

MOST = 200  # solutions of a file; it is to be read in one sitting
Section = Annotated[str, Field(pattern=r"^[A-T]$")]
Week = Annotated[int, Field(ge=1, le=156)]
Hour = Annotated[int, Field(ge=1, le=10_000)]
Month = Annotated[float, Field(ge=0, le=1200)]


class FootingEntry(Entry):
    """What has to be there before a change brings ``rungs`` (none named: any of them)."""

    rungs: tuple[str, ...] = ()
    item: Id
    is_: tuple[str, ...] = Field(alias="is", min_length=1, max_length=60)


class ChangeEntry(Entry):
    """What a solution does to one item; ``editions``: the only ones that it is for, if any.

    ``side``: it comes along with others, and is no reason to do it. ``next_from``: the rung that
    the solution's next step takes to be there.
    """

    questionnaire: Id | None = None
    pool: Id | None = None
    editions: tuple[Edition, ...] = ()
    item: Id
    from_: str = Field(default=LOWEST, alias="from")
    to: tuple[str, ...] = Field(min_length=1, max_length=60)
    conditions: ConditionEntry | None = None
    needs: tuple[FootingEntry, ...] = ()
    side: bool = False
    next_from: str = LOWEST


class SolutionEntry(Entry):
    """One solution."""

    id: Id
    title: Bilingual
    says: Bilingual
    changes: tuple[ChangeEntry, ...] = Field(min_length=1, max_length=MOST)
    prerequisites: tuple[Id, ...] = ()
    conditions: ConditionEntry | None = None
    effort: Id
    cost: Id
    weeks: tuple[Week, ...] = Field(min_length=2, max_length=2)
    hours_saved: tuple[Hour, ...] | None = Field(default=None, min_length=2, max_length=2)
    owner: Bilingual | None = None
    indicators: tuple[Bilingual, ...] = Field(min_length=1)
    risks: tuple[Bilingual, ...] = Field(min_length=1)
    sizes: tuple[Size, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = ()
    light: Bilingual
    first_step: Bilingual
    next_step: Bilingual | None = None
    serves: tuple[Benefit, ...] = Field(default=(), max_length=len(BENEFITS))
    urgent: bool = False


class ByConsultantEntry(Entry):
    """An item that the catalogue has no advice for, and why a consultant gives it."""

    questionnaire: Id
    item: Id
    reason: Bilingual


class GroupEntry(Entry):
    """``<group>.yaml``; ``editions``: the only ones that the changes are for, where it says so.

    ``covers``: questionnaires of which every scored item has a solution in the catalogue, or
    stands in ``by_consultant``.
    """

    group: Id
    title: Bilingual
    aim: Bilingual | None = None
    owner: Bilingual
    editions: dict[Id, tuple[Edition, ...]] = Field(default_factory=dict)
    covers: tuple[Id, ...] = ()
    by_consultant: tuple[ByConsultantEntry, ...] = ()
    solutions: tuple[SolutionEntry, ...] = Field(min_length=1, max_length=MOST)


class CostEntry(Entry):
    """A class of what the first year costs; ``months`` of one worker: from, to, or from only."""

    id: Id
    months: tuple[Month, ...] = Field(min_length=1, max_length=2)
    name: Bilingual
    meaning: Bilingual


class CostsEntry(Entry):
    """``costs.yaml``: the classes from cheap to dear, and where they come from."""

    statement: Bilingual
    cost_classes: tuple[CostEntry, ...] = Field(min_length=1)
