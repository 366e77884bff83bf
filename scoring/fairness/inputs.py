"""The answers and facts on which routing depends, as the few values that conditions tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np

from questionnaires.columns import NOT_APPLICABLE, NUMBER_NOT_APPLICABLE, Array, Columns
from questionnaires.conditions import around, cuts_of, leaves
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Condition, Item, Kind, Questionnaire
from scoring.compiling import compile_rubric
from scoring.fairness.residues import Residues, classes
from scoring.rubric import Rubric

MOST_GROUPS = 14  # of options that conditions tell apart, of which every combination is tried
NOTHING = "none"  # the id of the option of a choice that says that there is nothing
_OTHER_WORD = "-"  # a value of a word fact that no condition names


@dataclass(frozen=True)
class HonestStep:
    """An honest step in the answer to an input: from one class to another, with an example."""

    before: int  # classes of the input
    after: int
    value_before: float
    value_after: float
    to: str  # what is new: ``item.option`` or rung; of a number and a scored multi the item


@dataclass(frozen=True)
class RoutingInput:
    """An item or fact that routing looks at.

    ``values`` has an answer (or fact) of each class, ``codes`` for a scored item the codes that
    its answers of a class can have.
    """

    id: str
    item: Item | None  # None: a fact
    values: Array
    steps: tuple[HonestStep, ...] = ()
    codes: tuple[tuple[int, ...], ...] = ()
    is_part: bool = False  # of a ratio
    exact: bool = True  # whether every answer that conditions tell apart is among the values
    starts: frozenset[int] = field(default_factory=frozenset)  # the classes that are lowest


def inputs(questionnaire: Questionnaire, rubric: Rubric) -> tuple[RoutingInput, ...]:
    """Every item and fact that some condition tests, and the wholes of ratios."""
    conditions = [*dict.fromkeys(chain(*conditions_on(questionnaire, rubric).values()))]
    tests = [test for each in conditions for test in leaves(each)]
    wanted = {test.item for test in tests} | {
        each.whole for each in questionnaire.items if each.kind is Kind.RATIO
    }
    asked = [item for item in questionnaire.items if item.id in wanted and item.asked]
    facts = sorted({test.fact for test in tests if test.fact is not None})
    found = [_of_item(item, questionnaire, rubric, conditions) for item in asked]
    return tuple(found + [_of_fact(fact, questionnaire, conditions) for fact in facts])


def only_for(questionnaire: Questionnaire, tests: Sequence[Condition]) -> Questionnaire:
    """The questionnaire for those only of whom the tests of facts hold."""
    if not tests:
        return questionnaire
    own = () if questionnaire.suits is None else (questionnaire.suits,)
    return questionnaire.model_copy(update={"suits": Condition(all=(*own, *tests))})


def facts_asked(questionnaire: Questionnaire, rubric: Rubric) -> frozenset[str]:
    """The facts on which it depends what is asked and what that counts for."""
    conditions = chain(*conditions_on(questionnaire, rubric).values())
    tests = (test for each in conditions for test in leaves(each))
    return frozenset(test.fact for test in tests if test.fact is not None)


def conditions_on(
    questionnaire: Questionnaire, rubric: Rubric
) -> Mapping[str, tuple[Condition, ...]]:
    """What decides whether each item is asked, and what it counts for where it is not."""
    found = {}
    for item in questionnaire.items:
        judged = rubric.judged.get(item.id)
        skipped = judged.routed_out if judged is not None else None
        looks = (item.show_if, skipped.condition if skipped is not None else None)
        found[item.id] = tuple(each for each in looks if each is not None)
    return found


def _of_fact(
    fact: str, questionnaire: Questionnaire, conditions: Sequence[Condition]
) -> RoutingInput:
    looked = [*conditions, *([questionnaire.suits] if questionnaire.suits else [])]
    own = [test for each in looked for test in leaves(each) if test.fact == fact]
    if FACTS[fact] == NUMBER:
        values = np.array(around(cuts_of(own), 0.0, None, whole=True))
    else:
        named = sorted({value for test in own for value in test.is_ or ()})
        values = np.array([*named, _OTHER_WORD])
    residues = Residues(questionnaire, Columns(len(values), {}, {fact: values}))
    _, example = np.unique(classes(residues, looked, ()), return_index=True)
    return RoutingInput(fact, None, values[example])


def _of_item(
    item: Item, questionnaire: Questionnaire, rubric: Rubric, conditions: Sequence[Condition]
) -> RoutingInput:
    looking = [each for each in conditions if any(leaf.item == item.id for leaf in leaves(each))]
    tests = [leaf for each in looking for leaf in leaves(each) if leaf.item == item.id]
    ratios = [each for each in questionnaire.items if item.id in (each.part, each.whole)]
    values = _domain(item, tests, ratios)
    residues = Residues(questionnaire, Columns(len(values), {item.id: values}, {}))
    more = [values == _absent(item)] + [values > 0] * bool(ratios)
    found = classes(residues, looking, more)
    _, example = np.unique(found, return_index=True)
    own_codes = np.zeros(len(values), dtype=np.int64)
    codes: tuple[tuple[int, ...], ...] = ()
    if item.scored:
        coder = next(
            each for each in compile_rubric(questionnaire, rubric).coders if each.item == item.id
        )
        own_codes = np.asarray(coder(values), dtype=np.int64)
        of_class = [own_codes[found == one].tolist() for one in range(len(example))]
        codes = tuple(tuple(sorted(set(each))) for each in of_class)
    place = {value: at for at, value in enumerate(values.tolist())}
    steps: dict[object, HonestStep] = {}
    for low, high in _steps(item, values, rubric, ratios):
        one, other = place[low], place[high]
        step = HonestStep(int(found[one]), int(found[other]), low, high, _new(item, low, high))
        if step.before != step.after:
            key = step.before, step.after, own_codes[one].item(), own_codes[other].item(), step.to
            steps.setdefault(key, step)
    is_part = any(each.part == item.id for each in ratios)
    worth = compile_rubric(questionnaire, rubric).values.get(item.id, ())
    starts = _starts(item, worth, found, own_codes, values) if item.scored or is_part else ()
    return RoutingInput(
        item.id,
        item,
        values[example],
        tuple(steps.values()),
        codes,
        is_part,
        item.kind is not Kind.MULTI or len(_groups(item, tests)) <= MOST_GROUPS,
        frozenset(starts),
    )


def _starts(
    item: Item, worth: Sequence[float], classes: Array, codes: Array, values: Array
) -> Iterator[int]:
    """The classes in which the lowest answer lies."""
    answered = values != _absent(item)
    if not item.scored:
        yield int(classes[values == values[answered].min()][0])
        return
    own = np.array(worth)[codes[answered]]
    yield from map(int, classes[answered][own == own.min()])


def _domain(item: Item, tests: Sequence[Condition], ratios: Sequence[Item]) -> Array:
    """The answers to try, the simplest first."""
    none = [_absent(item)] * (item.not_applicable is not None)
    if item.kind is Kind.NUMBER:
        cuts = cuts_of(tests) + [cut for band in item.bands for cut in (band.from_,)]
        whole = item.integer
        cuts += [1.0 if whole else float(np.nextafter(0.0, 1.0))] * bool(ratios)
        return np.array([*around(cuts, item.minimum, item.maximum, whole=whole), *none])
    if item.kind is not Kind.MULTI:
        return np.array([*range(len(item.options)), *none])
    return np.array([*_masks(item, tests), *none], dtype=np.int64)


def _masks(item: Item, tests: Sequence[Condition]) -> list[int]:
    """The sets of ticks, the smallest first; of options that nothing tells apart one is enough."""
    alone = [1 << place for place, option in enumerate(item.options) if option.exclusive]
    masks = [0]
    for bit in _groups(item, tests)[:MOST_GROUPS]:
        masks += [mask | bit for mask in masks]
    return [*alone, *sorted(masks[1:], key=lambda mask: (mask.bit_count(), mask))]


def _groups(item: Item, tests: Sequence[Condition]) -> list[int]:
    """An option, as a bit, of each group that nothing tells apart; of a scored item all of them."""
    groups: dict[object, int] = {}
    for place, option in enumerate(item.options):
        if not option.exclusive:
            told = tuple(option.id in (test.is_ or ()) for test in tests)
            groups.setdefault(option.id if item.scored else (told, option.negative), 1 << place)
    return [*groups.values()]


def _steps(
    item: Item, values: Array, rubric: Rubric, ratios: Sequence[Item]
) -> Iterator[tuple[float, float]]:
    """Every honest step from one of the values to another."""
    if item.kind is Kind.MULTI:
        yield from _ticked(item, values)
    elif item.kind is Kind.NUMBER:
        numbers = [value for value in values.tolist() if value != NUMBER_NOT_APPLICABLE]
        if any(each.whole == item.id for each in ratios):
            return  # how big something is is no step
        scales = [each for each in (item, *ratios) if each.scored]
        if all(_rises(rubric.judged[each.id].points) for each in scales):
            yield from pairwise(numbers)
    elif item.scored:
        worth = rubric.judged[item.id].points
        order = [*range(item.steps)]
        if item.kind is Kind.CHOICE:
            order = [int(step) for step in np.argsort(worth, kind="stable")]
        yield from pairwise(map(float, order))
    else:
        ids = [option.id for option in item.options]
        if NOTHING in ids:
            nothing = ids.index(NOTHING)
            yield from ((nothing, other) for other in range(len(ids)) if other != nothing)


def _new(item: Item, before: float, after: float) -> str:
    """What is new after a step."""
    if item.kind is Kind.NUMBER or (item.kind is Kind.MULTI and item.scored):
        return item.id
    new = int(after)
    if item.kind is Kind.MULTI:
        new = (new & ~int(before)).bit_length() - 1
    return f"{item.id}.{item.options[new].id}"


def _ticked(item: Item, values: Array) -> Iterator[tuple[int, int]]:
    """One further option that does not count against."""
    alone = {1 << place for place, option in enumerate(item.options) if option.exclusive}
    known = {int(value) for value in values}
    adds = [
        1 << place
        for place, option in enumerate(item.options)
        if not (option.exclusive or option.negative)
    ]
    for mask in values.tolist():
        if mask == NOT_APPLICABLE:
            continue
        kept = 0 if mask in alone else mask
        for bit in adds:
            if not kept & bit and kept | bit in known:
                yield mask, kept | bit


def _rises(points: Sequence[float]) -> bool:
    return points[-1] >= points[0]


def _absent(item: Item) -> float:
    return NUMBER_NOT_APPLICABLE if item.kind is Kind.NUMBER else NOT_APPLICABLE
