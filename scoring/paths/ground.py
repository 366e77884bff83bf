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
from scoring.points import table
from scoring.program import Codes, Floats
from scoring.rubric import Rubric
from scoring.whatif import Changes, codes_from

NOTHING: Changes = MappingProxyType({})


@dataclass(frozen=True)
class Ground:
    """A sheet with what reads and judges it. Rows are the scored items, in their order."""

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
        judged = self.rubric.judged
        return tuple(
            np.array(table(item, judged[item.id].points)) for item in self.questionnaire.scored
        )

    @cached_property
    def lowest(self) -> Codes:
        """The code of the lowest value of each row."""
        return np.array([values.argmin() for values in self.values], dtype=np.int8)

    @cached_property
    def base(self) -> Codes:
        """The codes of the sheet as it stands, of shape (rows,)."""
        return self.codes([{}])[:, 0]

    @cached_property
    def columns(self) -> Columns:
        """The sheet as columns of one entry."""
        return columns_of(self.questionnaire, [self.sheet.answers], [self.sheet.facts])

    def codes(self, alternatives: Sequence[Changes]) -> Codes:
        """The codes under each of ``alternatives``, of shape (rows, alternatives)."""
        return codes_from(self.questionnaire, self.rubric, self.columns, alternatives)

    def after(self, alternatives: Sequence[Changes], before: Changes = NOTHING) -> Codes:
        """The codes after ``before`` and each of ``alternatives``, of shape (rows, alternatives).

        An item that is asked only now is at its lowest: nobody has answered it yet, and a
        path must not promise too much.
        """
        codes = self.codes([{**before, **each} for each in alternatives])
        opened = (self.base[:, None] < UNANSWERED) & (codes == UNANSWERED)
        return np.where(opened, self.lowest[:, None], codes)
