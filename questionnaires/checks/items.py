"""One item by itself: the keys that its kind has, its options, its range."""

from collections.abc import Iterator

from files.problems import Problem
from questionnaires.draft import Draft, DraftItem
from questionnaires.entries import ItemEntry
from questionnaires.model import Kind

_EVERY = {"id", "kind", "ask", "why", "explain", "evidence", "first_step", "scored", "show_if"}
_EVERY |= {"cites", "joined"}
_NUMERIC = {"unit", "minimum", "maximum", "integer", "bands", "closed", "not_applicable"}

# The keys that mean something for a kind, beside those of every item.
KEYS = {
    Kind.CHOICE: {"options", "not_applicable"},
    Kind.LADDER: {"options", "not_applicable"},
    Kind.MULTI: {"options", "not_applicable"},
    Kind.NUMBER: _NUMERIC,
    Kind.RATIO: {"part", "whole", "bands", "closed"},  # whether it applies follows from its parts
    Kind.TEXT: set(),
}
FEWEST_OPTIONS = 2


def check(draft: Draft) -> Iterator[Problem]:
    """Problems of each item by itself."""
    for placed in draft.items:
        entry = placed.entry
        for key in sorted(entry.model_fields_set - _EVERY - KEYS[entry.kind]):
            yield placed.problem("Q013", key, key=key, kind=entry.kind.value)
        if "options" in KEYS[entry.kind]:
            yield from _options(placed)
        if entry.kind is Kind.NUMBER:
            yield from _number(placed)
        if entry.kind is Kind.TEXT and entry.scored:
            yield placed.problem("Q036")


def _options(placed: DraftItem) -> Iterator[Problem]:
    entry = placed.entry
    if len(entry.options) < FEWEST_OPTIONS:
        yield placed.problem("Q014", "options", count=len(entry.options), fewest=FEWEST_OPTIONS)
    if entry.kind is Kind.MULTI and all(each.exclusive or each.negative for each in entry.options):
        yield placed.problem("Q039", "options")
    for index, option in enumerate(entry.options):
        if option.id in [each.id for each in entry.options[:index]]:
            yield placed.problem("Q011", "options", index, "id", option=option.id)
        if entry.kind is Kind.MULTI and option.exclusive and option.negative:
            yield placed.problem("Q037", "options", index, option=option.id)
        for flag, code in (("exclusive", "Q015"), ("negative", "Q016")):
            if getattr(option, flag) and entry.kind is not Kind.MULTI:
                yield placed.problem(code, "options", index, flag, option=option.id)


def _number(placed: DraftItem) -> Iterator[Problem]:
    entry: ItemEntry = placed.entry
    if entry.unit is None:
        yield placed.problem("Q017")
    low, high = entry.minimum, entry.maximum
    if low is not None and high is not None and low >= high:
        yield placed.problem("Q018", "maximum", low=low, high=high)
    for key in ("minimum", "maximum"):
        bound = getattr(entry, key)
        if entry.integer and bound is not None and bound != int(bound):
            yield placed.problem("Q038", key, key=key, bound=bound)
