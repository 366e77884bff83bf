"""City figures as plain tables: what the page shows below its pictures and the workbook holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from aggregates.coarse import CountRange, Share
from aggregates.figures import CityFigures, FigureRow, Hidden, Legend
from i18n import Lang, Text, exact, say
from scoring.scorecard import Level
from wording.tables import Column, Notes, Table, Value

Parts = Literal["all", "means", "levels"]

ROWS: Mapping[str, Callable[[CityFigures], tuple[FigureRow, ...]]] = {
    "sectors": lambda figures: (figures.city, *figures.sectors),
    "divisions": lambda figures: figures.divisions,
    "districts": lambda figures: (figures.city, *figures.districts),
}
NAME, WORDS, FIGURE = 30.0, 14.0, 13.0  # widths in digits


def tables(
    figures: CityFigures, years: Sequence[CityFigures], as_of: date, lang: Lang
) -> tuple[Table, ...]:
    """Levels of the city; then sectors, divisions, districts, years with all that may be seen."""
    return (
        levels_table(figures, as_of, lang),
        *(rows_table(figures, name, as_of, lang) for name in ROWS),
        years_table(years, as_of, lang),
    )


def levels_table(figures: CityFigures, as_of: date, lang: Lang) -> Table:
    """The share of each level in the whole city."""
    shares = figures.city.levels
    return Table(
        name=say("city.levels", lang),
        title=say("city.levels_title", lang, year=figures.year),
        notes=(*marks(figures, lang), source(figures, figures.city, as_of, lang)),
        columns=(
            Column(say("city.level", lang), width=NAME),
            Column(say("city.share", lang), say("city.share_unit", lang), WORDS),
        ),
        rows=tuple(
            (
                level_title(level, lang),
                say("city.hidden", lang)
                if isinstance(shares, Hidden)
                else share_said(shares[place], lang),
            )
            for place, level in enumerate(figures.legend.levels)
        ),
    )


def rows_table(
    figures: CityFigures, name: str, as_of: date, lang: Lang, parts: Parts = "all"
) -> Table:
    """A line for each row of ``ROWS[name]``: how many, the total; its parts, the levels or both."""
    legend = replace(
        figures.legend,
        measures=figures.legend.measures[: 1 if parts == "levels" else None],
        levels=() if parts == "means" else figures.legend.levels,
    )
    return Table(
        name=say(f"city.{name}", lang),
        title=say(f"city.{name}_title", lang, year=figures.year),
        notes=(*marks(figures, lang), source(figures, figures.city, as_of, lang)),
        columns=_columns(say(f"city.{name}", lang), legend, lang),
        rows=_lines(legend, ROWS[name](figures), lang),
    )


def years_table(years: Sequence[CityFigures], as_of: date, lang: Lang) -> Table:
    """A line for the whole city in each of ``years``."""
    marked = dict.fromkeys(mark for figures in years for mark in marks(figures, lang))
    stages = stages_said(years[-1], lang)
    return Table(
        name=say("city.years", lang),
        title=say("city.years_title", lang),
        notes=(*marked, say("city.source_years", lang, stages=stages, day=as_of.isoformat())),
        columns=_columns(say("city.years", lang), years[-1].legend, lang),
        rows=_lines(years[-1].legend, year_rows(years), lang),
    )


def year_rows(years: Sequence[CityFigures]) -> tuple[FigureRow, ...]:
    """The city's row of each year, named after it."""
    titles = (
        Text(zh=say("city.year", "zh", year=each.year), en=say("city.year", "en", year=each.year))
        for each in years
    )
    return tuple(replace(each.city, title=title) for each, title in zip(years, titles, strict=True))


