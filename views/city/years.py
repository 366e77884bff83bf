"""How the row that is looked at has moved over the years."""

from dataclasses import replace

from i18n import text_of
from views.city.means import total_bars
from views.city.reading import read_years
from views.city.shown import CityPicture, ShownCity, draw_picture, row_of


def draw_years(shown: ShownCity) -> None:
    """A bar a year with the row's mean total."""
    said = shown.said
    found = [(each.year, row_of(each, shown.row.id)) for each in shown.view.history]
    rows = tuple(
        replace(row, id=str(year), title=text_of("city.year", year=year))
        for year, row in found
        if row is not None
    )
    picture = CityPicture(
        name="years",
        table=said.years_table(rows, shown.row),
        reading=read_years(said, rows),
        drawn=total_bars(said, rows),
        wide=False,
    )
    draw_picture(shown, picture)
