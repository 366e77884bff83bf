"""How a bulletin says figures, in one language: names, means, ends, and where they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from aggregates.figures import CityFigures, FigureRow, Hidden, Measure
from i18n import Text, exact, one_decimal
from reports.narratives.reader import narratives
from reports.report import Paragraph
from services.bulletin.content import PublishedCity
from services.city_standing import BothEnds
from services.city_tables import CityVoice
from wording.voice import Voice

T = TypeVar("T")


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

    def ends_of(self, row: FigureRow) -> BothEnds | None:
        """The same of the dimensions of a row."""
        return self.ends([(mean, self.dimension(part)) for mean, part in self.dimensions_of(row)])

    def level_of(self, row: FigureRow) -> str:
        """The same in a cell."""
        found = self.most_common(row)
        if found is None:
            return self.say("city.hidden")
        return self.say("bulletin.level_with_share", level=self.listed(found[0]), share=found[1])

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
