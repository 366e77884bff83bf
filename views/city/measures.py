"""Figures of any subject: the measures of one row as bars, rows by measures as cells."""

from collections.abc import Sequence
from itertools import product

import plotly.graph_objects as go

from aggregates.figures import FigureRow, Hidden, Measure
from services.city_tables import CityVoice
from views.city.cells import CellRow, CityCell, cell_map
from views.city.choosing import ROW
from views.city.drawing import CityBar, bars
from views.city.means import n_of
from views.city.shown import CityPicture, ShownCity, draw_picture, with_city

ACROSS = 9  # columns of cells that a phone has room for


def measure_bars(shown: ShownCity, measures: Sequence[Measure], axis: str) -> go.Figure | None:
    """A bar a measure of the row; beside a part the whole city's. None where all are hidden."""
    said, row, city = shown.said, shown.row, shown.figures.city
    if all(isinstance(row.means[each.id], Hidden) for each in measures):
        return None
    found = []
    for each in measures:
        mean, whole = row.means[each.id], city.means[each.id]
        value = None if isinstance(mean, Hidden) else mean
        mark = None if isinstance(whole, Hidden) or not shown.is_part else whole
        found.append(
            CityBar(each.id, said.text(each.title), value, said.measured(each, mean), mark)
        )
    return bars(found, axis, marks=shown.whole if shown.is_part else "")


def ranked(row: FigureRow, measures: Sequence[Measure], most: int) -> list[Measure]:
    """Those with the highest shown figures, the highest first."""
    found = [
        (mean, each) for each in measures if not isinstance(mean := row.means[each.id], Hidden)
    ]
    return [each for _, each in sorted(found, key=lambda pair: -pair[0])][:most]


def draw_cells(shown: ShownCity, name: str, title: str, measures: Sequence[Measure]) -> None:
    """The rows of a table by measures; nothing where all of them are hidden.

    The picture and its sentence have the first ``ACROSS`` of them, the table all.
    """
    said, figures = shown.said, shown.figures
    rows = with_city(figures.city, getattr(figures, name))
    seen = [
        (mean, row, each)
        for row, each in product(rows[1:], measures[:ACROSS])
        if not isinstance(mean := row.means[each.id], Hidden)
    ]
    if not seen:
        return
    _, row, most = max(seen, key=lambda each: each[0])
    picture = CityPicture(
        name=f"{name}_{measures[0].id}",
        table=said.cells_table(name, title, rows, measures),
        reading=said.say(
            "dashboard.read_cells_most",
            row=said.row_title(row),
            measure=most.title,
            value=said.measured(most, row.means[most.id]),
        ),
        drawn=_cells(said, rows, measures[:ACROSS]),
        picks=ROW,
    )
    draw_picture(shown, picture)


def _cells(said: CityVoice, rows: Sequence[FigureRow], measures: Sequence[Measure]) -> go.Figure:
    return cell_map(
        [said.text(each.title) for each in measures],
        [
            CellRow(
                row.id,
                said.row_title(row),
                n_of(said, row),
                tuple(_cell(said, each, row.means[each.id]) for each in measures),
            )
            for row in rows
        ],
    )


def _cell(said: CityVoice, measure: Measure, mean: float | Hidden) -> CityCell:
    if isinstance(mean, Hidden):
        return CityCell(None, said.hidden)
    return CityCell((mean - measure.start) / measure.span, said.short(measure, mean))
