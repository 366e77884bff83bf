"""The result of one answer sheet: figures that carry their reason, citation and stamp."""

from typing import Literal

from files.frozen import Frozen
from i18n import Text
from questionnaires.model import AnyCitation

State = Literal["answered", "unanswered", "not_applicable", "routed_out"]


class Stamp(Frozen):
    """Which questionnaire, rubric and engine made a figure; equal stamps are comparable."""

    questionnaire: str
    edition: str
    questionnaire_digest: str
    rubric: str
    rubric_version: str
    rubric_digest: str
    engine: str


class ItemScore(Frozen):
    """One item's part in the total.

    ``value`` is in [0, 1]; ``weight`` the effective share of the total (all counted items
    together: 1); ``gained`` and ``lost`` are points on the total's scale: over all items
    ``gained`` adds up to the total above where its scale begins, ``lost`` to what lacks to its end.
    """

    id: str
    state: State
    value: float | None
    weight: float
    gained: float
    lost: float
    cites: tuple[AnyCitation, ...]


class NodeScore(Frozen):
    """A node of the rubric's tree (a dimension, a part, the total).

    ``score``, ``low`` and ``high`` are on 0..``scale``; ``score`` is None where everything
    below is not applicable or nothing is answered. ``coverage`` is the answered share of the
    applicable weight, ``excluded`` the share of weight that did not apply; both in [0, 1].
    ``weight`` is the effective share of the total.
    """

    id: str
    title: Text
    parent: str | None
    scale: float
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    excluded: float
    weight: float
    provisional: bool = False  # coverage below the node's own floor
    start: float = 0.0  # where its scale begins
    level: Text | None = None  # the name of its own level, where the rubric names any

    @property
    def span(self) -> float:
        """From the beginning of the scale to its end."""
        return self.scale - self.start


class Requirement(Frozen):
    """What a level asks of a node, and whether it is there.

    ``measure`` names a figure of the level rule's own over the items of the node, None where it
    is the node's score; ``scale`` is where that figure ends. ``above``: what is needed itself is
    not enough.
    """

    level: int
    node: str
    measure: Text | None = None
    scale: float | None = None
    needed: float
    above: bool = False
    actual: float | None
    met: bool
    start: float = 0.0  # of the scale


class Level(Frozen):
    """A rung of the rubric's ladder; 0 means below the first level."""

    number: int
    name: Text
    meaning: Text


class Scorecard(Frozen):
    """The whole result of one sheet under one rubric."""

    stamp: Stamp
    scale: float
    total: float | None
    low: float | None  # if everything open were worst
    high: float | None  # if everything open were best
    coverage: float
    provisional: bool  # coverage below the rubric's floor
    level: Level | None  # None: nothing to judge
    level_low: int | None
    level_high: int | None
    level_by_score: int | None  # the level the total alone would give
    ladder: tuple[Level, ...]  # all levels of the rubric, lowest first
    held_back: tuple[Requirement, ...]  # unmet requirements of the next level
    nodes: tuple[NodeScore, ...]  # total first, then depth first
    items: tuple[ItemScore, ...]  # every scored item, in the questionnaire's order
    start: float = 0.0  # where the scale of the total begins

    @property
    def span(self) -> float:
        """From the beginning of the total's scale to its end."""
        return self.scale - self.start
