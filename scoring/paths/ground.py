"""One answer sheet as the ground on which alternatives are tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from questionnaires.columns import UNANSWERED, Columns, columns_of
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.lines import digits_of, extremes
from scoring.program import Codes, Floats
from scoring.rubric import Rubric
from scoring.whatif import Changes, codes_from

NOTHING: Changes = MappingProxyType({})


@dataclass(frozen=True)
class Ground:
    """A sheet with what reads and judges it.

    The rows are the scored items, in their order; behind them come the columns of digits.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    sheet: Sheet

    @cached_property
    def plan(self) -> CompiledRubric:
        """The rubric as the engine takes it."""
        return compile_rubric(self.questionnaire, self.rubric)

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every scored item."""
        return {item.id: row for row, item in enumerate(self.questionnaire.scored)}

    @cached_property
    def measured(self) -> frozenset[str]:
        """The items of which level rules ask more than their value."""
        return frozenset(item.id for node in self.rubric.measures for item in node.items)

    @cached_property
    def values(self) -> tuple[Floats, ...]:
        """The value in [0, 1] of each code of each row."""
        return tuple(np.array(self.plan.values[item.id]) for item in self.questionnaire.scored)

    @cached_property
    def lowest(self) -> Codes:
        """The codes of the lowest value of each item, of shape (columns,)."""
        codes = np.zeros(self.plan.columns, dtype=np.int8)
        for row, (item, values) in enumerate(
            zip(self.questionnaire.scored, self.values, strict=True)
        ):
            codes[row] = values.argmin()
            if digits := self.plan.rows[item.id][1:]:
                codes[list(digits)] = digits_of(np.array(self._ends(row)))[:, 0]
        return codes

    def value(self, row: int) -> float:
        """The value in [0, 1] of the answer that is there."""
        return self.plan.value_of(self.questionnaire.scored[row].id, self.base)

    def highest(self, row: int) -> float:
        """The highest value in [0, 1] that an answer can have."""
        return self._ends(row)[1]

    def _ends(self, row: int) -> tuple[float, float]:
        """The lowest and the highest value of an item."""
        item, values = self.questionnaire.scored[row], self.values[row]
        judged = self.rubric.judged[item.id]
        if not judged.line:
            return float(values.min()), float(values.max())
        low, high = extremes(item, judged.line)
        return low / (judged.most or 1.0), high / (judged.most or 1.0)

    @cached_property
    def base(self) -> Codes:
        """The codes of the sheet as it stands, of shape (columns,)."""
        return self.codes([{}])[:, 0]

    @cached_property
    def columns(self) -> Columns:
        """The sheet as columns of one entry."""
        return columns_of(self.questionnaire, [self.sheet.answers], [self.sheet.facts])

    def codes(self, alternatives: Sequence[Changes]) -> Codes:
        """The codes under each of ``alternatives``, of shape (columns, alternatives)."""
        return codes_from(self.questionnaire, self.rubric, self.columns, alternatives)

    def after(self, alternatives: Sequence[Changes], before: Changes = NOTHING) -> Codes:
        """The codes after ``before`` and each of ``alternatives``, of shape (columns, …).

        An item that is asked only now is at its lowest: nobody has answered it yet, and a
        path must not promise too much.
        """
        codes = self.codes([{**before, **each} for each in alternatives])
        opened = (self.base[:, None] < UNANSWERED) & (codes == UNANSWERED)
        return np.where(opened, self.lowest[:, None], codes)
