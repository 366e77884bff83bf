"""A rubric file as it is written, before names are resolved and defaults filled in.

Nodes, items and rules stay raw in the mapping around them: each is shaped by itself, so that
one that is wrong hides none of the others.
"""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from files.shape import Entry, Id
from files.texts import Translatable

Raw = dict[str, Any]
LevelKey = Annotated[str, StringConstraints(pattern=r"^[0-9]$")]


class FloorEntry(Entry):
    """Below this coverage a result is provisional."""

    value: float = Field(ge=0, le=1)
    reason: Translatable


class EstimateEntry(Entry):
    """By how many levels the true one may be lower or higher: the level is an estimate."""

    below: int = Field(ge=0, le=9)
    above: int = Field(ge=0, le=9)
    reason: Translatable


class LevelEntry(Entry):
    """A rung of the ladder."""

    number: int = Field(ge=0, le=9)
    name: Translatable
    meaning: Translatable


NotApplicable = Literal["share", "zero", "full", "branch"]
Missing = Literal["share", "zero"]
Weights = Literal["points", "shares"]
Counts = Literal["bonus", "deduction"]


class RoutedOutEntry(Entry):
    """What an item counts for that is routed out: a word, or when it counts as nothing.

    ``zero_while`` is the name of a condition of the questionnaire's routing.
    """

    policy: NotApplicable | None = Field(default=None, alias="(policy)")
    zero_while: Id | None = None
    reason: Translatable | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, raw: Any) -> Any:
        return {"(policy)": raw} if isinstance(raw, str) else raw


class LineEntry(Entry):
    """A number's points: straight between these pairs of number and points.

    ``clip``: whatever lies before the first number or behind the last has their points.
    """

    line: tuple[tuple[float, float], ...] = Field(max_length=100)
    clip: bool = False


Worth = Annotated[  # told apart by what is written, so that a slip is told of one of them only
    Annotated[tuple[float, ...], Tag("points")] | Annotated[LineEntry, Tag("line")],
    Discriminator(lambda raw: "line" if isinstance(raw, dict | LineEntry) else "points"),
]


class JudgedEntry(Entry):
    """How one item is judged.

    ``most``: the points that count as everything, where that is not what the best answer brings.
    """

    not_applicable: NotApplicable = "share"
    routed_out: RoutedOutEntry | None = None  # else as not applicable
    missing: Missing | None = None
    weight: float | None = Field(default=None, gt=0)
    counts: Counts | None = None  # beside the points of the others, or off them
    points: Worth | None = None
    most: float | None = Field(default=None, gt=0)
    reason: Translatable | None = None
    again: bool = False  # judged further up in the file already, and here with that judgement too


class ScaleEntry(Entry):
    """A scale that does not begin at 0."""

    from_: float = Field(alias="from")
    to: float


class CapEntry(Entry):
    """What a figure is at least and at most, whatever its parts add up to."""

    least: float | None = None
    most: float | None = None
    reason: Translatable


class NodeLevelEntry(Entry):
    """A named stretch of a node's scale."""

    from_: float = Field(alias="from")
    name: Translatable


StatedScale = Annotated[
    Annotated[float, Field(gt=0), Tag("scale")] | Annotated[ScaleEntry, Tag("scale_from")],
    Discriminator(lambda raw: "scale_from" if isinstance(raw, dict | ScaleEntry) else "scale"),
]


class NodeEntry(Entry):
    """A node of the tree: items or further nodes below it, or both."""

    id: Id
    title: Translatable | None = None
    weight: float | None = Field(default=None, ge=0)  # 0: it counts for nothing above
    reason: Translatable | None = None
    counts: Counts | None = None
    scale: StatedScale | None = None
    cap: CapEntry | None = None
    levels: tuple[NodeLevelEntry, ...] = ()
    aggregate: str | Raw = "weighted_mean"
    not_applicable: NotApplicable = "share"
    missing: Missing | None = None  # of all items below that say nothing else
    routed_out: RoutedOutEntry | None = None  # of all items below that say nothing else
    shrinks: bool | None = None  # and all nodes below that say nothing else
    weights: Weights | None = None  # of the children; else as the rubric has it
    coverage_floor: FloorEntry | None = None
    weights_by: Raw | None = None  # those of the children, by a fact
    one_thing: Translatable | None = None  # why all below is one thing; for item analysis only
    children: tuple[Raw, ...] = ()
    items: Raw = Field(default_factory=dict)


class ExceptionEntry(Entry):
    """What the fairness checks may find here, and why that is right; see docs/fairness.md.

    ``at`` are items, options of items (``item.option``) or nodes; absent, it holds everywhere.
    """

    check: Literal["all", "first_step", "weight", "dimension", "ladder", "range"]
    at: tuple[str, ...] | None = Field(default=None, min_length=1)
    reason: Translatable


class ProfileEntry(Entry):
    """A made-up firm: facts, and answers as in JSON, those not given ``all`` best or worst."""

    facts: dict[str, str | float] = Field(default_factory=dict)
    answers: Raw


class OrderEntry(Entry):
    """Two profiles of which everybody sees which is ahead."""

    better: ProfileEntry
    worse: ProfileEntry
    reason: Translatable


class RubricEntry(Entry):
    """The whole file."""

    rubric: Id
    version: str
    questionnaire: Id | None = None
    title: Translatable
    provenance: Translatable
    scale: float = Field(default=100, gt=0)
    missing: Missing = "share"
    weights: Weights = "points"
    shrinks: bool = False
    coverage_floor: FloorEntry
    estimate: EstimateEntry | None = None
    nodes: Literal["by_dimension"] | None = None
    tree: Raw | None = None
    levels: tuple[LevelEntry, ...] = Field(min_length=1)
    level_rules: tuple[Raw, ...] = Field(min_length=1)
    fairness: tuple[ExceptionEntry, ...] = ()
    order: tuple[OrderEntry, ...] = ()
