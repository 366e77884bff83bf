"""How the enterprises spread over the levels: of the row that is looked at, and by sector."""

from aggregates.coarse import Share
from aggregates.figures import FigureRow, Hidden
from views.city.cells import CellRow, CityCell, cell_map
from views.city.choosing import ROW
from views.city.drawing import CityBar, bars
from views.city.means import n_of
from views.city.reading import read_level_rows, read_levels
from views.city.shown import CityPicture, ShownCity, draw_picture, with_city
from views.session import t


def draw_levels(shown: ShownCity) -> None:
    """The distribution of the row beside the city's; then every sector's and district's."""
    draw_distribution(shown)
    for name in ("sectors", "districts"):
        draw_level_rows(shown, name, t(f"dashboard.levels_{name}", year=shown.figures.year))


def draw_level_rows(shown: ShownCity, name: str, title: str) -> None:
    """The levels of every row of a table; nothing where all of them are hidden."""
    said, figures = shown.said, shown.figures
    rows = getattr(figures, name)
    if all(isinstance(row.levels, Hidden) for row in rows):
        return
    seen = with_city(figures.city, rows)
    picture = CityPicture(
        name=f"levels_{name}",
        table=said.rows_table(name, "levels", seen, title),
        reading=read_level_rows(said, rows),
        drawn=cell_map(
            [said.level_title(level) for level in figures.legend.levels],
            [_cells(shown, row) for row in seen],
        ),
        picks=ROW,
    )
    draw_picture(shown, picture)


def draw_distribution(shown: ShownCity, title: str = "") -> None:
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
            name, words = said.level_title(level), said.share(share)
            rows.append(CityBar(str(level.number), name, float(share.percent), words, mark))
        drawn = bars(rows, said.say("city.share"), marks=shown.whole if marked else "")
    draw_picture(
        shown,
        CityPicture(
            "levels", said.levels_table(row, title), read_levels(said, row), drawn, wide=False
        ),
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
