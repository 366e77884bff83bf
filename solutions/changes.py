"""The changes of a catalogue that are about one questionnaire, and what they rest on."""

from collections.abc import Callable, Collection, Mapping

import numpy as np
from cachetools.func import lru_cache

from questionnaires.answers import Answer
from questionnaires.columns import code_of, divided
from questionnaires.model import Item, Kind, Questionnaire
from scoring.steps import present_steps, steps_of
from solutions.checks import change_faults
from solutions.model import Catalogue, Change


@lru_cache(maxsize=16)
def changes_in(questionnaire: Questionnaire, among: Catalogue) -> Mapping[str, tuple[Change, ...]]:
    """Of every solution the changes that are about ``questionnaire``, under its id.

    A solution without any is left out.
    """
    found = {
        solution.id: tuple(each for each in solution.changes if _is_about(each, questionnaire))
        for solution in among.solutions
    }
    return {id: changes for id, changes in found.items() if changes}


def _is_about(change: Change, questionnaire: Questionnaire) -> bool:
    """An item of a pool is known by its rungs, wherever it was included."""
    item = questionnaire.by_id.get(change.item)
    if item is None or not item.scored:
        return False
    if change.pool:
        return change.rungs == item.rungs
    edition = questionnaire.edition
    if change.source != questionnaire.id or edition not in (change.only or (edition,)):
        return False
    return not any(change_faults(change, item, questionnaire))


def present_rungs(
    questionnaire: Questionnaire, item: Item, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """The rungs of an item that are there: one, or all that are ticked; none without an answer."""
    answer = answers.get(item.id)
    if item.kind is Kind.RATIO:
        answer = share_of(questionnaire, item, answers)
    if answer is None:
        return ()
    # by identity: a step's hash reads all its texts
    present = present_steps(item, answer)
    steps = zip(steps_of(item), item.rungs, strict=True)
    return tuple([rung for step, rung in steps if any(step is each for each in present)])


def share_of(
    questionnaire: Questionnaire, ratio: Item, answers: Mapping[str, Answer]
) -> float | None:
    """What the two numbers come to, in [0, 1]; None where they come to nothing."""
    both = (questionnaire.by_id[id or ""] for id in (ratio.part, ratio.whole))
    part, whole = (np.array([code_of(each, answers.get(each.id))]) for each in both)
    share = float(divided(part, whole)[0])
    return share if np.isfinite(share) else None


def within(change: Change, rungs: Callable[[str], Collection[str]]) -> tuple[str, ...]:
    """The rungs of ``to`` whose needs are there for sure; ``rungs`` of an item that are there.

    What is not known is not there.
    """
    lacking = [need for need in change.needs if set(need.is_).isdisjoint(rungs(need.item))]
    return tuple(
        rung for rung in change.to if not any(rung in (need.rungs or change.to) for need in lacking)
    )
