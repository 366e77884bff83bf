"""Who may be told of a solution: the firms of each questionnaire, by section and size."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from assessments.divisions import divisions, sections
from questionnaires.entries import ConditionEntry
from questionnaires.library import Known
from questionnaires.model import Condition, Questionnaire
from solutions.checks import PlacedSolution, piece, source_of

SIZES = ("large", "medium", "small", "micro")


class EnterpriseKind(NamedTuple):
    """Enterprises of one section and size."""

    section: str
    size: str


class Audience(NamedTuple):
    """An item of a questionnaire that a solution lifts, and the sections of those told of it.

    ``answers`` (``services.main_line.legal``): one of them was given by whoever is told.
    """

    questionnaire: Questionnaire
    item: str
    sections: frozenset[str]
    answers: frozenset[str]

    @property
    def labels(self) -> tuple[str, str]:
        """The questionnaire, and in it the dimension, as files name them."""
        own = self.questionnaire
        return own.id, f"{own.id}.{own.by_id[self.item].dimension}"


@cache
def kinds(questionnaire: Questionnaire) -> tuple[EnterpriseKind, ...]:
    """Those that the questionnaire may be offered to."""
    everybody = (EnterpriseKind(section, size) for section in sections() for size in SIZES)
    return tuple(firm for firm in everybody if may_hold(questionnaire.suits, firm))


def may_hold(condition: Condition | ConditionEntry | None, firm: EnterpriseKind) -> bool:
    """Whether the condition can hold for some of these firms, whatever they answer."""
    return condition is None or _truth(condition, firm) is not False


def audience(
    each: PlacedSolution, asked: Iterable[Questionnaire], known: Known
) -> Iterator[tuple[Audience, frozenset[EnterpriseKind]]]:
    """The items of ``asked`` that the solution lifts, each with those who are told of it."""
    entry = each.entry
    for place, change in enumerate(entry.changes):
        own = piece(each, place)
        for questionnaire in asked:
            item = questionnaire.by_id.get(change.item)
            if item is None or not item.scored:
                continue
            if change.pool is None:
                fits = source_of(change) == questionnaire.id and own.fits(questionnaire)
            else:
                fits = any(
                    own.fits(pool) and pool.by_id[item.id].rungs == item.rungs
                    for pool in known.of(change.pool)
                )
            told = frozenset(
                firm
                for firm in kinds(questionnaire)
                if fits
                and firm.size in entry.sizes
                and firm.section in (entry.sections or firm.section)
                and may_hold(entry.conditions, firm)
                and may_hold(change.conditions, firm)
            )
            if told:
                reached = frozenset(firm.section for firm in told)
                answers = frozenset(_given(questionnaire, change.conditions))
                yield Audience(questionnaire, item.id, reached, answers), told


def _given(questionnaire: Questionnaire, condition: ConditionEntry | None) -> Iterator[str]:
    """The answers of which the condition asks for one."""
    if condition is not None and condition.item is not None:
        for option in condition.is_ or ():
            yield f"{questionnaire.id}.{condition.item}.{option}"


def _truth(condition: Condition | ConditionEntry, firm: EnterpriseKind) -> bool | None:
    """True or false where section and size decide it, None where something else may."""
    if condition.all is not None:
        return _all(_truth(inner, firm) for inner in condition.all)
    if condition.any is not None:
        found = _all(_not(_truth(inner, firm)) for inner in condition.any)
        return _not(found)
    if condition.not_ is not None:
        return _not(_truth(condition.not_, firm))
    return _leaf(condition, firm)


def _leaf(condition: Condition | ConditionEntry, firm: EnterpriseKind) -> bool | None:
    named = condition.is_ or ()
    if condition.fact == "division":  # the firms of a section are of several
        here = {code for code in named if code in divisions()}
        return None if firm.section in {divisions()[code].section for code in here} else False
    if condition.fact in ("section", "size"):
        return getattr(firm, condition.fact) in named
    return None


def _all(found: Iterable[bool | None]) -> bool | None:
    seen = set(found)
    return False if False in seen else None if None in seen else True


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth
