"""Conditions in the files of the catalogue: tests of facts, and of a questionnaire's items."""

from collections.abc import Iterator, Mapping

from files.shape import did_you_mean
from questionnaires.conditions import leaves
from questionnaires.entries import ConditionEntry
from questionnaires.facts import FACTS, NUMBER, VALUES
from questionnaires.fitting import Fault
from questionnaires.model import Condition, Item, Kind


def condition_faults(
    entry: ConditionEntry | Condition, items: Mapping[str, Item], *at: str | int
) -> Iterator[Fault]:
    """What is wrong with the condition at ``at``; ``items`` are those it may look at."""
    subject = entry.item is not None or entry.fact is not None
    ranged = entry.at_least is not None or entry.below is not None
    forms = (entry.item, entry.fact, entry.all, entry.any, entry.not_)
    named = isinstance(entry, ConditionEntry) and entry.name is not None
    one_form = not named and sum(each is not None for each in forms) == 1
    if not one_form or [entry.is_ is not None, ranged].count(True) != int(subject):
        yield "S015", at, {}
    elif entry.item is not None:
        yield from _item(entry, entry.item, items, *at)
    elif entry.fact is not None:
        yield from _fact(entry, entry.fact, *at)
    for key in ("all", "any"):
        for index, inner in enumerate(getattr(entry, key) or ()):
            yield from condition_faults(inner, items, *at, key, index)
    if entry.not_ is not None:
        yield from condition_faults(entry.not_, items, *at, "not")


def narrowed(condition: Condition, items: Mapping[str, Item]) -> Condition:
    """The condition without the options that ``items`` have not, unless none were left.

    A condition that is read off several editions may name the options of all of them.
    """
    update: dict[str, object] = {}
    item = items.get(condition.item or "")
    if item is not None and condition.is_ is not None:
        known = [option.id for option in item.options]
        update["is_"] = tuple(id for id in condition.is_ if id in known) or condition.is_
    for key in ("all", "any"):
        if (inner := getattr(condition, key)) is not None:
            update[key] = tuple(narrowed(each, items) for each in inner)
    if condition.not_ is not None:
        update["not_"] = narrowed(condition.not_, items)
    return condition.model_copy(update=update)


def reading_faults(condition: Condition, items: Mapping[str, Item]) -> Iterator[Fault]:
    """What keeps a condition from being read off the answers to ``items``.

    Of a ladder it asks for a rung and all above it: whoever stands higher has what it asks for.
    """
    here = narrowed(condition, items)
    faults = list(condition_faults(here, items))
    yield from faults
    for leaf in leaves(here) if not faults else ():
        item = items.get(leaf.item or "")
        if item is not None and item.kind is Kind.LADDER and leaf.is_:
            rungs = [option.id for option in item.options]
            above = rungs[min(map(rungs.index, leaf.is_)) :]
            if lacking := [rung for rung in above if rung not in leaf.is_]:
                yield "P009", (), {"item": item.id, "rungs": ", ".join(lacking)}


def _item(
    entry: ConditionEntry | Condition, name: str, items: Mapping[str, Item], *at: str | int
) -> Iterator[Fault]:
    if not items:  # of the solution as a whole, which knows no questionnaire
        yield "S016", (*at, "item"), {"name": name}
        return
    if name not in items:
        yield "S017", (*at, "item"), {"what": name, "near": did_you_mean(name, items)}
        return
    item = items[name]
    numeric = item.kind in (Kind.NUMBER, Kind.RATIO)
    if item.kind is Kind.TEXT or numeric == (entry.is_ is not None):
        yield "S018", at, {"name": name, "kind": item.kind.value}
        return
    options = [option.id for option in item.options]
    for index, option in enumerate(entry.is_ or ()):
        if option not in options:
            params = {"what": option, "near": did_you_mean(option, options)}
            yield "S017", (*at, "is", index), params


def _fact(entry: ConditionEntry | Condition, name: str, *at: str | int) -> Iterator[Fault]:
    if name not in FACTS:
        yield "S017", (*at, "fact"), {"what": name, "near": did_you_mean(name, FACTS)}
    elif (FACTS[name] == NUMBER) == (entry.is_ is not None):
        yield "S018", at, {"name": name, "kind": FACTS[name]}
    else:
        for index, value in enumerate(entry.is_ or ()):
            if not VALUES[name].fullmatch(value):
                near = did_you_mean(value, VALUES[name].pattern.split("|"))
                yield "S017", (*at, "is", index), {"what": value, "near": near}
