"""How far centres have come with what they set out to sign in a quarter."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from aggregates.campaign_coverage import CoverageRow
from aggregates.coarse import CountRange
from assessments.campaigns import Quarter
from reports.plotly_figures import CONFIG
from services.city_coverage import CoverageView
from views.city.choosing import CityFilters
from views.city.drawing import MORE_ROOM, CityBar, bars
from views.city.shown import alternative, draw_table
from views.fields import index_of
from views.markdown import escaped
from views.session import language, t
from wording.tables import SheetColumn, SheetTable
from wording.voice import Voice

QUARTER = "quarter"
ALL = 100.0  # per cent


def draw_coverage(
    read: Callable[[Quarter | None], CoverageView], filters: CityFilters, bar: DeltaGenerator
) -> None:
    """The quarter, what it shows, and the targets by sector, district and centre."""
    with bar:
        view = _chosen(read, filters)
    whole = view.coverage.city
    st.markdown(escaped(_reading(view, whole)))
    if not whole.target:
        return
    tables = (
        ("districts", view.coverage.districts),
        ("sectors", view.coverage.sectors),
        ("centres", view.coverage.centres),
    )
    for name, rows in tables:
        _draw(view, name, [row for row in rows if row.target])
    st.caption(t("dashboard.coverage_about", threshold=view.threshold))


def _chosen(read: Callable[[Quarter | None], CoverageView], filters: CityFilters) -> CoverageView:
    usual = read(None)
    known = {str(each): each for each in usual.quarters}
    asked = filters.asked(QUARTER)
    view = read(known[asked]) if asked in known else usual
    filters.settle(QUARTER, str(view.quarter), str(usual.quarter))
    st.selectbox(
        t("campaign.quarter"),
        list(known),
        index=index_of(list(known), filters.key(QUARTER)),
        format_func=lambda each: t(
            "campaign.quarter_name",
            year=known[each].year,
            number=known[each].number,
            first=known[each].first.isoformat(),
            last=known[each].last.isoformat(),
        ),
        key=filters.key(QUARTER),
        on_change=filters.changed,
        width=420,
    )
    return view


def _draw(view: CoverageView, name: str, rows: Sequence[CoverageRow]) -> None:
    """Bars of what is reached of each target, the whole city's first; a table of them."""
    if not rows:
        st.info(t(f"dashboard.coverage_none_{name}"))
        return
    beside = (view.coverage.city, *rows)
    table = _table(view, name, beside)
    st.header(escaped(table.title), anchor=False)
    st.markdown(escaped(_read_rows(view, name, rows)))
    st.plotly_chart(
        _bars(view, beside),
        key=f"coverage_{name}",
        config=CONFIG,
        theme=None,
        alt=alternative(table),
    )
    st.caption(escaped(table.notes[0]))
    draw_table(f"coverage_{name}", table)


def _bars(view: CoverageView, rows: Sequence[CoverageRow]) -> go.Figure:
    gone = float(view.gone)
    return bars(
        [
            CityBar(
                row.id,
                row.title.to(language()),
                float(row.reached.low) if isinstance(row.reached, CountRange) else None,
                _words(row),
                gone if isinstance(row.reached, CountRange) else None,
            )
            for row in rows
        ],
        t("dashboard.coverage_axis"),
        marks=t("dashboard.coverage_gone", gone=view.gone),
        room=MORE_ROOM,
        full=ALL,
    )


def _words(row: CoverageRow) -> str:
    if not isinstance(row.signed, CountRange) or not isinstance(row.reached, CountRange):
        return t("dashboard.coverage_hidden", target=row.target)
    return t("dashboard.coverage_words", signed=_range(row.signed), target=row.target)


def _table(view: CoverageView, name: str, rows: Sequence[CoverageRow]) -> SheetTable:
    quarter = t("dashboard.coverage_quarter", year=view.quarter.year, number=view.quarter.number)
    source = t("dashboard.coverage_source", day=view.as_of.isoformat(), gone=view.gone)
    return SheetTable(
        name=t(f"dashboard.coverage_{name}"),
        title=t("dashboard.coverage_title", quarter=quarter, by=t(f"dashboard.coverage_{name}")),
        notes=(source,),
        columns=(
            SheetColumn(t(f"dashboard.coverage_{name}"), width=30.0),
            SheetColumn(t("dashboard.coverage_target")),
            SheetColumn(t("dashboard.coverage_signed")),
            SheetColumn(t("dashboard.coverage_reached")),
        ),
        rows=tuple(
            (
                row.title.to(language()),
                row.target,
                _shown(row.signed),
                f"{_range(row.reached)}%" if isinstance(row.reached, CountRange) else _shown(None),
            )
            for row in rows
        ),
    )


def _reading(view: CoverageView, whole: CoverageRow) -> str:
    told = {"year": view.quarter.year, "number": view.quarter.number, "gone": view.gone}
    if not whole.target:
        return t("dashboard.read_coverage_none", **told)
    if not isinstance(whole.reached, CountRange):
        return t("dashboard.read_coverage_hidden", target=whole.target, **told)
    return t(
        "dashboard.read_coverage",
        target=whole.target,
        signed=_shown(whole.signed),
        reached=_range(whole.reached),
        **told,
    )


def _read_rows(view: CoverageView, name: str, rows: Sequence[CoverageRow]) -> str:
    """How many of the rows keep up with time, as far as their bands say."""
    seen = [row.reached for row in rows if isinstance(row.reached, CountRange)]
    if not seen:
        return t("city.read_nothing")
    ahead = sum(each.low >= view.gone for each in seen)
    behind = sum(each.high < view.gone for each in seen)
    told = [
        t(
            "dashboard.read_coverage_rows",
            by=t(f"dashboard.coverage_{name}"),
            ahead=ahead,
            behind=behind,
            unsure=len(seen) - ahead - behind,
        )
    ]
    if len(seen) < len(rows):
        told.append(t("city.read_hidden", hidden=len(rows) - len(seen)))
    return Voice(language()).sentences(told)


def _shown(count: object) -> str:
    return _range(count) if isinstance(count, CountRange) else t("city.hidden")


def _range(found: CountRange) -> str:
    return f"{found.low}–{found.high}"
