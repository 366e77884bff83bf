"""Levels by counting: a base score, and so many scenes at the level, some of them constrained."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from i18n import text_of
from questionnaires.model import Item, Kind
from questionnaires.shape import Entry, did_you_mean
from scoring.entries import LevelKey, Said
from scoring.rubric import Judged, Node
from scoring.rules.base import Fault, LevelRule, Threshold
from scoring.rules.counting import Counted, judged_below, levels_of, wrong_counts
from scoring.rules.registry import register
from scoring.rules.sum import Sum


class Need(Entry):
    """What a level asks: the base score (on its scale), scenes at it, constrained ones of them."""

    base: float
    scenes: int = Field(ge=0)
    constrained: int = Field(default=0, ge=0)


@register("count_gated")
class CountGated(LevelRule):
    """Every item below ``scenes`` is a scene; its step stands for the level by position.

    ``counts`` gives other levels for the steps of a scene. A scene that is open or does not
    apply is at no level.
    """

    base: str
    scenes: str
    constrained: tuple[str, ...] = ()
    counts: dict[str, Counted] = Field(default_factory=dict)
    needs: dict[LevelKey, Need] = Field(min_length=1)
    reason: Said

    def measures(self, tree: Node) -> tuple[Node, ...]:
        """For each level the scenes at it: all, and the constrained ones."""
        below = judged_below(tree, self.scenes)
        chosen = {id: below[id] for id in self.constrained if id in below}
        return tuple(
            Node(
                id=f"{self.scenes}.{name}_{level}",
                title=text_of(f"scoring.{name}", level=level),
                scale=float(len(items)),
                reason=self.reason,
                aggregate=Sum(),
                items=items,
            )
            for level in self.needs
            for name, among in (("scenes", below), ("constrained", chosen))
            if (items := tuple(self._scenes(among, int(level))))
        )

    def _scenes(self, among: Mapping[str, Judged], level: int) -> Iterator[Judged]:
        """Every scene as 1 where it is at ``level``, else 0."""
        for id, judged in among.items():
            by_position = tuple(range(len(judged.points)))
            reached = levels_of(judged, self.counts.get(id, by_position))
            points = tuple(float(at >= level) for at in reached)
            if any(points):
                yield Judged(
                    id=id,
                    weight=1.0,
                    points=points,
                    not_applicable="zero",
                    missing="zero",
                    reason=self.reason,
                )

    def thresholds(self) -> tuple[Threshold, ...]:
        """Base score, scenes and constrained scenes of each level."""
        return tuple(threshold for _, threshold in self._asked())

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Each figure's own line."""
        return tuple(place for place, _ in self._asked())

    def _asked(self) -> Iterator[tuple[tuple[str | int, ...], Threshold]]:
        for level, need in self.needs.items():
            at, number = ("needs", level), int(level)
            yield (*at, "base"), Threshold(number, self.base, need.base)
            for name in ("scenes", "constrained"):
                least = float(getattr(need, name))
                if least:
                    yield (*at, name), Threshold(number, f"{self.scenes}.{name}_{level}", least)

    def faults(self, tree: Node, items: Mapping[str, Item]) -> Iterator[Fault]:
        """Items that are not there or are no ladders, and more scenes asked than there are."""
        below = judged_below(tree, self.scenes)
        yield from wrong_counts(self.counts, below, items, self.scenes)
        for place, id in enumerate(self.constrained):
            if below and id not in below:
                near = did_you_mean(id, below)
                params = {"item": id, "node": self.scenes, "near": near}
                yield "R042", ("constrained", place), params
        for id in below:
            if items[id].kind is Kind.MULTI:
                yield "R043", ("scenes",), {"item": id, "got": items[id].steps, "steps": 1}
        there = {measure.id: measure.scale for measure in self.measures(tree)}
        for at, need in self._asked():
            if below and need.node != self.base and need.at_least > there.get(need.node, 0):
                most = there.get(need.node, 0)
                yield "R044", at, {"level": need.level, "got": need.at_least, "there": most}
