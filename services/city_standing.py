"""What leads and what comes last among figures of a city; what reads alike stands together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from aggregates.coarse import Share
from aggregates.figures import FigureRow, Hidden, Measure
from i18n import one_decimal
from services.city_words import CityWords

NAMED = 3  # of those that read alike, before the others are only counted

Pair = tuple[float, str]  # a mean, and what it is the mean of


class BothEnds(NamedTuple):
    """What stands highest and lowest among ``seen``; names that read alike stand together."""

    seen: int
    best: str
    best_mean: float
    worst: str
    worst_mean: float

    @property
    def apart(self) -> float:
        """How far they are apart."""
        return self.best_mean - self.worst_mean

    @property
    def params(self) -> dict[str, str]:
        """The same for a sentence."""
        return {
            "seen": str(self.seen),
            "best": self.best,
            "best_mean": one_decimal(self.best_mean),
            "worst": self.worst,
            "worst_mean": one_decimal(self.worst_mean),
            "apart": one_decimal(self.apart),
        }


@dataclass(frozen=True)
class CityStanding(CityWords):
    """Says which of the rows, levels and measures of a city stand highest and lowest."""

    def totals(self, rows: Iterable[FigureRow]) -> list[Pair]:
        """The rows whose mean total may be seen."""
        total = self.figures.legend.measures[0].id
        return [
            (mean, self.row_title(row))
            for row in rows
            if not isinstance(mean := row.means[total], Hidden)
        ]

    def leaders(self, row: FigureRow, measures: Iterable[Measure]) -> list[tuple[str, str]]:
        """Groups of measures with the same figure, the highest first: their names, and the figure.

        Where many read alike, the first few are named and all are counted.
        """
        told = [
            (mean, self.measured(each, mean), self.quoted(self.text(each.title)))
            for each in measures
            if not isinstance(mean := row.means[each.id], Hidden)
        ]
        found = []
        for figure, group in groupby(sorted(told, key=lambda one: -one[0]), lambda one: one[1]):
            names = [name for *_, name in group]
            listed = self.listed(names[:NAMED])
            if len(names) > NAMED:
                listed = self.say("city.among", listed=listed, n=len(names))
            share = self.say("city.each_share", share=figure) if len(names) > 1 else figure
            found.append((listed, share))
        return found

    def first_and_next(self, groups: Sequence[tuple[str, str]]) -> dict[str, str]:
        """The first two of such groups for a sentence; "" in place of one that is not there."""
        (first, share), *others = groups
        after = ""
        if others:
            after = self.say("city.next", second=others[0][0], second_share=others[0][1])
        return {"first": first, "first_share": share, "next": after}

    @property
    def middle(self) -> int:
        """The number of the level in the middle of the ladder."""
        return self.figures.legend.levels[-1].number // 2 + 1

    def above(self, row: FigureRow) -> Share | None:
        """The share that stands on the middle level or above; None where it is hidden.

        It is the sum of published shares. Where each of these is under its step, so many steps are
        what their sum is under.
        """
        if isinstance(row.levels, Hidden):
            return None
        pairs = zip(self.figures.legend.levels, row.levels, strict=True)
        found = [share for level, share in pairs if level.number >= self.middle]
        percent = min(sum(share.percent for share in found), 100)
        return Share(percent, found[0].step * (1 if percent else len(found)))

    def ends(self, pairs: Sequence[Pair]) -> BothEnds | None:
        """The highest and the lowest; None where there is nothing to compare."""
        if len({one_decimal(mean) for mean, _ in pairs}) < 2:  # noqa: PLR2004  (two ends)
            return None
        best, worst = max(pairs)[0], min(pairs)[0]
        return BothEnds(len(pairs), self._at(pairs, best), best, self._at(pairs, worst), worst)

    def _at(self, pairs: Sequence[Pair], mean: float) -> str:
        """All that read the same as the mean."""
        return self.listed(name for each, name in pairs if one_decimal(each) == one_decimal(mean))

    def most_common(self, row: FigureRow, below: int = 101) -> tuple[list[str], str] | None:
        """The level with the most enterprises, under ``below`` per cent, and its share.

        Levels that read alike stand together. None where that is hidden, or there is none.
        """
        if isinstance(row.levels, Hidden):
            return None
        named = zip(self.figures.legend.levels, row.levels, strict=True)
        left = [(level, share) for level, share in named if 0 < share.percent < below]
        if not left:
            return None
        most = max((share for _, share in left), key=lambda share: share.percent)
        levels = [self.level_title(level) for level, share in left if share == most]
        share = self.share(most)
        if len(levels) > 1:
            share = self.say("city.each_share", share=share)
        return levels, share

    def all_quoted(self, names: Iterable[str]) -> str:
        """Names in quotation marks, side by side."""
        return self.listed(map(self.quoted, names))
