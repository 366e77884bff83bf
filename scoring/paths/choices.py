"""What each item of a sheet can become, and what that takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from questionnaires.columns import UNANSWERED, Array
from questionnaires.model import Item, Kind
from scoring.lines import points_at
from scoring.paths.efforts import Effort, EffortTable
from scoring.paths.ground import Ground
from scoring.paths.reaching import number_of, reach
from scoring.program import Floats
from scoring.steps import present_steps
from scoring.whatif import Changes

BETTER = 1e-12  # values nearer than that are the same


@dataclass(frozen=True)
class Move:
    """One rung up (choice, ladder, bands), or one option of a multi item turned over."""

    item: str
    step: int  # position among the options or bands, in the questionnaire's order
    effort: Effort
    gives_up: bool = False  # a negative option is no longer ticked


@dataclass(frozen=True)
class Choice:
    """One thing an item can become: its code and value, what it takes, and what else it changes.

    ``holds`` are the steps that are there then: the rung with all below it, or the ticks.
    ``effects``: row to code of other items, because a number that two ratios share moves, or
    because a question is now asked (it is at its lowest then) or no longer asked. ``digits`` are
    the item's own further columns.
    """

    code: int
    value: float
    cost: float
    moves: tuple[Move, ...]
    changes: Changes
    holds: frozenset[int]
    effects: dict[int, int] = field(default_factory=dict)
    digits: dict[int, int] = field(default_factory=dict)


def choices_of(ground: Ground, efforts: EffortTable) -> dict[int, tuple[Choice, ...]]:
    """Row to what its item can become, the present state first (it costs nothing).

    Items that are not answered, do not apply, or have nothing above them are not there.
    """
    found: dict[int, tuple[Choice, ...]] = {}
    for row, item in enumerate(ground.questionnaire.scored):
        if ground.base[row] < 0:
            continue
        ways = _ticks if item.kind is Kind.MULTI else _rungs
        better = tuple(ways(ground, efforts, row, item))
        if better:
            here = ground.value(row)
            stay = Choice(int(ground.base[row]), here, 0.0, (), {}, present(ground, row))
            found[row] = (stay, *better)
    return _with_effects(ground, found)


def order_of(item: Item, points: Sequence[float]) -> tuple[int, ...]:
    """The steps of a choice, ladder or banded item from the lowest to the highest.

    A ladder's rungs keep its own order; the others are ordered by points.
    """
    if item.kind is Kind.LADDER:
        return tuple(range(item.steps))
    return tuple(int(step) for step in np.argsort(points, kind="stable"))


def present(ground: Ground, row: int) -> frozenset[int]:
    """The steps that are there now: the rung with all below it, or the ticks."""
    item = ground.questionnaire.scored[row]
    if ground.base[row] < 0:
        return frozenset()
    if item.kind is Kind.MULTI:
        ticked = present_steps(item, ground.sheet.answers[item.id])
        return frozenset(place for place, each in enumerate(item.options) if each in ticked)
    order = order_of(item, ground.rubric.judged[item.id].points)
    return frozenset(order[: order.index(int(ground.base[row])) + 1])


def _rungs(ground: Ground, efforts: EffortTable, row: int, item: Item) -> Iterator[Choice]:
    """Every rung above the present one; the rungs in between are climbed on the way.

    A number on a line may also rise within its band.
    """
    judged = ground.rubric.judged[item.id]
    order, here = order_of(item, judged.points), ground.value(row)
    now = order.index(int(ground.base[row]))
    moves: list[Move] = []
    best = here
    for place in range(now + (not judged.line), len(order)):
        step = order[place]
        height = place / (len(order) - 1) if len(order) > 1 else 1.0
        moves.append(Move(item.id, step, efforts.climb(item, step, height)))
        changes = reach(ground.questionnaire, ground.sheet, item, step, judged.line)
        if changes is None:
            continue
        value = _value(ground, row, step, changes)
        is_better = value > best + BETTER
        is_asked_for = item.id in efforts.referred or item.id in ground.measured
        is_needed = is_asked_for and place > now and value >= here
        if not (is_better or is_needed):
            continue
        best = max(best, value)
        cost = sum(move.effort.cost for move in moves)
        yield Choice(step, value, cost, tuple(moves), changes, frozenset(order[: place + 1]))


def _value(ground: Ground, row: int, step: int, changes: Changes) -> float:
    """What an item is worth at ``step`` after ``changes``."""
    item = ground.questionnaire.scored[row]
    judged = ground.rubric.judged[item.id]
    if not judged.line:
        return float(ground.values[row][step])
    number = number_of(ground.sheet, item, changes)
    return float(points_at(judged.line, number)) / (judged.most or 1.0)


def _ticks(ground: Ground, efforts: EffortTable, row: int, item: Item) -> Iterator[Choice]:
    """The cheapest sets of options to turn over, one for each value that pays."""
    points = ground.rubric.judged[item.id].points
    held = present(ground, row)
    useful = [
        place
        for place, (option, point) in enumerate(zip(item.options, points, strict=True))
        if not option.exclusive and (place in held) == option.negative and point != 0
    ]
    if not useful:
        return
    moves = [
        Move(item.id, at, efforts.toggle(item, at), item.options[at].negative) for at in useful
    ]
    sets = np.arange(1, 1 << len(useful))
    turned = (sets[:, None] >> np.arange(len(useful)) & 1).astype(bool)
    masks = masks_after(item, held, useful, turned)
    costs = turned @ np.array([move.effort.cost for move in moves])
    coder = ground.plan.coders[row]
    codes = np.where(masks > 0, coder(np.maximum(masks, 1)), ground.base[row])
    values = ground.values[row][codes]
    bound = {each.at for each in efforts.needs if each.needed == item.id}
    bound |= {each.to for each in efforts.needs if each.item == item.id}
    kinds = masks & sum(1 << at for at in bound)
    for at in _paying(costs, values, ground.values[row][ground.base[row]], kinds):
        chosen = tuple(move for move, on in zip(moves, turned[at], strict=True) if on)
        changes = {item.id: ticks_of(item, int(masks[at]))}
        holds = frozenset(bit for bit in range(item.steps) if masks[at] >> bit & 1)
        yield Choice(int(codes[at]), float(values[at]), float(costs[at]), chosen, changes, holds)


def masks_after(
    item: Item, held: frozenset[int], options: Sequence[int], turned: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The ticks, as bits, after sets of ``options`` are turned over.

    ``turned`` is of shape (sets, options). An exclusive option goes when another is ticked.
    """
    own = sum(1 << at for at in held)
    alone = sum(1 << at for at, option in enumerate(item.options) if option.exclusive)
    gains = np.array([at not in held for at in options])
    start = np.where((turned & gains).any(axis=1), own & ~alone, own)
    return np.asarray(start ^ (turned @ (1 << np.array(options, dtype=np.int64))))


