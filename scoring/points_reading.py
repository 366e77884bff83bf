"""What the answers to an item are worth, as a rubric file says it: points, or a line."""

from collections.abc import Mapping
from typing import Any, Protocol

from questionnaires.model import Item, Kind
from scoring.entries import JudgedEntry, LineEntry
from scoring.lines import Line, extremes, line_faults, middles
from scoring.points import check_points, default_points, maximum
from scoring.rule_reading import At


class ReportProblem(Protocol):
    """Notes a problem at a place of the file."""

    def __call__(self, code: str, *at: str | int, **params: Any) -> None:
        """A problem of that code at the place ``at``."""


class PointsReader:
    """Reads the points of one item after another; problems are reported, and reading goes on."""

    def __init__(self, items: Mapping[str, Item], report: ReportProblem) -> None:
        self.items = items
        self._report = report

    def worth(
        self, item: Item, entry: JudgedEntry, at: At
    ) -> tuple[tuple[float, ...], float | None, Line]:
        """Points of each step, the points that count as everything, and the line of a number."""
        if entry.counts == "deduction":
            return self._taken_off(item, entry, at)
        if isinstance(entry.points, LineEntry):
            return self._line(item, entry.points, entry.most, at)
        points = default_points(item) if entry.points is None else entry.points
        if not self.check(item.id, points, at, given=entry.points is not None):
            points = default_points(item)
        return points, self._most(item, entry.most, maximum(item, points), at), ()

    def _taken_off(
        self, item: Item, entry: JudgedEntry, at: At
    ) -> tuple[tuple[float, ...], float | None, Line]:
        """What is left of the points that an item may take away: all where it takes none."""
        given = entry.points
        points = () if given is None or isinstance(given, LineEntry) else given
        if (
            len(points) != item.steps
            or max(points) != 0
            or min(points) == 0
            or (item.kind is Kind.MULTI)
        ):
            self._report("R079", *at, "points", item=item.id)
            return default_points(item), None, ()
        most = entry.most or -min(points)
        if most < -min(points):
            self._report("R073", *at, "most", item=item.id, got=most, best=-min(points))
        return tuple(point + most for point in points), most, ()

    def _line(
        self, item: Item, entry: LineEntry, stated: float | None, at: At
    ) -> tuple[tuple[float, ...], float | None, Line]:
        found = list(line_faults(item, entry.line, clip=entry.clip))
        for code, params in found:
            self._report(code, *at, "points", item=item.id, **params)
        if found:
            return default_points(item), None, ()
        low, high = extremes(item, entry.line)
        most = self._most(item, stated, high, at) or high
        if low < 0:
            self._report("R016", *at, "points", item=item.id, of=item.id, got=low)
        if high <= 0:
            self._report("R017", *at, "points", item=item.id)
            return default_points(item), None, ()
        return middles(item, entry.line), most, entry.line

    def _most(self, item: Item, stated: float | None, best: float, at: At) -> float | None:
        """The stated maximum, unless an answer brings more."""
        if stated is not None and stated < best:
            self._report("R073", *at, "most", item=item.id, got=stated, best=best)
            return None
        return stated

    def check(self, id: str, points: tuple[float, ...], at: At, *, given: bool) -> bool:
        """Whether the points fit the item; ``given``: they stand in the file."""
        found = list(check_points(self.items[id], points, given=given))
        for code, params in found:
            self._report(code, *at, "points", item=id, **params)
        return not found
