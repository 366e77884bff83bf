"""What enterprises want solutions to bring."""

from aggregates.figures import FigureRow
from aggregates.subjects import SOLUTIONS
from services.city_tables import CityVoice
from views.city.measures import draw_cells, measure_bars, ranked
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
        reading=read_solutions(said, row),
        drawn=measure_bars(found, most, t("dashboard.solutions_axis")) if most else None,
        wide=False,
    )
    draw_picture(found, picture)
    across = ranked(found.figures.city, concerns, len(concerns))
    if across:
        draw_cells(found, "sectors", t("dashboard.solutions_cells", year=year), across)


def read_solutions(said: CityVoice, row: FigureRow) -> str:
    """How many asked for anything, and for what most of them."""
    anything, *concerns = said.figures.legend.measures
    groups = said.leaders(row, concerns)
    if not groups:
        return said.say("dashboard.read_hidden", row=said.row_title(row))
    return said.say(
        "dashboard.read_solutions",
        row=said.row_title(row),
        any=said.measured(anything, row.means[anything.id]),
        **said.first_and_next(groups),
    )
