"""Where an answer stands among an item's steps, and which step is the next one up."""

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Option
from scoring.steps import Step, next_steps, present_steps
from tests.unit.report_cases import WORKSHOP


def names(item: str, steps: tuple[Step, ...]) -> list[str | int]:
    """Options by their id, bands by their place."""
    bands = list(WORKSHOP.by_id[item].bands)
    return [step.id if isinstance(step, Option) else bands.index(step) for step in steps]


@pytest.mark.parametrize(
    ("item", "points", "answer", "present", "coming"),
    [
        ("plan", (0, 1, 2), "nowhere", ["nowhere"], ["page"]),
        ("plan", (0, 1, 2), "budgeted", ["budgeted"], []),
        ("plan", (0, 0, 2), "nowhere", ["nowhere"], ["budgeted"]),
        ("downtime", (0, 2, 1, 3), "automatic", ["automatic"], ["logged"]),
        ("scrap_rate", (2, 1, 0), 1.0, [0], []),
        ("scrap_rate", (2, 1, 0), 1.5, [1], [0]),
        ("scrap_rate", (2, 1, 0), 100.0, [2], [1]),
        ("machines_networked_share", (0, 1, 2, 3), 0.3, [2], [3]),
        ("machines_networked_share", (0, 1, 2, 3), 1.0, [3], []),
        ("safeguards", (1, 1, 1, -1, 0), ("backup",), ["backup"], ["accounts", "leavers"]),
        (
            "safeguards",
            (1, 1, 1, -1, 0),
            ("nothing",),
            ["nothing"],
            ["backup", "accounts", "leavers"],
        ),
        (
            "safeguards",
            (1, 0, 1, -1, 0),
            ("backup", "shared_password"),
            ["backup", "shared_password"],
            ["leavers"],
        ),
    ],
)
def test_the_next_step_brings_more_points(
    item: str, points: tuple[float, ...], answer: Answer, present: list[str], coming: list[str]
) -> None:
    """The nearest step worth more, whatever the order; of a multi item all that is not ticked."""
    asked = WORKSHOP.by_id[item]
    assert names(item, present_steps(asked, answer)) == present
    assert names(item, next_steps(asked, points, answer)) == coming
