"""Bands: half-open, side by side, over the whole valid range of a number or ratio item."""

from collections.abc import Iterator
from itertools import pairwise

from files.problems import Problem
from questionnaires.draft import Draft, DraftItem
from questionnaires.model import Kind

FEWEST_BANDS = 2


def check(draft: Draft) -> Iterator[Problem]:
    """Problems of the bands of every number and ratio item."""
    for placed in draft.items:
        entry = placed.entry
        if entry.kind not in (Kind.NUMBER, Kind.RATIO):
            continue
        if not entry.scored:
            for key in sorted(entry.model_fields_set & {"bands", "closed"}):
                yield placed.problem("Q024", key, key=key)
        elif not entry.bands:
            yield placed.problem("Q019")
        else:
            yield from _bands(placed)


def _bands(placed: DraftItem) -> Iterator[Problem]:
    entry = placed.entry
    bands = entry.bands
    if len(bands) < FEWEST_BANDS:
        yield placed.problem("Q025", "bands", fewest=FEWEST_BANDS)
    for index, band in enumerate(bands):
        if band.to is not None and band.from_ >= band.to:
            yield placed.problem("Q023", "bands", index, start=band.from_, end=band.to)
    for index, (left, right) in enumerate(pairwise(bands), start=1):
        if left.to is None:
            yield placed.problem("Q021", "bands", index, start=right.from_, end="…")
        elif right.from_ > left.to:
            yield placed.problem("Q020", "bands", index, start=right.from_, end=left.to)
        elif right.from_ < left.to:
            yield placed.problem("Q021", "bands", index, start=right.from_, end=left.to)
    yield from _ends(placed)
    said = [band.says is not None for band in bands]
    if any(said) and not all(said):
        yield placed.problem("Q026", "bands", said.index(False))


def _ends(placed: DraftItem) -> Iterator[Problem]:
    """The first band starts where the valid range starts, the last ends where it ends."""
    entry = placed.entry
    low, high = (0.0, 1.0) if entry.kind is Kind.RATIO else (entry.minimum, entry.maximum)
    first, last = entry.bands[0], entry.bands[-1]
    if low is None:
        yield placed.problem("Q027", "bands")
    elif first.from_ != low:
        yield placed.problem("Q022", "bands", 0, band=first.from_, range=low)
    if last.to is not None and last.to != high:
        end = "∞" if high is None else high
        yield placed.problem("Q022", "bands", len(entry.bands) - 1, band=last.to, range=end)
