"""What somebody does to a plan, as the choices that a next plan is built from.

Each keeps everything else where it is: what is not where the proposal has it is written down with
every change.
"""

from collections.abc import Mapping
from typing import Literal

from solutions.model import Catalogue
from solutions.plans.model import ADDABLE, Choices, Plan, Progress
from solutions.plans.trying import ancestors

Number = Literal[1, 2, 3]


class OutOfOrder(ValueError):
    """``then`` needs ``first`` (ids), which would come in a later phase."""

    def __init__(self, first: str, then: str) -> None:
        self.first, self.then = first, then
        super().__init__(f"{then} needs {first}")


class NotThere(ValueError):
    """The solution is not in the plan, or none that can be added to it."""


def moved(plan: Plan, catalogue: Catalogue, name: str, phase: Number) -> Choices:
    """The task in another phase. Raises OutOfOrder, or NotThere also for a phase beyond the plan.

    A prerequisite is never moved along unasked, nor what needs it.
    """
    if name not in plan.phase_of:
        raise NotThere(name)
    return _placed(plan, catalogue, name, phase)


def added(plan: Plan, catalogue: Catalogue, name: str, phase: Number) -> Choices:
    """The solution in the plan, with the prerequisites that it lacks in the same phase.

    Takes back that any of them was dropped. Raises OutOfOrder, or NotThere for one that does not
    fit.
    """
    found = next((each for each in plan.left_out if each.solution.id == name), None)
    if found is None or found.reason not in ADDABLE:
        raise NotThere(name)
    choices = _placed(plan, catalogue, name, phase)
    both = {name, *found.brings}
    phases = {id: at for id, at in choices.phases.items() if id not in found.brings}
    return _with(choices, phases=phases, dropped=choices.dropped - both)


def dropped(plan: Plan, name: str) -> Choices:
    """The plan without the task and all that needs it. It is remembered where it stood."""
    if name not in plan.phase_of:
        raise NotThere(name)
    choices = plan.choices
    progress = {id: each for id, each in choices.progress.items() if id != name}
    phases = {**_by_hand(plan), name: plan.phase_of[name]}
    return _with(choices, phases=phases, dropped=choices.dropped | {name}, progress=progress)


def ticked(plan: Plan, name: str, progress: Progress) -> Choices:
    """How far the task is; from then on it stays where it is, whatever the limits."""
    if name not in plan.phase_of:
        raise NotThere(name)
    ticks = {id: each for id, each in plan.choices.progress.items() if id != name}
    if progress != "open":
        ticks[name] = progress
    phases = {**_by_hand(plan), name: plan.phase_of[name]}
    return _with(plan.choices, phases=phases, progress=ticks)


def _placed(plan: Plan, catalogue: Catalogue, name: str, phase: Number) -> Choices:
    if not 1 <= phase <= len(plan.phases):
        raise NotThere(name)
    for other, at in plan.phase_of.items():
        if at > phase and other in ancestors(catalogue, name):
            raise OutOfOrder(other, name)
        if at < phase and name in ancestors(catalogue, other):
            raise OutOfOrder(name, other)
    return _with(plan.choices, phases={**_by_hand(plan), name: phase})


def _by_hand(plan: Plan) -> Mapping[str, int]:
    """What was placed before, in the plan or not now, and what came along with it."""
    chosen = {task.solution.id: task.chosen for task in plan.tasks}
    here = {id: phase for id, phase in plan.phase_of.items() if chosen[id]}
    return {**plan.choices.phases, **here}


def _with(choices: Choices, **changes: object) -> Choices:
    return Choices.model_validate({**dict(choices), **changes})
