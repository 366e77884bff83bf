"""City figures as values: what may be seen of many scorecards, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from aggregates.coarse import CountRange, Share
from i18n import Text
from scoring.scorecard import Level

# Which assessments count: signed ones; or submitted ones too, which are then self-declared.
StageSet = Literal["signed", "submitted"]


class Hidden(Enum):
    """Stands where a figure is hidden; it does not say why, because the reason narrows it down."""

    HIDDEN = "hidden"


HIDDEN = Hidden.HIDDEN


@dataclass(frozen=True)
class Measure:
    """A mean that is shown, on ``start``..``scale``; ``id`` is its column in the store.

    ``share``: every enterprise has 0 or the whole scale, so the mean is a share of enterprises.
    ``weighted``: by the employees of each; who has none weighs as one.
    ``whole``: the id of the measure that this one is a part of, which follows from all its parts.
    ``asked_by``: those whose values decide who has this one, so that how many have it tells them.
    """

    id: str
    title: Text
    scale: float
    start: float = 0.0
    share: bool = False
    weighted: bool = False
    whole: str = ""
    asked_by: tuple[str, ...] = ()

    @property
    def span(self) -> float:
        """From the beginning of the scale to its end."""
        return self.scale - self.start


@dataclass(frozen=True)
class Legend:
    """What is measured: the total first, then its parts; the levels from the lowest."""

    measures: tuple[Measure, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class FigureRow:
    """What may be seen of one row's enterprises.

    ``means`` has an entry a measure, ``asked`` how many enterprises each of them is of: those to
    whom it applies. ``levels`` has a share for each level of the legend.
    """

    id: str
    title: Text
    parent: str | None
    count: CountRange | Hidden
    means: Mapping[str, float | Hidden]
    asked: Mapping[str, CountRange | Hidden]
    levels: tuple[Share, ...] | Hidden


@dataclass(frozen=True)
class CityFigures:
    """The published tables of one year; every row of the fixed list is in them.

    A table that its subject is not published by is empty.
    ``synthetic``: at least one enterprise that is counted is made up.
    """

    year: int
    stages: StageSet
    threshold: int
    synthetic: bool
    legend: Legend
    city: FigureRow
    sectors: tuple[FigureRow, ...]
    divisions: tuple[FigureRow, ...]
    districts: tuple[FigureRow, ...]
    sizes: tuple[FigureRow, ...]
