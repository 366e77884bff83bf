"""Levels by counting: a base score, and so many scenes at the level, some of them constrained."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from files.shape import Entry, did_you_mean
from files.texts import Translatable
from i18n import text_of
from questionnaires.model import Item, Kind
from scoring.entries import LevelKey
from scoring.rubric import Judged, Node
from scoring.rules.base import Fault, LevelRule, Threshold
from scoring.rules.counting import Counted, judged_below, levels_of, wrong_counts
from scoring.rules.registry import register
from scoring.rules.sum import Sum
from scoring.rules.weighted_mean import WeightedMean

WHOLE = 100.0  # percent
SHARES = ("scenes_share", "constrained_share")
COUNTS = ("scenes", "constrained", *SHARES)


class Need(Entry):
    """What a level asks: the base score (on its scale), scenes at it, constrained ones of them.

    The shares are percents of the scenes that apply.
    """

    base: float
    scenes: int = Field(default=0, ge=0)
    constrained: int = Field(default=0, ge=0)
    scenes_share: float = Field(default=0, ge=0, le=100)
    constrained_share: float = Field(default=0, ge=0, le=100)


@register("count_gated")
class CountGated(LevelRule):
    """Every item below ``scenes`` is a scene; its step is the level by position.

    ``counts`` gives other levels for the steps of a scene. A scene that is open or does not
    apply is at no level.
    """

    base: str
    scenes: str
    constrained: tuple[str, ...] = ()
    counts: dict[str, Counted] = Field(default_factory=dict)
    needs: dict[LevelKey, Need] = Field(min_length=1)
    reason: Translatable

    def measures(self, tree: Node) -> tuple[Node, ...]:
        """For each level the scenes at it: all, and the constrained ones; shares where asked."""
        below = judged_below(tree, self.scenes)
        chosen = {id: below[id] for id in self.constrained if id in below}
        return tuple(
            Node(
                id=f"{self.scenes}.{name}_{level}",
                title=text_of(f"scoring.{name}", level=level),
                scale=WHOLE if share else float(len(items)),
                reason=self.reason,
                aggregate=WeightedMean() if share else Sum(),
                items=items,
            )
            for level, need in self.needs.items()
            for name, among, share in (
                ("scenes", below, False),
                ("constrained", chosen, False),
                ("scenes_share", below, True),
                ("constrained_share", chosen, True),
            )
            if (not share or getattr(need, name))
            and (items := tuple(self._scenes(among, int(level), share=share)))
        )

    def _scenes(self, among: Mapping[str, Judged], level: int, *, share: bool) -> Iterator[Judged]:
        """Every scene as 1 where it is at ``level``, else 0; a share leaves out what is absent."""
        for id, judged in among.items():
            by_position = tuple(range(len(judged.points)))
            reached = levels_of(judged, self.counts.get(id, by_position))
            points = tuple(float(at >= level) for at in reached)
            if any(points):
                yield Judged(
                    id=id,
                    weight=1.0,
                    points=points,
                    not_applicable="share" if share else "zero",
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
            for name in COUNTS:
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
        there = {measure.id: measure for measure in self.measures(tree)}
        for at, need in self._asked():
            if not below or need.node == self.base:
                continue
            measure = there.get(need.node)
            if at[-1] in SHARES:
                among = self.constrained if at[-1] == "constrained_share" else tuple(below)
                able = {item.id for item in measure.items} if measure else set()
                short = [id for id in among if id in below and id not in able]
                if short or not among:
                    params = {"level": need.level, "items": ", ".join(short) or "—"}
                    yield "R051", at, params
            elif need.at_least > (most := measure.scale if measure else 0):
                yield "R044", at, {"level": need.level, "got": need.at_least, "there": most}
