"""From the answers that count and what somebody chose to a plan.

Rules B1 to B19 of ``docs/plans.md``.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.paths.effort_reading import efforts
from scoring.rubric import Rubric
from scoring.whatif import Changes
from solutions.concerns import Concern, concerns
from solutions.model import Catalogue, Solution
from solutions.plans.arranging import arrange, obstacle
from solutions.plans.model import PHASES, Choices, LeftOut, Phase, Plan, Reason, Task
from solutions.plans.proposing import is_worth, largest_gaps_in, phases_within, propose
from solutions.plans.trying import LEAST, Trial, gain, levels, trial_of

NO_CHOICES = Choices()
# Which reason is told of a pain that several solutions would lift.
PLAINEST: tuple[Reason, ...] = (
    "dropped",
    "no_room",
    "too_dear",
    "needs_dropped",
    "needs_too_dear",
    "too_little",
    "lifts_nothing",
    "rests_on",
    "there",
)


def build_plan(  # noqa: PLR0913  (all that a plan is made of)
    questionnaire: Questionnaire,
    rubric: Rubric,
    sheet: Sheet,
    catalogue: Catalogue,
    choices: Choices = NO_CHOICES,
    *,
    found: frozenset[str] = frozenset(),
    pressing: tuple[str, ...] = (),
) -> Plan:
    """The plan of ``sheet``; the same input gives the same plan.

    ``found``: the items of which somebody found on a visit that they stand low. ``pressing``: the
    concerns of the enterprise, by id, what presses most first. Without a total there is nothing
    to plan: the phases are empty then.
    """
    trial = trial_of(questionnaire, rubric, sheet, catalogue)
    proposal = propose(trial, choices.limits, efforts(questionnaire), found, pressing)
    arranged = arrange(trial, proposal, choices)
    phases, state = _phases(trial, proposal, arranged, choices)
    left_out = tuple(_left_out(trial, state, arranged, choices))
    return Plan(
        choices=choices,
        scale=rubric.tree.scale,
        before=trial.standings([{}])[0],
        phases=phases,
        left_out=left_out,
        changes=state,
        unlifted=dict(_unlifted(trial, phases, left_out, found)),
        unanswered=dict(_unanswered(trial, phases, left_out, pressing)),
    )


def _phases(
    trial: Trial, proposal: Mapping[str, int], arranged: Mapping[str, int], choices: Choices
) -> tuple[tuple[Phase, ...], Changes]:
    """Every phase with its tasks done one after another, and the answers all that comes to."""
    ranks = {each.id: each.rank for each in trial.catalogue.costs}
    phases = []
    state: Changes = {}
    (standing,) = trial.standings([state])
    for number in range(1, phases_within(choices.limits) + 1):
        tasks = []
        for name in (name for name, phase in arranged.items() if phase == number):
            before = standing
            step = trial.step(state, name)
            state, standing = step.state, step.standing
            solution = trial.catalogue.by_id[name]
            after = tuple(each for each in solution.prerequisites if each in arranged)
            tasks.append(
                Task(
                    solution=solution,
                    owner=solution.owner,
                    lifts=step.lifts,
                    points=gain(standing, before),
                    levels=levels(standing, before),
                    after=after,
                    assumed=tuple(each for each in solution.prerequisites if each not in after),
                    chosen=proposal.get(name) != number,
                    progress=choices.progress.get(name, "open"),
                    there=name in trial.there,
                    fresh=step.fresh and name not in trial.there,
                    ready=step.ready,
                )
            )
        phases.append(
            Phase(
                number=number,
                months=PHASES[number - 1],
                tasks=tuple(tasks),
                standing=standing,
                cost=max((ranks[task.solution.cost] for task in tasks), default=None),
            )
        )
    return tuple(phases), state


def _left_out(
    trial: Trial, state: Changes, arranged: Mapping[str, int], choices: Choices
) -> Iterator[LeftOut]:
    """What lifts something today or after the plan, and is not in it."""
    later = trial.matches(state)
    names = [name for name in dict.fromkeys((*trial.today, *later)) if name not in arranged]
    brings = {
        name: tuple(need for need in trial.needed(name) if need not in arranged) for name in names
    }
    lifts = {name: match.lifts for name, match in later.items()}
    states = [
        trial.lifted(state, (lift for it in (*brings[name], name) for lift in lifts.get(it, ())))
        for name in names
    ]
    (end,) = trial.standings([state])
    for name, after in zip(names, trial.standings(states) if states else (), strict=True):
        reason: Reason = "no_room"
        if gain(after, end) < LEAST and levels(after, end) <= 0:
            reason = "lifts_nothing"
        elif not is_worth(trial, (*brings[name], name), after, end):
            reason = "too_little"
        yield LeftOut(
            solution=trial.catalogue.by_id[name],
            reason=obstacle(trial, name, choices) or reason,
            brings=brings[name],
            ready=name in trial.today and trial.today[name].ready,
        )


def _unlifted(
    trial: Trial, phases: Sequence[Phase], left_out: Sequence[LeftOut], found: frozenset[str]
) -> Iterator[tuple[str, LeftOut | None]]:
    """The pains that no task lifts, each with what would lift it and why that is left out."""
    lifted = {lift.item for phase in phases for task in phase.tasks for lift in task.lifts}
    for item in (each.id for each in largest_gaps_in(trial, found) if each.id not in lifted):
        would = {
            name: lift.points
            for name, match in trial.today.items()
            for lift in match.lifts
            if lift.item == item
        }
        known = [each for each in left_out if each.solution.id in would]
        known.sort(key=lambda each: (PLAINEST.index(each.reason), -would[each.solution.id]))
        yield item, known[0] if known else trial.resting(item)


def _unanswered(
    trial: Trial, phases: Sequence[Phase], left_out: Sequence[LeftOut], pressing: Sequence[str]
) -> Iterator[tuple[str, LeftOut | None]]:
    """The concerns that no task answers, each with what would and why that is left out."""
    tasks = [task.solution for phase in phases for task in phase.tasks]
    for concern in (concerns()[id] for id in pressing):
        if all(concern.place(each) is None for each in tasks):
            yield concern.id, _nearest(trial, concern, left_out)


def _nearest(trial: Trial, concern: Concern, left_out: Sequence[LeftOut]) -> LeftOut | None:
    """What comes nearest to an answer: what could be done, what is there, what rests on more."""

    def well(solution: Solution) -> tuple[int, str]:
        return concern.place(solution) or 0, solution.id

    answers = [each for each in left_out if concern.place(each.solution) is not None]
    if answers:
        return min(answers, key=lambda it: (PLAINEST.index(it.reason), well(it.solution)))
    fit = {each.id for each in trial.catalogue.solutions if concern.place(each) is not None}
    reasons: Sequence[tuple[Reason, Collection[str]]] = (
        ("there", trial.there & fit),
        ("rests_on", trial.waiting(fit)),
    )
    for reason, names in reasons:
        if names:
            nearest = min((trial.catalogue.by_id[name] for name in names), key=well)
            return LeftOut(solution=nearest, reason=reason, brings=())
    return None
