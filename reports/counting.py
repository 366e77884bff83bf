"""How many questions a figure rests on, and which dimensions rest on enough to be set apart."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reports.diagnosis import Diagnosis
from reports.figures import first_depth
from scoring.rubric import Node
from scoring.scorecard import NodeScore

FEWEST = 3  # answered questions: a dimension of fewer is neither strongest nor weakest
MUCH = 0.25  # of the weight: where more does not apply, a figure compares badly


class QuestionCount(NamedTuple):
    """Of the scored questions below a node: answered, asked (answered or open), and left out."""

    answered: int
    asked: int
    left_out: int


def question_counts(diagnosis: Diagnosis) -> Mapping[str, QuestionCount]:
    """The count of every node of the rubric, by its id; a question counts once a node."""
    items = diagnosis.questionnaire.by_id
    found = {}
    for node, _ in diagnosis.rubric.nodes:
        states = [diagnosis.state(items[id]) for id in dict.fromkeys(_below(node))]
        answered, asked = states.count("answered"), states.count("unanswered")
        found[node.id] = QuestionCount(answered, answered + asked, len(states) - answered - asked)
    return found


def comparable(diagnosis: Diagnosis) -> tuple[NodeScore, ...]:
    """The dimensions whose figures rest on enough answers to be called strong or weak."""
    counts = question_counts(diagnosis)
    return tuple(
        node
        for node in first_depth(diagnosis.card)
        if node.score is not None and counts[node.id].answered >= FEWEST
    )


def much_left_out(node: NodeScore) -> bool:
    """Whether so much does not apply that the figure says less than those of others."""
    return MUCH < node.excluded < 1


def _below(node: Node) -> Iterator[str]:
    for each, _ in node.walk():
        yield from (item.id for item in each.items)
