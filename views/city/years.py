"""How the row that is looked at has moved: all enterprises, the same ones, the same mix."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from aggregates.figures import CityFigures, FigureRow, Hidden
from aggregates.subject_mix import ADJUSTED, HIGH, LOW
from aggregates.subject_panel import BEFORE, NOW
from aggregates.subjects import MIX, PANEL, SUBJECTS
from i18n import exact, one_decimal, text_of
from reports.svg import FAINT, OWN, PEERS
from services.city_tables import CityVoice
from views.city.breaks import break_lines, draw_breaks
from views.city.lines import YearLine, year_lines
from views.city.means import n_of
from views.city.reading import read_moved
from views.city.shown import CityPicture, ShownCity, draw_picture, opened, row_of
from views.session import language, t

MORE = 2  # years from which there is something to compare


def draw_years(shown: ShownCity) -> None:
    """Lines over the years; then the same enterprises, and the mean with the first year's mix."""
    said, total = shown.said, shown.figures.legend.measures[0]
    rows = _rows(shown, shown.view.history)
    panel = _rows(shown, shown.view.subjects.get(PANEL, ()))
    panel = [(year, row) for year, row in panel if _mean(row, NOW) is not None]
    adjusted = _rows(shown, shown.view.subjects.get(MIX, ()))
    adjusted = [(year, row) for year, row in adjusted if _mean(row, ADJUSTED) is not None]
    everybody = [(year, _mean(row, total.id)) for year, row in rows]
    named = tuple(replace(row, title=text_of("city.year", year=year)) for year, row in rows)
    lines = [YearLine(t("city_trend.total"), OWN, "solid", everybody)]
    lines += [
        YearLine(
            SUBJECTS[PANEL].title.to(language()), PEERS, "dash",
            ((year - 1, _mean(row, BEFORE)), (year, _mean(row, NOW))),
        )
        for year, row in panel
    ]  # fmt: skip
    if len(adjusted) >= MORE and not shown.is_part:
        lines.append(
            YearLine(
                t("city_trend.adjusted"), FAINT, "dot",
                [(year, _mean(row, ADJUSTED)) for year, row in adjusted],
                [(_mean(row, LOW) or 0.0, _mean(row, HIGH) or 0.0) for _, row in adjusted],
            )
        )  # fmt: skip
    lines += break_lines(shown)
    picture = CityPicture(
        name="years",
        table=said.years_table(named, shown.row),
        reading=read_years(said, named),
        drawn=year_lines(
            lines,
            said.say("city.points_axis", scale=exact(total.scale)),
            _counts(shown, rows),
        ),
    )
    draw_picture(shown, picture)
    draw_breaks(shown)
    told = {PANEL: read_panel} if shown.is_part else {PANEL: read_panel, MIX: read_adjusted}
    for subject, reading in told.items():
        title = t(
            f"dashboard.{subject}_title",
            year=shown.figures.year,
            row=(shown.of(subject) or shown).row.title,
        )
        found = opened(shown, subject, title)
        if found is not None:
            measures = found.figures.legend.measures
            table = found.said.measures_table(t("dashboard.view_years"), title, found.row, measures)
            read = reading(found.said, found.row)
            draw_picture(found, CityPicture(subject, table, read, headed=False))


def _counts(shown: ShownCity, rows: Sequence[tuple[int, FigureRow]]) -> Mapping[int, str]:
    """How many count in each year; where nobody does under this version, under another one."""
    others = chain.from_iterable(_rows(shown, each) for each in shown.view.earlier.values())
    return {year: n_of(shown.said, row) for year, row in (*others, *rows)}


def _rows(shown: ShownCity, history: Sequence[CityFigures]) -> list[tuple[int, FigureRow]]:
    """The row that is looked at, in every year that has it."""
    found = ((each.year, row_of(each, shown.row.id)) for each in history)
    return [(year, row) for year, row in found if row is not None]


def _mean(row: FigureRow, measure: str) -> float | None:
    mean = row.means[measure]
    return None if isinstance(mean, Hidden) else mean


def read_years(said: CityVoice, rows: Sequence[FigureRow]) -> str:
    """How the mean total has moved from the first year that is seen to the last one."""
    total = said.figures.legend.measures[0].id
    seen = [
        (said.row_title(row), mean)
        for row in rows
        if not isinstance(mean := row.means[total], Hidden)
    ]
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return said.say("city.read_years_hidden")
    (first, before), (last, now) = seen[0], seen[-1]
    return said.say(
        "city.read_years", first=first, before=one_decimal(before), last=last, now=one_decimal(now)
    )


def read_panel(said: CityVoice, row: FigureRow) -> str:
    """How far the same enterprises have come in a year."""
    return read_moved(said, "panel", row, BEFORE, NOW)


def read_adjusted(said: CityVoice, row: FigureRow) -> str:
    """What of a change is left once the mix is that of the first year."""
    plain, adjusted, low, high, covered = (
        row.means[measure.id] for measure in said.figures.legend.measures
    )
    if said.figures.year == said.years[0].year:
        return said.say("dashboard.read_adjusted_first", year=said.figures.year)
    if isinstance(plain, Hidden) or isinstance(adjusted, Hidden):
        return said.say("dashboard.read_adjusted_hidden")
    return said.say(
        "dashboard.read_adjusted",
        first=said.years[0].year,
        year=said.figures.year,
        plain=one_decimal(plain),
        adjusted=one_decimal(adjusted),
        low=said.mean(low),
        high=said.mean(high),
        covered=said.mean(covered).removesuffix(".0"),
    )
