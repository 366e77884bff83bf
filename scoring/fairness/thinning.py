"""Fewer routes where there are too many: all of one group, the extremes of the others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

import numpy as np

from scoring.fairness.routes import FREE, RouteGroup, RouteSpace
from scoring.program import Ints

MOST_ROUTES = 100_000  # of which what every item weighs is known at once


def spaces(routes: RouteSpace) -> Iterator[tuple[RouteSpace, Sequence[int]]]:
    """Spaces of routes to search, each with the groups whose steps are to be looked at there."""
    every = range(len(routes.groups))
    if routes.count <= MOST_ROUTES:
        yield routes, every
        return
    for place in every:
        yield _thinned(routes, place), (place,)


def _thinned(routes: RouteSpace, place: int) -> RouteSpace:
    """Of the other groups only the patterns that ask most and least; then only those that ask most.

    Of the group itself as many as are left room for.
    """
    keeps = [_extremes(group) for group in routes.groups]
    keeps[place] = np.arange(min(len(routes.groups[place].example), MOST_ROUTES))
    for other in reversed(range(len(keeps))):
        if other != place and prod(map(len, keeps)) > MOST_ROUTES:
            keeps[other] = keeps[other][:1]
    return replace(
        routes,
        groups=tuple(_kept(group, keep) for group, keep in zip(routes.groups, keeps, strict=True)),
    )


def _extremes(group: RouteGroup) -> Ints:
    """The pattern that asks most and the one that asks least."""
    asked = (group.codes == FREE).sum(axis=0)
    return np.array([asked.argmax(), asked.argmin()])[: len(asked)]


def _kept(group: RouteGroup, patterns: Ints) -> RouteGroup:
    """The group with those patterns only."""
    number = np.full(len(group.example), -1)
    number[patterns] = np.arange(len(patterns))
    pattern = number[group.pattern]
    states = np.flatnonzero(pattern >= 0)
    return replace(
        group,
        picks=group.picks[:, states],
        exact=False,
        pattern=pattern[states],
        example=np.searchsorted(states, group.example[patterns]),
        codes=group.codes[:, patterns],
        low=group.low[:, patterns],
        high=group.high[:, patterns],
        shown=group.shown[:, patterns],
    )
