"""The proposal: what to do in which phase, before anybody has chosen anything.

What is urgent comes before all else, then an answer to each concern of the enterprise. Then what
lies on the cheapest way to the next level comes first, then what lifts a pain that nothing lifts
yet, one that a visit found before others, then what wins most for its effort.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.card import scorecard_of
from scoring.gaps import largest_gaps
from scoring.paths.cheapest import raised
from scoring.paths.efforts import EffortTable
from scoring.paths.standing import Standing
from scoring.scorecard import ItemScore
from scoring.whatif import Changes
from solutions.concerns import concerns
from solutions.matching import Match
from solutions.model import BENEFITS
from solutions.plans.model import PHASES, Limits
from solutions.plans.trying import Trial, gain, levels, no_worse

CHEAP = 1  # the rank of the dearest class of cost that no limit keeps from what is urgent
WORTH = 0.0005  # of the scale a point of effort; a whole project has to win a hundredth of it


def affordable(trial: Trial, limits: Limits, name: str) -> bool:
    """Whether its class of cost is within the limit; a class that is no more is no limit.

    What is urgent and cheap is within any limit.
    """
    solution = trial.catalogue.by_id[name]
    ranks = {each.id: each.rank for each in trial.catalogue.costs}
    most = ranks.get(limits.cost or "", len(ranks))
    if solution.urgent:
        most = max(most, CHEAP)
    return ranks[solution.cost] <= most


def phases_within(limits: Limits) -> int:
    """How many phases the plan has."""
    return sum(end <= limits.months for _, end in PHASES)


def effort_of(trial: Trial, names: Iterable[str]) -> float:
    """The points of effort of all of them."""
    return sum(trial.catalogue.efforts[trial.catalogue.by_id[name].effort] for name in names)


def is_worth(trial: Trial, names: Iterable[str], after: Standing, before: Standing) -> bool:
    """Whether what they win is worth their effort: a level always is."""
    least = WORTH * trial.ground.rubric.tree.scale * effort_of(trial, names)
    return levels(after, before) > 0 or gain(after, before) >= least


def largest_gaps_in(trial: Trial, found: frozenset[str]) -> tuple[ItemScore, ...]:
    """The answered items that lose most today, those of the report."""
    ground = trial.ground
    card = scorecard_of(ground.questionnaire, ground.rubric, ground.sheet)
    return largest_gaps(card, found)


def propose(
    trial: Trial,
    limits: Limits,
    efforts: EffortTable,
    found: frozenset[str] = frozenset(),
    pressing: tuple[str, ...] = (),
) -> Mapping[str, int]:
    """Every proposed solution, in order, with the number of its phase."""
    key = limits, found, pressing
    if key not in trial.proposals:
        search = _Search(trial, limits, efforts, found, pressing)
        for phase in range(1, phases_within(limits) + 1):
            search.hasten(phase)
            search.fill(phase)
        trial.proposals[key] = search.placed
    return trial.proposals[key]


@dataclass
class _Search:
    trial: Trial
    limits: Limits
    efforts: EffortTable
    found: frozenset[str]
    pressing: tuple[str, ...]
    placed: dict[str, int] = field(default_factory=dict)
    state: Changes = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standing = self.trial.standings([{}])[0]
        self.pains = frozenset(each.id for each in largest_gaps_in(self.trial, self.found))
        self.hastened: set[str] = set()
        self.wanted = self._wanted()
        self.least = min(self.trial.catalogue.efforts.values())

    def hasten(self, phase: int) -> None:
        """Put in what is urgent, with what it needs, whatever else is there."""
        before = set(self.placed)
        self._put(phase, self._urgent)
        self.hastened |= self.placed.keys() - before

    def fill(self, phase: int) -> None:
        """Put in the best bundle that fits until none does."""
        self._put(phase, lambda: self._ranked(phase))

    def _put(self, phase: int, ranked: Callable[[], Sequence[tuple[str, ...]]]) -> None:
        """Put in the first bundle that makes nothing worse until none is left."""
        while self.standing.total is not None:
            for bundle in ranked():
                state, standing, lifted = self.state, self.standing, set[str]()
                for name in bundle:
                    step = self.trial.step(state, name)
                    state, standing = step.state, step.standing
                    lifted |= {lift.item for lift in step.lifts}
                if no_worse(standing, self.standing):
                    break
            else:
                return
            self.placed |= dict.fromkeys(bundle, phase)
            risen = levels(standing, self.standing) > 0
            self.state, self.standing = state, standing
            self.pains -= lifted
            if risen:
                self.wanted = self._wanted()

    def _wanted(self) -> frozenset[str]:
        """The items that the cheapest way to the next level raises."""
        ground = self.trial.ground
        sheet = self.trial.sheet(self.state)
        return raised(ground.questionnaire, ground.rubric, sheet, self.efforts)

    def _urgent(self) -> Sequence[tuple[str, ...]]:
        """The bundles of what is urgent, in the order of the catalogue.

        First those of which nothing is there.
        """
        matches = self.trial.matches(self.state)
        urgent = {
            solution.id: matches[solution.id]
            for solution in self.trial.catalogue.solutions
            if solution.urgent and solution.id in matches
        }
        return sorted(self._bundles(urgent), key=lambda each: not matches[each[-1]].fresh)

    def _ranked(self, phase: int) -> Sequence[tuple[str, ...]]:
        """The bundles that fit and are no loss: a solution after all that it needs, best first."""
        matches = self.trial.matches(self.state)
        bundles = [bundle for bundle in self._bundles(matches) if self._fits(bundle, phase)]
        states = [
            self.trial.lifted(
                self.state,
                (lift for name in bundle if name in matches for lift in matches[name].lifts),
            )
            for bundle in bundles
        ]
        if not bundles:
            return ()
        ranked = []
        for bundle, after in zip(bundles, self.trial.standings(states), strict=True):
            hits = {lift.item for name in bundle if name in matches for lift in matches[name].lifts}
            on_way = not self.wanted.isdisjoint(hits)
            if no_worse(after, self.standing) and (
                on_way or is_worth(self.trial, bundle, after, self.standing)
            ):
                pains = self.pains & hits
                nearest = not on_way, not pains, pains.isdisjoint(self.found)
                rank = self._answered(bundle), *self._rank(bundle, after, nearest)
                ranked.append((rank, bundle))
        return [bundle for _, bundle in sorted(ranked)]

    def _answered(self, bundle: Sequence[str]) -> tuple[int, int]:
        """The place of the first concern that it answers better than all before, and how well.

        What answers none comes behind.
        """
        for number, id in enumerate(self.pressing):
            place = self._place(id, bundle)
            if place < self._place(id, self.placed):
                return number, place
        return len(self.pressing), 0

    def _place(self, concern: str, names: Iterable[str]) -> int:
        """How well the best of them answers it, 0 the best of all."""
        places = (concerns()[concern].place(self.trial.catalogue.by_id[name]) for name in names)
        return min((place for place in places if place is not None), default=len(BENEFITS))

    def _bundles(self, matches: Mapping[str, Match]) -> Iterator[tuple[str, ...]]:
        for name in matches:
            bundle = tuple(
                each for each in (*self.trial.needed(name), name) if each not in self.placed
            )
            if name in bundle and all(affordable(self.trial, self.limits, it) for it in bundle):
                yield bundle

    def _fits(self, bundle: Sequence[str], phase: int) -> bool:
        """Whether the people have hands for it: so many habits, and so many of anything more."""
        beside = [
            name for name, its in self.placed.items() if its == phase and name not in self.hastened
        ]
        together = [self._is_habit(name) for name in (*beside, *bundle)]
        return max(together.count(True), together.count(False)) <= self.limits.at_once

    def _is_habit(self, name: str) -> bool:
        return effort_of(self.trial, [name]) <= self.least

    def _rank(
        self, bundle: Sequence[str], after: Standing, nearest: tuple[bool, bool, bool]
    ) -> tuple[object, ...]:
        effort = effort_of(self.trial, bundle)
        raised = levels(after, self.standing)
        return -raised, *nearest, -gain(after, self.standing) / effort, bundle[-1]
