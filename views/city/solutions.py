"""What enterprises want solutions to bring."""

from aggregates.subjects import SOLUTIONS
from views.city.choosing import ROW
from views.city.measures import draw_cells, measure_bars, ranked
from views.city.reading import read_solutions
from views.city.shown import CityPicture, ShownCity, draw_picture, opened
from views.session import t


def draw_solutions(shown: ShownCity) -> None:
    """The concerns of the row, those of most first; then every sector's."""
    found = opened(shown, SOLUTIONS)
    if found is None:
        return
    said, row, year = found.said, found.row, found.figures.year
    concerns = found.figures.legend.measures[1:]
    most = ranked(row, concerns, len(concerns))
    picture = CityPicture(
        name="solutions",
        table=said.measures_table(
            t("dashboard.view_solutions"),
            t("dashboard.solutions_top", year=year, row=row.title),
            row,
            found.figures.legend.measures,
        ),
        reading=read_solutions(said, row, most),
        drawn=measure_bars(found, most, t("dashboard.solutions_axis")) if most else None,
        wide=False,
    )
    draw_picture(found, picture)
    across = ranked(found.figures.city, concerns, len(concerns))
    if across:
        draw_cells(found, "sectors", t("dashboard.solutions_cells", year=year), across, ROW)
