"""The steps of a way in the order in which to take them, each with what it brings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from questionnaires.answers import Answer
from questionnaires.columns import UNANSWERED
from questionnaires.model import Band, Item, Kind
from scoring.engine import Scores, score
from scoring.paths.choices import Move, masks_after, order_of, present, ticks_of
from scoring.paths.efforts import Effort
from scoring.paths.ground import Ground
from scoring.paths.reaching import number_of, reach
from scoring.paths.space import Picks, Space
from scoring.paths.standing import Standing, lacking, standings
from scoring.program import Codes
from scoring.scorecard import Requirement
from scoring.steps import Step, steps_of
from scoring.whatif import Changes


@dataclass(frozen=True)
class PathStep:
    """An item from where it is to a higher step; of a multi item one option turned over.

    ``now``: the option or band before (None: of a multi item). ``efforts``: the classes of the
    rungs climbed, lowest first, together ``cost``. ``gain``: what the total rises by;
    ``after``: where everything stands then. ``serves``: the requirements that lacked before and
    that the item bears on. ``opens``: questions that are asked only from then on.
    """

    item: str
    now: Step | None
    to: Step
    gives_up: bool
    efforts: tuple[Effort, ...]
    cost: float
    gain: float
    after: Standing
    serves: tuple[Requirement, ...]
    opens: tuple[str, ...]


@dataclass(frozen=True)
class _Stride:
    """Moves of one item that are taken together, and the answers that follow."""

    moves: tuple[Move, ...]
    changes: Changes

    @property
    def cost(self) -> float:
        return sum(move.effort.cost for move in self.moves)


def in_order(space: Space, picks: Picks) -> tuple[PathStep, ...]:
    """The moves of ``picks`` as steps: first what closes most of the gap for its effort.

    What a step needs comes before it.
    """
    walk = _Walk(space, picks)
    steps = []
    while walk.left:
        steps.append(walk.next())
    return tuple(steps)


class _Walk:
    """The state between two steps."""

    def __init__(self, space: Space, picks: Picks) -> None:
        self.space, self.ground = space, space.ground
        chosen = (one[pick] for one, pick in zip(space.choices, picks, strict=True))
        self.left = {choice.moves[0].item: choice.moves for choice in chosen if choice.moves}
        self.there = {
            item.id: set(present(self.ground, row))
            for row, item in enumerate(self.ground.questionnaire.scored)
        }
        self.changes: dict[str, Answer | None] = {}
        self.codes = self.ground.after([{}])
        self.below = _items_below(self.ground)

    def next(self) -> PathStep:
        """Take the best step."""
        strides = self._strides(freely=False) or self._strides(freely=True)
        codes = self.ground.after([stride.changes for stride in strides], self.changes)
        scores, now = score(self.ground.plan, codes), score(self.ground.plan, self.codes)
        gains = scores.total - now.total[0]
        closed = self._gaps(now)[0] - self._gaps(scores)
        worth = closed + 1e-3 * gains / self.ground.rubric.tree.span
        costs = np.array([stride.cost for stride in strides])
        at = int(np.lexsort((costs, -worth / costs))[0])
        step = self._step(strides[at], codes[:, at], float(gains[at]))
        self._take(strides[at], codes[:, [at]])
        return step

    def _strides(self, *, freely: bool) -> list[_Stride]:
        """What can be taken now; ``freely``: without asking what it needs.

        That is left where two items wait for each other's lower rung and no number stands for it.
        """
        every = self.left.values()
        return [each for moves in every for each in self._strides_of(moves, freely=freely)]

    def _strides_of(self, moves: Sequence[Move], *, freely: bool) -> Iterator[_Stride]:
        """The moves of one item that can be taken now: each tick, or as many rungs as can be."""
        questionnaire, sheet = self.ground.questionnaire, self.ground.sheet
        item = questionnaire.by_id[moves[0].item]
        if item.kind is Kind.MULTI:
            for move in moves:
                if freely or self._can(item, {move.step}):
                    yield _Stride((move,), self._ticked(item, move))
            return
        for count in range(len(moves), 0, -1):
            line = self.ground.rubric.judged[item.id].line
            changes = reach(questionnaire, sheet, item, moves[count - 1].step, line)
            steps = {move.step for move in moves[:count]}
            if changes is not None and (freely or self._can(item, steps)):
                yield _Stride(tuple(moves[:count]), changes)
                return

    def _can(self, item: Item, steps: set[int]) -> bool:
        """Whether all that these steps need is there."""
        return all(
            need.at in self.there[need.needed]
            for need in self.space.needs
            if need.item == item.id and need.to in steps
        )

    def _ticked(self, item: Item, move: Move) -> Changes:
        held = frozenset(self.there[item.id])
        mask = masks_after(item, held, [move.step], np.array([[True]]))[0]
        return {item.id: ticks_of(item, int(mask))}

    def _gaps(self, scores: Scores) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """What lacks to the thresholds up to the target, in shares of their scales."""
        plan, gaps = self.ground.plan, np.zeros(len(scores.total))
        for need in self.ground.rubric.thresholds:
            if need.level <= self.space.target:
                short = need.at_least - scores.nodes[need.node]
                gaps += np.maximum(np.nan_to_num(short), 0) / plan.scales[plan.at[need.node]]
        return gaps

    def _step(self, stride: _Stride, codes: Codes, gain: float) -> PathStep:
        item = self.ground.questionnaire.by_id[stride.moves[0].item]
        steps, last = steps_of(item), stride.moves[-1]
        here: Step | None = None
        to: Step = steps[last.step]
        judged = self.ground.rubric.judged[item.id]
        if judged.line:
            here, to = (self._number(item, each) for each in (self.changes, stride.changes))
        elif item.kind is not Kind.MULTI:
            here = steps[order_of(item, judged.points)[len(self.there[item.id]) - 1]]
        unmet = lacking(self.ground, self.codes, self.space.target)
        is_opened = (self.codes[:, 0] < UNANSWERED) & (codes >= 0)
        opened = np.flatnonzero(is_opened[: len(self.ground.questionnaire.scored)])
        return PathStep(
            item=item.id,
            now=here,
            to=to,
            gives_up=last.gives_up,
            efforts=tuple(move.effort for move in stride.moves),
            cost=stride.cost,
            gain=gain,
            after=standings(self.ground, codes[:, None])[0],
            serves=tuple(unmet[need] for need in unmet if item.id in self.below[need.node]),
            opens=tuple(self.ground.questionnaire.scored[row].id for row in opened),
        )

    def _number(self, item: Item, changes: Changes) -> Band:
        """The number that an item on a line has after ``changes``, as a step."""
        number = number_of(self.ground.sheet, item, {**self.changes, **changes}) or 0.0
        return Band(from_=number, to=number)

    def _take(self, stride: _Stride, codes: Codes) -> None:
        item = self.ground.questionnaire.by_id[stride.moves[0].item]
        self.codes = codes
        self.changes |= stride.changes
        if item.kind is Kind.MULTI:
            ticks = stride.changes[item.id]
            self.there[item.id] = {
                place
                for place, option in enumerate(item.options)
                if isinstance(ticks, tuple) and option.id in ticks
            }
        else:
            self.there[item.id] |= {move.step for move in stride.moves}
        left = tuple(move for move in self.left[item.id] if move not in stride.moves)
        self.left = {**self.left, item.id: left}
        if not left:
            del self.left[item.id]


def _items_below(ground: Ground) -> dict[str, frozenset[str]]:
    """The items below each node, at any depth."""
    return {
        node.id: frozenset(item.id for below, _ in node.walk() for item in below.items)
        for node in ground.rubric.figures.values()
    }
