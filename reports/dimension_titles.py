"""One title for one thing: a group of which one dimension is asked is told under its title."""

from collections.abc import Container
from dataclasses import replace

from i18n import Text
from questionnaires.model import Dimension
from reports.counting import groups, of_others
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import dimension_name
from reports.narratives.reader import narratives
from scoring.rubric import Node
from scoring.scorecard import NodeScore, Scorecard


def with_one_title(diagnosis: Diagnosis) -> Diagnosis:
    """The same with the titles that the chapters of the dimensions have, wherever scores stand.

    A rubric may gather dimensions of which most enterprises are asked one: the trades, say. What
    does not apply is then counted within that one: the other trades say nothing of this one.
    """
    known = diagnosis.questionnaire
    told = narratives(known.id)
    only = {node.id: asked[0] for node, asked in groups(diagnosis) if len(asked) == 1}
    others = of_others(diagnosis)
    titles = dict(told.dimensions) if told is not None else {}
    titles |= {id: dimension_name(known, one) for id, one in only.items()}

    def titled(card: Scorecard) -> Scorecard:
        excluded = {node.id: node.excluded for node in card.nodes}
        if others:
            _leave_out(diagnosis.rubric.tree, others, excluded)

        def changed(node: NodeScore) -> NodeScore:
            title = titles.get(node.id, node.title)
            return node.model_copy(update={"title": title, "excluded": excluded[node.id]})

        return card.model_copy(update={"nodes": tuple(map(changed, card.nodes))})

    earlier = diagnosis.earlier
    if earlier is not None:
        nodes = tuple(
            replace(each, title=titles.get(each.id, each.title))
            for each in earlier.comparison.nodes
        )
        earlier = replace(earlier, comparison=replace(earlier.comparison, nodes=nodes))
    cards = titled(diagnosis.card), titled(diagnosis.claimed)
    return replace(diagnosis, card=cards[0], claimed=cards[1], earlier=earlier)


def group_title(diagnosis: Diagnosis, dimension: Dimension) -> Text | None:
    """Under which title the scores have it together with others; None where by its own."""
    for node, asked in groups(diagnosis):
        if dimension in asked and len(asked) > 1:
            return node.title
    return None


def _leave_out(node: Node, others: Container[str], excluded: dict[str, float]) -> float:
    """Make ``excluded`` shares of what is not of ``others``; the weight that is left of a node."""
    weights = {each.id: _leave_out(each, others, excluded) for each in node.nodes}
    kept = sum(weights.values())
    of_all = sum(each.weight for each in node.nodes)
    if 0 < kept < of_all and not node.items:
        excluded[node.id] = sum(w * excluded[id] for id, w in weights.items()) / kept
    if node.id in others:
        return 0.0
    return node.weight * kept / of_all if node.shrinks and 0 < kept < of_all else node.weight