def notes(figures: CityFigures, as_of: date, method: tuple[str, str, str], lang: Lang) -> Notes:
    """How to read the tables; ``method`` is questionnaire, rubric and its version."""
    questionnaire, rubric, version = method
    said = {
        "synthetic": say("city.synthetic", lang) if figures.synthetic else "",
        "claimed": say("city.claimed", lang) if figures.stages == "submitted" else "",
        "source": say("city.source_about", lang, stages=stages_said(figures, lang)),
        "method": say(
            "city.method_about", lang, questionnaire=questionnaire, rubric=rubric, version=version
        ),
        "date": say("city.date_about", lang, year=figures.year, day=as_of.isoformat()),
        "renewal": say("city.about_renewal", lang, threshold=figures.threshold),
        "count": say("city.count_about", lang, n=count_said(figures.city.count, lang)),
        "threshold": say("city.threshold_about", lang, threshold=figures.threshold),
        "hidden": say("city.hidden_about", lang, threshold=figures.threshold),
        "mean": say("city.mean_about", lang),
        "share": say("city.share_about", lang),
        "warning": say("city.warning_about", lang),
    }
    entries = ((say(f"city.{key}_word", lang), text) for key, text in said.items() if text)
    return Notes(say("city.notes", lang), say("city.notes_title", lang), tuple(entries))


def source(figures: CityFigures, row: FigureRow, as_of: date, lang: Lang) -> str:
    """What stands beside every figure: n, which assessments, which year, as of when."""
    return say(
        "city.source",
        lang,
        n=count_said(row.count, lang),
        stages=stages_said(figures, lang),
        year=figures.year,
        day=as_of.isoformat(),
    )


def stages_said(figures: CityFigures, lang: Lang) -> str:
    """Which assessments count, in words."""
    return say(f"city.stages_{figures.stages}", lang)


def row_title(row: FigureRow, lang: Lang) -> str:
    """The row's name; a division with its two digits."""
    title = row.title.to(lang)
    return f"{row.id} {title}" if len(row.id) == 2 and row.id.isdigit() else title  # noqa: PLR2004  (a division's code)


def level_title(level: Level, lang: Lang) -> str:
    """The rung with its number; below the first one it has none."""
    name = level.name.to(lang)
    return say("city.rung", lang, number=level.number, name=name) if level.number else name


def count_said(count: CountRange | Hidden, lang: Lang) -> str:
    """How many enterprises, as far as it is told."""
    return say("city.hidden", lang) if isinstance(count, Hidden) else f"{count.low}–{count.high}"


def share_said(share: Share, lang: Lang) -> str:
    """A share to its step: about 35 %, or less than the step."""
    if share.percent == 0:
        return say("city.share_below", lang, step=share.step)
    return say("city.share_about_value", lang, percent=share.percent)


def _columns(first: str, legend: Legend, lang: Lang) -> tuple[Column, ...]:
    return (
        Column(first, width=NAME),
        Column(say("city.count", lang), say("city.count_unit", lang), WORDS),
        *(
            Column(
                measure.title.to(lang),
                say("city.points_unit", lang, scale=exact(measure.scale)),
                FIGURE,
                "0.0",
            )
            for measure in legend.measures
        ),
        *(
            Column(level_title(level, lang), say("city.share_unit", lang), WORDS)
            for level in legend.levels
        ),
    )


def _lines(legend: Legend, rows: Sequence[FigureRow], lang: Lang) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (
            row_title(row, lang),
            count_said(row.count, lang),
            *(_mean(row.means[measure.id], lang) for measure in legend.measures),
            *_levels(row, len(legend.levels), lang),
        )
        for row in rows
    )


def _levels(row: FigureRow, shown: int, lang: Lang) -> tuple[Value, ...]:
    if isinstance(row.levels, Hidden):
        return (say("city.hidden", lang),) * shown
    return tuple(share_said(share, lang) for share in row.levels[:shown])


def _mean(mean: float | Hidden, lang: Lang) -> Value:
    return say("city.hidden", lang) if isinstance(mean, Hidden) else mean


def marks(figures: CityFigures, lang: Lang) -> tuple[str, ...]:
    """What has to stand beside every figure: that it is made up, that it is not verified."""
    made_up = [say("city.synthetic", lang)] if figures.synthetic else []
    claimed = [say("city.claimed", lang)] if figures.stages == "submitted" else []
    return (*made_up, *claimed)
