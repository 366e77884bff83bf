"""A rubric compiled to the program that the kernel interprets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from cachetools.func import lru_cache

from questionnaires.model import Questionnaire
from scoring.columns import Coder, DigitsCoder, coders
from scoring.lines import DIGITS, value_of
from scoring.placing import PlacedColumns
from scoring.points import table
from scoring.program import ASKED, BEST, VIEWS, WORST, Codes, Floats, Ints, Program
from scoring.rubric import STAND_IN, WHOLE, Rubric
from scoring.rules.base import TOLERANCE, Aggregation, Fold, Transform
from scoring.tables import steps_of, unit_of


@dataclass(frozen=True)
class CompiledRubric:
    """What the engine needs of one rubric for one questionnaire."""

    program: Program
    nodes: tuple[str, ...]  # measures, then children first, so the total is the last
    called: tuple[tuple[int, Aggregation], ...]  # nodes that are not the kernel's own to combine
    coders: tuple[Coder | DigitsCoder, ...]  # of the code columns, in their order
    digits: dict[str, int]  # the first column of the digits of each item with a line
    values: dict[str, tuple[float, ...]]  # of each code of an item, in [0, 1]
    levels: tuple[int, int]  # the lowest that there is, the one before the first; the highest
    estimate: tuple[int, int]  # by how many levels the true one may be lower, higher (S55)

    @cached_property
    def columns(self) -> int:
        """The number of code columns."""
        return sum(coder.rows for coder in self.coders)

    @cached_property
    def rows(self) -> dict[str, tuple[int, ...]]:
        """All code columns of every scored item, that of its step first."""
        steps = {coder.item: row for row, coder in enumerate(self.coders) if coder.rows == 1}
        return {
            id: (row, *range(first := self.digits.get(id, 0), first + DIGITS * (id in self.digits)))
            for id, row in steps.items()
        }

    @cached_property
    def owners(self) -> Ints:
        """For every code column that of the step of its item."""
        return _ints(row for coder in self.coders for row in self.rows[coder.item][:1] * coder.rows)

    def value_of(self, item: str, codes: Codes) -> float:
        """The value in [0, 1] of an answered item of the sheet with these ``codes``."""
        step, *digits = self.rows[item]
        return value_of(codes[digits]) if digits else self.values[item][codes[step]]

    @property
    def scales(self) -> Floats:
        """How far the scale of every node goes, from its beginning to its end."""
        return self.program.end - self.program.origin

    @property
    def total(self) -> int:
        """The index of the total."""
        return len(self.nodes) - 1

    @cached_property
    def at(self) -> dict[str, int]:
        """The index of every node under its id."""
        return {id: index for index, id in enumerate(self.nodes)}


@lru_cache(maxsize=128)
def compile_rubric(questionnaire: Questionnaire, rubric: Rubric) -> CompiledRubric:
    """The rubric as a program. Equal values give the same Plan without compiling again.

    Raises ValueError where its weights depend on facts: ``weighing.weighed`` makes it plain.
    """
    if rubric.tables:
        raise ValueError(f"the weights of {rubric.id} depend on facts; none are given")
    places = PlacedColumns(questionnaire, rubric)
    order = tuple(places.nodes())
    index = {node.id: position for position, node in enumerate(order)}
    limits = [node.limits for node in order]
    instructions = [node.aggregate.instruction() for node in order]
    values = {
        id: table(questionnaire.by_id[id], judged.points, judged.most)
        for id, judged in rubric.judged.items()
    }
    by_node = [[item.table for item in node.items] for node in order]
    tables = [each for some in by_node for each in some]
    unit = [unit_of(node.aggregate, some) for node, some in zip(order, by_node, strict=True)]
    steps = steps_of(tables, np.repeat(unit, [len(some) for some in by_node]).tolist())
    below = [child for node in order for _, child in node.children]
    needs = rubric.thresholds
    asked = [order[index[need.node]] for need in needs]
    needs_value = [
        need.least(node.end - node.start, node.start)
        for need, node in zip(needs, asked, strict=True)
    ]
    program = Program(
        # coverage and excluded share are shares of weight, whatever the rule
        fold=_views([one.fold for one in instructions], Fold.ADD),
        transform=_views([one.transform for one in instructions], Transform.NONE),
        first_item=_offsets(len(node.items) for node in order),
        item=_ints(item.row for node in order for item in node.items),
        start=_offsets(each.adds.shape[1] for each in tables)[:-1].copy(),
        adds=np.hstack([np.empty((VIEWS, 0)), *(each.adds for each in tables)]),
        brings=np.hstack([np.empty((VIEWS, 0)), *(each.brings for each in tables)]),
        unit=np.array(unit),
        rise=steps.rise,
        lift=steps.lift,
        first_step=steps.first,
        step_from=steps.least,
        step_adds=steps.adds,
        step_brings=steps.brings,
        first_child=_offsets(len(node.children) for node in order),
        child=_ints(index[id] for node in order for id, _ in node.children),
        weight=np.array([child.weight for child in below], np.float64),
        stand_in=np.array(
            [np.nan if (x := STAND_IN[child.not_applicable]) is None else x for child in below],
            dtype=np.float64,
        ),
        shrinks=_flags(child.shrinks for child in below),
        cuts_item=_flags(item.cuts for node in order for item in node.items),
        cuts_node=_flags(child.takes_all for child in below),
        is_cut=_flags(
            any([*(item.cuts for item in node.items), *(kid.takes_all for _, kid in node.children)])
            for node in order
        ),
        mark=np.array([one.mark - TOLERANCE for one in instructions]),
        floor=np.array([node.floor for node in order]) - TOLERANCE,
        origin=np.array([node.start for node in order], dtype=np.float64),
        end=np.array([node.end for node in order], dtype=np.float64),
        limit_from=np.array([low for low, _ in limits]),
        limit_over=np.array([0.0 if each == WHOLE else each[1] - each[0] for each in limits]),
        top=rubric.levels[-1].number,
        needs_level=_ints(need.level for need in needs),
        needs_node=_ints(index[need.node] for need in needs),
        needs_value=np.array(needs_value, dtype=np.float64),
    )
    called = tuple(
        (position, node.aggregate)
        for position, node in enumerate(order)
        if instructions[position].fold is Fold.CALL
    )
    names = tuple(node.id for node in order)
    first, estimate = rubric.levels[0].number, rubric.estimate
    return CompiledRubric(
        program=program,
        nodes=names,
        called=called,
        coders=tuple(coders(questionnaire, rubric)),
        digits=places.digits,
        values=values,
        levels=(first - (first > 0), rubric.levels[-1].number),
        estimate=(estimate.below, estimate.above) if estimate else (0, 0),
    )


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array([*numbers], dtype=np.int64)


def _flags(flags: Iterable[int]) -> Codes:
    return np.array([*flags], dtype=np.int8)


def _offsets(counts: Iterable[int]) -> Ints:
    return np.concatenate(([0], np.cumsum([*counts], dtype=np.int64)))


def _views(own: Sequence[int], plain: int) -> Ints:
    """For each view: the rule's own in the three scores, the plain one in the two shares."""
    rows = [own if view in (ASKED, WORST, BEST) else [plain] * len(own) for view in range(VIEWS)]
    return np.array(rows, dtype=np.int64)
