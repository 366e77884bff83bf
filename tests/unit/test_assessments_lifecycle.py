"""The life of an assessment: only the moves of the table, and writing only where it is open."""

from datetime import UTC, datetime
from itertools import pairwise, product

import pytest

from assessments.lifecycle import MOVES, OPEN_FOR, advance, require_open
from assessments.model import Assessment, Side, Stage
from assessments.refusals import NotAllowed
from assessments.years import year_of

DRAFT = Assessment(
    id="a1",
    enterprise="e1",
    questionnaire="workshop",
    edition="1",
    digest="0",
    started_at=datetime(2026, 3, 1, tzinfo=UTC),
)


def in_stage(stage: Stage) -> Assessment:
    """The assessment in ``stage``."""
    return DRAFT.model_copy(update={"stage": stage})


@pytest.mark.parametrize(("now", "to"), list(product(Stage, Stage)))
def test_only_the_next_stage_follows(now: Stage, to: Stage) -> None:
    """Draft, submitted, under verification, verified, published: forward, one at a time."""
    if (now, to) in set(pairwise(Stage)):
        assert advance(in_stage(now), to, signed_by="王芳") == in_stage(to).model_copy(
            update={"signed_by": "王芳"}
        )
    else:
        with pytest.raises(NotAllowed) as refusal:
            advance(in_stage(now), to)
        assert refusal.value.to("zh")


def test_every_stage_is_in_the_table() -> None:
    """No stage is forgotten."""
    assert set(MOVES) == set(Stage)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize(
    ("side", "stages"),
    [
        ("claimed", {Stage.DRAFT}),
        ("verified", {Stage.SUBMITTED, Stage.UNDER_VERIFICATION}),
    ],
)
def test_answers_are_given_only_while_their_side_is_open(
    side: Side, stages: set[Stage], stage: Stage
) -> None:
    """A claim is frozen by its submission, everything by the signature."""
    assert OPEN_FOR[side] == stages
    if stage in stages:
        require_open(in_stage(stage), side)
    else:
        with pytest.raises(NotAllowed) as refusal:
            require_open(in_stage(stage), side)
        assert refusal.value.to("en")


def test_a_year_begins_at_midnight_in_china() -> None:
    """Sixteen hours UTC on the last of December is the next year."""
    assert year_of(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)) == 2026
    assert year_of(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == 2027
