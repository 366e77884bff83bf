"""What many sheets say of each item of a questionnaire, and of the blocks that are one thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aggregates.items.agreement import icc
from aggregates.items.correlation import discrimination, item_rest
from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew
from aggregates.items.reading import Floats, ItemReading, read_items
from aggregates.items.reliability import alpha, omega
from aggregates.items.straightlining import straightlined
from i18n import Text
from questionnaires.columns import Columns
from questionnaires.model import Item, Kind, Questionnaire
from scoring.rubric import Node, Rubric
from scoring.steps import Step, steps_of

NEEDED = 10  # sheets for a share or a mean
UNUSED = 30  # sheets before a rung that nobody took is called unused


@dataclass(frozen=True)
class RungShare:
    """A rung with the share of those who answered that took it; ``unused``: nobody of enough."""

    step: Step
    share: SampleFigure
    unused: bool


@dataclass(frozen=True)
class GroupMean:
    """The mean value of an item in one group of enterprises."""

    fact: str  # "section" or "size"
    group: str
    mean: SampleFigure


@dataclass(frozen=True)
class ItemAnalysis:
    """One item.

    ``asked`` and ``answered`` count sheets. ``mean`` is its difficulty: what it brings on average
    of what it can, in [0, 1]; the lower the harder. ``rest`` is its correlation with the rest of
    its dimension, ``discrimination`` what the best sheets have of it more than the poorest.
    ``agreement``: of what was claimed with what was verified.
    """

    item: Item
    asked: int
    answered: int
    rungs: tuple[RungShare, ...]
    mean: SampleFigure
    rest: SampleFigure
    discrimination: SampleFigure
    agreement: SampleFigure
    groups: tuple[GroupMean, ...]


@dataclass(frozen=True)
class BlockAnalysis:
    """A node that its rubric declares to be one thing, with the reason it gives."""

    node: Node
    reason: Text
    alpha: SampleFigure
    omega: SampleFigure


@dataclass(frozen=True)
class Analysis:
    """All items in the questionnaire's order; ``sheets`` claimed and ``pairs`` verified as well."""

    questionnaire: Questionnaire
    rubric: Rubric
    sheets: int
    pairs: int
    straightlined: SampleFigure
    items: tuple[ItemAnalysis, ...]
    blocks: tuple[BlockAnalysis, ...]


@dataclass(frozen=True)
class Verified:
    """The verified sheets, in the order of the claimed ones, unanswered where there is none.

    ``looked_at``: by item, on which of them somebody looked at it; on all that answer it where an
    item is not named.
    """

    columns: Columns
    looked_at: Mapping[str, NDArray[np.bool_]]


def analyse(
    questionnaire: Questionnaire,
    rubric: Rubric,
    claimed: Columns,
    verified: "Verified | None" = None,
    least: int = NEEDED,
) -> Analysis:
    """The analysis of all ``claimed`` sheets; ``verified`` are the same ones as somebody saw them.

    ``least``: the fewest sheets that a share or a mean is told of.
    """
    read = read_items(questionnaire, rubric, claimed)
    seen = _seen(questionnaire, rubric, verified) if verified is not None else {}
    pairs = np.zeros(claimed.size, dtype=bool)
    for each in seen.values():
        pairs |= ~np.isnan(each)
    rests = dict(_rests(rubric, read))
    items = tuple(
        _item(item, _Sides(read[item.id], seen.get(item.id), rests[item.id]), claimed, least)
        for item in questionnaire.scored
    )
    return Analysis(
        questionnaire=questionnaire,
        rubric=rubric,
        sheets=claimed.size,
        pairs=int(pairs.sum()),
        straightlined=straightlined(_places(questionnaire, read), least),
        items=items,
        blocks=tuple(_blocks(rubric, read)),
    )


def _seen(questionnaire: Questionnaire, rubric: Rubric, verified: Verified) -> Mapping[str, Floats]:
    """The verified value of each item where it was looked at, else NaN."""
    read = read_items(questionnaire, rubric, verified.columns)
    looked = verified.looked_at
    return {
        id: np.where(looked[id], each.values, np.nan) if id in looked else each.values
        for id, each in read.items()
    }


