"""One title for one thing: a group of which one dimension is asked is told under its title."""

from collections.abc import Iterator
from dataclasses import replace

from i18n import Text
from questionnaires.model import Dimension
from reports.diagnosis import Diagnosis
from scoring.rubric import Node
from scoring.scorecard import Scorecard


def with_one_title(diagnosis: Diagnosis) -> Diagnosis:
    """The same with the titles that the chapters of the dimensions have, wherever scores stand.

    A rubric may gather dimensions of which most enterprises are asked one: the trades, say. What
    does not apply is then counted within that one: the other trades say nothing of this one.
    """
    only = {node.id: asked[0] for node, asked in _groups(diagnosis) if len(asked) == 1}

    def titled(card: Scorecard) -> Scorecard:
        excluded = {node.id: node.excluded for node in card.nodes}
        nodes = tuple(
            node.model_copy(update={"title": one.title, "excluded": excluded[one.id]})
            if (one := only.get(node.id))
            else node
            for node in card.nodes
        )
        return card.model_copy(update={"nodes": nodes})

    return replace(diagnosis, card=titled(diagnosis.card), claimed=titled(diagnosis.claimed))


def group_title(diagnosis: Diagnosis, dimension: Dimension) -> Text | None:
    """Under which title the scores have it together with others; None where by its own."""
    for node, asked in _groups(diagnosis):
        if dimension in asked and len(asked) > 1:
            return node.title
    return None


def _groups(diagnosis: Diagnosis) -> Iterator[tuple[Node, tuple[Dimension, ...]]]:
    """The nodes below the total that are no dimension, with the asked dimensions below each."""
    ids = {each.id for each in diagnosis.questionnaire.dimensions}
    for node in diagnosis.rubric.tree.nodes:
        if node.id not in ids:
            below = {each.id for each, _ in node.walk()}
            yield node, tuple(each for each in diagnosis.asked_dimensions if each.id in below)
