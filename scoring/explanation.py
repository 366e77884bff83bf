"""Why a total is what it is: effective weights that make it a plain weighted sum of values."""

from collections.abc import Mapping

import numpy as np

from scoring.rubric import Judged, Node, Rubric


def effective_weights(rubric: Rubric, values: Mapping[str, float]) -> dict[str, float]:
    """The share of the total of every node and item, under their ids.

    ``values`` are those in [0, 1] of the nodes and items that count; the others weigh 0. At each
    node the rule says how much of it each child makes up, so that the shares add up to 1 and
    the values times the shares add up to the total.
    """
    shares = dict.fromkeys(rubric.judged, 0.0)
    shares |= {node.id: 0.0 for node, _ in rubric.nodes}
    if rubric.tree.id in values:
        _share_out(rubric.tree, 1.0, values, shares)
    return shares


def _share_out(
    node: Node, share: float, values: Mapping[str, float], shares: dict[str, float]
) -> None:
    shares[node.id] = share
    children: tuple[Judged | Node, ...] = (*node.items, *node.nodes)
    counted = [child for child in children if child.id in values]
    parts = node.aggregate.shares(
        np.array([values[child.id] for child in counted]),
        np.array([child.weight for child in counted]),
    )
    for child, part in zip(counted, parts, strict=True):
        if isinstance(child, Node):
            _share_out(child, share * float(part), values, shares)
        else:
            shares[child.id] = share * float(part)
