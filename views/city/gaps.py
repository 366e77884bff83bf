"""What most enterprises have nothing of yet, and what lies behind a question."""

from collections.abc import Sequence

import streamlit as st

from aggregates.figures import FigureRow, Hidden, Measure
from aggregates.subjects import GAPS
from assessments.details import ITEMS
from services.catalogue import catalogue_of
from services.city_tables import CityVoice
from views.city.measures import ACROSS, draw_cells, measure_bars, ranked
from views.city.shown import CityPicture, ShownCity, draw_picture, opened
from views.fields import index_of
from views.markdown import escaped
from views.session import context, language, t

GAP = "gap"
MOST = 15  # bars
TWO_THIRDS = 200 / 3


def draw_gaps(shown: ShownCity) -> None:
    """The questions of the row with most gaps, the one that is chosen, and sectors beside it."""
    found = opened(shown, GAPS)
    if found is None:
        return
    said, row, items = found.said, found.row, found.figures.legend.measures[1:]
    most = ranked(row, items, MOST)
    title = t("dashboard.gaps_top", year=found.figures.year, row=row.title)
    picture = CityPicture(
        name="gaps",
        table=said.measures_table(t("dashboard.view_gaps"), title, row, items),
        reading=read_gaps(said, row, items),
        drawn=measure_bars(found, most, t("dashboard.gap_axis")) if most else None,
        picks=GAP,
    )
    draw_picture(found, picture)
    _draw_item(found, items)
    across = ranked(found.figures.city, items, ACROSS)
    if across:
        heading = t("dashboard.gaps_cells", year=found.figures.year)
        draw_cells(found, "sectors", heading, across)


def read_gaps(said: CityVoice, row: FigureRow, items: Sequence[Measure]) -> str:
    """What most enterprises of the row have nothing of; of how much two thirds have nothing."""
    groups = said.leaders(row, items)
    if not groups:
        return said.say("dashboard.read_hidden", row=said.row_title(row))
    shares = [share for each in items if not isinstance(share := row.means[each.id], Hidden)]
    many = sum(share >= TWO_THIRDS for share in shares)
    told = said.say("dashboard.read_gaps", row=said.row_title(row), **said.first_and_next(groups))
    return said.sentences(
        (told, said.say("dashboard.read_gaps_many", many=many)) if many else [told]
    )


def _draw_item(shown: ShownCity, items: tuple[Measure, ...]) -> None:
    """The question that is chosen: as it is asked, why it matters, and what solves it."""
    names = {each.id: each.title.to(language()) for each in items}
    asked, filters = shown.filters.asked(GAP), shown.filters
    id = asked if asked in names else ""
    filters.settle(GAP, id, "")
    st.selectbox(
        t("dashboard.gap_choose"),
        ["", *names],
        index=index_of(["", *names], filters.key(GAP)),
        format_func=lambda each: names.get(each, t("dashboard.gap_none")),
        key=filters.key(GAP),
        on_change=filters.changed,
    )
    if not id:
        return
    questions = {each.id: each for each in shown.view.questionnaire.scored}
    item = questions[id.removeprefix(f"{ITEMS}:").removesuffix(":gap")]
    every = catalogue_of(context()).solutions
    solving = [each for each in every if any(item.id == change.item for change in each.changes)]
    with st.container(border=True):
        st.markdown(f"**{escaped(item.ask.to(language()))}**")
        st.markdown(f"{t('dashboard.gap_why')}  \n{escaped(item.why.to(language()))}")
        st.markdown(t("dashboard.gap_solved" if solving else "dashboard.gap_unsolved"))
        lines = (f"{each.title.to(language())}: {each.says.to(language())}" for each in solving)
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
