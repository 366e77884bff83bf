"""The districts beside each other, on a schematic map and as bars, and the one that is chosen."""

import streamlit as st

from views.city.cells import tile_map
from views.city.choosing import ROW
from views.city.means import draw_profile, mean_cell, total_bars
from views.city.reading import read_rows
from views.city.shown import CityPicture, ShownCity, draw_picture, with_city
from views.session import t


def draw_districts(shown: ShownCity) -> None:
    """The map, the bars; below them the dimensions of the chosen district."""
    said, figures = shown.said, shown.figures
    total = figures.legend.measures[0]
    title = t("dashboard.map", year=figures.year)
    table = said.rows_table("districts", "levels")
    tiles = {
        row.id: (said.row_title(row), mean_cell(said, row.means[total.id], total))
        for row in figures.districts
    }
    left, right = st.columns(2)
    with left:
        picture = CityPicture(
            name="map",
            table=said.rows_table("districts", "total", title=title),
            reading=t("dashboard.map_about"),
            drawn=tile_map(tiles),
            picks=ROW,
        )
        draw_picture(shown, picture)
    with right:
        picture = CityPicture(
            name="districts",
            table=table,
            reading=read_rows(said, "districts", figures.districts),
            drawn=total_bars(said, with_city(figures.city, figures.districts)),
            picks=ROW,
        )
        draw_picture(shown, picture)
    if shown.row in figures.districts:
        draw_profile(shown)
