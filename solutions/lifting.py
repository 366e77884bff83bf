"""What a change of a solution does to an item that loses points."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.model import Item, Kind
from solutions.model import LOWEST, Change


@dataclass(frozen=True)
class Gap:
    """An answered item that loses points.

    ``present``: the rungs that are there; ``points``: what each rung is worth, in the item's
    order; ``lost``: what is lost, in points of the total.
    """

    item: Item
    present: tuple[str, ...]
    points: tuple[float, ...]
    lost: float


@dataclass(frozen=True)
class Lift:
    """What a solution does to a gap; ``to``: the rung (multi: the rungs) that it brings.

    ``points`` of the total are won back, more than 0, if it leads to the highest rung that it can.
    """

    item: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    points: float


def at_lowest(gap: Gap) -> bool:
    """Whether nothing of it is there yet."""
    worth = dict(zip(gap.item.rungs, gap.points, strict=True))
    if gap.item.kind is Kind.MULTI:
        return not any(worth[rung] > 0 for rung in gap.present)
    return max(worth[rung] for rung in gap.present) <= min(worth.values())


def reaches(gap: Gap, rung: str) -> bool:
    """Whether the rung is there, or one that is worth as much."""
    if gap.item.kind is Kind.MULTI:
        return rung in gap.present
    worth = dict(zip(gap.item.rungs, gap.points, strict=True))
    return max(worth[each] for each in gap.present) >= worth[rung]


def lift_of(change: Change, to: Sequence[str], gap: Gap) -> Lift | None:
    """What a change to the rungs ``to`` makes of the gap."""
    return _ticked(to, gap) if gap.item.kind is Kind.MULTI else _climbed(change, to, gap)


def _climbed(change: Change, to: Sequence[str], gap: Gap) -> Lift | None:
    worth = dict(zip(gap.item.rungs, gap.points, strict=True))
    now = max(worth[rung] for rung in gap.present)
    if change.from_ != LOWEST and now < worth[change.from_]:
        return None
    best = max(to, key=lambda rung: worth[rung], default="")
    if not best or worth[best] <= now:
        return None
    share = (worth[best] - now) / (max(worth.values()) - now)
    return Lift(change.item, gap.present, (best,), gap.lost * share)


def _ticked(to: Sequence[str], gap: Gap) -> Lift | None:
    worth = dict(zip(gap.item.rungs, gap.points, strict=True))
    new = tuple(rung for rung in to if rung not in gap.present and worth[rung] > 0)
    now = sum(worth[rung] for rung in gap.present)
    most = sum(points for points in worth.values() if points > 0)
    if not new or most <= now:
        return None
    share = min(sum(worth[rung] for rung in new) / (most - now), 1.0)
    return Lift(gap.item.id, gap.present, new, gap.lost * share)
