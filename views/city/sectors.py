"""Where each sector stands in each dimension, and what lies behind the one that is chosen."""

import streamlit as st

from views.city.choosing import ROW
from views.city.means import draw_profile, mean_cells
from views.city.reading import read_rows, read_sectors
from views.city.shown import CityPicture, ShownCity, draw_picture, draw_table, is_hidden, with_city
from views.session import t


def draw_sectors(shown: ShownCity) -> None:
    """The heat map; below it the dimensions and the divisions of the chosen sector."""
    said, figures = shown.said, shown.figures
    picture = CityPicture(
        name="sectors",
        table=said.rows_table("sectors", "means"),
        reading=read_sectors(said),
        drawn=mean_cells(said, with_city(figures.city, figures.sectors)),
        picks=ROW,
    )
    draw_picture(shown, picture)
    if shown.row in figures.sectors:
        draw_profile(shown)
        _draw_divisions(shown)
    elif not all(map(is_hidden, figures.divisions)):
        draw_table("divisions", said.rows_table("divisions", "means"), t("city.as_divisions"))


def _draw_divisions(shown: ShownCity) -> None:
    said, row = shown.said, shown.row
    below = tuple(each for each in shown.figures.divisions if each.parent == row.id)
    title = said.say("dashboard.divisions_of", year=shown.figures.year, row=row.title)
    if all(map(is_hidden, below)):
        st.info(t("dashboard.divisions_hidden", row=said.row_title(row)))
        return
    rows = (row, *below)
    picture = CityPicture(
        name="divisions",
        table=said.rows_table("divisions", "means", rows, title),
        reading=read_rows(said, "divisions", below),
        drawn=mean_cells(said, rows),
    )
    draw_picture(shown, picture)
