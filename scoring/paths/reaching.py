"""Which answer represents a step: an option, or the nearest number in a band."""

import math
from collections.abc import Iterator

import numpy as np

from questionnaires.model import Band, Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import band_of
from scoring.whatif import Changes


def reach(questionnaire: Questionnaire, sheet: Sheet, item: Item, step: int) -> Changes | None:
    """The changes that bring ``item`` (not multi) to ``step``; None where no number does."""
    if item.options:
        return {item.id: item.options[step].id}
    if item.kind is Kind.NUMBER:
        now = sheet.answers.get(item.id)
        start = now if isinstance(now, float) else 0.0
        found = _nearest(item, item, step, start, 1.0)
        return None if found is None else {item.id: found}
    part = questionnaire.by_id[item.part or ""]
    now, whole = sheet.answers.get(part.id), sheet.answers.get(item.whole or "")
    if not isinstance(now, float) or not isinstance(whole, float) or whole <= 0:
        return None
    found = _nearest(item, part, step, now, whole)
    return None if found is None else {part.id: found}


def _nearest(item: Item, asked: Item, step: int, now: float, whole: float) -> float | None:
    """The number for ``asked`` nearest to ``now`` that puts ``item`` into the band ``step``."""
    low = -math.inf if asked.minimum is None else asked.minimum
    high = math.inf if asked.maximum is None else asked.maximum
    if item.kind is Kind.RATIO:
        high = min(high, whole)
    fits = (
        number
        for number in _candidates(item.bands[step], whole, asked)
        if low <= number <= high and int(band_of(item, np.array([number / whole]))[0]) == step
    )
    return min(fits, key=lambda number: abs(number - now), default=None)


def _candidates(band: Band, whole: float, asked: Item) -> Iterator[float]:
    """Numbers at the edges of the band and between them."""
    top = band.from_ + 1.0 if band.to is None else band.to
    for edge in (band.from_, (band.from_ + top) / 2, top):
        number = edge * whole
        if asked.integer:
            yield from (float(math.floor(number) + off) for off in (-1, 0, 1, 2))
        else:
            yield from (number, math.nextafter(number, -math.inf), math.nextafter(number, math.inf))
