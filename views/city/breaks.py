"""Where the rubric changed a line breaks; what the same cases come to under both versions."""

import streamlit as st

from aggregates.figures import Hidden
from aggregates.subject_bridge import UNDER_NEW, UNDER_OLD
from aggregates.subjects import BRIDGE
from reports.svg import INK
from views.city.lines import YearLine
from views.city.reading import read_moved
from views.city.shown import CityPicture, ShownCity, draw_picture, is_hidden, row_of
from views.markdown import escaped
from views.session import t


def break_lines(shown: ShownCity) -> list[YearLine]:
    """A line for each other version of the rubric, and the points of the bridge."""
    found = []
    for version, history in shown.view.earlier.items():
        points = []
        for each in history:
            row = row_of(each, shown.row.id)
            mean = row.means[each.legend.measures[0].id] if row else None
            points.append((each.year, mean if isinstance(mean, float) else None))
        found.append(YearLine(t("city_trend.version", version=version), INK, "solid", points))
    if shown.is_part:
        return found
    for each in shown.view.subjects.get(BRIDGE, ()):
        new = each.city.means[UNDER_NEW]
        if not isinstance(new, Hidden):
            found.append(YearLine(t("city_trend.bridged"), INK, "dot", [(each.year, new)]))
    return found


def draw_breaks(shown: ShownCity) -> None:
    """That the line breaks, and the bridge of each year; or that there is none."""
    if not shown.view.earlier:
        return
    versions, asked = t("dashboard.and").join(sorted(shown.view.earlier)), shown.view.questionnaire
    st.warning(t("dashboard.break", versions=escaped(versions), now=shown.view.rubric.version))
    newest = [each for each in shown.view.questionnaires if each.id == asked.id][-1]
    if newest.edition != asked.edition:
        st.markdown(t("dashboard.bridge_newer", edition=newest.edition))
        return
    bridges = [each for each in shown.view.subjects.get(BRIDGE, ()) if not is_hidden(each.city)]
    if not bridges:
        st.markdown(t("dashboard.read_bridge_hidden"))
    for figures in bridges:
        title = t("dashboard.bridge_title", year=figures.year)
        found = shown.in_figures(figures, bridges)
        measures = figures.legend.measures
        table = found.said.measures_table(t("dashboard.view_years"), title, figures.city, measures)
        reading = read_moved(found.said, "bridge", figures.city, UNDER_OLD, UNDER_NEW)
        draw_picture(found, CityPicture(f"bridge_{figures.year}", table, reading))
