"""A question in an answer book: what counts as its answer, whether it is asked, its state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questionnaires.answers import Answer
from questionnaires.columns import UNANSWERED
from questionnaires.model import Item, Kind
from reports.answer_book.conditions import ASKED, NOT_ASKED, UNDECIDED, ItemCells
from reports.answer_book.marks import cell_of, does_not_apply, not_shown, same_as_claimed
from reports.workbook.answers import band_of, code_of
from reports.workbook.terms import (
    Term,
    added,
    every,
    least,
    listed,
    some,
    summed,
    term,
    when,
    whole,
)
from reports.workings import NumberBands
from scoring.points import sums
from scoring.program import ABSENT, OPEN, SKIPPED
from scoring.rubric import Judged
from wording.voice import Voice

ANSWERED = 1  # the code of what has no steps


@dataclass(frozen=True)
class FilledCells:
    """What a person writes for an item: its own cell, and the cells of its options."""

    cell: Term
    ticks: Sequence[Term] = ()

    @property
    def ticked(self) -> Term:
        """How many options are ticked."""
        return added([tick.filled * 1 for tick in self.ticks])

    @property
    def touched(self) -> Term:
        """Whether anything is written."""
        return some(self.cell.filled, *(tick.filled for tick in self.ticks))


@dataclass(frozen=True)
class ItemCounting:
    """Formulas of one item; ``claim`` stands where nothing is written (None: nothing does).

    ``claimed`` is its cell, whose words may be copied; ``standing`` is the answer that stays
    where there was nothing to see.
    """

    voice: Voice
    item: Item
    entry: FilledCells
    claim: Answer | None
    claimed: Term
    standing: Answer | None
    judged: Judged | None

    def value(self) -> Term:
        """What counts, as a person reads it; of several options how many are ticked."""
        entry = self.entry
        mine = _filled(entry.cell)
        if self.item.kind is Kind.MULTI:
            mine = when(entry.ticked > 0, entry.ticked, mine)
        return self._unless_said(mine, self._shown)

    def ticks(self) -> list[Term]:
        """For every option whether it counts as ticked."""

        def ticked(option: str) -> Callable[[Answer], float]:
            return lambda answer: 1 if isinstance(answer, tuple) and option in answer else 0

        return [
            self._unless_said(when(tick.filled, 1, 0), ticked(option.id))
            for option, tick in zip(self.item.options, self.entry.ticks, strict=False)
        ]

    @property
    def missing(self) -> Term:
        """Whether the cell says that there was nothing to see."""
        free = self.item.kind is Kind.TEXT  # has no verdict
        return _no() if free else self.entry.cell.same(not_shown(self.voice))

    def _unless_said(self, mine: Term, of: Callable[[Answer], str | float]) -> Term:
        """``mine``, unless the claim stands, or what stood before there was nothing to see."""
        if self.claim is not None:
            cell, same = self.entry.cell, same_as_claimed(self.voice)
            stands = some(self.entry.touched.same(_no()), cell.same(same), cell.same(self.claimed))
            mine = when(stands, of(self.claim), mine)
        if self.standing is not None:
            mine = when(self.missing, of(self.standing), mine)
        return mine

    def raw(self, value: Term, ticks: Sequence[Term]) -> Term:
        """The place of what counts among the steps, whatever is asked; below 0 a state."""
        gone = does_not_apply(self.voice, self.item)
        states = {ABSENT: gone} if gone else {}
        match self.item.kind:
            case Kind.CHOICE | Kind.LADDER:
                return code_of(value, states)
            case Kind.MULTI:
                worth = self._place(ticks) if self.judged else term(ANSWERED)
                ticked = when(value.is_number, worth, OPEN)
                return when(value.same(gone), ABSENT, ticked) if gone else ticked
            case Kind.TEXT:
                return when(value.filled, ANSWERED, OPEN)
        return band_of(value, states, bands_of(self.item))

    def _place(self, ticks: Sequence[Term]) -> Term:
        """The place of the points of all ticks among the sums that they can come to."""
        points = self.judged.points if self.judged else ()
        total = added([tick * point for tick, point in zip(ticks, points, strict=True)])
        steps = sums(self.item, points)
        between = tuple((low + high) / 2 for low, high in pairwise(steps))
        if not between:
            return term(ANSWERED)
        return summed((total >= listed(between)) * 1) + ANSWERED

    def code(self, raw: Term, asked: Term, skips: Term | None) -> Term:
        """What the engine is given: as ``scoring.columns.encode``."""
        gone: Term | float = ABSENT
        if skips is not None:
            gone = when(skips.same(ASKED), SKIPPED, when(skips.same(UNDECIDED), UNANSWERED, ABSENT))
        return when(asked.same(ASKED), raw, when(asked.same(NOT_ASKED), gone, OPEN))

    def doubtful(self) -> Term:
        """Whether what is written cannot be an answer, as far as a formula tells that early."""
        cell, item = self.entry.cell, self.item
        if item.kind is Kind.NUMBER:
            wrong = [cell < item.minimum] if item.minimum is not None else []
            wrong += [cell > item.maximum] if item.maximum is not None else []
            given = _as_number(cell)
            wrong += [(whole(given).same(given)).same(_no())] if item.integer else []
            return when(cell.is_number, some(*wrong), _no()) if wrong else _no()
        alone = [
            tick
            for option, tick in zip(item.options, self.entry.ticks, strict=False)
            if option.exclusive
        ]
        ticked = self.entry.ticked if self.entry.ticks else term(0)
        wrong = [every(tick.filled, ticked > 1) for tick in alone]
        wrong += [every(cell.filled, ticked > 0)] if self.entry.ticks else []
        return some(*wrong) if wrong else _no()

    def _shown(self, answer: Answer) -> str | float:
        if isinstance(answer, tuple):
            return float(len(answer))
        return cell_of(self.voice, self.item, answer)


def bands_of(item: Item) -> NumberBands:
    """How a number or ratio falls into bands; any is in the first where there are none."""
    inner = tuple(band.from_ for band in item.bands[1:])
    low, high = float("-inf"), float("inf")
    return NumberBands(inner, item.closed, low, high, item.kind is Kind.RATIO)


def ratio(item: Item, items: Mapping[str, ItemCells], own: Term) -> ItemCells:
    """A ratio from the cells of its parts; ``own``: whether it is asked itself."""
    part, of = items[item.part or ""], items[item.whole or ""]
    asked = least(own, part.asked, of.asked)
    gone = some(part.raw.same(ABSENT), of.raw.same(ABSENT), of.value.same(0))
    known = every(part.value.is_number, of.value.is_number)
    above, below = _as_number(part.value), _as_number(of.value)
    share = when(above > below, "", above / when(below.same(0), 1, below))
    value = when(gone, "", when(known, share, ""))
    raw = when(gone, ABSENT, band_of(value, {}, bands_of(item)))
    return ItemCells(value, raw, asked)


def doubtful_ratio(item: Item, items: Mapping[str, ItemCells], own: ItemCells) -> Term:
    """Whether both numbers are there and nothing can come of them: the part exceeds the whole."""
    part, of = items[item.part or ""], items[item.whole or ""]
    return every(part.value.is_number, of.value.is_number, own.raw.same(OPEN))


def state(
    word: Callable[[str], str],
    cells: ItemCells,
    doubtful: Term,
    counting: ItemCounting | None,
) -> Term:
    """The state in a word; ``counting`` where claims stand beside and something may be written."""
    answered: Term | str = word("answered")
    if counting is not None:
        answered = when(counting.entry.touched, word("verified"), word("as_claimed"))
    open_ = when(cells.raw.same(OPEN), word("open"), answered)
    left = when(cells.raw.same(ABSENT), word("not_applicable"), open_)
    if counting is not None:
        left = when(counting.missing, not_shown(counting.voice), left)
    left = when(doubtful, word("doubtful"), left)
    left = when(cells.asked.same(UNDECIDED), word("undecided"), left)
    return when(cells.asked.same(NOT_ASKED), word("not_asked"), left)


def _filled(cell: Term) -> Term:
    """What stands in a cell; an empty one would count as 0."""
    return when(cell.filled, cell, "")


def _as_number(value: Term) -> Term:
    """A number to compute with, whatever stands there."""
    return when(value.is_number, value, 0)


def _no() -> Term:
    return Term("FALSE", False)
