"""The proposal with what somebody chose laid over it: what is in which phase, in which order."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

from solutions.plans.model import Choices, Reason
from solutions.plans.proposing import affordable, phases_within
from solutions.plans.trying import Trial, ancestors

TICKED = ("begun", "done")


def arrange(trial: Trial, proposal: Mapping[str, int], choices: Choices) -> Mapping[str, int]:
    """Every solution of the plan with its phase, in order; each after what it needs.

    What was moved or added stays where it was put, else where the proposal has it. A prerequisite
    that nobody placed comes as early as it is needed; behind one that somebody placed later
    follows what needs it. Whatever has begun stays, limits or not.
    """
    by_hand = dict(_by_hand(trial, choices))
    wanted = {**proposal, **by_hand}
    for name, phase in by_hand.items():
        for need in trial.needed(name):
            if obstacle(trial, need, choices) is None:
                wanted.setdefault(need, phase)
    kept = {
        name: phase
        for name, phase in wanted.items()
        if _has_begun(name, choices) or not _is_dropped(trial, name, choices)
    }
    names = _in_order(trial, kept, proposal)
    phases = _pulled(trial, names, kept, by_hand)
    for name in names:
        before = ancestors(trial.catalogue, name) & phases.keys()
        phases[name] = max([phases[name], *(phases[each] for each in before)])
    return {name: phases[name] for name in sorted(names, key=lambda name: phases[name])}


def obstacle(trial: Trial, name: str, choices: Choices) -> Reason | None:
    """What keeps it out of any plan under these choices; None: nothing does."""
    if name in choices.dropped:
        return "dropped"
    if _is_dropped(trial, name, choices):
        return "needs_dropped"
    if not affordable(trial, choices.limits, name):
        return "too_dear"
    dear = (need for need in trial.needed(name) if not affordable(trial, choices.limits, need))
    return "needs_too_dear" if any(not _has_begun(need, choices) for need in dear) else None


def _by_hand(trial: Trial, choices: Choices) -> Iterator[tuple[str, int]]:
    """What somebody placed and the limits allow; what has begun, where it is or at the end."""
    last = phases_within(choices.limits)
    for name, phase in sorted(choices.phases.items()):
        if name not in trial.catalogue.by_id:
            continue
        if _has_begun(name, choices):
            yield name, min(phase, last)
        elif phase <= last and obstacle(trial, name, choices) is None:
            yield name, phase


def _has_begun(name: str, choices: Choices) -> bool:
    return choices.progress.get(name) in TICKED and name not in choices.dropped


def _is_dropped(trial: Trial, name: str, choices: Choices) -> bool:
    return not choices.dropped.isdisjoint((name, *trial.needed(name)))


def _in_order(trial: Trial, names: Iterable[str], proposal: Mapping[str, int]) -> Sequence[str]:
    """Prerequisites first; else as proposed, then as much as they win today."""
    listed = dict.fromkeys((*proposal, *trial.today, *trial.catalogue.by_id))
    rank = {name: place for place, name in enumerate(listed)}
    left = {name: set(ancestors(trial.catalogue, name)) & set(names) for name in names}
    ready = [(rank[name], name) for name, before in left.items() if not before]
    heapq.heapify(ready)
    found = []
    while ready:
        _, name = heapq.heappop(ready)
        found.append(name)
        for other, before in left.items():
            if name in before:
                before.discard(name)
                if not before:
                    heapq.heappush(ready, (rank[other], other))
    return found


def _pulled(
    trial: Trial, names: Sequence[str], kept: Mapping[str, int], by_hand: Mapping[str, int]
) -> dict[str, int]:
    """The phases with every prerequisite that nobody placed as early as it is needed."""
    phases = dict(kept)
    for name in reversed(names):
        for need in ancestors(trial.catalogue, name) & phases.keys():
            if need not in by_hand:
                phases[need] = min(phases[need], phases[name])
    return phases
