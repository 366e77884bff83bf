"""City figures as plain tables: what the page shows below its pictures and the workbook holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from aggregates.coarse import CountRange, Share
from aggregates.figures import CityFigures, FigureRow, Hidden, Legend
from i18n import Text, exact, text_of
from scoring.scorecard import Level
from wording.tables import Notes, SheetColumn, SheetTable, Value
from wording.voice import Voice

Parts = Literal["all", "means", "levels"]

ROWS: Mapping[str, Callable[[CityFigures], tuple[FigureRow, ...]]] = {
    "sectors": lambda figures: (figures.city, *figures.sectors),
    "divisions": lambda figures: figures.divisions,
    "districts": lambda figures: (figures.city, *figures.districts),
}
NAME, WORDS, FIGURE = 30.0, 14.0, 13.0  # widths in digits


@dataclass(frozen=True)
class CityVoice(Voice):
    """Says the figures of a city: those of one year in full, and the total of each of ``years``."""

    figures: CityFigures
    years: Sequence[CityFigures]
    as_of: date

    def tables(self) -> tuple[SheetTable, ...]:
        """Levels; then sectors, divisions, districts, years with all that may be seen."""
        return (self.levels_table(), *map(self.rows_table, ROWS), self.years_table())

    def levels_table(self) -> SheetTable:
        """The share of each level in the whole city."""
        levels = self.figures.legend.levels
        return SheetTable(
            name=self.say("city.levels"),
            title=self.say("city.levels_title", year=self.figures.year),
            notes=self._beside(),
            columns=(
                SheetColumn(self.say("city.level"), width=NAME),
                SheetColumn(self.say("city.share"), self.say("city.share_unit"), WORDS),
            ),
            rows=tuple(
                zip(
                    map(self.level_title, levels),
                    self._shares(self.figures.city, len(levels)),
                    strict=True,
                )
            ),
        )

    def rows_table(self, name: str, parts: Parts = "all") -> SheetTable:
        """A line for each row of ``ROWS[name]``: count, total; its parts, the levels or both."""
        legend = self.figures.legend
        legend = replace(
            legend,
            measures=legend.measures[: 1 if parts == "levels" else None],
            levels=() if parts == "means" else legend.levels,
        )
        return SheetTable(
            name=self.say(f"city.{name}"),
            title=self.say(f"city.{name}_title", year=self.figures.year),
            notes=self._beside(),
            columns=self._columns(self.say(f"city.{name}"), legend),
            rows=self._lines(legend, ROWS[name](self.figures)),
        )

    def years_table(self) -> SheetTable:
        """A line for the whole city in each of the years."""
        marked = dict.fromkeys(mark for year in self.years for mark in self.marks(year))
        stages, legend = self._stages(self.years[-1]), self.years[-1].legend
        return SheetTable(
            name=self.say("city.years"),
            title=self.say("city.years_title"),
            notes=(
                *marked,
                self.say("city.source_years", stages=stages, day=self.as_of.isoformat()),
            ),
            columns=self._columns(self.say("city.years"), legend),
            rows=self._lines(legend, self.year_rows),
        )

    @property
    def year_rows(self) -> tuple[FigureRow, ...]:
        """The city's row of each year, named after it."""
        return tuple(
            replace(each.city, title=text_of("city.year", year=each.year)) for each in self.years
        )

    def notes(self, questionnaire: Text, rubric: Text, version: str) -> Notes:
        """How to read the tables: what was asked, how it was judged, what each word means."""
        figures = self.figures
        said = {
            "synthetic": self.say("city.synthetic") if figures.synthetic else "",
            "claimed": self.say("city.claimed") if figures.stages == "submitted" else "",
            "source": self.say("city.source_about", stages=self._stages(figures)),
            "method": self.say(
                "city.method_about", questionnaire=questionnaire, rubric=rubric, version=version
            ),
            "date": self.say("city.date_about", year=figures.year, day=self.as_of.isoformat()),
            "renewal": self.say("city.about_renewal", threshold=figures.threshold),
            "count": self.say("city.count_about", n=self.count(figures.city.count)),
            "threshold": self.say("city.threshold_about", threshold=figures.threshold),
            "hidden": self.say("city.hidden_about", threshold=figures.threshold),
            "mean": self.say("city.mean_about"),
            "share": self.say("city.share_about"),
            "warning": self.say("city.warning_about"),
        }
        entries = ((self.say(f"city.{key}_word"), text) for key, text in said.items() if text)
        return Notes(self.say("city.notes"), self.say("city.notes_title"), tuple(entries))

    def marks(self, figures: CityFigures) -> tuple[str, ...]:
        """What has to stand beside every figure: that it is made up, that it is not verified."""
        made_up = [self.say("city.synthetic")] if figures.synthetic else []
        claimed = [self.say("city.claimed")] if figures.stages == "submitted" else []
        return (*made_up, *claimed)

    def row_title(self, row: FigureRow) -> str:
        """The row's name; a division with its two digits."""
        title = self.text(row.title)
        return f"{row.id} {title}" if len(row.id) == 2 and row.id.isdigit() else title  # noqa: PLR2004  (a division's code)

    def level_title(self, level: Level) -> str:
        """The rung with its number; below the first one it has none."""
        name = self.text(level.name)
        return self.say("city.rung", number=level.number, name=name) if level.number else name

    def count(self, count: CountRange | Hidden) -> str:
        """How many enterprises, as far as it is told."""
        return self.say("city.hidden") if isinstance(count, Hidden) else f"{count.low}–{count.high}"

    def share(self, share: Share) -> str:
        """A share to its step: about 35 %, or less than the step."""
        if share.percent == 0:
            return self.say("city.share_below", step=share.step)
        return self.say("city.share_about_value", percent=share.percent)

    def _beside(self) -> tuple[str, ...]:
        """The marks; then n, which assessments, which year, as of when."""
        source = self.say(
            "city.source",
            n=self.count(self.figures.city.count),
            stages=self._stages(self.figures),
            year=self.figures.year,
            day=self.as_of.isoformat(),
        )
        return (*self.marks(self.figures), source)

    def _stages(self, figures: CityFigures) -> str:
        """Which assessments count, in words."""
        return self.say(f"city.stages_{figures.stages}")

    def _columns(self, first: str, legend: Legend) -> tuple[SheetColumn, ...]:
        return (
            SheetColumn(first, width=NAME),
            SheetColumn(self.say("city.count"), self.say("city.count_unit"), WORDS),
            *(
                SheetColumn(
                    self.text(measure.title),
                    self.say("city.points_unit", scale=exact(measure.scale)),
                    FIGURE,
                    "0.0",
                )
                for measure in legend.measures
            ),
            *(
                SheetColumn(self.level_title(level), self.say("city.share_unit"), WORDS)
                for level in legend.levels
            ),
        )

    def _lines(self, legend: Legend, rows: Sequence[FigureRow]) -> tuple[tuple[Value, ...], ...]:
        return tuple(
            (
                self.row_title(row),
                self.count(row.count),
                *(self._mean(row.means[measure.id]) for measure in legend.measures),
                *self._shares(row, len(legend.levels)),
            )
            for row in rows
        )

    def _shares(self, row: FigureRow, shown: int) -> tuple[Value, ...]:
        if isinstance(row.levels, Hidden):
            return (self.say("city.hidden"),) * shown
        return tuple(self.share(share) for share in row.levels[:shown])

    def _mean(self, mean: float | Hidden) -> Value:
        return self.say("city.hidden") if isinstance(mean, Hidden) else mean
