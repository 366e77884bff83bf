"""The level that each step of an item counts to, as level rules declare it."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from files.shape import did_you_mean
from questionnaires.model import Item, Kind
from scoring.rubric import Judged, Node
from scoring.rules.base import Fault

Number = Annotated[int, Field(ge=0, le=9)]
# One level for the item as a whole, or one for each step; 0 counts to none.
Counted = Number | tuple[Number, ...]


def judged_below(tree: Node, id: str) -> dict[str, Judged]:
    """Every item below the node ``id``; none where there is no such node.

    One that is judged at several places below it has the weight of all of them.
    """
    found: dict[str, Judged] = {}
    for top in (node for node, _ in tree.walk() if node.id == id):
        for item in (item for node, _ in top.walk() for item in node.items):
            before = found[item.id].weight if item.id in found else 0.0
            found[item.id] = item.model_copy(update={"weight": before + item.weight})
    return found


def levels_of(judged: Judged, counted: Counted) -> tuple[int, ...]:
    """The level of each step."""
    return counted if isinstance(counted, tuple) else (counted,) * len(judged.points)


def wrong_counts(
    counts: Mapping[str, Counted], below: Mapping[str, Judged], items: Mapping[str, Item], node: str
) -> Iterator[Fault]:
    """What is wrong with declared levels: unknown items, and steps that do not match.

    Where the node itself is not there, ``below`` is empty and that is all there is to say.
    """
    for id, counted in counts.items():
        if below and id not in below:
            yield (
                "R042",
                ("counts", id),
                {"item": id, "node": node, "near": did_you_mean(id, below)},
            )
        elif below and isinstance(counted, tuple):
            steps = len(below[id].points)
            as_whole = items[id].kind is Kind.MULTI or bool(below[id].line)
            if as_whole or len(counted) != steps:
                steps = 1 if as_whole else steps
                yield "R043", ("counts", id), {"item": id, "got": len(counted), "steps": steps}
