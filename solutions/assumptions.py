"""What a centre takes work, outside help and licences to cost; amounts follow from it only."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from assessments.plain_text import one_line
from assessments.refusals import Invalid
from files.frozen import Frozen
from i18n import Text, number, say
from solutions.model import Catalogue, Cost, Solution

LABOUR = (500, 200_000)  # yuan a month of one employee: what lies outside is mistyped
DAY_RATE = (50, 50_000)  # yuan a day of outside help
LICENCE = (0, 100_000_000)  # yuan in the first year
LONGEST = 200  # characters of a source


class Amount(NamedTuple):
    """Yuan, from, to (None: no upper end)."""

    low: float
    high: float | None


class AssumedAmount(Frozen):
    """Yuan, from, to, and where that is from: a source and its day, as it was typed."""

    low: int
    high: int
    source: str


class Assumptions(Frozen):
    """What a centre assumes.

    ``labour``: all that one employee costs in a month. ``day_rate`` of outside help. ``licences``:
    what licences and subscriptions come to in the first year, by class of cost; they are part of
    what the class costs, never added to it.
    """

    labour: AssumedAmount
    day_rate: AssumedAmount | None = None
    licences: Mapping[str, AssumedAmount] = {}


class CentreAssumptions(NamedTuple):
    """What the centre of that name assumes, who set that (their name), when, in which revision."""

    centre: str
    assumptions: Assumptions
    author: str
    at: datetime
    revision: int


def amount_of(assumptions: Assumptions, cost: Cost) -> Amount:
    """What the first year costs of whatever is of that class."""
    low, high = cost.months
    labour = assumptions.labour
    return Amount(low * labour.low, None if high is None else high * labour.high)


def amount_of_all(
    assumptions: Assumptions, catalogue: Catalogue, solutions: Iterable[Solution]
) -> Amount:
    """What all of them cost together; without an upper end where one has none."""
    costs = {each.id: amount_of(assumptions, each) for each in catalogue.costs}
    amounts = [costs[each.cost] for each in solutions]
    highs = [each.high for each in amounts if each.high is not None]
    low = sum(each.low for each in amounts)
    return Amount(low, sum(highs) if len(highs) == len(amounts) else None)


def licensed(costs: Sequence[Cost]) -> Sequence[Cost]:
    """The classes of which licences can be assumed: those that cost something."""
    return [each for each in costs if each.months[1] != 0]


def parse_assumptions(raw: Mapping[str, Any], costs: Sequence[Cost]) -> Assumptions:
    """Read a form's values: ``labour``, ``day_rate`` and ``licence_…``, each _low, _high, _source.

    Raises Invalid whose ``fields`` say per field what is wrong (Text).
    """
    found: dict[str, Text] = {}
    labour = _amount(raw, "labour", LABOUR, found)
    if labour is None and "labour_low" not in found:
        found["labour_low"] = _words("missing")
    day_rate = _amount(raw, "day_rate", DAY_RATE, found)
    licences = {}
    for cost in licensed(costs):
        name = f"licence_{cost.id}"
        licence = _amount(raw, name, LICENCE, found)
        if licence is None:
            continue
        licences[cost.id] = licence
        most = None if cost.months[1] is None or labour is None else cost.months[1] * labour.high
        if most is not None and licence.high > most:
            found[f"{name}_high"] = _words("licence_above", most=number(most))
    if found or labour is None:
        raise Invalid("assumptions", count=len(found), fields=found)
    return Assumptions(labour=labour, day_rate=day_rate, licences=licences)


def _amount(
    raw: Mapping[str, Any], name: str, bounds: tuple[int, int], found: dict[str, Text]
) -> AssumedAmount | None:
    """What is assumed under ``name``; None for nothing at all. ``found`` takes in what is wrong."""
    typed = {end: raw.get(f"{name}_{end}") for end in ("low", "high")}
    source = one_line(str(raw.get(f"{name}_source") or ""))
    if not source and all(_is_empty(each) for each in typed.values()):
        return None
    yuan: dict[str, int] = {}
    for end, value in typed.items():
        whole = _whole(value)
        if _is_empty(value):
            found[f"{name}_{end}"] = _words("missing")
        elif whole is None:
            found[f"{name}_{end}"] = _words("number")
        elif not bounds[0] <= whole <= bounds[1]:
            low, high = map(number, bounds)
            found[f"{name}_{end}"] = _words("bounds", low=low, high=high)
        else:
            yuan[end] = whole
    if not source:
        found[f"{name}_source"] = _words("source")
    elif len(source) > LONGEST:
        found[f"{name}_source"] = _words("source_long", longest=LONGEST, length=len(source))
    if len(yuan) < len(typed):
        return None
    if yuan["high"] < yuan["low"]:
        found[f"{name}_high"] = _words("order")
    return AssumedAmount(**yuan, source=source)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _whole(value: Any) -> int | None:
    """Whole yuan; None for what is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if math.isfinite(value) and value == int(value) else None


def _words(name: str, **params: Any) -> Text:
    key = f"refusals.assumptions_{name}"
    return Text(zh=say(key, "zh", **params), en=say(key, "en", **params))
