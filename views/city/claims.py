"""What enterprises claim of themselves against what a centre found."""

from aggregates.figures import FigureRow, Hidden
from aggregates.subject_claims import OVER
from aggregates.subjects import CLAIMED
from i18n import one_decimal
from services.city_tables import CityVoice
from views.city.measures import draw_cells, measure_bars
from views.city.shown import CityPicture, ShownCity, draw_picture, opened
from views.session import t


def draw_claims(shown: ShownCity) -> None:
    """By how much claims are above what was found, and what became of them; sectors, districts."""
    found = opened(shown, CLAIMED)
    if found is None:
        return
    said, row, measures = found.said, found.row, found.figures.legend.measures
    over = [each for each in measures if each.id.endswith(OVER)]
    became = [each for each in measures if not each.id.endswith(OVER)]
    told = {"year": found.figures.year, "row": row.title}
    for name, some, title, axis, reading in (
        ("over", over, t("dashboard.claims_over", **told), t("dashboard.claims_axis"), read_claims),
        (
            "found",
            became,
            t("dashboard.claims_found", **told),
            t("dashboard.claims_found_axis"),
            read_found,
        ),
    ):
        picture = CityPicture(
            name=f"claims_{name}",
            table=said.measures_table(t("dashboard.view_claims"), title, row, some),
            reading=reading(said, row),
            drawn=measure_bars(found, some, axis),
            wide=False,
        )
        draw_picture(found, picture)
    year = found.figures.year
    draw_cells(found, "sectors", t("dashboard.claims_cells", year=year), over)
    draw_cells(found, "districts", t("dashboard.claims_districts", year=year), over)


def read_claims(said: CityVoice, row: FigureRow) -> str:
    """How far claims are from what was found, and where they are furthest above it."""
    total, *parts = (each for each in said.figures.legend.measures if each.id.endswith(OVER))
    over = row.means[total.id]
    if isinstance(over, Hidden):
        return said.say("dashboard.read_hidden", row=said.row_title(row))
    way = "below" if over < 0 else "above"
    by = one_decimal(abs(over))
    told = [said.say(f"dashboard.read_claims_{way}", row=said.row_title(row), by=by)]
    above = [each for each in parts if not isinstance(m := row.means[each.id], Hidden) and m > 0]
    if groups := said.leaders(row, above):
        told.append(said.say("dashboard.read_claims_most", most=groups[0][0], by=groups[0][1]))
    return said.sentences(told)


def read_found(said: CityVoice, row: FigureRow) -> str:
    """How much of what was claimed was confirmed, and how much lowered."""
    measures = {each.id: each for each in said.figures.legend.measures}
    if any(isinstance(row.means[f"claims_{name}"], Hidden) for name in ("unchecked", "down")):
        return said.say("dashboard.read_found_hidden", row=said.row_title(row))
    told = {
        name: said.measured(measures[f"claims_{name}"], row.means[f"claims_{name}"])
        for name in ("unchecked", "down")
    }
    return said.say("dashboard.read_found", row=said.row_title(row), **told)
