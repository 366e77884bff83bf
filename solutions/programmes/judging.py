"""How far an enterprise reaches each programme, as far as its facts and answers show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from questionnaires.columns import Columns, columns_of
from questionnaires.conditions import FALSE, TRUE, UNKNOWN, Truth, evaluate, route
from questionnaires.model import Condition, Questionnaire
from questionnaires.sheet import Sheet
from solutions.conditions import narrowed, reading_faults
from solutions.programmes.library import programmes
from solutions.programmes.model import CountedPart, Programme, ProgrammeRequirement, Programmes

Outcome = Literal["reached", "near", "not", "unknown", "unasked"]


class Levels(Protocol):
    """Between which levels an enterprise stands: a reading under a questionnaire, a scorecard."""

    @property
    def level_low(self) -> int | None:
        """The lowest that is possible."""

    @property
    def level_high(self) -> int | None:
        """The highest that is possible."""


@dataclass(frozen=True)
class Finding:
    """A requirement: met, not met, or None where that cannot be seen.

    ``lacking`` and ``open``: of what is counted, the parts that are not there or not known.
    """

    requirement: ProgrammeRequirement
    met: bool | None
    lacking: tuple[CountedPart, ...] = ()
    open: tuple[CountedPart, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """How far a programme is reached, as far as can be seen; never a promise of its title.

    reached: every requirement is met. near: no fact bars the way, and at least half of what can be
    worked at (all but facts) is met. not: a fact bars the way, or more than half is known to lack.
    unknown: what is known decides none of these. unasked: nothing is known but facts. Where the
    title of another programme is needed and not held, it is no better than that one. More facts
    and answers never turn reached or not into anything else, nor near into not, unknown or
    unasked; a title that is shown may.
    """

    programme: Programme
    outcome: Outcome
    findings: tuple[Finding, ...]

    @property
    def lacking(self) -> tuple[Finding, ...]:
        """What is known not to be met."""
        return tuple(each for each in self.findings if each.met is False)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What cannot be seen: it is to be answered, or shown by the enterprise."""
        return tuple(each for each in self.findings if each.met is None)


def judge(
    questionnaire: Questionnaire,
    sheet: Sheet,
    readings: Mapping[str, Levels] | None = None,
    declared: Mapping[str, bool] | None = None,
    *,
    among: Programmes | None = None,
) -> tuple[Judgement, ...]:
    """Every programme of ``among`` (the shipped ones), in its order.

    ``sheet`` is one of ``questionnaire``; ``readings``: by the id of a questionnaire, where the
    enterprise stands under it. ``declared``: what the enterprise has shown, by the name of the
    requirement's ``declared``, or the id of a programme whose title it holds or does not hold.
    Whatever is in none of these is unknown.
    """
    world = _World(questionnaire, sheet, readings or {}, declared or {}, among or programmes())
    return tuple(world.judged(each) for each in world.among.programmes)


class _World:
    """One enterprise."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        sheet: Sheet,
        readings: Mapping[str, Levels],
        declared: Mapping[str, bool],
        among: Programmes,
    ) -> None:
        facts = {name: fact for name, fact in sheet.facts.items() if fact != "unclassified"}
        self.questionnaire = questionnaire
        self.columns: Columns = columns_of(questionnaire, [sheet.answers], [facts])
        routes = route(questionnaire, self.columns)
        self.columns = Columns(1, {**routes.items}, self.columns.facts)
        self.shown: Mapping[str, Truth] = routes.shown
        self.readings = readings
        self.declared = declared
        self.among = among
        self.known: dict[str, Judgement] = {}

    def judged(self, programme: Programme) -> Judgement:
        if programme.id not in self.known:
            findings = tuple(map(self._finding, programme.requires))
            outcome = _no_further(_outcome(findings), self._ways(programme))
            self.known[programme.id] = Judgement(programme, outcome, findings)
        return self.known[programme.id]

    def _ways(self, programme: Programme) -> set[Outcome]:
        """How far it is to the titles that are needed and not known to be held."""
        needed = {each.programme for each in programme.requires if each.kind == "programme"}
        missing = (name for name in needed if not self.declared.get(name))
        return {self.judged(self.among.by_id[name]).outcome for name in missing}

    def _finding(self, requirement: ProgrammeRequirement) -> Finding:
        if requirement.kind == "answers":
            return self._counted(requirement)
        if requirement.condition is not None:
            return Finding(requirement, self._truth(requirement.condition))
        if requirement.kind == "level":
            return Finding(requirement, self._level(requirement))
        if requirement.kind == "programme":
            return Finding(requirement, self._title(requirement.programme))
        return Finding(requirement, self.declared.get(requirement.declared))

    def _counted(self, requirement: ProgrammeRequirement) -> Finding:
        truths = [
            self._truth(part.condition) if reads(requirement, part, self.questionnaire) else None
            for part in requirement.parts
        ]
        lacking, open_ = (
            tuple(
                part
                for part, truth in zip(requirement.parts, truths, strict=True)
                if truth is sought
            )
            for sought in (False, None)
        )
        there = truths.count(True)
        met = _between(there, there + len(open_), requirement.needed)
        return Finding(requirement, met, lacking, open_)

    def _level(self, requirement: ProgrammeRequirement) -> bool | None:
        reading = self.readings.get(requirement.level_of)
        if reading is None or reading.level_low is None or reading.level_high is None:
            return None
        return _between(reading.level_low, reading.level_high, requirement.level)

    def _title(self, programme: str) -> bool | None:
        """To fulfil its conditions is not to hold a title; to be far from them is not to."""
        if programme in self.declared:
            return self.declared[programme]
        far = self.judged(self.among.by_id[programme]).outcome == "not"
        return False if far else None

    def _truth(self, condition: Condition) -> bool | None:
        here = narrowed(condition, self.questionnaire.by_id)
        (truth,) = evaluate(here, self.questionnaire, self.columns, self.shown)
        return {TRUE: True, FALSE: False, UNKNOWN: None}[int(truth)]


def reads(
    requirement: ProgrammeRequirement, part: CountedPart, questionnaire: Questionnaire
) -> bool:
    """Whether the sheets of that edition say anything about a part."""
    only = requirement.editions.get(questionnaire.id)
    if only is None or questionnaire.edition not in (only or (questionnaire.edition,)):
        return False
    return not any(reading_faults(part.condition, questionnaire.by_id))


def _between(low: float, high: float, needed: float) -> bool | None:
    """Whether what lies between ``low`` and ``high`` is ``needed``; None where both may be."""
    if low >= needed:
        return True
    return None if high >= needed else False


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    facts = [each for each in findings if each.requirement.kind == "facts"]
    barring = [each.met for each in facts if each.requirement.bars]
    rest = [each.met for each in findings if each.requirement.kind != "facts"]
    if False in barring:
        return "not"
    there = rest.count(True)
    half = _between(there, there + rest.count(None), len(rest) / 2)
    if half is False:
        return "not"
    if half is None or None in barring:
        return "unknown" if there or False in rest else "unasked"
    return "reached" if all(each.met for each in findings) else "near"


def _no_further(outcome: Outcome, ways: set[Outcome]) -> Outcome:
    """The outcome, no better than what has to come first."""
    if "not" in ways:
        return "not"
    return "unknown" if outcome == "near" and ways & {"unknown", "unasked"} else outcome
