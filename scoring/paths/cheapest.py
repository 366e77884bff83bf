"""The cheapest way up: steps in a sensible order, or why the level cannot be reached.

Rules P1 to P12 of ``docs/scoring.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from questionnaires.columns import NOT_APPLICABLE, UNANSWERED
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet, shown
from scoring.paths.choices import Choice, choices_of
from scoring.paths.efforts import EffortTable
from scoring.paths.ground import Ground
from scoring.paths.ordering import PathStep, in_order
from scoring.paths.search import cheapest
from scoring.paths.space import Picks, Space
from scoring.paths.standing import Standing, lacking, standings
from scoring.rubric import Rubric
from scoring.scorecard import Requirement
from scoring.weighing import weighed
from scoring.whatif import Changes

# Why an item cannot become a step; ``no_step``: no answer would be higher and possible.
Obstacle = Literal["unanswered", "not_applicable", "routed_out", "highest", "no_step"]
Choices = Mapping[int, tuple[Choice, ...]]


@dataclass(frozen=True)
class CheapestPath:
    """The way from a sheet to the level ``target``; points are on 0..``scale``.

    ``proven``: no set of steps is cheaper under the same table. Where the target is not
    ``reached`` there are no steps; ``after`` is then where all that can rise stands at its best,
    and ``short`` what lacks even so. ``changes``: the answers that the steps come to.
    ``fixed``: the items that cannot become a step, and why.
    """

    target: int
    scale: float
    before: Standing
    after: Standing
    reached: bool
    proven: bool
    cost: float
    steps: tuple[PathStep, ...]
    changes: Changes
    short: tuple[Requirement, ...]
    fixed: Mapping[str, Obstacle]


class NoSuchLevel(ValueError):
    """The rubric has no level of that number; ``lowest`` and ``highest`` are those it has."""

    def __init__(self, level: int, lowest: int, highest: int) -> None:
        self.level, self.lowest, self.highest = level, lowest, highest
        super().__init__(f"no level {level}; there are {lowest} to {highest}")


def cheapest_path(
    questionnaire: Questionnaire,
    rubric: Rubric,
    sheet: Sheet,
    efforts: EffortTable,
    target: int | None = None,
) -> CheapestPath:
    """The cheapest steps that bring ``sheet`` to the level ``target`` (None: the next one).

    For any rubric; facts and answers that only route stay as they are. Raises NoSuchLevel.
    """
    ground = Ground(questionnaire, weighed(rubric, sheet.facts), sheet)
    before = _standing(ground, {})
    target = _target(rubric, before, target)
    choices = choices_of(ground, efforts)
    spaces = [Space(ground, each, efforts, target) for each in _variants(choices)]
    way = _cheapest_of(spaces, target)
    if way is not None:
        return CheapestPath(
            target=target,
            scale=rubric.tree.scale,
            before=before,
            after=_standing(ground, way.changes),
            reached=True,
            proven=way.proven and len(spaces) == 1,
            cost=way.cost,
            steps=in_order(way.space, way.picks),
            changes=way.changes,
            short=(),
            fixed=dict(_fixed(ground, choices)),
        )
    best = spaces[0].codes(spaces[0].best[:, None])
    return CheapestPath(
        target=target,
        scale=rubric.tree.scale,
        before=before,
        after=standings(ground, best)[0],
        reached=False,
        proven=False,
        cost=0.0,
        steps=(),
        changes={},
        short=tuple(lacking(ground, best, target).values()),
        fixed=dict(_fixed(ground, choices)),
    )


def raised(
    questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet, efforts: EffortTable
) -> frozenset[str]:
    """The items that the cheapest way to the next level raises, in no order; none without one.

    Without the order it takes a fraction of the time of ``cheapest_path``.
    """
    ground = Ground(questionnaire, weighed(rubric, sheet.facts), sheet)
    target = _target(rubric, _standing(ground, {}), None)
    variants = _variants(choices_of(ground, efforts))
    way = _cheapest_of([Space(ground, each, efforts, target) for each in variants], target)
    if way is None:
        return frozenset()
    chosen = (one[pick] for one, pick in zip(way.space.choices, way.picks, strict=True))
    return frozenset(move.item for choice in chosen for move in choice.moves)


@dataclass(frozen=True)
class _Way:
    """A combination that reaches the target once its answers are given."""

    space: Space
    picks: Picks
    changes: Changes
    cost: float
    proven: bool


def _cheapest_of(spaces: Sequence[Space], target: int) -> _Way | None:
    ways = [way for space in spaces if (way := _cheapest(space, target)) is not None]
    return min(ways, key=lambda each: each.cost, default=None)


def _cheapest(space: Space, target: int) -> _Way | None:
    """The cheapest combination, if the answers it comes to bear it out."""
    found = cheapest(space)
    if found is None:
        return None
    changes = _changes(space, found.picks)
    level = _standing(space.ground, changes).level
    if level is None or level < target:
        return None
    return _Way(space, found.picks, changes, found.cost, found.proven)


def _target(rubric: Rubric, before: Standing, target: int | None) -> int:
    """The level asked for, or the next one (the highest one again, for who is there)."""
    lowest, highest = rubric.levels[0].number, rubric.levels[-1].number
    if target is None:
        return lowest if before.level is None else min(before.level + 1, highest)
    if not lowest <= target <= highest:
        raise NoSuchLevel(target, lowest, highest)
    return target


def _standing(ground: Ground, changes: Changes) -> Standing:
    return standings(ground, ground.after([changes]))[0]


def _variants(choices: Choices) -> Iterator[Choices]:
    """All choices; and those that change nothing beside, should the others not fit together."""
    yield choices
    plain = {
        row: tuple(choice for choice in one if not choice.effects) for row, one in choices.items()
    }
    if any(len(plain[row]) < len(one) for row, one in choices.items()):
        yield {row: one for row, one in plain.items() if len(one) > 1}


def _changes(space: Space, picks: Picks) -> Changes:
    chosen = (one[pick] for one, pick in zip(space.choices, picks, strict=True))
    return {item: answer for choice in chosen for item, answer in choice.changes.items()}


def _fixed(ground: Ground, choices: Choices) -> Iterator[tuple[str, Obstacle]]:
    """The items without any choice, each with the reason."""
    visible = shown(ground.questionnaire, ground.sheet)
    for row, item in enumerate(ground.questionnaire.scored):
        if row in choices:
            continue
        code = int(ground.base[row])
        if visible[item.id] is False:
            yield item.id, "routed_out"
        elif code == NOT_APPLICABLE:
            yield item.id, "not_applicable"
        elif code == UNANSWERED:
            yield item.id, "unanswered"
        else:
            is_highest = ground.value(row) >= ground.highest(row)
            yield item.id, "highest" if is_highest else "no_step"
