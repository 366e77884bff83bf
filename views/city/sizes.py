"""How small enterprises stand beside large ones."""

from views.city.choosing import ROW
from views.city.means import draw_profile, mean_cells, total_bars
from views.city.reading import read_rows
from views.city.shown import CityPicture, ShownCity, draw_picture, with_city
from views.session import t


def draw_sizes(shown: ShownCity) -> None:
    """The totals as bars, the dimensions as cells; below them those of the chosen class."""
    said, figures = shown.said, shown.figures
    rows = with_city(figures.city, figures.sizes)
    totals = CityPicture(
        name="sizes",
        table=said.rows_table(
            "sizes", "levels", title=t("dashboard.sizes_total", year=figures.year)
        ),
        reading=read_rows(said, "sizes", figures.sizes),
        drawn=total_bars(said, rows),
        picks=ROW,
        wide=False,
    )
    draw_picture(shown, totals)
    if len(rows) > 1:
        means = CityPicture(
            name="sizes_means",
            table=said.rows_table("sizes", "means"),
            reading=t("dashboard.cells_about"),
            drawn=mean_cells(said, rows),
            picks=ROW,
        )
        draw_picture(shown, means)
    if shown.row in figures.sizes:
        draw_profile(shown)
