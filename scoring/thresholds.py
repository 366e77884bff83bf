"""The thresholds that a scored sheet does not meet, as the kernel finds its levels."""

from collections.abc import Iterator

from scoring.engine import Scores, or_none
from scoring.rubric import Rubric
from scoring.rules.base import Threshold


def unmet(rubric: Rubric, scores: Scores, at: int) -> Iterator[tuple[Threshold, float | None]]:
    """What the sheet at row ``at`` lacks, lowest level first, with the figure that there is.

    ``scores`` have to be in detail: a node without a score takes its lowest; without that
    it does not apply, and nothing is asked of it.
    """
    for need in rubric.thresholds:
        figure = or_none(scores.nodes[need.node][at])
        counted = or_none(scores.node_low[need.node][at]) if figure is None else figure
        node = rubric.figures[need.node]
        if counted is not None and need.lacks(
            (counted - node.start) / node.span, node.span, node.start
        ):
            yield need, figure
