"""How many questions a figure rests on, and which dimensions rest on enough to be set apart."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from questionnaires.model import Dimension
from reports.diagnosis import Diagnosis
from reports.figures import first_depth
from scoring.rubric import Node
from scoring.scorecard import NodeScore

FEWEST = 3  # answered questions: a dimension of fewer is neither strongest nor weakest
MUCH = 0.25  # of the weight: where more does not apply, a figure compares badly


class QuestionCount(NamedTuple):
    """Of the scored questions below a node: answered, asked (answered or open), and left out.

    The questions of other trades are no part of any of them.
    """

    answered: int
    asked: int
    left_out: int


def question_counts(diagnosis: Diagnosis) -> Mapping[str, QuestionCount]:
    """The count of every node of the rubric, by its id; a question counts once a node."""
    items, others = diagnosis.questionnaire.by_id, of_others(diagnosis)
    found = {}
    for node, _ in diagnosis.rubric.nodes:
        below = dict.fromkeys(_below(node, frozenset() if node.id in others else others))
        states = [diagnosis.state(items[id]) for id in below]
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


def groups(diagnosis: Diagnosis) -> Iterator[tuple[Node, tuple[Dimension, ...]]]:
    """The nodes below the total that are no dimension, with the asked dimensions below each."""
    ids = {each.id for each in diagnosis.questionnaire.dimensions}
    for node in diagnosis.rubric.tree.nodes:
        if node.id not in ids:
            below = {each.id for each, _ in node.walk()}
            yield node, tuple(each for each in diagnosis.asked_dimensions if each.id in below)


def of_others(diagnosis: Diagnosis) -> frozenset[str]:
    """The nodes of other trades: those of a group of which others are asked, and they are not."""
    return frozenset(
        each.id
        for node, asked in groups(diagnosis)
        if asked
        for each in node.nodes
        if not {below.id for below, _ in each.walk()} & {one.id for one in asked}
    )


def _below(node: Node, without: Container[str]) -> Iterator[str]:
    yield from (item.id for item in node.items)
    for each in node.nodes:
        if each.id not in without:
            yield from _below(each, without)
