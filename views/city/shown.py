"""What every view of the city's figures is given, and how each of its pictures is laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go
import streamlit as st

from aggregates.breakdown import CITY
from aggregates.figures import CityFigures, FigureRow, Hidden
from aggregates.subjects import SUBJECTS
from reports.plotly_figures import CONFIG
from services.city import CityView
from services.city_tables import CityVoice
from services.context import Context
from views.city.choosing import ROW, CityFilters
from views.markdown import escaped, table_markdown, value_text
from views.session import language, t
from wording.tables import SheetTable

FEW_PIXELS = 640  # of a picture that would only grow emptier


@dataclass(frozen=True)
class ShownCity:
    """The figures that are looked at, how they are told, and the ``row`` that is chosen."""

    view: CityView
    said: CityVoice
    row: FigureRow
    filters: CityFilters

    @property
    def figures(self) -> CityFigures:
        """Those of the chosen year."""
        return self.said.figures

    def of(self, subject: str) -> "ShownCity | None":
        """The same of another subject; None where nothing of it is shown in this year.

        Where it has no such row, the whole city's is looked at.
        """
        years = self.view.subjects.get(subject, ())
        figures = next((each for each in years if each.year == self.figures.year), None)
        if figures is None or is_hidden(figures.city):
            return None
        return self.in_figures(figures, years)

    def in_figures(self, figures: CityFigures, years: Sequence[CityFigures]) -> "ShownCity":
        """The same row in other figures; where they have none the whole city's."""
        said = replace(self.said, figures=figures, years=years)
        row = row_of(figures, self.row.id)
        return replace(self, said=said, row=figures.city if row is None else row)

    @property
    def is_part(self) -> bool:
        """Whether the row is one part of the city, to set against the whole."""
        return self.row.id != self.figures.city.id

    @property
    def whole(self) -> str:
        """What the row that all others are parts of is called."""
        return self.said.row_title(self.figures.city)


@dataclass(frozen=True)
class CityPicture:
    """A picture with its sentence and its table; ``drawn`` is None where all of it is hidden."""

    name: str
    table: SheetTable
    reading: str
    drawn: go.Figure | None = None
    picks: str = ""  # which filter a click chooses
    wide: bool = True
    headed: bool = True  # where its heading does not stand above already


def opened(shown: ShownCity, subject: str, heading: str = "") -> ShownCity | None:
    """What is shown of a subject, below what it is about; None where that is nothing."""
    about = SUBJECTS[subject]
    if heading:
        st.header(escaped(heading), anchor=False)
    st.markdown(escaped(about.sentence.to(language())))
    with st.expander(t("dashboard.about")):
        st.markdown(escaped(about.about.to(language())))
    found = shown.of(subject)
    if found is None:
        st.info(t("dashboard.subject_hidden"))
    elif found.row.id != shown.row.id:
        st.info(t("dashboard.no_such_row", row=shown.said.row_title(shown.row)))
    elif is_hidden(found.row) and not is_hidden(shown.row):  # else that stands above already
        st.info(t("dashboard.row_hidden", row=found.said.row_title(found.row)))
    return found


def draw_marks(ctx: Context, said: CityVoice) -> None:
    """What has to stand above all figures; that all is made up stands above a demonstration."""
    figures = said.figures
    synthetic = figures.synthetic and not ctx.settings.demo
    for mark in said.marks(replace(figures, synthetic=synthetic)):
        st.warning(mark)


def draw_picture(shown: ShownCity, picture: CityPicture) -> None:
    """A heading, what it says, the figure, n and date, and the same as a table."""
    if picture.headed:
        st.header(escaped(picture.table.title), anchor=False)
    st.markdown(escaped(picture.reading))
    if picture.drawn is not None:
        key = shown.filters.key(f"picture_{picture.name}")
        st.plotly_chart(
            picture.drawn,
            key=key,
            config=CONFIG,
            theme=None,
            width="stretch" if picture.wide else FEW_PIXELS,
            alt=alternative(picture.table),
            on_select=_picker(shown.filters, key, picture.picks) if picture.picks else "ignore",
            selection_mode="points",
        )
    if picture.picks:
        st.caption(t(f"dashboard.click_{picture.picks}"))
    for line in picture.table.notes[-1:]:
        st.caption(escaped(line))
    draw_table(picture.name, picture.table)


def draw_table(name: str, table: SheetTable, label: str = "") -> None:
    """The table itself, folded away below its ``label``."""
    with st.expander(label or t("city.as_table")), st.container(key=f"city_{name}"):
        st.markdown(table_markdown(table))


def row_of(figures: CityFigures, id: str) -> FigureRow | None:
    """The row with that id in ``figures``; None where their subject has none."""
    if id == figures.city.id:
        return figures.city
    tables = (figures.sectors, figures.districts, figures.sizes)
    return next((row for table in tables for row in table if row.id == id), None)


def is_hidden(row: FigureRow) -> bool:
    """Whether nothing of the row is shown."""
    return isinstance(row.count, Hidden)


def with_city(city: FigureRow, rows: tuple[FigureRow, ...]) -> tuple[FigureRow, ...]:
    """The city's row and ``rows``; that alone where all of ``rows`` are hidden."""
    return (city,) if all(map(is_hidden, rows)) else (city, *rows)


def _picker(filters: CityFilters, key: str, name: str) -> Callable[[], None]:
    """Chooses what was clicked on; a second click on it, what is usual."""

    def pick() -> None:
        points = st.session_state[key].selection.points
        filters.choose(name, picked(points) or (CITY if name == ROW else ""))

    return pick


def picked(points: list[dict[str, object]]) -> str:
    """The id that the clicked bar carries; "" where nothing is clicked on."""
    data = points[0].get("customdata") if points else ""
    return str(data[0] if isinstance(data, list | tuple) else data)


def alternative(table: SheetTable) -> str:
    """The whole table in one line, for who does not see the picture."""
    listed = t("city.comma").join(
        " ".join(value_text(value) for value in row) for row in table.rows
    )
    return t("city.alt", title=table.title, listed=listed)
