"""How a bulletin says figures, in one language: names, means, ends, and where they come from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from aggregates.coarse import Share
from aggregates.figures import CityFigures, FigureRow, Hidden, Measure
from i18n import Text, exact, one_decimal
from reports.narratives.reader import narratives
from reports.report import Paragraph
from services.bulletin.content import PublishedCity
from services.city_tables import CityVoice
from wording.voice import Voice

T = TypeVar("T")
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
class BulletinVoice(CityVoice):
    """Says the figures of the city in a bulletin."""

    city: PublishedCity

    @classmethod
    def of(cls, city: PublishedCity, voice: Voice) -> "BulletinVoice":
        """The voice for ``city`` in the language of ``voice``."""
        return cls(voice.lang, city.figures, city.history, city.as_of, city)

    @property
    def total(self) -> Measure:
        """The measure of the whole."""
        return self.figures.legend.measures[0]

    @property
    def parts(self) -> tuple[Measure, ...]:
        """Its dimensions."""
        return self.figures.legend.measures[1:]

    @property
    def scale(self) -> str:
        """How many points there are at most."""
        return exact(self.total.scale)

    @property
    def n(self) -> str:
        """How many enterprises of the city count."""
        return self.count(self.figures.city.count)

    @cached_property
    def _called(self) -> dict[str, Text]:
        """What reports call dimensions that speak plainly to who answers."""
        known = narratives(self.city.questionnaire.id)
        return dict(known.dimensions) if known else {}

    def dimension(self, measure: Measure) -> str:
        """The name of a dimension as a document of a public body has it."""
        return self.text(self._called.get(measure.id, measure.title))

    def stages(self) -> str:
        """Which assessments count."""
        return self.say(f"bulletin.stages_{self.figures.stages}")

    def source(self, *, every_year: bool = False) -> Paragraph:
        """What stands below every table and picture: of the year, or of all that are told."""
        asked, last = self.city.questionnaire, self.figures.year
        first = self.years[0].year if every_year else last
        note = self.say(
            "bulletin.source_note",
            year=last if first == last else f"{first}–{last}",
            stages=self.stages(),
            day=self.day(self.as_of),
            questionnaire=asked.title,
            edition=asked.edition,
        )
        return Paragraph(note, "note")

    def dimensions_of(self, row: FigureRow) -> list[tuple[float, Measure]]:
        """The dimensions whose mean may be seen, the highest first."""
        found = [(mean, part) for part in self.parts if (mean := mean_of(row, part)) is not None]
        return sorted(found, key=lambda each: -each[0])

    def totals(self, rows: Iterable[FigureRow]) -> list[Pair]:
        """The rows whose mean total may be seen."""
        found = ((mean_of(row, self.total), self.row_title(row)) for row in rows)
        return [(mean, name) for mean, name in found if mean is not None]

    def ends(self, pairs: Sequence[Pair]) -> BothEnds | None:
        """The highest and the lowest; None where there is nothing to compare."""
        if len({one_decimal(mean) for mean, _ in pairs}) < 2:  # noqa: PLR2004  (two ends)
            return None
        best, worst = max(pairs)[0], min(pairs)[0]
        return BothEnds(len(pairs), self._at(pairs, best), best, self._at(pairs, worst), worst)

    def _at(self, pairs: Sequence[Pair], mean: float) -> str:
        """All that read the same as the mean."""
        return self.listed(name for each, name in pairs if one_decimal(each) == one_decimal(mean))

    def ends_of(self, row: FigureRow) -> BothEnds | None:
        """The same of the dimensions of a row."""
        return self.ends([(mean, self.dimension(part)) for mean, part in self.dimensions_of(row)])

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
        most = max((share for _, share in left), key=_weight)
        levels = [self.level_title(level) for level, share in left if share == most]
        share = self.share(most)
        if len(levels) > 1:
            share = self.say("bulletin.each_share", share=share)
        return levels, share

    def level_of(self, row: FigureRow) -> str:
        """The same in a cell."""
        found = self.most_common(row)
        if found is None:
            return self.say("city.hidden")
        return self.say("bulletin.level_with_share", level=self.listed(found[0]), share=found[1])

    def all_quoted(self, names: Iterable[str]) -> str:
        """Names in quotation marks, side by side."""
        return self.listed(map(self.quoted, names))

    def moved(self, before: float, now: float) -> str:
        """How far something has moved, by the figures as they are shown."""
        by = round(float(one_decimal(now)) - float(one_decimal(before)), 1)
        key = "up" if by > 0 else "down" if by < 0 else "none"
        return self.say(f"bulletin.change_{key}", by=one_decimal(abs(by)))


def mean_of(row: FigureRow, measure: Measure) -> float | None:
    """A mean that may be seen."""
    mean = row.means.get(measure.id)
    return None if mean is None or isinstance(mean, Hidden) else mean


def leading(found: Sequence[T], most: int, of: Callable[[T], float]) -> list[T]:
    """The first of what is sorted: ``most`` of them, fewer where the next one is like the last.

    Where even the first are more than ``most`` alike, all of these.
    """
    if len(found) <= most or of(found[most]) != of(found[most - 1]):
        return list(found[:most])
    alike = of(found[most])
    before = [each for each in found[:most] if of(each) != alike]
    return before or [each for each in found if of(each) == alike]


def is_seen(row: FigureRow) -> bool:
    """Whether anything of a row may be seen."""
    every = (row.count, row.levels, *row.means.values())
    return not all(isinstance(each, Hidden) for each in every)


def seen_rows(figures: CityFigures, table: str) -> tuple[FigureRow, ...]:
    """Those of the rows of a table of which something may be seen."""
    rows: tuple[FigureRow, ...] = getattr(figures, table)
    return tuple(filter(is_seen, rows))


def _weight(share: Share) -> int:
    return share.percent
