"""What solutions come to when they are done one after another, by the engine's own figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from cachetools.func import lru_cache

from questionnaires.answers import Answer
from questionnaires.columns import UNANSWERED
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.paths.ground import Ground
from scoring.paths.reaching import reach
from scoring.paths.standing import Standing, standings
from scoring.rubric import Rubric
from scoring.weighing import weighed
from scoring.whatif import Changes, changed
from solutions.changes import changes_in
from solutions.lifting import Lift
from solutions.matching import Match, gaps_of, resting, solutions_for, there_today
from solutions.model import Catalogue
from solutions.plans.model import LeftOut

LEAST = 1e-9  # points that count as none
ROUNDS = 4  # an answer may open a question, whose answer may open another


@dataclass(frozen=True)
class Trial:
    """An enterprise before a catalogue; states are the answers that differ from its sheet."""

    ground: Ground
    catalogue: Catalogue

    def matches(self, state: Changes) -> Mapping[str, Match]:
        """What lifts something in ``state``, what wins most back first."""
        key = frozenset(state.items())
        if key not in self._matched:
            self._matched[key] = self._matches(state)
        return self._matched[key]

    @cached_property
    def _matched(self) -> dict[object, Mapping[str, Match]]:
        return {}

    @cached_property
    def _stepped(self) -> dict[object, "Step"]:
        return {}

    def _matches(self, state: Changes) -> Mapping[str, Match]:
        ground, sheet = self.ground, self.sheet(state)
        gaps = gaps_of(ground.questionnaire, ground.rubric, sheet)
        found = solutions_for(
            ground.questionnaire, gaps, sheet.facts, sheet.answers, among=self.catalogue
        )
        return {match.solution.id: match for match in found}

    @cached_property
    def proposals(self) -> dict[object, Mapping[str, int]]:
        """What was proposed already, under its limits."""
        return {}

    @cached_property
    def today(self) -> Mapping[str, Match]:
        """What lifts something as things are."""
        return self.matches({})

    @cached_property
    def there(self) -> frozenset[str]:
        """The solutions that the enterprise has today."""
        ground = self.ground
        return there_today(ground.questionnaire, ground.rubric, ground.sheet, self.catalogue)

    def sheet(self, state: Changes) -> Sheet:
        """The answers of ``state``."""
        return changed(self.ground.sheet, state)

    def standings(self, states: Sequence[Changes]) -> list[Standing]:
        """Where each state stands; what is asked only then stands at its lowest."""
        return standings(self.ground, self.ground.after(states))

    def needed(self, name: str) -> tuple[str, ...]:
        """The prerequisites that are lacking today, and theirs, each after what it needs."""
        found: dict[str, None] = {}
        for need in self.catalogue.by_id[name].prerequisites:
            if need in self.today:
                found |= dict.fromkeys((*self.needed(need), need))
        return tuple(found)

    def resting(self, item: str) -> LeftOut | None:
        """What would lift the item once that is there which it rests on; None: nothing."""
        ground = self.ground
        gaps = gaps_of(ground.questionnaire, ground.rubric, ground.sheet)
        gap = next(each for each in gaps if each.item.id == item)
        found = resting(ground.questionnaire, gap, ground.sheet, self.catalogue)
        return LeftOut(solution=found[0], reason="rests_on", brings=()) if found else None

    def waiting(self, names: Iterable[str]) -> frozenset[str]:
        """Those of them that would lift something once that is there which they rest on."""
        ground = self.ground
        changes = changes_in(ground.questionnaire, self.catalogue)
        known = [name for name in names if name in changes]
        items = {each.item for name in known for each in changes[name] if each.needs}
        gaps = gaps_of(ground.questionnaire, ground.rubric, ground.sheet)
        found = (
            resting(ground.questionnaire, gap, ground.sheet, self.catalogue)
            for gap in gaps
            if gap.item.id in items
        )
        return frozenset(each.id for solutions in found for each in solutions).intersection(known)

    def step(self, state: Changes, name: str) -> "Step":
        """What comes of doing that solution in ``state``."""
        key = frozenset(state.items()), name
        if key not in self._stepped:
            self._stepped[key] = self._step(state, name)
        return self._stepped[key]

    def _step(self, state: Changes, name: str) -> "Step":
        found: dict[str, Lift] = {}
        first = self.matches(state).get(name)
        fresh = first is not None and first.fresh
        ready = first is None or first.ready
        for _ in range(ROUNDS):
            match = self.matches(state).get(name)
            new = [lift for lift in match.lifts if lift.item not in found] if match else []
            if not new:
                break
            found |= {lift.item: lift for lift in new}
            state = self._settled(self.lifted(state, new))
        standing = self.standings([state])[0]
        return Step(state, tuple(found.values()), standing, fresh=fresh, ready=ready)

    def lifted(self, state: Changes, lifts: Iterable[Lift]) -> Changes:
        """The state with every lift that an answer can bring."""
        state = dict(state)
        for lift in lifts:
            item = self.ground.questionnaire.by_id[lift.item]
            state |= self._answers(item, lift, self.sheet(state)) or {}
        return state

    def _settled(self, state: Changes) -> Changes:
        """The state with the lowest answers to what is asked only now."""
        state = dict(state)
        for _ in range(ROUNDS):
            opened = dict(self._opened(state))
            if not opened:
                break
            state |= opened
        return state

    def _answers(self, item: Item, lift: Lift, sheet: Sheet) -> Changes | None:
        if item.kind is not Kind.MULTI:
            step = item.rungs.index(lift.to[0])
            return reach(self.ground.questionnaire, sheet, item, step)
        held = sheet.answers.get(item.id)
        ticked = {*lift.to, *(held if isinstance(held, tuple) else ())}
        ids = (each.id for each in item.options if not each.exclusive and each.id in ticked)
        return {item.id: tuple(ids)}

    def _opened(self, state: Changes) -> Iterator[tuple[str, Answer]]:
        ground = self.ground
        codes = ground.codes([state])[:, 0]
        opened = (ground.base < UNANSWERED) & (codes == UNANSWERED)
        for row in np.flatnonzero(opened[: len(ground.questionnaire.scored)]).tolist():
            item = ground.questionnaire.scored[row]
            if item.id in state or not item.options:
                continue
            if item.kind is not Kind.MULTI:
                yield item.id, item.options[int(ground.lowest[row])].id
            elif none := tuple(each.id for each in item.options if each.exclusive)[:1]:
                yield item.id, none


def trial_of(
    questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet, catalogue: Catalogue
) -> Trial:
    """The trial of that sheet, with all that it has found already where it was asked lately."""
    answers, facts = tuple(sorted(sheet.answers.items())), tuple(sorted(sheet.facts.items()))
    return _trial(questionnaire, rubric, answers, facts, catalogue)


@lru_cache(maxsize=16)
def _trial(
    questionnaire: Questionnaire,
    rubric: Rubric,
    answers: tuple[tuple[str, Answer], ...],
    facts: tuple[tuple[str, str | float], ...],
    catalogue: Catalogue,
) -> Trial:
    sheet = Sheet(dict(answers), dict(facts))
    return Trial(Ground(questionnaire, weighed(rubric, sheet.facts), sheet), catalogue)


def ancestors(catalogue: Catalogue, name: str) -> frozenset[str]:
    """Everything that comes before it if both are done, through what is there already too."""
    own = catalogue.by_id[name].prerequisites
    return frozenset(own).union(*(ancestors(catalogue, each) for each in own))


@dataclass(frozen=True)
class Step:
    """The state after a solution, what it lifted, and where that stands.

    ``fresh``: all that it lifted stood at its lowest; ``ready``: what its next step takes to be
    there was there.
    """

    state: Changes
    lifts: tuple[Lift, ...]
    standing: Standing
    fresh: bool
    ready: bool


def no_worse(after: Standing, before: Standing) -> bool:
    """Whether neither the level nor the total is lower."""
    return _level(after) >= _level(before) and gain(after, before) >= -LEAST


def gain(after: Standing, before: Standing) -> float:
    """The points of the total between them."""
    return (after.total or 0.0) - (before.total or 0.0)


def levels(after: Standing, before: Standing) -> int:
    """The levels between them."""
    return _level(after) - _level(before)


def _level(standing: Standing) -> int:
    return -1 if standing.level is None else standing.level
