"""The values of a plan: what the enterprise can carry, what it chose, and what comes of it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from files.frozen import Frozen
from i18n import Text
from scoring.paths.standing import Standing
from solutions.lifting import Lift
from solutions.model import Solution

PHASES = ((0, 12), (13, 24), (25, 36))  # months from, to
Months = Literal[12, 24, 36]
Progress = Literal["open", "begun", "done"]
# Why a solution that would lift something is not in the plan.
Reason = Literal[
    "dropped",
    "needs_dropped",
    "too_dear",
    "needs_too_dear",
    "no_room",
    "too_little",
    "lifts_nothing",
    "rests_on",
    "there",
]
ADDABLE: tuple[Reason, ...] = ("dropped", "needs_dropped", "no_room", "too_little")


class Limits(Frozen):
    """What the enterprise can carry.

    ``cost``: the id of the dearest class of cost that one solution may have (None: any).
    ``at_once``: how many solutions of more than a habit's effort its people can carry in one
    phase; beside them as many habits. It binds the proposal, not what somebody puts in by hand.
    ``months``: how far the plan reaches.
    """

    cost: str | None = None
    at_once: int = Field(default=3, ge=1, le=12)
    months: Months = 36


class Choices(Frozen):
    """What the enterprise or its consultant decided against the proposal; by solution ids.

    ``phases``: 1, 2 or 3, where somebody moved or added it to. ``progress``: what is not open.
    """

    limits: Limits = Limits()
    phases: Mapping[str, Literal[1, 2, 3]] = {}
    dropped: frozenset[str] = frozenset()
    progress: Mapping[str, Progress] = {}


class Task(Frozen):
    """A solution in a phase.

    ``lifts`` are what it changes where it stands, after all that comes before it; nothing where
    that has brought it all. ``points`` of the total and ``levels`` are what the engine gives for
    them together; one that somebody put in by hand may cost points, because questions are asked
    then that were not. ``after``: prerequisites that are in the plan; ``assumed``: those that are
    there already or were not asked about. ``owner``: the role that answers for it. ``chosen``:
    not where the proposal has it. ``there``: the enterprise has it today, so that it is
    extended; ``fresh``: all that it lifts stands at its lowest before it; ``ready``: what its next
    step takes to be there is there by then.
    """

    solution: Solution
    owner: Text
    lifts: tuple[Lift, ...]
    points: float
    levels: int
    after: tuple[str, ...]
    assumed: tuple[str, ...]
    chosen: bool
    progress: Progress
    there: bool
    fresh: bool
    ready: bool


class Phase(Frozen):
    """Months ``months[0]`` to ``months[1]``; ``standing``: level and total once it is done.

    ``cost``: the rank of the dearest class of cost in it, counted from 0; None without tasks.
    """

    number: int
    months: tuple[int, int]
    tasks: tuple[Task, ...]
    standing: Standing
    cost: int | None


class LeftOut(Frozen):
    """A solution that would lift something and is not in the plan.

    ``brings``: the prerequisites that would come into the plan with it. ``ready``: what its next
    step takes to be there is there today.
    """

    solution: Solution
    reason: Reason
    brings: tuple[str, ...]
    ready: bool = False


class Plan(Frozen):
    """Phases in order, and what is left out; ``before`` is the standing of today.

    ``scale``: of all totals. ``changes``: item id to the answer that all tasks together come to,
    questions that are asked only then at their lowest. ``unlifted``: the pains that no task
    lifts, each with the solution that would and why it is not in the plan; None where the
    catalogue has none for this enterprise. ``unanswered``: the same of concerns, where "there"
    is said of a solution that the enterprise has.
    """

    choices: Choices
    scale: float
    before: Standing
    phases: tuple[Phase, ...]
    left_out: tuple[LeftOut, ...]
    changes: Mapping[str, str | float | tuple[str, ...]]
    unlifted: Mapping[str, LeftOut | None]
    unanswered: Mapping[str, LeftOut | None] = {}

    @property
    def after(self) -> Standing:
        """Where the enterprise stands once all is done."""
        return self.phases[-1].standing if self.phases else self.before

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every task, in the order of phases."""
        return tuple(task for phase in self.phases for task in phase.tasks)

    @cached_property
    def urgent(self) -> tuple[Task, ...]:
        """What belongs in the first three months."""
        first = self.phases[0].tasks if self.phases else ()
        return tuple(task for task in first if task.solution.urgent)

    @cached_property
    def phase_of(self) -> Mapping[str, int]:
        """The number of the phase of every solution in the plan."""
        return {task.solution.id: phase.number for phase in self.phases for task in phase.tasks}
