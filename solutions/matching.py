"""From lost points to solutions: which ones win them back, and which has to come first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.facts import Facts
from questionnaires.answers import Answer
from questionnaires.columns import columns_of, is_not_applicable
from questionnaires.conditions import FALSE, evaluate, route
from questionnaires.model import Condition, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.card import scorecard_of
from scoring.rubric import Rubric
from solutions.changes import changes_in, present_rungs, within
from solutions.library import catalogue
from solutions.lifting import Gap, Lift, at_lowest, lift_of, reaches
from solutions.model import LOWEST, Catalogue, Change, Solution


@dataclass(frozen=True)
class Match:
    """A solution with what it lifts.

    ``points``: all lifts together, at most; two solutions may lift the same item. ``after``:
    prerequisites that are listed before it; ``assumed``: those that lift nothing here, because
    they are there already or were not asked about. ``there``: all that its first change brings is
    there already, so that it extends that; ``fresh``: all that it lifts stands at its lowest;
    ``ready``: what its next step takes to be there is there.
    """

    solution: Solution
    lifts: tuple[Lift, ...]
    points: float
    after: tuple[str, ...]
    assumed: tuple[str, ...]
    there: bool
    fresh: bool
    ready: bool


def gaps_of(questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet) -> tuple[Gap, ...]:
    """The answered items that lose points, the dearest first."""
    card = scorecard_of(questionnaire, rubric, sheet)
    found = []
    for score in card.items:
        if score.state != "answered" or score.lost <= 0:
            continue
        item = questionnaire.by_id[score.id]
        present = present_rungs(questionnaire, item, sheet.answers)
        found.append(Gap(item, present, tuple(rubric.judged[item.id].points), score.lost))
    return tuple(sorted(found, key=lambda gap: -gap.lost))


def solutions_for(
    questionnaire: Questionnaire,
    gaps: Sequence[Gap],
    facts: Facts,
    answers: Mapping[str, Answer] | None = None,
    *,
    among: Catalogue | None = None,
) -> tuple[Match, ...]:
    """The solutions of ``among`` (the shipped ones) that lift gaps, those that win most back first.

    A prerequisite stands before what needs it. Left out is what does not suit by size, section or
    condition, and what needs something that does not suit; an unknown fact leaves nothing out.
    Left out too is what would lift something aside only, where no item that is a reason for it
    is asked and applies, and a change whose needs are not there for sure. ``answers`` decide
    conditions about items.
    """
    among = among or catalogue()
    world = _World(questionnaire, among, gaps, Sheet(answers or {}, facts))
    suiting: dict[str, bool] = {}

    def suits(solution: Solution) -> bool:
        if solution.id not in suiting:
            needed = (among.by_id[name] for name in solution.prerequisites)
            suiting[solution.id] = world.suits(solution) and all(map(suits, needed))
        return suiting[solution.id]

    lifts = {
        solution.id: found
        for solution in among.solutions
        if world.applies(solution) and suits(solution) and (found := tuple(world.lifts(solution)))
    }
    points = {id: sum(lift.points for lift in found) for id, found in lifts.items()}

    def rank(id: str) -> tuple[float, float, str]:
        return -points[id], among.efforts[among.by_id[id].effort], id

    ranked = sorted(lifts, key=rank)
    return tuple(
        Match(
            among.by_id[id],
            lifts[id],
            points[id],
            tuple(name for name in among.by_id[id].prerequisites if name in lifts),
            tuple(name for name in among.by_id[id].prerequisites if name not in lifts),
            there=world.there(among.by_id[id]),
            fresh=world.fresh(lifts[id]),
            ready=world.ready(among.by_id[id], lifts[id]),
        )
        for id in _prerequisites_first(ranked, among)
    )


def _prerequisites_first(ranked: Sequence[str], among: Catalogue) -> Iterable[str]:
    """The same ids; each after those of its prerequisites, and theirs, that are ranked too."""
    listed: dict[str, None] = {}
    seen: set[str] = set()

    def put(id: str) -> None:
        if id in seen:
            return
        seen.add(id)
        for name in among.by_id[id].prerequisites:
            put(name)
        listed[id] = None

    for id in ranked:
        put(id)
    wanted = set(ranked)
    return (id for id in listed if id in wanted)


class _World:
    """One enterprise before one questionnaire."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        among: Catalogue,
        gaps: Sequence[Gap],
        sheet: Sheet,
    ) -> None:
        self.questionnaire = questionnaire
        self.changes = changes_in(questionnaire, among)
        self.gaps = {gap.item.id: gap for gap in gaps}
        self.facts = sheet.facts
        self.answers = sheet.answers
        self.columns = columns_of(questionnaire, [sheet.answers], [sheet.facts])
        self.routes = route(questionnaire, self.columns)
        self.known: dict[str, tuple[str, ...]] = {}

    def suits(self, solution: Solution) -> bool:
        """Whether nothing that is known speaks against it."""
        size, section = self.facts.get("size"), self.facts.get("section")
        if size in ("large", "medium", "small", "micro") and size not in solution.sizes:
            return False
        if section and solution.sections and section not in solution.sections:
            return False
        return self.may_hold(solution.conditions)

    def applies(self, solution: Solution) -> bool:
        """Whether any item that is a reason for it is asked here and may apply."""
        changes = self.changes.get(solution.id, ())
        reasons = [change for change in changes if not change.side] or changes
        return any(self._applies(change.item) for change in reasons)

    def _applies(self, item: str) -> bool:
        if self.routes.shown[item][0] == FALSE:
            return False
        column = self.routes.items.get(item)
        return column is None or not is_not_applicable(column)[0]

    def rungs(self, item: str) -> tuple[str, ...]:
        """The rungs of an item that are there; none of what is not asked or not answered."""
        if item not in self.known:
            asked = self.questionnaire.by_id.get(item)
            if item in self.gaps:
                self.known[item] = self.gaps[item].present
            elif asked is None or self.routes.shown[item][0] == FALSE:
                self.known[item] = ()
            else:
                self.known[item] = present_rungs(self.questionnaire, asked, self.answers)
        return self.known[item]

    def there(self, solution: Solution) -> bool:
        """Whether all that its first change brings is there already."""
        change = self.changes[solution.id][0]
        present = self.rungs(change.item)
        gap = self.gaps.get(change.item)
        if gap is None:
            return bool(present)
        if gap.item.kind is Kind.MULTI:
            return set(change.to) <= set(present)
        worth = dict(zip(gap.item.rungs, gap.points, strict=True))
        return max(worth[rung] for rung in present) >= max(worth[rung] for rung in change.to)

    def fresh(self, lifts: Iterable[Lift]) -> bool:
        """Whether all of them begin at the lowest."""
        return all(at_lowest(self.gaps[lift.item]) for lift in lifts)

    def ready(self, solution: Solution, lifts: Sequence[Lift]) -> bool:
        """Whether what the next step takes to be there is there.

        Something of what it lifts first, unless it extends what it has; of a change that begins at
        a rung something of what it brings; and of every change what it says itself.
        """
        if at_lowest(self.gaps[lifts[0].item]) and not self.there(solution):
            return False
        return all(
            any(reaches(self.gaps[change.item], rung) for rung in wanted)
            for change in self.changes[solution.id]
            if change.item in self.gaps and self.may_hold(change.conditions)
            if (wanted := _taken_to_be_there(change))
        )

    def lifts(self, solution: Solution) -> Iterator[Lift]:
        """What it does to the gaps, each item once."""
        lifted: dict[str, Lift] = {}
        for change in self.changes[solution.id]:
            gap = self.gaps.get(change.item)
            if gap is None or change.item in lifted or not self.may_hold(change.conditions):
                continue
            lift = lift_of(change, within(change, self.rungs), gap)
            if lift is not None:
                lifted[change.item] = lift
        yield from lifted.values()

    def may_hold(self, condition: Condition | None) -> bool:
        """Whether nothing that is known speaks against it."""
        if condition is None:
            return True
        truth = evaluate(condition, self.questionnaire, self.columns, self.routes.shown)
        return bool(truth[0] != FALSE)


def _taken_to_be_there(change: Change) -> Sequence[str]:
    """The rungs of which the next step takes one to be there."""
    if change.next_from != LOWEST:
        return (change.next_from,)
    return () if change.from_ == LOWEST else change.to


def there_today(
    questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet, among: Catalogue
) -> frozenset[str]:
    """The solutions that are there already, whether they lift anything or not."""
    world = _World(questionnaire, among, gaps_of(questionnaire, rubric, sheet), sheet)
    return frozenset(
        id
        for id in world.changes
        if world.applies(among.by_id[id]) and world.there(among.by_id[id])
    )


def resting(
    questionnaire: Questionnaire, gap: Gap, sheet: Sheet, among: Catalogue
) -> tuple[Solution, ...]:
    """The solutions that would lift the gap once what they rest on is there."""
    world = _World(questionnaire, among, [gap], sheet)
    return tuple(
        solution
        for solution in among.solutions
        if world.applies(solution)
        and world.suits(solution)
        and any(
            change.needs
            and change.item == gap.item.id
            and world.may_hold(change.conditions)
            and lift_of(change, change.to, gap)
            for change in world.changes[solution.id]
        )
    )
