"""How the enterprises spread over the levels: of the row that is looked at, and by sector."""

from aggregates.coarse import Share
from aggregates.figures import FigureRow, Hidden
from views.city.cells import CellRow, CityCell, cell_map
from views.city.drawing import CityBar, bars
from views.city.means import n_of
from views.city.reading import read_level_rows, read_levels
from views.city.shown import CityPicture, ShownCity, draw_picture, with_city


def draw_levels(shown: ShownCity) -> None:
    """The distribution of the row beside the city's; then every sector's."""
    draw_distribution(shown)
    said, figures = shown.said, shown.figures
    for name, rows in (("sectors", figures.sectors), ("districts", figures.districts)):
        seen = with_city(figures.city, rows)
        if len(seen) > 1 and any(not isinstance(row.levels, Hidden) for row in rows):
            picture = CityPicture(
                name=f"levels_{name}",
                table=said.rows_table(
                    name, "levels", seen, said.say(f"dashboard.levels_{name}", year=figures.year)
                ),
                reading=read_level_rows(said, rows),
                drawn=cell_map(
                    [said.level_title(level) for level in figures.legend.levels],
                    [_cells(shown, row) for row in seen],
                ),
                picks=True,
            )
            draw_picture(shown, picture)


def draw_distribution(shown: ShownCity) -> None:
    """A bar a level, the lowest on top; nothing to draw where it is hidden."""
    said, row, city = shown.said, shown.row, shown.figures.city
    drawn, levels = None, shown.figures.legend.levels
    if not isinstance(row.levels, Hidden):
        marked = shown.is_part and not isinstance(city.levels, Hidden)
        rows = []
        for place, (level, share) in enumerate(zip(levels, row.levels, strict=True)):
            mark = None
            if shown.is_part and not isinstance(city.levels, Hidden):
                mark = float(city.levels[place].percent)
            title, words = said.level_title(level), said.share(share)
            rows.append(CityBar(str(level.number), title, float(share.percent), words, mark))
        drawn = bars(rows, said.say("city.share"), marks=shown.whole if marked else "")
    draw_picture(
        shown,
        CityPicture("levels", said.levels_table(row), read_levels(said, row), drawn, wide=False),
    )


def _cells(shown: ShownCity, row: FigureRow) -> CellRow:
    said = shown.said
    if isinstance(row.levels, Hidden):
        hidden = CityCell(None, said.hidden)
        cells = (hidden,) * len(shown.figures.legend.levels)
    else:
        cells = tuple(CityCell(share.percent / 100, _short(share)) for share in row.levels)
    return CellRow(row.id, said.row_title(row), n_of(said, row), cells)


def _short(share: Share) -> str:
    return f"{share.percent}%" if share.percent else f"<{share.step}%"
