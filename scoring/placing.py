"""The nodes of a rubric as the kernel walks them: children first, each with columns and tables.

A number that is scored by a line stands as a node of its own below the node that it belongs to,
over the columns of its digits. Where the order of the children bears on the score, all items of
such a node stand so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires.model import Item, Questionnaire
from scoring.lines import DIGITS, extremes
from scoring.points import table
from scoring.rubric import STAND_IN, WHOLE, Child, Judged, Node, Rubric
from scoring.rules.base import Aggregation, Fold
from scoring.rules.weighted_mean import WeightedMean
from scoring.tables import CodeTable, digit_tables, table_of

SAID_BELOW = {"not_applicable": "share", "routed_out": None}
IN_ORDER = (Fold.PASS, Fold.CALL)  # of children the place of which may bear on the score


@dataclass(frozen=True)
class PlacedItem:
    """A column below a node: its row among the code columns, and what each of its codes adds.

    ``cuts``: where it takes the node along: 1 not applicable, 2 skipped, 3 in either case.
    """

    row: int
    table: CodeTable
    cuts: int = 0


@dataclass(frozen=True)
class PlacedNode:
    """A node with the columns and the nodes (by id) below it."""

    id: str
    aggregate: Aggregation
    start: float
    end: float
    limits: tuple[float, float]
    floor: float
    items: tuple[PlacedItem, ...]
    children: tuple[tuple[str, Child], ...]


class PlacedColumns:
    """Where the items of a questionnaire stand among the columns, and what they are worth."""

    def __init__(self, questionnaire: Questionnaire, rubric: Rubric) -> None:
        self.rubric = rubric
        self.items: Mapping[str, Item] = questionnaire.by_id
        self.rows = {item.id: row for row, item in enumerate(questionnaire.scored)}
        lines = [id for id in self.rows if rubric.judged[id].line]
        self.digits = {id: len(self.rows) + DIGITS * place for place, id in enumerate(lines)}

    def nodes(self) -> Iterator[PlacedNode]:
        """All nodes, measures first, then children before parents, so the total is the last."""
        for node in (*self.rubric.measures, *self.rubric.tree.children_first()):
            in_order = node.aggregate.instruction().fold in IN_ORDER
            whole = in_order and any(judged.line for judged in node.items)
            apart = [judged for judged in node.items if whole or judged.line]
            for judged in apart:
                yield self._apart(node, judged)
            yield PlacedNode(
                id=node.id,
                aggregate=node.aggregate,
                start=node.start,
                end=node.scale,
                limits=node.limits,
                floor=node.coverage_floor,
                items=(
                    *(self._item(node, each) for each in node.items if each not in apart),
                    *(self._item(node, each, weighs=False) for each in apart if _cuts(each)),
                ),
                children=(
                    *((_name(node, each), each.model_copy(update=SAID_BELOW)) for each in apart),
                    *((child.id, child) for child in node.counted),
                ),
            )

    def _apart(self, node: Node, judged: Judged) -> PlacedNode:
        """An item as a node, which also says what it counts for where it does not apply."""
        first, tables = self.rows[judged.id], [self._table(WeightedMean(), judged, 1.0)]
        if judged.line:
            item, most = self.items[judged.id], judged.most or 1.0
            low, high = (points / most for points in extremes(item, judged.line))
            tables = digit_tables(
                low,
                high,
                missing_is_zero=self.rubric.missing_of(judged) == "zero",
                stands_in=_stands_in(judged),
            )
            first = self.digits[judged.id]
        return PlacedNode(
            id=_name(node, judged),
            aggregate=WeightedMean(),
            start=0.0,
            end=1.0,
            limits=WHOLE,
            floor=0.0,
            items=tuple(PlacedItem(first + place, each) for place, each in enumerate(tables)),
            children=(),
        )

    def _item(self, node: Node, judged: Judged, *, weighs: bool = True) -> PlacedItem:
        """An item as it is; one that does not weigh is only there to take the node along."""
        weight = judged.weight if weighs else 0.0
        own = self._table(node.aggregate, judged, weight)
        return PlacedItem(self.rows[judged.id], own, _cuts(judged))

    def _table(self, aggregate: Aggregation, judged: Judged, weight: float) -> CodeTable:
        return table_of(
            aggregate,
            weight,
            table(self.items[judged.id], judged.points, judged.most),
            missing_is_zero=self.rubric.missing_of(judged) == "zero",
            stands_in=_stands_in(judged),
        )


def _cuts(judged: Judged) -> int:
    """Where an item takes its node along."""
    return judged.takes_all + 2 * (judged.skipped == "branch")


def _stands_in(judged: Judged) -> tuple[float | None, float | None]:
    """The values of an item where it is skipped and where it does not apply."""
    return STAND_IN[judged.skipped], STAND_IN[judged.not_applicable]


def _name(node: Node, judged: Judged) -> str:
    return f"{node.id}.{judged.id}"
