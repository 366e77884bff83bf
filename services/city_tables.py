"""City figures as plain tables: what the page shows below its pictures and the workbook holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aggregates.figures import CityFigures, FigureRow, Hidden, Legend, Measure
from i18n import Text, exact, text_of
from services.city_standing import CityStanding
from wording.tables import Notes, SheetColumn, SheetTable, Value

Parts = Literal["all", "total", "means", "levels"]

ROWS: Mapping[str, Callable[[CityFigures], tuple[FigureRow, ...]]] = {
    "sectors": lambda figures: (figures.city, *figures.sectors),
    "divisions": lambda figures: figures.divisions,
    "districts": lambda figures: (figures.city, *figures.districts),
    "sizes": lambda figures: (figures.city, *figures.sizes),
}
NAME, WORDS, FIGURE = 30.0, 14.0, 13.0  # widths in digits


@dataclass(frozen=True)
class CityVoice(CityStanding):
    """Says the figures of a city as tables: one year in full, and the total of each year."""

    def tables(self) -> tuple[SheetTable, ...]:
        """Levels; then sectors, divisions, districts, sizes, years with all that may be seen."""
        return (self.levels_table(), *map(self.rows_table, ROWS), self.years_table())

    def levels_table(self, row: FigureRow | None = None, title: str = "") -> SheetTable:
        """The share of each level in ``row`` (the city's), and in the city beside another row."""
        levels, city = self.figures.legend.levels, self.figures.city
        rows = self._beside_city(row or city)
        shares = [self._shares(each, len(levels)) for each in rows]
        return SheetTable(
            name=self.say("city.levels"),
            title=title or self.say("city.levels_title", year=self.figures.year, row=rows[0].title),
            notes=self._beside(rows[0]),
            columns=(
                SheetColumn(self.say("city.level"), width=NAME),
                *(
                    SheetColumn(self._share_title(each), self.say("city.share_unit"), WORDS)
                    for each in rows
                ),
            ),
            rows=tuple(zip(map(self.level_title, levels), *shares, strict=True)),
        )

    def profile_table(self, row: FigureRow) -> SheetTable:
        """A line a measure: the mean of ``row``, and the city's beside that of another row."""
        rows = self._beside_city(row)
        return SheetTable(
            name=self.say("city.profile"),
            title=self.say("city.profile_title", year=self.figures.year, row=row.title),
            notes=self._beside(row),
            columns=(
                SheetColumn(self.say("city.measure"), width=NAME),
                *(
                    SheetColumn(self.row_title(each), self.say("city.points"), FIGURE, "0.0")
                    for each in rows
                ),
            ),
            rows=tuple(
                (self.text(measure.title), *(self._mean(each.means[measure.id]) for each in rows))
                for measure in self.figures.legend.measures
            ),
        )

    def measures_table(
        self, name: str, title: str, row: FigureRow, measures: Sequence[Measure]
    ) -> SheetTable:
        """A line a measure, which may be of different kinds: what it is in ``row``, of how many.

        Beside another row what it is in the whole city.
        """
        rows = self._beside_city(row)
        return SheetTable(
            name=name,
            title=title,
            notes=self._beside(row),
            columns=(
                SheetColumn(self.say("city.what"), width=NAME),
                SheetColumn(self.row_title(row), width=WORDS),
                SheetColumn(self.say("city.count"), self.say("city.count_unit"), WORDS),
                *(SheetColumn(self.row_title(each), width=WORDS) for each in rows[1:]),
            ),
            rows=tuple(
                (
                    self.text(each.title),
                    self.measured(each, row.means[each.id]),
                    self.count(row.asked[each.id]),
                    *(self.measured(each, other.means[each.id]) for other in rows[1:]),
                )
                for each in measures
            ),
        )

    def cells_table(
        self, name: str, title: str, rows: Sequence[FigureRow], measures: Sequence[Measure]
    ) -> SheetTable:
        """A line a row, a column a measure, which may be of different kinds."""
        return SheetTable(
            name=self.say(f"city.{name}"),
            title=title,
            notes=self._beside(rows[0]),
            columns=(
                SheetColumn(self.say(f"city.{name}"), width=NAME),
                SheetColumn(self.say("city.count"), self.say("city.count_unit"), WORDS),
                *(SheetColumn(self.text(each.title), width=WORDS) for each in measures),
            ),
            rows=tuple(
                (
                    self.row_title(row),
                    self.count(row.count),
                    *(self.measured(each, row.means[each.id]) for each in measures),
                )
                for row in rows
            ),
        )

    def rows_table(
        self,
        name: str,
        parts: Parts = "all",
        rows: Sequence[FigureRow] | None = None,
        title: str = "",
    ) -> SheetTable:
        """A line for each of ``rows`` (those of ``ROWS[name]``): count, total; its other parts."""
        legend = self.figures.legend
        legend = replace(
            legend,
            measures=legend.measures[: 1 if parts in ("levels", "total") else None],
            levels=() if parts in ("means", "total") else legend.levels,
        )
        return SheetTable(
            name=self.say(f"city.{name}"),
            title=title or self.say(f"city.{name}_title", year=self.figures.year),
            notes=self._beside(rows[0] if rows else None),
            columns=self._columns(self.say(f"city.{name}"), legend),
            rows=self._lines(legend, ROWS[name](self.figures) if rows is None else rows),
        )

    def years_table(
        self, rows: Sequence[FigureRow] | None = None, of: FigureRow | None = None
    ) -> SheetTable:
        """A line for the whole city (or the row ``of``, as ``rows``) in each of the years."""
        marked = dict.fromkeys(mark for year in self.years for mark in self.marks(year))
        stages, legend = self.stages_of(self.years[-1]), self.years[-1].legend
        title = (of or self.figures.city).title
        return SheetTable(
            name=self.say("city.years"),
            title=self.say("city.years_title", row=title),
            notes=(
                *marked,
                self.say("city.source_years", stages=stages, day=self.as_of.isoformat()),
            ),
            columns=self._columns(self.say("city.years"), legend),
            rows=self._lines(legend, self.year_rows if rows is None else rows),
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
            "source": self.say("city.source_about", stages=self.stages_of(figures)),
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

    def _beside_city(self, row: FigureRow) -> tuple[FigureRow, ...]:
        city = self.figures.city
        return (row,) if row.id == city.id else (row, city)

    def _share_title(self, row: FigureRow) -> str:
        if row.id == self.figures.city.id:
            return self.say("city.share")
        return self.row_title(row)

    def _beside(self, row: FigureRow | None = None) -> tuple[str, ...]:
        """The marks; then n (of the city or a row), which assessments, which year, as of when."""
        count = (row or self.figures.city).count
        source = self.say(
            "city.source_hidden" if isinstance(count, Hidden) else "city.source",
            n=self.count(count),
            stages=self.stages_of(self.figures),
            year=self.figures.year,
            day=self.as_of.isoformat(),
        )
        return (*self.marks(self.figures), source)

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
            return (self.hidden,) * shown
        return tuple(self.share(share) for share in row.levels[:shown])

    def _mean(self, mean: float | Hidden) -> Value:
        return self.hidden if isinstance(mean, Hidden) else mean
