"""Where enterprises would stand under the national indicators, estimated."""

from aggregates.subjects import NATIONAL
from views.city.levels import draw_distribution, draw_level_rows
from views.city.shown import ShownCity, opened
from views.session import t


def draw_national(shown: ShownCity) -> None:
    """The estimated levels of the row; then every sector's, district's and size class's."""
    found = opened(shown, NATIONAL)
    if found is None:
        return
    year, row = found.figures.year, found.row
    draw_distribution(found, t("dashboard.national_levels", year=year, row=row.title))
    for name in ("sectors", "districts", "sizes"):
        draw_level_rows(found, name, t(f"dashboard.national_{name}", year=year))
