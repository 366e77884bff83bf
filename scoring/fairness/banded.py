"""Numbers on a line as bands: to the worst case of a step only the ends of a line matter."""

from questionnaires.model import Questionnaire
from scoring.lines import extremes
from scoring.rubric import Judged, Node, Rubric


def has_lines(rubric: Rubric) -> bool:
    """Whether some number is scored by a line."""
    return any(judged.line for judged in rubric.judged.values())


def banded(questionnaire: Questionnaire, rubric: Rubric) -> Rubric:
    """The same with the ends of each line at the first and at the last band of its item.

    Every value between them is left out but for what the middles of the bands bring.
    """
    if not has_lines(rubric):
        return rubric
    fields = {name: getattr(rubric, name) for name in Rubric.model_fields}
    return Rubric.model_construct(**fields | {"tree": _node(questionnaire, rubric.tree)})


def _node(questionnaire: Questionnaire, node: Node) -> Node:
    return node.model_copy(
        update={
            "nodes": tuple(_node(questionnaire, child) for child in node.nodes),
            "items": tuple(_judged(questionnaire, judged) for judged in node.items),
        }
    )


def _judged(questionnaire: Questionnaire, judged: Judged) -> Judged:
    if not judged.line:
        return judged
    low, high = extremes(questionnaire.by_id[judged.id], judged.line)
    rising = judged.line[-1][1] >= judged.line[0][1]
    first, last = (low, high) if rising else (high, low)
    points = (first, *judged.points[1:-1], last)
    return judged.model_copy(update={"points": points, "line": ()})