def ticks_of(item: Item, mask: int) -> tuple[str, ...]:
    """The ids of the ticked options."""
    return tuple(option.id for at, option in enumerate(item.options) if mask >> at & 1)


def _paying(costs: Floats, values: Floats, present: float, kinds: Array) -> list[int]:
    """The sets that no cheaper one of the same kind equals or beats, the cheapest first."""
    order = np.lexsort((-values, costs))
    best: dict[int, float] = {}
    found = []
    for at in order.tolist():
        kind = int(kinds[at])
        if values[at] > best.get(kind, present) + BETTER:
            best[kind] = values[at]
            found.append(at)
    return found


def _with_effects(
    ground: Ground, found: dict[int, tuple[Choice, ...]]
) -> dict[int, tuple[Choice, ...]]:
    """Each choice with what it changes beside its own item, by deciding the routing anew."""
    places = [(row, at) for row, choices in found.items() for at in range(1, len(choices))]
    codes = ground.after([found[row][at].changes for row, at in places])
    done = {row: [choices[0]] for row, choices in found.items()}
    for column, (row, at) in enumerate(places):
        changed = np.flatnonzero(codes[:, column] != ground.base).tolist()
        more = {i: int(codes[i, column]) for i in changed if i != row}
        digits = {i: code for i, code in more.items() if ground.plan.owners[i] == row}
        effects = {i: code for i, code in more.items() if i not in digits}
        done[row].append(replace(found[row][at], effects=effects, digits=digits))
    return {row: tuple(choices) for row, choices in done.items()}


def opened(ground: Ground, choice: Choice) -> tuple[str, ...]:
    """The items that are asked only after the choice."""
    scored = ground.questionnaire.scored
    return tuple(
        scored[row].id
        for row, code in choice.effects.items()
        if row < len(scored) and ground.base[row] < UNANSWERED and code >= 0
    )
