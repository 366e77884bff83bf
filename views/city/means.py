"""Mean scores as cells (rows by dimensions), as bars of one row, and as bars of the totals."""

from collections.abc import Sequence

import plotly.graph_objects as go

from aggregates.figures import FigureRow, Hidden, Measure
from i18n import exact, one_decimal
from services.city_tables import CityVoice
from views.city.cells import CellRow, CityCell, cell_map
from views.city.drawing import MORE_ROOM, CityBar, bars
from views.city.reading import read_profile
from views.city.shown import CityPicture, ShownCity, draw_picture


def mean_cells(said: CityVoice, rows: Sequence[FigureRow]) -> go.Figure:
    """A cell for each row and dimension: the darker, the more points."""
    parts = said.figures.legend.measures[1:]
    return cell_map(
        [said.text(part.title) for part in parts],
        [
            CellRow(
                row.id,
                said.row_title(row),
                n_of(said, row),
                tuple(mean_cell(said, row.means[part.id], part) for part in parts),
            )
            for row in rows
        ],
    )


def mean_cell(said: CityVoice, mean: float | Hidden, measure: Measure) -> CityCell:
    """A mean, placed on its scale."""
    if isinstance(mean, Hidden):
        return CityCell(None, said.hidden)
    return CityCell((mean - measure.start) / measure.span, one_decimal(mean))


def total_bars(said: CityVoice, rows: Sequence[FigureRow]) -> go.Figure:
    """A bar a row with its mean total and how many it is the mean of."""
    total = said.figures.legend.measures[0]
    told = [(row, row.means[total.id]) for row in rows]
    return bars(
        [
            CityBar(row.id, said.row_title(row), None if isinstance(mean, Hidden) else mean,
                    mean_words(said, row, mean))
            for row, mean in told
        ],
        said.say("city.points_axis", scale=exact(total.scale)),
        room=MORE_ROOM,
    )  # fmt: skip


def draw_profile(shown: ShownCity) -> None:
    """The row's mean in every dimension; beside another row's the whole city's."""
    said, row, city = shown.said, shown.row, shown.figures.city
    measures = shown.figures.legend.measures
    told = [(each, row.means[each.id], city.means[each.id]) for each in measures]
    seen = any(not isinstance(mean, Hidden) for _, mean, _ in told)
    rows = [
        CityBar(
            each.id,
            said.text(each.title),
            None if isinstance(mean, Hidden) else mean,
            said.mean(mean),
            None if isinstance(whole, Hidden) or not shown.is_part else whole,
        )
        for each, mean, whole in told
    ]
    axis = said.say("city.points_axis", scale=exact(measures[0].scale))
    marks = shown.whole if shown.is_part else ""
    drawn = bars(rows, axis, marks=marks) if seen else None
    draw_picture(
        shown,
        CityPicture("profile", said.profile_table(row), read_profile(said, row), drawn, wide=False),
    )


def mean_words(said: CityVoice, row: FigureRow, mean: float | Hidden) -> str:
    """The mean with how many it is the mean of, or that it is hidden."""
    if isinstance(mean, Hidden):
        return said.hidden
    return said.say("city.mean_of", mean=one_decimal(mean), n=said.count(row.count))


def n_of(said: CityVoice, row: FigureRow) -> str:
    """How many the row counts, where that may be said."""
    return "" if isinstance(row.count, Hidden) else said.say("city.n", n=said.count(row.count))
