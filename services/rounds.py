"""The rounds of one enterprise with one questionnaire."""

from collections.abc import Iterable

from assessments.corrections import standing
from assessments.model import Assessment


def next_round(questionnaire: str, rounds: Iterable[Assessment]) -> int:
    """The number of one more of these rounds of an enterprise; a correction is no round."""
    return sum(each.questionnaire == questionnaire for each in rounds if each.corrects is None)


def round_before(later: Assessment, rounds: Iterable[Assessment]) -> Assessment | None:
    """The last submitted one of ``rounds`` with the same questionnaire that came earlier.

    By its number: a clock that was set back changes nothing. ``rounds`` are those of the
    enterprise, as they were begun. Whether the actor may see
    it has to be asked of the two together.
    """
    before = [
        each
        for each in standing(rounds)
        if each.questionnaire == later.questionnaire
        and each.submitted_at is not None
        and each.round < later.round
    ]
    return before[-1] if before else None
