"""The values of the catalogue: frozen, in both languages, resolved against the questionnaires."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, get_args

from files.frozen import Frozen
from i18n import Text
from questionnaires.model import Condition

LOWEST = "lowest"  # of ``Change.from_``: wherever one stands

Size = Literal["large", "medium", "small", "micro"]
Benefit = Literal[
    "efficiency",
    "cost",
    "quality",
    "delivery",
    "stock",
    "cash",
    "energy",
    "customers",
    "people",
    "safety",
    "compliance",
]
BENEFITS: tuple[Benefit, ...] = get_args(Benefit)


class Cost(Frozen):
    """A class of what the first year costs; ``rank`` counts from 0, the cheapest.

    ``months`` of one worker: from, to (None: no upper end).
    """

    id: str
    rank: int
    months: tuple[float, float | None]
    name: Text
    meaning: Text


class Footing(Frozen):
    """What has to be there for sure before a change brings ``rungs`` (none named: any rung).

    Of ``item`` one of the rungs ``is_``.
    """

    rungs: tuple[str, ...]
    item: str
    is_: tuple[str, ...]


class Change(Frozen):
    """What a solution does to one item of a questionnaire, or of a pool that others include.

    Rungs are the ids of options, or the numbers of bands counted from "1". ``to``: of a multi
    item all options that it brings, else the rungs that it can lead to. ``from_``: the rung that
    must be there already. ``rungs`` are all of the item's, in its order, in ``editions``; ``only``
    are those that the change names, if any. ``side``: it comes along and is no reason to do it.
    ``next_from``: the rung that the solution's next step takes to be there.
    """

    source: str
    pool: bool
    editions: tuple[str, ...]
    only: tuple[str, ...] = ()
    item: str
    from_: str
    to: tuple[str, ...]
    rungs: tuple[str, ...]
    conditions: Condition | None = None
    needs: tuple[Footing, ...] = ()
    side: bool = False
    next_from: str = LOWEST


class Solution(Frozen):
    """Something that an enterprise can do or buy, without a vendor's name.

    ``weeks``: from, to. ``owner``: the role that answers for it. ``hours_saved`` of work a week,
    from, to: an assumption; None where nothing speaks for saved time. ``sections`` are letters of
    GB/T 4754, none of them: any section. ``conditions`` look at facts only. ``effort`` and
    ``cost`` are ids of classes. ``first_step`` begins from nothing, ``next_step`` where something
    of it is there. ``serves``: what it is good for. ``urgent``: it belongs in the first months.
    """

    id: str
    group: str
    title: Text
    says: Text
    changes: tuple[Change, ...]
    prerequisites: tuple[str, ...]
    conditions: Condition | None
    effort: str
    cost: str
    weeks: tuple[int, int]
    owner: Text
    hours_saved: tuple[int, int] | None = None
    indicators: tuple[Text, ...]
    risks: tuple[Text, ...]
    sizes: tuple[Size, ...]
    sections: tuple[str, ...]
    light: Text
    first_step: Text
    next_step: Text | None = None
    serves: tuple[Benefit, ...] = ()
    urgent: bool = False

    def begin(self, *, fresh: bool, ready: bool, large: bool = False) -> Text | None:
        """How a firm begins that has nothing of it (``fresh``), or something already.

        ``ready``: what the next step takes to be there is there. Who is ``large`` and has nothing
        of it is told neither: one sheet or one disk is too small for it.
        """
        if ready and not fresh:
            return self.next_step
        return None if fresh and large else self.first_step


class Group(Frozen):
    """A file of the catalogue; ``owner``: who answers for its solutions unless they say.

    ``aim``: what its solutions are about, in the middle of a sentence about a phase.
    """

    id: str
    title: Text
    aim: Text
    owner: Text


class Catalogue(Frozen):
    """All solutions, in the order of the files.

    ``statement`` says where the classes of cost and time come from and goes wherever they go.
    ``efforts``: id of an effort class to its points, comparable within one table only;
    ``effort_names`` say what it is called.
    """

    statement: Text
    costs: tuple[Cost, ...]
    efforts: Mapping[str, float]
    effort_names: Mapping[str, Text]
    groups: tuple[Group, ...]
    solutions: tuple[Solution, ...]

    def __hash__(self) -> int:
        """Cheap, for caches keyed by value; equality compares everything."""
        return hash(tuple(solution.id for solution in self.solutions))

    @cached_property
    def by_id(self) -> Mapping[str, Solution]:
        """Every solution under its id."""
        return {solution.id: solution for solution in self.solutions}
