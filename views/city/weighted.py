"""The mean in which every employee counts, beside the one in which every enterprise does."""

from collections.abc import Sequence
from dataclasses import replace

from aggregates.coarse import mean_step, possible_step
from aggregates.figures import CityFigures, FigureRow, Hidden
from aggregates.subjects import WEIGHTED
from i18n import exact, text_of
from services.city_tables import CityVoice
from views.city.choosing import ROW
from views.city.drawing import MORE_ROOM, CityBar, bars
from views.city.means import mean_words
from views.city.measures import measure_bars
from views.city.shown import CityPicture, ShownCity, draw_picture, opened, row_of, with_city
from views.session import t

PLAIN = "plain"


def draw_weighted(shown: ShownCity) -> None:
    """Both means of the row that is looked at; then of every sector, district and size class."""
    found = opened(shown, WEIGHTED)
    if found is None:
        return
    figures = beside_plain(found.figures, shown.figures)
    found = found.in_figures(figures, (figures,))
    said, row, measures = found.said, found.row, figures.legend.measures
    title = t("dashboard.weighted_row", year=figures.year, row=row.title)
    picture = CityPicture(
        name="weighted",
        table=said.measures_table(t("dashboard.view_weighted"), title, row, measures),
        reading=read_weighted(said, row),
        drawn=measure_bars(found, measures, _axis(said)),
        wide=False,
    )
    draw_picture(found, picture)
    for name in ("sectors", "districts", "sizes"):
        _draw_rows(found, name)


def beside_plain(weighted: CityFigures, state: CityFigures) -> CityFigures:
    """The weighted figures with the published mean of the same rows as a second measure."""
    total = state.legend.measures[0]
    plain = replace(total, id=PLAIN, title=text_of("dashboard.weighted_plain"))

    def both(row: FigureRow) -> FigureRow:
        same = row_of(state, row.id)
        if same is None:
            raise LookupError(row.id)
        return replace(
            row,
            means={**row.means, PLAIN: same.means[total.id]},
            asked={**row.asked, PLAIN: same.asked[total.id]},
        )

    return replace(
        weighted,
        legend=replace(weighted.legend, measures=(*weighted.legend.measures, plain)),
        city=both(weighted.city),
        sectors=tuple(map(both, weighted.sectors)),
        districts=tuple(map(both, weighted.districts)),
        sizes=tuple(map(both, weighted.sizes)),
    )


def read_weighted(said: CityVoice, row: FigureRow) -> str:
    """Both means, and whether who has more employees scores higher, where that can be told."""
    weighted, plain = said.figures.legend.measures
    if isinstance(row.means[weighted.id], Hidden):
        return said.say("dashboard.read_hidden", row=said.row_title(row))
    both = said.say(
        "dashboard.read_weighted",
        row=said.row_title(row),
        weighted=said.measured(weighted, row.means[weighted.id]),
        plain=said.measured(plain, row.means[PLAIN]),
    )
    by = _apart(said, row)
    if by is None:
        return both
    way = "unsure" if by == 0 else "above" if by > 0 else "below"
    return said.sentences((both, said.say(f"dashboard.weighted_{way}")))


def _draw_rows(shown: ShownCity, name: str) -> None:
    """Bars of the weighted means with the plain ones as marks; nothing where all are hidden."""
    said, figures = shown.said, shown.figures
    rows = with_city(figures.city, getattr(figures, name))
    if len(rows) == 1:
        return
    title = t(f"dashboard.weighted_{name}", year=figures.year)
    picture = CityPicture(
        name=f"weighted_{name}",
        table=said.rows_table(name, "means", rows, title),
        reading=_read_rows(said, rows[1:]),
        drawn=bars(
            [_bar(said, row) for row in rows],
            _axis(said),
            marks=said.text(figures.legend.measures[1].title),
            room=MORE_ROOM,
        ),
        picks=ROW,
    )
    draw_picture(shown, picture)


def _bar(said: CityVoice, row: FigureRow) -> CityBar:
    mean, plain = (row.means[each.id] for each in said.figures.legend.measures)
    return CityBar(
        row.id,
        said.row_title(row),
        None if isinstance(mean, Hidden) else mean,
        mean_words(said, row, mean),
        None if isinstance(plain, Hidden) else plain,
    )


def _read_rows(said: CityVoice, rows: Sequence[FigureRow]) -> str:
    """In which row the two are furthest apart, beyond what rounding may do."""
    seen = [(by, row) for row in rows if (by := _apart(said, row)) is not None]
    hidden = said.say("city.read_hidden", hidden=len(rows) - len(seen))
    if not seen:
        return said.say("city.read_nothing")
    by, row = max(seen, key=lambda each: abs(each[0]))
    if by == 0:
        read = said.say("dashboard.read_weighted_alike")
    else:
        weighted, plain = said.figures.legend.measures
        read = said.say(
            "dashboard.read_weighted_rows",
            row=said.row_title(row),
            weighted=said.measured(weighted, row.means[weighted.id]),
            plain=said.measured(plain, row.means[PLAIN]),
        )
    return read if len(seen) == len(rows) else said.sentences((read, hidden))


def _apart(said: CityVoice, row: FigureRow) -> float | None:
    """Weighted minus plain; 0 where rounding may have made it, None where either is hidden."""
    weighted, plain = said.figures.legend.measures
    one, other, asked = row.means[weighted.id], row.means[PLAIN], row.asked[PLAIN]
    if isinstance(one, Hidden) or isinstance(other, Hidden) or isinstance(asked, Hidden):
        return None
    steps = (
        possible_step(one - weighted.start, weighted.span),
        mean_step(asked.low, said.figures.threshold, plain.span),
    )
    return one - other if abs(one - other) > sum(steps) / 2 else 0.0


def _axis(said: CityVoice) -> str:
    return said.say("city.points_axis", scale=exact(said.figures.legend.measures[0].scale))
