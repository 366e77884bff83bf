"""Levels by competence: each asks for a share of the points that count to it and to those below."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from files.texts import Translatable
from i18n import text_of
from questionnaires.model import Item
from scoring.entries import LevelKey
from scoring.rubric import Judged, Node
from scoring.rules.base import Fault, LevelRule, Threshold
from scoring.rules.counting import Counted, judged_below, levels_of, wrong_counts
from scoring.rules.registry import register
from scoring.rules.weighted_mean import WeightedMean

WHOLE = 100.0  # percent


@register("competence")
class Competence(LevelRule):
    """Level L needs ``needs[L]`` percent of the points of ``node`` that count to levels up to L.

    ``counts`` gives the level that an item counts to, or each of its steps.
    """

    node: str
    counts: dict[str, Counted] = Field(min_length=1)
    needs: dict[LevelKey, float] = Field(min_length=1)
    reason: Translatable

    def measures(self, tree: Node) -> tuple[Node, ...]:
        """For each level the points that count to it, as percent."""
        below = judged_below(tree, self.node)
        found = []
        for level in self.needs:
            items = [
                part
                for id, counted in self.counts.items()
                if id in below and (part := _part(below[id], counted, int(level))) is not None
            ]
            if items:
                found.append(self._measure(level, tuple(items)))
        return tuple(found)

    def _measure(self, level: str, items: tuple[Judged, ...]) -> Node:
        return Node(
            id=f"{self.node}.competence_{level}",
            title=text_of("scoring.competence", level=level),
            scale=WHOLE,
            reason=self.reason,
            aggregate=WeightedMean(),
            items=items,
        )

    def thresholds(self) -> tuple[Threshold, ...]:
        """The share of points at each level."""
        return tuple(
            Threshold(int(level), f"{self.node}.competence_{level}", least)
            for level, least in self.needs.items()
        )

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Each level's own line."""
        return tuple(("needs", level) for level in self.needs)

    def faults(self, tree: Node, items: Mapping[str, Item]) -> Iterator[Fault]:
        """Items that are not there, and levels that nothing counts to."""
        below = judged_below(tree, self.node)
        yield from wrong_counts(self.counts, below, items, self.node)
        there = {measure.id for measure in self.measures(tree)}
        for need, place in zip(self.thresholds(), self.places(), strict=True):
            if below and need.node not in there:
                yield "R045", place, {"level": need.level}


def _part(judged: Judged, counted: Counted, level: int) -> Judged | None:
    """An item with the points that it can bring up to ``level``; None where that is none."""
    judged = _without_branch(judged)
    if not isinstance(counted, tuple):  # every step as it is, of a multi item too
        return judged if 0 < counted <= level else None
    steps = zip(judged.points, levels_of(judged, counted), strict=False)
    most = max((point for point, at in steps if 0 < at <= level), default=0.0)
    if most <= 0:
        return None
    points = tuple(min(point, most) for point in judged.points)
    weight = judged.weight * most / (judged.most or max(judged.points))
    return judged.model_copy(update={"points": points, "most": None, "weight": weight})


def _without_branch(judged: Judged) -> Judged:
    """The item where nothing is there for it to take along."""
    policy = "share" if judged.takes_all else judged.not_applicable
    routed_out = judged.routed_out
    if routed_out is not None and routed_out.policy == "branch":
        routed_out = routed_out.model_copy(update={"policy": "share"})
    return judged.model_copy(update={"not_applicable": policy, "routed_out": routed_out})
