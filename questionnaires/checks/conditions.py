"""Conditions: one form each, and only tests of what exists and can be tested that way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from questionnaires.draft import Draft
from questionnaires.entries import ConditionEntry
from questionnaires.facts import FACTS, NUMBER, VALUES
from questionnaires.model import Kind


@dataclass(frozen=True)
class Spot:
    """One condition, inner ones included, with its place."""

    entry: ConditionEntry
    document: YamlDocument
    path: Path_

    def problem(self, code: str, *path: str | int, **params: Any) -> Problem:
        """A problem at ``path`` below this condition."""
        return self.document.problem(code, *self.path, *path, **params)


def check(draft: Draft) -> Iterator[Problem]:
    """Problems of every condition by itself; how they hang together is ``checks.order``."""
    for spot in _spots(draft):
        entry = spot.entry
        subject = entry.item is not None or entry.fact is not None
        ranged = entry.at_least is not None or entry.below is not None
        tested = entry.is_ is not None, ranged
        groups = (entry.name, entry.item, entry.fact, entry.all, entry.any, entry.not_)
        if sum(each is not None for each in groups) != 1 or tested.count(True) != int(subject):
            yield spot.problem("Q040")
        elif entry.name is not None:
            yield from _name(spot, draft)
        elif entry.item is not None:
            yield from _item(spot, entry.item, draft)
        elif entry.fact is not None:
            yield from _fact(spot, entry.fact)
        if entry.at_least is not None and entry.below is not None and entry.at_least >= entry.below:
            yield spot.problem("Q052", "below", low=entry.at_least, high=entry.below)


def _spots(draft: Draft) -> Iterator[Spot]:
    """Every condition of the draft: routing entries first, then the items'."""
    if draft.head is not None:
        for name, entry in draft.head.routing.items():
            yield from _walk(Spot(entry, draft.head_document, ("routing", name)))
        if draft.head.suits is not None:
            yield from _walk(Spot(draft.head.suits, draft.head_document, ("suits",)))
    for placed in draft.items:
        if placed.entry.show_if is not None:
            path = ("items", placed.index, "show_if")
            yield from _walk(Spot(placed.entry.show_if, placed.document, path))


def _walk(spot: Spot) -> Iterator[Spot]:
    yield spot
    for key in ("all", "any"):
        for index, inner in enumerate(getattr(spot.entry, key) or ()):
            yield from _walk(Spot(inner, spot.document, (*spot.path, key, index)))
    if spot.entry.not_ is not None:
        yield from _walk(Spot(spot.entry.not_, spot.document, (*spot.path, "not")))


def _name(spot: Spot, draft: Draft) -> Iterator[Problem]:
    name = spot.entry.name
    if draft.head is not None and name not in draft.head.routing:
        yield spot.problem("Q041", name=name, near=did_you_mean(name, draft.head.routing))


def _item(spot: Spot, name: str, draft: Draft) -> Iterator[Problem]:
    if spot.path[0] == "suits":  # decided before anything is asked
        yield spot.problem("Q053", name=name)
        return
    if name not in draft.by_id:
        if not draft.known(name):
            near = did_you_mean(name, draft.by_id)
            yield spot.problem("Q042", "item", name=name, near=near)
        return
    subject = draft.by_id[name].entry
    options = [option.id for option in subject.options]
    numeric = subject.kind in (Kind.NUMBER, Kind.RATIO)
    if subject.kind is Kind.TEXT or numeric == (spot.entry.is_ is not None):
        yield spot.problem("Q045", name=name, kind=subject.kind.value)
        return
    for index, option in enumerate(spot.entry.is_ or ()):
        if option not in options:
            near = did_you_mean(option, options)
            params = {"name": name, "option": option, "near": near, "known": ", ".join(options)}
            yield spot.problem("Q043", "is", index, **params)


def _fact(spot: Spot, name: str) -> Iterator[Problem]:
    if name not in FACTS:
        params = {"name": name, "near": did_you_mean(name, FACTS), "known": ", ".join(FACTS)}
        yield spot.problem("Q044", "fact", **params)
        return
    if (FACTS[name] == NUMBER) == (spot.entry.is_ is not None):
        yield spot.problem("Q045", name=name, kind=FACTS[name])
        return
    for index, value in enumerate(spot.entry.is_ or ()):
        if not VALUES[name].fullmatch(value):
            params = {"name": name, "value": value, "form": VALUES[name].pattern}
            yield spot.problem("Q046", "is", index, **params)
