"""The weights of a node's children by a fact, as a rubric file declares them (``weights_by``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, inf
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, field_validator

from files.problems import Problem
from files.shape import Entry, Id, did_you_mean, fit
from files.strict_yaml import YamlDocument
from files.texts import Translatable
from i18n import Text, exact
from questionnaires.facts import FACTS, NUMBER, VALUES, WORDS
from questionnaires.model import Condition
from scoring.rubric import Judged, Node
from scoring.rule_reading import At
from scoring.rules.base import Aggregation
from scoring.scale_reading import CLOSE
from scoring.weight_tables import WeightRow, WeightTable

OTHERWISE = "otherwise"

Found = tuple[str, At, dict[str, Any]]  # code, place in the table, parameters


class WeightsEntry(Entry):
    """A weight for every child of the node."""

    weights: dict[Id, Annotated[float, Field(ge=0)]]
    reason: Translatable | None = None


class WeightRowEntry(WeightsEntry):
    """Those that hold for some values of the fact: words, or numbers from one to below another."""

    is_: tuple[str, ...] | None = Field(default=None, alias="is", min_length=1)
    at_least: float | None = None
    below: float | None = None

    @field_validator("is_", mode="before")
    @classmethod
    def _listed(cls, raw: Any) -> Any:
        return (raw,) if isinstance(raw, str) else raw


Unknown = Annotated[  # told apart by what is written, so that a slip is told of one of them only
    Annotated[WeightsEntry, Tag("weights")] | Annotated[str, Tag("unknown")],
    Discriminator(lambda raw: "weights" if isinstance(raw, dict | WeightsEntry) else "unknown"),
]


class WeightTableEntry(Entry):
    """The whole table; ``unknown`` may also be the word ``otherwise``."""

    fact: str
    rows: tuple[WeightRowEntry, ...] = Field(min_length=1)
    otherwise: WeightsEntry | None = None
    unknown: Unknown | None = None


@dataclass(frozen=True)
class TableReading:
    """A table and where it stands; ``table`` is None where it cannot be used."""

    at: At
    table: WeightTable | None

    def weight(self, child: str) -> float:
        """The weight of a child where the fact is not known."""
        rows = () if self.table is None else self.table.rows[self.table.unknown :]
        return rows[0].weights.get(child, 1.0) if rows else 1.0


def read_table(
    document: YamlDocument, at: At, children: Sequence[str], problems: list[Problem]
) -> TableReading:
    """The table at ``at`` for the weights of ``children``; every problem goes into ``problems``."""
    entry, wrong = fit(WeightTableEntry, document, *at)
    problems += wrong
    if entry is None:
        return TableReading(at, None)
    found = [*_of_fact(entry), *_of_children(entry, children)]
    for place, row in _rows(entry):
        if row.reason is None:
            found.append(("R008", place, {"of": entry.fact}))
    for code, place, params in found:
        first = {"first": document.line(*at, *params["first"])} if "first" in params else {}
        problems.append(document.problem(code, *at, *place, **params | first))
    usable = all(code in ("R008", "R091") for code, _, _ in found)
    return TableReading(at, _table(entry) if usable else None)


def table_faults(
    table: WeightTable,
    node: str,
    aggregate: Aggregation,
    children: Sequence[Node | Judged],
    *,
    shares: bool,
) -> Iterator[Found]:
    """What is wrong with it in view of what the node makes of weights."""
    if not aggregate.heeds_weights:
        yield "R080", (), {"node": node, "rule": aggregate.name}
        return
    usual = _brought(table.rows[table.unknown].weights, children)
    for place, row in zip(_places(table), table.rows, strict=True):
        for child in children:
            is_node = isinstance(child, Node) and child.not_applicable == "share"
            if row.weights[child.id] == 0 and not is_node:
                yield "R089", (*place, "weights", child.id), {"child": child.id}
        together, taken = _brought(row.weights, children)
        if not together:
            yield "R054", place, {"node": node}
        elif aggregate.adds_points:
            if max(abs(together - usual[0]), abs(taken - usual[1])) > CLOSE * usual[0]:
                params = {"node": node, "got": together, "wanted": usual[0]}
                yield "R090", place, params | {"taken": taken, "usual": usual[1]}
        elif shares and abs(together - 1) > CLOSE:
            yield "R039", place, {"node": node, "got": float(f"{together:.9g}")}


def _brought(
    weights: Mapping[str, float], children: Sequence[Node | Judged]
) -> tuple[float, float]:
    """What the weights come to, and what of it is taken off at worst."""
    taken = [weights[each.id] for each in children if each.counts == "deduction"]
    return fsum(weights[each.id] for each in children), fsum(taken)


def _rows(entry: WeightTableEntry) -> Iterator[tuple[At, WeightsEntry]]:
    """Every row with its place."""
    for place, row in enumerate(entry.rows):
        yield ("rows", place), row
    if entry.otherwise is not None:
        yield (OTHERWISE,), entry.otherwise
    if isinstance(entry.unknown, WeightsEntry):
        yield ("unknown",), entry.unknown


def _places(table: WeightTable) -> Iterator[At]:
    """Where each row of a table stands in it."""
    for place, row in enumerate(table.rows):
        if row.when is not None:
            yield ("rows", place)
        else:
            yield (OTHERWISE if place == table.otherwise else "unknown",)


def _table(entry: WeightTableEntry) -> WeightTable:
    rows = [
        WeightRow(
            when=_when(entry.fact, row) if isinstance(row, WeightRowEntry) else None,
            weights=row.weights,
            reason=row.reason or Text(zh=""),
        )
        for _, row in _rows(entry)
    ]
    otherwise = None if entry.otherwise is None else len(entry.rows)
    own = isinstance(entry.unknown, WeightsEntry)
    unknown = len(rows) - 1 if own or otherwise is None else otherwise
    return WeightTable(fact=entry.fact, rows=tuple(rows), otherwise=otherwise, unknown=unknown)


def _when(fact: str, row: WeightRowEntry) -> Condition:
    tests = {"is": row.is_, "at_least": row.at_least, "below": row.below}
    return Condition(fact=fact, **{name: test for name, test in tests.items() if test is not None})


def _of_children(entry: WeightTableEntry, children: Sequence[str]) -> Iterator[Found]:
    """Each row names each child once."""
    for place, row in _rows(entry):
        missing = [child for child in children if child not in row.weights]
        if missing:
            yield "R086", place, {"missing": ", ".join(missing)}
        for child in row.weights:
            if child not in children:
                params = {"child": child, "near": did_you_mean(child, children)}
                yield "R087", (*place, "weights", child), params


def _of_fact(entry: WeightTableEntry) -> Iterator[Found]:
    """The fact is one, each of its values leads to one row, and so does not knowing it."""
    fact = entry.fact
    if fact not in FACTS:
        params = {"name": fact, "near": did_you_mean(fact, FACTS), "known": ", ".join(FACTS)}
        yield "R081", ("fact",), params
        return
    says_otherwise = entry.unknown == OTHERWISE and entry.otherwise is not None
    if not isinstance(entry.unknown, WeightsEntry) and not says_otherwise:
        yield "R092", ("unknown",), {"fact": fact}
    yield from _of_numbers(entry) if FACTS[fact] == NUMBER else _of_words(entry)


def _of_words(entry: WeightTableEntry) -> Iterator[Found]:
    fact, first = entry.fact, dict[str, At]()
    known = WORDS.get(fact, ())
    for place, row in enumerate(entry.rows):
        if row.is_ is None or row.at_least is not None or row.below is not None:
            yield "R082", ("rows", place), {"fact": fact, "wanted": "is"}
            return
        for number, value in enumerate(row.is_):
            here: At = ("rows", place, "is", number)
            if not VALUES[fact].fullmatch(value):
                params = {"fact": fact, "value": value, "near": did_you_mean(value, known)}
                yield "R083", here, params | {"form": VALUES[fact].pattern}
            elif value in first:
                yield "R084", here, {"value": value, "first": first[value]}
            first.setdefault(value, here)
    missing = [value for value in known if value not in first]
    yield from _total(entry, ", ".join(missing) if known else "…")


def _of_numbers(entry: WeightTableEntry) -> Iterator[Found]:
    ends: list[tuple[float, float, At]] = []
    for place, row in enumerate(entry.rows):
        low = 0.0 if row.at_least is None else row.at_least
        high = inf if row.below is None else row.below
        if row.is_ is not None or (low, high) == (0.0, inf) or not 0 <= low < high:
            yield "R082", ("rows", place), {"fact": entry.fact, "wanted": "at_least, below"}
            return
        ends.append((low, high, ("rows", place)))
    reached, missing, before = 0.0, "", None
    for low, high, here in sorted(ends):
        if before is not None and low < reached:
            yield "R084", max(here, before), {"value": exact(low), "first": min(here, before)}
        if low > reached and not missing:
            missing = f"{exact(reached)} … {exact(low)}"
        if high > reached:
            reached, before = high, here
    if reached < inf and not missing:
        missing = f"{exact(reached)} …"
    yield from _total(entry, missing)


def _total(entry: WeightTableEntry, missing: str) -> Iterator[Found]:
    """The rows leave out ``missing``: there is a row for it, or it is nothing."""
    if missing and entry.otherwise is None:
        yield "R085", ("rows",), {"fact": entry.fact, "missing": missing}
    elif not missing and entry.otherwise is not None and entry.unknown != OTHERWISE:
        yield "R091", (OTHERWISE,), {"fact": entry.fact}
