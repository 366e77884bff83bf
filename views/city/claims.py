"""What enterprises claim of themselves against what a centre found."""

from aggregates.subject_claims import OVER
from aggregates.subjects import CLAIMED
from views.city.choosing import ROW
from views.city.measures import draw_cells, measure_bars
from views.city.reading import read_claims, read_found
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
    draw_cells(found, "sectors", t("dashboard.claims_cells", year=year), over, ROW)
    draw_cells(found, "districts", t("dashboard.claims_districts", year=year), over, ROW)
