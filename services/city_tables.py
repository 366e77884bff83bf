"""City figures as plain tables: what the page shows below its pictures and the workbook holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from aggregates.coarse import CountRange, Share
from aggregates.figures import CityFigures, FigureRow, Hidden, Legend
from i18n import exact, text_of
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


def tables(
    voice: Voice, figures: CityFigures, years: Sequence[CityFigures], as_of: date
) -> tuple[SheetTable, ...]:
    """Levels of the city; then sectors, divisions, districts, years with all that may be seen."""
    return (
        levels_table(voice, figures, as_of),
        *(rows_table(voice, figures, name, as_of) for name in ROWS),
        years_table(voice, years, as_of),
    )


def levels_table(voice: Voice, figures: CityFigures, as_of: date) -> SheetTable:
    """The share of each level in the whole city."""
    shares = figures.city.levels
    return SheetTable(
        name=voice.say("city.levels"),
        title=voice.say("city.levels_title", year=figures.year),
        notes=(*marks(voice, figures), source(voice, figures, figures.city, as_of)),
        columns=(
            SheetColumn(voice.say("city.level"), width=NAME),
            SheetColumn(voice.say("city.share"), voice.say("city.share_unit"), WORDS),
        ),
        rows=tuple(
            (
                level_title(voice, level),
                voice.say("city.hidden")
                if isinstance(shares, Hidden)
                else share_said(voice, shares[place]),
            )
            for place, level in enumerate(figures.legend.levels)
        ),
    )


def rows_table(
    voice: Voice, figures: CityFigures, name: str, as_of: date, parts: Parts = "all"
) -> SheetTable:
    """A line for each row of ``ROWS[name]``: how many, the total; its parts, the levels or both."""
    legend = replace(
        figures.legend,
        measures=figures.legend.measures[: 1 if parts == "levels" else None],
        levels=() if parts == "means" else figures.legend.levels,
    )
    return SheetTable(
        name=voice.say(f"city.{name}"),
        title=voice.say(f"city.{name}_title", year=figures.year),
        notes=(*marks(voice, figures), source(voice, figures, figures.city, as_of)),
        columns=_columns(voice, voice.say(f"city.{name}"), legend),
        rows=_lines(voice, legend, ROWS[name](figures)),
    )


def years_table(voice: Voice, years: Sequence[CityFigures], as_of: date) -> SheetTable:
    """A line for the whole city in each of ``years``."""
    marked = dict.fromkeys(mark for figures in years for mark in marks(voice, figures))
    stages = stages_said(voice, years[-1])
    return SheetTable(
        name=voice.say("city.years"),
        title=voice.say("city.years_title"),
        notes=(*marked, voice.say("city.source_years", stages=stages, day=as_of.isoformat())),
        columns=_columns(voice, voice.say("city.years"), years[-1].legend),
        rows=_lines(voice, years[-1].legend, year_rows(years)),
    )


def year_rows(years: Sequence[CityFigures]) -> tuple[FigureRow, ...]:
    """The city's row of each year, named after it."""
    return tuple(replace(each.city, title=text_of("city.year", year=each.year)) for each in years)


def notes(voice: Voice, figures: CityFigures, as_of: date, method: tuple[str, str, str]) -> Notes:
    """How to read the tables; ``method`` is questionnaire, rubric and its version."""
    questionnaire, rubric, version = method
    said = {
        "synthetic": voice.say("city.synthetic") if figures.synthetic else "",
        "claimed": voice.say("city.claimed") if figures.stages == "submitted" else "",
        "source": voice.say("city.source_about", stages=stages_said(voice, figures)),
        "method": voice.say(
            "city.method_about", questionnaire=questionnaire, rubric=rubric, version=version
        ),
        "date": voice.say("city.date_about", year=figures.year, day=as_of.isoformat()),
        "renewal": voice.say("city.about_renewal", threshold=figures.threshold),
        "count": voice.say("city.count_about", n=count_said(voice, figures.city.count)),
        "threshold": voice.say("city.threshold_about", threshold=figures.threshold),
        "hidden": voice.say("city.hidden_about", threshold=figures.threshold),
        "mean": voice.say("city.mean_about"),
        "share": voice.say("city.share_about"),
        "warning": voice.say("city.warning_about"),
    }
    entries = ((voice.say(f"city.{key}_word"), text) for key, text in said.items() if text)
    return Notes(voice.say("city.notes"), voice.say("city.notes_title"), tuple(entries))


def source(voice: Voice, figures: CityFigures, row: FigureRow, as_of: date) -> str:
    """What stands beside every figure: n, which assessments, which year, as of when."""
    return voice.say(
        "city.source",
        n=count_said(voice, row.count),
        stages=stages_said(voice, figures),
        year=figures.year,
        day=as_of.isoformat(),
    )


def stages_said(voice: Voice, figures: CityFigures) -> str:
    """Which assessments count, in words."""
    return voice.say(f"city.stages_{figures.stages}")


def row_title(voice: Voice, row: FigureRow) -> str:
    """The row's name; a division with its two digits."""
    title = voice.text(row.title)
    return f"{row.id} {title}" if len(row.id) == 2 and row.id.isdigit() else title  # noqa: PLR2004  (a division's code)


def level_title(voice: Voice, level: Level) -> str:
    """The rung with its number; below the first one it has none."""
    name = voice.text(level.name)
    return voice.say("city.rung", number=level.number, name=name) if level.number else name


def count_said(voice: Voice, count: CountRange | Hidden) -> str:
    """How many enterprises, as far as it is told."""
    return voice.say("city.hidden") if isinstance(count, Hidden) else f"{count.low}–{count.high}"


def share_said(voice: Voice, share: Share) -> str:
    """A share to its step: about 35 %, or less than the step."""
    if share.percent == 0:
        return voice.say("city.share_below", step=share.step)
    return voice.say("city.share_about_value", percent=share.percent)


def _columns(voice: Voice, first: str, legend: Legend) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(first, width=NAME),
        SheetColumn(voice.say("city.count"), voice.say("city.count_unit"), WORDS),
        *(
            SheetColumn(
                voice.text(measure.title),
                voice.say("city.points_unit", scale=exact(measure.scale)),
                FIGURE,
                "0.0",
            )
            for measure in legend.measures
        ),
        *(
            SheetColumn(level_title(voice, level), voice.say("city.share_unit"), WORDS)
            for level in legend.levels
        ),
    )


def _lines(
    voice: Voice, legend: Legend, rows: Sequence[FigureRow]
) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (
            row_title(voice, row),
            count_said(voice, row.count),
            *(_mean(voice, row.means[measure.id]) for measure in legend.measures),
            *_levels(voice, row, len(legend.levels)),
        )
        for row in rows
    )


def _levels(voice: Voice, row: FigureRow, shown: int) -> tuple[Value, ...]:
    if isinstance(row.levels, Hidden):
        return (voice.say("city.hidden"),) * shown
    return tuple(share_said(voice, share) for share in row.levels[:shown])


def _mean(voice: Voice, mean: float | Hidden) -> Value:
    return voice.say("city.hidden") if isinstance(mean, Hidden) else mean


def marks(voice: Voice, figures: CityFigures) -> tuple[str, ...]:
    """What has to stand beside every figure: that it is made up, that it is not verified."""
    made_up = [voice.say("city.synthetic")] if figures.synthetic else []
    claimed = [voice.say("city.claimed")] if figures.stages == "submitted" else []
    return (*made_up, *claimed)
