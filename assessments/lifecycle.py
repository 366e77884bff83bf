"""The life of an assessment: which stage follows which, and who may write answers when."""

from collections.abc import Mapping
from typing import Any

from assessments.model import Assessment, Side, Stage
from assessments.refusals import NotAllowed

MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.SUBMITTED}),
    Stage.SUBMITTED: frozenset({Stage.UNDER_VERIFICATION}),
    Stage.UNDER_VERIFICATION: frozenset({Stage.VERIFIED}),
    Stage.VERIFIED: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset(),
}

# In which stages answers of a side may still be given. A claim is frozen by its submission, and
# everything by the signature.
OPEN_FOR: Mapping[Side, frozenset[Stage]] = {
    "claimed": frozenset({Stage.DRAFT}),
    "verified": frozenset({Stage.SUBMITTED, Stage.UNDER_VERIFICATION}),
}


def advance(assessment: Assessment, stage: Stage, **changes: Any) -> Assessment:
    """``assessment`` in ``stage`` with the ``changes`` that go with it.

    Raises NotAllowed where the stage does not follow the present one.
    """
    if stage not in MOVES[assessment.stage]:
        raise NotAllowed("wrong_move", stage=assessment.stage, to=stage)
    return assessment.model_copy(update={"stage": stage, **changes})


def require_open(assessment: Assessment, side: Side) -> None:
    """Raise NotAllowed where answers of ``side`` can no longer (or not yet) be given."""
    if assessment.stage not in OPEN_FOR[side]:
        raise NotAllowed(f"{side}_closed", stage=assessment.stage)