class _Sides(NamedTuple):
    """What is known of one item: as claimed, as verified, and of the rest of its dimension."""

    claimed: ItemReading
    verified: Floats | None
    rest: Floats


def _item(item: Item, sides: _Sides, columns: Columns, least: int) -> ItemAnalysis:
    read, seen, rest = sides
    answered = int(read.answered.sum())
    agreement: SampleFigure = TooFew(0, least)
    if seen is not None:
        agreement = icc(np.column_stack((read.values, seen)))
    return ItemAnalysis(
        item=item,
        asked=int(read.asked.sum()),
        answered=answered,
        rungs=tuple(
            RungShare(step, _share(taken, answered, least), answered >= UNUSED and not taken.any())
            for step, taken in zip(steps_of(item), read.rungs, strict=True)
        ),
        mean=_mean(read.values, least),
        rest=item_rest(read.values, rest),
        discrimination=discrimination(read.values, rest),
        agreement=agreement,
        groups=tuple(_groups(read.values, columns, least)),
    )


def _share(taken: NDArray[np.bool_], answered: int, least: int) -> SampleFigure:
    if answered < least:
        return TooFew(answered, least)
    return SampleEstimate(float(taken.sum() / answered), answered)


def _mean(values: Floats, least: int) -> SampleFigure:
    known = values[~np.isnan(values)]
    if len(known) < least:
        return TooFew(len(known), least)
    return SampleEstimate(float(known.mean()), len(known))


def _groups(values: Floats, columns: Columns, least: int) -> Iterator[GroupMean]:
    """The groups of sector and size that occur."""
    for fact in ("section", "size"):
        words = columns.facts.get(fact)
        if words is not None:
            for group in sorted({str(word) for word in words if word}):
                yield GroupMean(fact, group, _mean(values[words == group], least))


def _rests(rubric: Rubric, read: Mapping[str, ItemReading]) -> Iterator[tuple[str, Floats]]:
    """For each item the mean of the other items of its dimension that count on the sheet."""
    for part in rubric.tree.nodes or (rubric.tree,):
        ids = [id for id in dict.fromkeys(_judged(part)) if id in read]
        values = np.array([read[id].values for id in ids])
        for place, id in enumerate(ids):
            yield id, mean_of_known(np.delete(values, place, axis=0))
    for judged in rubric.tree.items:
        yield (
            judged.id,
            mean_of_known(np.array([each.values for id, each in read.items() if id != judged.id])),
        )


def mean_of_known(values: Floats) -> Floats:
    """The mean over the first axis of what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    counts = known.sum(axis=0)
    sums = np.where(known, values, 0).sum(axis=0)
    mean: Floats = np.divide(sums, counts, out=np.full(counts.shape, np.nan), where=counts > 0)
    return mean


def _judged(node: Node) -> Iterator[str]:
    for each, _ in node.walk():
        yield from (judged.id for judged in each.items)


def _blocks(rubric: Rubric, read: Mapping[str, ItemReading]) -> Iterator[BlockAnalysis]:
    """The nodes that are declared to be one thing."""
    for node, _ in rubric.tree.walk():
        if node.one_thing is not None:
            ids = dict.fromkeys(_judged(node))
            values = np.column_stack([read[id].values for id in ids])
            yield BlockAnalysis(node, node.one_thing, alpha(values), omega(values))


def _places(
    questionnaire: Questionnaire, read: Mapping[str, ItemReading]
) -> Sequence[NDArray[np.int64]]:
    """The place that each sheet ticked, for the items with one tick, in the order of asking."""
    order = (id for page in questionnaire.pages for id in page.items)
    single = (Kind.CHOICE, Kind.LADDER)
    asked = [id for id in order if id in read and questionnaire.by_id[id].kind in single]
    return [
        np.where(read[id].answered, read[id].rungs.argmax(axis=0), -1).astype(np.int64)
        for id in asked
    ]
