"""Which answer represents a step: an option, or the nearest number in a band."""

import math
from collections.abc import Iterator

import numpy as np

from questionnaires.columns import Array
from questionnaires.model import Band, Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import band_of
from scoring.lines import Line, points_at
from scoring.program import Floats
from scoring.whatif import Changes


def reach(
    questionnaire: Questionnaire, sheet: Sheet, item: Item, step: int, line: Line = ()
) -> Changes | None:
    """The changes that bring ``item`` (not multi) to ``step``; None where no number does.

    The number nearest to the present one; where a ``line`` judges it, that with the most points.
    """
    if item.options:
        return {item.id: item.options[step].id}
    if item.kind is Kind.NUMBER:
        now = sheet.answers.get(item.id)
        start = now if isinstance(now, float) else 0.0
        found = _nearest(item, item, step, start, 1.0, line)
        return None if found is None else {item.id: found}
    part = questionnaire.by_id[item.part or ""]
    now, whole = sheet.answers.get(part.id), sheet.answers.get(item.whole or "")
    if not isinstance(now, float) or not isinstance(whole, float) or whole <= 0:
        return None
    found = _nearest(item, part, step, now, whole, line)
    return None if found is None else {part.id: found}


def number_of(sheet: Sheet, item: Item, changes: Changes) -> float | None:
    """The number, or the share, of a number or ratio item after ``changes``."""
    answers = {**sheet.answers, **changes}
    part, whole = answers.get(item.part or item.id), answers.get(item.whole or "", 1.0)
    if not isinstance(part, float) or not isinstance(whole, float) or not whole:
        return None
    return part / whole


def nearest_numbers(
    item: Item, asked: Item, steps: Array, now: Floats, whole: Floats | None
) -> Floats:
    """The same of many sheets: the numbers for ``asked`` that put ``item`` into its band ``steps``.

    Where no number does, the one that stands there stays.
    """
    low = -np.inf if asked.minimum is None else asked.minimum
    high = np.full(now.shape, np.inf if asked.maximum is None else asked.maximum)
    of = np.ones(now.shape) if whole is None else whole
    if whole is not None:
        high = np.minimum(high, whole)
    found = now.copy()
    for step in np.unique(steps).tolist():
        rows = np.flatnonzero((steps == step) & np.isfinite(now) & np.isfinite(of) & (of > 0))
        best = np.full(rows.shape, np.inf)
        for number in _every_candidate(item.bands[step], of[rows], asked):
            off = np.abs(number - now[rows])
            fits = (number >= low) & (number <= high[rows]) & (off < best)
            fits &= band_of(item, number / of[rows]) == step
            found[rows[fits]], best[fits] = number[fits], off[fits]
    return found


def _every_candidate(band: Band, whole: Floats, asked: Item) -> Iterator[Floats]:
    top = band.from_ + 1.0 if band.to is None else band.to
    for edge in (band.from_, (band.from_ + top) / 2, top):
        number = edge * whole
        if asked.integer:
            yield from (np.floor(number) + off for off in (-1, 0, 1, 2))
        else:
            yield from (number, np.nextafter(number, -np.inf), np.nextafter(number, np.inf))


def _nearest(  # noqa: PLR0913, PLR0917  (an item, what is asked for it, and where it stands)
    item: Item, asked: Item, step: int, now: float, whole: float, line: Line
) -> float | None:
    """The number for ``asked`` that puts ``item`` into the band ``step``: the best or nearest."""
    low = -math.inf if asked.minimum is None else asked.minimum
    high = math.inf if asked.maximum is None else asked.maximum
    if item.kind is Kind.RATIO:
        high = min(high, whole)
    fits = [
        number
        for number in _candidates(item.bands[step], whole, asked, line)
        if low <= number <= high and int(band_of(item, np.array([number / whole]))[0]) == step
    ]
    if line and fits:
        points = points_at(line, np.array(fits) / whole)
        fits = [number for number, worth in zip(fits, points, strict=True) if worth == max(points)]
    return min(fits, key=lambda number: abs(number - now), default=None)


def _candidates(band: Band, whole: float, asked: Item, line: Line) -> Iterator[float]:
    """Numbers at the edges of the band and between them, and where a line bends."""
    top = band.from_ + 1.0 if band.to is None else band.to
    for edge in (band.from_, (band.from_ + top) / 2, top, *(number for number, _ in line)):
        number = edge * whole
        if asked.integer:
            yield from (float(math.floor(number) + off) for off in (-1, 0, 1, 2))
        else:
            yield from (number, math.nextafter(number, -math.inf), math.nextafter(number, math.inf))
