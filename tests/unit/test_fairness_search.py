"""The search for unfair steps against every sheet of small worlds: nothing missed or made up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from math import prod

import numpy as np
from hypothesis import HealthCheck, assume, given, settings

from questionnaires.columns import NOT_APPLICABLE, NUMBER_NOT_APPLICABLE, Columns
from questionnaires.conditions import TRUE, leaves, route
from questionnaires.model import Item, Kind, Questionnaire
from scoring.columns import encode
from scoring.compiling import compile_rubric
from scoring.engine import score
from scoring.fairness.banded import banded
from scoring.fairness.checking import findings
from scoring.fairness.finding import SearchExtent
from scoring.fairness.first_steps import MOST_LOST
from scoring.points import table
from scoring.rubric import WHOLE, Rubric
from scoring.rules.bands import Bands
from scoring.rules.gates import Gates
from tests.unit.scoring_worlds import worlds

MOST_SHEETS = 3000
World = tuple[Questionnaire, Rubric]
Sheet_ = tuple[float, ...]  # a value for each item, the first of its domain where it is not asked

small_worlds = worlds(depth=2, rules=("weighted_mean", "sum"), rising=True, routed=True)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@dataclass(frozen=True)
class Everything:
    """Every sheet of a small world, with what each scores, found sheet by sheet."""

    questionnaire: Questionnaire
    rubric: Rubric

    @cached_property
    def domains(self) -> list[list[float]]:
        """The answers to each item that conditions or bands tell apart."""
        tests = [leaf for item in self.questionnaire.items for leaf in leaves(item.show_if)]
        for judged in self.rubric.judged.values():
            if judged.routed_out is not None:
                tests += leaves(judged.routed_out.condition)
        looked_at = {test.item for test in tests}
        found = []
        for item in self.questionnaire.items:
            values: list[float]
            if item.kind is Kind.NUMBER:
                cuts = [t.at_least for t in tests if t.item == item.id and t.at_least is not None]
                edges = {*cuts, *(band.from_ for band in item.bands)}
                below = {float(np.nextafter(edge, -1)) for edge in edges} | edges | {0.0, 100.0}
                values = sorted(value for value in below if 0 <= value <= 100)
                none = NUMBER_NOT_APPLICABLE
            elif item.kind is Kind.MULTI:
                alone = [1 << n for n, option in enumerate(item.options) if option.exclusive]
                some = range(1, 1 << len(item.options))
                values = [m for m in some if m in alone or not any(m & one for one in alone)]
                none = NOT_APPLICABLE
            else:
                values, none = list(range(item.steps)), NOT_APPLICABLE
            may_not = item.not_applicable is not None and item.id in looked_at
            found.append([*values, *[none] * may_not])
        return found

    @cached_property
    def scored(self) -> Mapping[Sheet_, tuple[tuple[bool, ...], float, int]]:
        """Which items are asked, total in shares of the scale, and level of each sheet."""
        sheets = [*product(*self.domains)]
        columns = {
            item.id: np.array(column, dtype=float if item.kind is Kind.NUMBER else np.int64)
            for item, column in zip(
                self.questionnaire.items, zip(*sheets, strict=True), strict=True
            )
        }
        plan = compile_rubric(self.questionnaire, self.rubric)
        routes = route(self.questionnaire, Columns(len(sheets), columns, {}))
        scores = score(plan, encode(plan.coders, routes))
        shown = np.array([routes.shown[item.id] == TRUE for item in self.questionnaire.items])
        tree = self.rubric.tree
        totals = (scores.total - tree.start) / tree.span
        return {
            sheet: (tuple(asked), float(total), int(level))
            for sheet, asked, total, level in zip(
                sheets, shown.T.tolist(), totals, scores.level, strict=True
            )
        }

    def steps(self) -> Iterator[tuple[str, Sheet_, Sheet_]]:
        """Every honest step: what is new, the sheet before and a sheet after."""
        firsts = [domain[0] for domain in self.domains]
        for sheet, (asked, _, _) in self.scored.items():
            if any(value != first for value, first, here in zip(sheet, firsts, asked, strict=True)
                   if not here):  # fmt: skip
                continue
            for place, item in enumerate(self.questionnaire.items):
                if asked[place]:
                    for value, new in self._next(place, item, sheet[place]):
                        for after in self._after(sheet, asked, place, value):
                            yield new, sheet, after

    def _next(self, place: int, item: Item, value: float) -> Iterator[tuple[float, str]]:
        if value in (NOT_APPLICABLE, NUMBER_NOT_APPLICABLE):
            return
        if item.kind is Kind.MULTI:
            mask = int(value)
            alone = any(o.exclusive and mask >> n & 1 for n, o in enumerate(item.options))
            for n, option in enumerate(item.options):
                if not (option.exclusive or option.negative or mask >> n & 1):
                    yield (0 if alone else mask) | 1 << n, item.id
            return
        order: list[float] = [each for each in self.domains[place] if each >= 0]
        if item.kind is Kind.CHOICE:
            points = self.rubric.judged[item.id].points
            order = np.argsort(points, kind="stable").tolist()
        for low, high in pairwise(order):
            if low == value:
                named = item.kind is Kind.NUMBER
                yield high, item.id if named else f"{item.id}.{item.options[int(high)].id}"

    def _after(
        self, sheet: Sheet_, asked: tuple[bool, ...], place: int, value: float
    ) -> Iterator[Sheet_]:
        firsts = [domain[0] for domain in self.domains]
        found: list[list[float]] = [[]]
        for at, item in enumerate(self.questionnaire.items):
            longer = []
            for start in found:
                here = self.scored[(*start, *firsts[at:])][0][at]
                if at == place:
                    values = [value]
                elif not here:
                    values = [firsts[at]]
                else:
                    values = [sheet[at]] if asked[at] else self._lowest(at, item)
                longer += [[*start, each] for each in values]
            found = longer
        yield from map(tuple, found)

    def _lowest(self, at: int, item: Item) -> list[float]:
        judged = self.rubric.judged[item.id]
        worth = table(item, judged.points, judged.most)
        coder = next(
            c for c in compile_rubric(self.questionnaire, self.rubric).coders if c.item == item.id
        )
        kind = float if item.kind is Kind.NUMBER else np.int64
        codes = coder(np.array(self.domains[at], dtype=kind))
        real = [(worth[c], v) for c, v in zip(codes, self.domains[at], strict=True) if c >= 0]
        least = min(each for each, _ in real)
        return [value for each, value in real if each == least]


def plain(world: World) -> World:
    """The world with levels by thresholds on its own nodes only, and bands for lines."""
    questionnaire, rubric = world[0], banded(*world)
    rules = tuple(rule for rule in rubric.rules if isinstance(rule, Bands | Gates))
    fields = {name: getattr(rubric, name) for name in Rubric.model_fields}
    return questionnaire, Rubric.model_construct(**fields | {"rules": rules})


def everything(world: World) -> Everything:
    """All sheets, where they are not too many."""
    found = Everything(*plain(world))
    assume(all(node.limits == WHOLE for node, _ in found.rubric.nodes))
    assume(prod(map(len, found.domains)) <= MOST_SHEETS)
    return found


@slow
@given(small_worlds)
def test_the_worst_loss_is_found_and_is_the_worst(world: World) -> None:
    """Step by step through every sheet: the same steps are punished, by as much."""
    every = everything(world)
    worst: dict[str, float] = {}
    for new, before, after in every.steps():
        one, other = every.scored[before][1], every.scored[after][1]
        loss = -1.0 if np.isnan(one) or np.isnan(other) else one - other
        worst[new] = max(worst.get(new, -1.0), loss)
    reach = SearchExtent()
    found = findings(every.questionnaire, every.rubric, reach)
    assert reach.exact
    lost = {
        each.at: np.subtract(*each.evidence.totals) / every.rubric.tree.span
        for each in found
        if each.code == "J001" and each.evidence is not None
    }
    punished = {new: loss for new, loss in worst.items() if loss > MOST_LOST + 1e-9}
    assert set(punished) <= set(lost)
    for new, loss in lost.items():
        assert abs(loss - worst[new]) < 1e-9, (new, loss, worst[new])


@slow
@given(small_worlds)
def test_a_level_that_a_step_lowers_is_found(world: World) -> None:
    """Where some step lowers the level, that step is named, with a pair that shows it."""
    every = everything(world)
    lowering = {
        new
        for new, before, after in every.steps()
        if every.scored[before][2] > every.scored[after][2] >= 0
    }
    found = findings(every.questionnaire, every.rubric, SearchExtent())
    named = {each.at for each in found if each.check == "first_step"}
    assert lowering <= named
    for each in found:
        if each.code == "J002":
            assert each.evidence is not None
            assert each.evidence.levels[0] > each.evidence.levels[1]
            assert each.at in lowering
