"""What is left of a condition once the answer to one input is known."""

from collections.abc import Callable, Sequence

import numpy as np

from questionnaires.columns import Array, Columns
from questionnaires.conditions import evaluate, leaves
from questionnaires.model import Condition, Questionnaire
from scoring.program import Ints

FALSE, TRUE = 0, 1  # the numbers of what is left where nothing is; others are given as they come


class Residues:
    """Numbers for what many values of one input leave of conditions: equal ones have one number.

    ``columns`` has the values, as a column of an item or of a fact.
    """

    def __init__(self, questionnaire: Questionnaire, columns: Columns) -> None:
        self.questionnaire = questionnaire
        self.columns = columns
        self.asked = {id: np.ones(columns.size, dtype=np.int8) for id in columns.items}
        self._numbers: dict[object, int] = {}

    def of(self, condition: Condition) -> Ints:
        """What each value leaves of the condition, as a number."""
        if all(self._is_known(leaf) for leaf in leaves(condition)):
            truth = evaluate(condition, self.questionnaire, self.columns, self.asked)
            return truth.astype(np.int64)
        if condition.all is not None:
            return self._joined(condition.all, lambda parts: self._of_all(parts, "all", TRUE))
        if condition.any is not None:
            return self._joined(condition.any, lambda parts: self._of_all(parts, "any", FALSE))
        if condition.not_ is not None:
            return self._joined([condition.not_], lambda parts: self._number(("not", *parts)))
        return np.full(self.columns.size, self._number(condition))

    def _is_known(self, leaf: Condition) -> bool:
        return leaf.item in self.columns.items or leaf.fact in self.columns.facts

    def _joined(self, parts: Sequence[Condition], number: Callable[[tuple[int, ...]], int]) -> Ints:
        columns = np.array([self.of(part) for part in parts])
        distinct, which = np.unique(columns, axis=1, return_inverse=True)
        numbers = np.array([number(tuple(column)) for column in distinct.T.tolist()])
        return numbers[which.ravel()]

    def _of_all(self, parts: tuple[int, ...], word: str, plain: int) -> int:
        """All or any of the parts, of which ``plain`` ones say nothing and the opposite decides."""
        left = frozenset(parts) - {plain}
        if 1 - plain in left:
            return 1 - plain
        return plain if not left else min(left) if len(left) == 1 else self._number((word, left))

    def _number(self, left: object) -> int:
        return self._numbers.setdefault(left, len(self._numbers) + 2)


def classes(residues: Residues, conditions: Sequence[Condition], more: Sequence[Array]) -> Ints:
    """The class of each value, from 0: those that leave the same of every condition are one.

    ``more`` are further columns that keep values apart.
    """
    told = np.array([*map(residues.of, conditions), *more], dtype=np.int64)
    told = np.ascontiguousarray(told.reshape(-1, residues.columns.size).T)
    found: dict[bytes, int] = {}
    return np.array([found.setdefault(row.tobytes(), len(found)) for row in told])
