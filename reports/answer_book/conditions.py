"""When a question is asked, as formulas: 1 it is, 0 it is not, ½ that is not decided yet.

So that all is the least of its parts, any is the most of them, and not is what is left to 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from questionnaires.model import Condition, Kind, Questionnaire
from reports.workbook.terms import Term, every, least, most, some, term, when
from scoring.program import ABSENT, OPEN

ASKED, UNDECIDED, NOT_ASKED = 1.0, 0.5, 0.0


@dataclass(frozen=True)
class ItemCells:
    """Where an item stands, as seen from other sheets.

    ``value`` is what counts as its answer, ``raw`` the place of that among the steps whatever is
    asked (below 0 a state), ``asked`` whether it is, ``ticks`` 1 or 0 by option.
    """

    value: Term
    raw: Term
    asked: Term
    ticks: Mapping[str, Term] = field(default_factory=dict)


@dataclass
class ConditionCells:
    """Conditions over items that are written already; each different one has a cell of its own.

    ``write`` puts a formula into such a cell.
    """

    questionnaire: Questionnaire
    facts: Mapping[str, str | float]
    items: Mapping[str, ItemCells]
    write: Callable[[Term], Term]
    _known: dict[Condition, Term] = field(default_factory=dict)

    def truth(self, condition: Condition | None) -> Term:
        """The condition; None always holds."""
        if condition is None:
            return term(ASKED)
        if condition not in self._known:
            self._known[condition] = self._written(condition)
        return self._known[condition]

    def _written(self, condition: Condition) -> Term:
        if condition.all is not None:
            return self.write(least(*map(self.truth, condition.all)))
        if condition.any is not None:
            return self.write(most(*map(self.truth, condition.any)))
        if condition.not_ is not None:
            return self.write(term(ASKED) - self.truth(condition.not_))
        if condition.fact is not None:
            return term(_of_fact(condition, self.facts.get(condition.fact)))
        return self.write(self._of_item(condition))

    def _of_item(self, condition: Condition) -> Term:
        item = self.questionnaire.by_id[condition.item or ""]
        cells = self.items[item.id]
        if condition.is_ is None:
            tests = [cells.value >= condition.at_least] if condition.at_least is not None else []
            tests += [cells.value < condition.below] if condition.below is not None else []
            holds = every(*tests)
        elif item.kind is Kind.MULTI:
            holds = some(*(cells.ticks[option].same(1) for option in condition.is_))
        else:
            places = {option.id: place for place, option in enumerate(item.options, start=1)}
            holds = some(*(cells.raw.same(places[option]) for option in condition.is_))
        known = when(cells.raw.same(OPEN), UNDECIDED, when(holds, ASKED, NOT_ASKED))
        known = when(cells.raw.same(ABSENT), NOT_ASKED, known)
        return when(cells.asked.same(ASKED), known, cells.asked)


def _of_fact(condition: Condition, fact: str | float | None) -> float:
    """What the profile says cannot be changed in the book."""
    if fact is None or fact == "":
        return UNDECIDED
    if condition.is_ is not None:
        return ASKED if fact in condition.is_ else NOT_ASKED
    low = float("-inf") if condition.at_least is None else condition.at_least
    high = float("inf") if condition.below is None else condition.below
    return ASKED if low <= float(fact) < high else NOT_ASKED
