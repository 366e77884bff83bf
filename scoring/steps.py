"""The step of an answer on its item, and the next step up."""

from collections.abc import Sequence

import numpy as np

from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Band, Item, Kind, Option
from scoring.columns import band_of

Step = Option | Band


def steps_of(item: Item) -> tuple[Step, ...]:
    """The options of an item, or the bands of a number or ratio, in the questionnaire's order."""
    return item.options or item.bands


def present_steps(item: Item, answer: Answer) -> tuple[Step, ...]:
    """The steps that ``answer`` (a ratio's: its value in [0, 1]) says are there.

    One option or band; of a multi item every ticked option; nothing of what does not apply.
    """
    if isinstance(answer, NotApplicable):
        return ()
    if item.kind in (Kind.NUMBER, Kind.RATIO) and item.bands:
        return (item.bands[int(band_of(item, np.array([answer]))[0])],)
    ticked = answer if isinstance(answer, tuple) else (answer,)
    return tuple(option for option in item.options if option.id in ticked)


def is_lowest(item: Item, points: Sequence[float], answer: Answer) -> bool:
    """Whether nothing of the item is there: the lowest step, or nothing good ticked."""
    present = present_steps(item, answer)
    worth = [point for step, point in zip(steps_of(item), points, strict=True) if step in present]
    if item.kind is Kind.MULTI:
        return not any(point > 0 for point in worth)
    return max(worth, default=0.0) <= min(points)


def next_steps(item: Item, points: Sequence[float], answer: Answer) -> tuple[Step, ...]:
    """What would bring more points than ``answer`` does; empty where nothing would.

    The one step with the fewest points above the present one; of a multi item every option
    that is not ticked yet, any of which would do. ``points`` are the rubric's, one a step.
    """
    present = present_steps(item, answer)
    if item.kind is Kind.MULTI:
        return tuple(
            option
            for option, point in zip(item.options, points, strict=True)
            if point > 0 and option not in present and not option.exclusive
        )
    worth = list(zip(steps_of(item), points, strict=True))
    here = max((point for step, point in worth if step in present), default=0.0)
    higher = [(point, place, step) for place, (step, point) in enumerate(worth) if point > here]
    return tuple(step for _, _, step in sorted(higher, key=lambda each: each[:2])[:1])
