"""Cities as they are published, made up, to write bulletins of."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from aggregates.breakdown import TABLES, breakdown
from aggregates.coarse import CountRange, Share
from aggregates.figures import HIDDEN, CityFigures, FigureRow, Hidden, StageSet
from aggregates.subject_basis import Basis
from aggregates.subjects import SUBJECTS, legend_of
from i18n import Text
from questionnaires.library import load
from reports.narratives.narrator import item_names
from scoring.scorecard import Level
from services.bulletin.content import PublishedCity
from services.editions import default_rubric
from solutions.library import catalogue

QUESTIONNAIRE = load("manufacturing", "2026.1")
RUBRIC = default_rubric(QUESTIONNAIRE)
LEGEND = legend_of(RUBRIC)
UNDETERMINED = Text(zh="判断不了", en="Undetermined")
OTHERS = ("sectors", "divisions", "districts", "sizes")
DAY = date(2026, 11, 30)
MADE_ON = date(2026, 12, 1)
Rows = Mapping[str, tuple[FigureRow, ...]]


def of(
    *years: CityFigures, beside: Mapping[str, CityFigures] | None = None, office: str = "某市数据局"
) -> PublishedCity:
    """What a bulletin of the last of these years is made from."""
    return PublishedCity(
        office=office,
        year=years[-1].year,
        as_of=DAY,
        published_on=None,
        questionnaire=QUESTIONNAIRE,
        rubric=RUBRIC,
        catalogue=catalogue(),
        state={each.year: each for each in years},
        beside=beside or {},
    )


def hidden_row(row: FigureRow) -> FigureRow:
    """The same with everything hidden."""
    none = dict.fromkeys(row.means, HIDDEN)
    return replace(row, count=HIDDEN, means=none, asked=dict(none), levels=HIDDEN)


def rows(table: str, ahead: float = 0.0) -> tuple[FigureRow, ...]:
    """All rows of a table, each with figures of its own."""
    nodes, number = breakdown().nodes, TABLES.index(table)  # type: ignore[arg-type]
    return tuple(
        FigureRow(
            id=node.id,
            title=node.title,
            parent=nodes[node.parent].id if node.parent >= 0 else None,
            count=_band(place),
            means={
                each.id: 30.5 + ahead + (7 * place + 5 * column) % 31
                for column, each in enumerate(LEGEND.measures)
            },
            asked={each.id: _band(place) for each in LEGEND.measures},
            levels=tuple(Share(percent, 5) for percent in (10, 35, 30 + place % 3 * 5, 15, 5, 0)),
        )
        for place, node in enumerate(nodes[at] for at in breakdown().layer(number))
    )


def _band(place: int) -> CountRange:
    return CountRange(10 * (place + 2), 10 * (place + 2) + 9)


def figures(
    year: int = 2026, *, stages: StageSet = "signed", synthetic: bool = False, **tables: object
) -> CityFigures:
    """A city with all its figures, except for the ``tables`` that are given."""
    made: dict[str, object] = {table: rows(table, year - 2026) for table in OTHERS}
    whole = CityFigures(
        year=year,
        stages=stages,
        threshold=10,
        synthetic=synthetic,
        legend=LEGEND,
        city=rows("city", year - 2026)[0],
        sectors=(),
        divisions=(),
        districts=(),
        sizes=(),
    )
    return replace(whole, **{**made, **tables})  # type: ignore[arg-type]


def all_hidden() -> CityFigures:
    """A city of which nothing may be seen."""
    shown = figures()
    tables = {table: tuple(map(hidden_row, getattr(shown, table))) for table in OTHERS}
    return replace(shown, city=hidden_row(shown.city), **tables)


def one_sector() -> CityFigures:
    """One of which a single sector may be seen, and no other table is there."""
    shown = figures()
    sectors = (shown.sectors[0], *map(hidden_row, shown.sectors[1:]))
    return replace(shown, sectors=sectors, divisions=(), districts=(), sizes=())


def alike() -> CityFigures:
    """One in which every figure is the same."""
    shown = figures()

    def flat(row: FigureRow) -> FigureRow:
        shares = tuple(Share(0, 10) for _ in LEGEND.levels)
        return replace(row, means=dict.fromkeys(row.means, 50.0), levels=shares)

    tables = {table: tuple(map(flat, getattr(shown, table))) for table in OTHERS}
    return replace(shown, city=flat(shown.city), **tables)


@st.composite
def cities(draw: st.DrawFn) -> PublishedCity:
    """Any city: rows hidden or not, figure by figure; tables missing; one year or more."""
    many = draw(st.integers(1, 3))
    made = []
    for year in range(2027 - many, 2027):
        tables = {
            table: tuple(draw(_row(row)) for row in rows(table)) if draw(st.booleans()) else ()
            for table in OTHERS
        }
        stages: StageSet = draw(st.sampled_from(["signed", "submitted"]))
        whole = figures(year, stages=stages, synthetic=draw(st.booleans()), **tables)
        made.append(replace(whole, city=draw(_row(whole.city))))
    further = {id: draw(_further(each)) for id, each in beside().items() if draw(st.booleans())}
    return of(*made, beside=further)


@st.composite
def _further(draw: st.DrawFn, city: CityFigures) -> CityFigures:
    """A further subject with some of its rows hidden."""
    tables = {
        table: tuple(
            hidden_row(row) if draw(st.booleans()) else row for row in getattr(city, table)
        )
        for table in ("sectors", "districts")
    }
    whole = hidden_row(city.city) if draw(st.booleans()) else city.city
    return replace(city, city=whole, **tables)


@st.composite
def _row(draw: st.DrawFn, row: FigureRow) -> FigureRow:
    if draw(st.booleans()):
        return hidden_row(row)
    means: dict[str, float | Hidden] = {
        id: draw(st.sampled_from([HIDDEN, 0.0, 12.5, 33.3, 47.0, 100.0])) for id in row.means
    }
    share = st.sampled_from([0, 10, 20, 30, 90])
    levels: tuple[Share, ...] | Hidden = tuple(Share(draw(share), 10) for _ in LEGEND.levels)
    count = draw(st.sampled_from([HIDDEN, CountRange(10, 19), CountRange(120, 129)]))
    return replace(row, count=count, means=means, levels=draw(st.sampled_from([HIDDEN, levels])))


def beside() -> Mapping[str, CityFigures]:
    """Further subjects as they might be published: gaps, claims, needs, national, both trends."""
    basis = Basis(QUESTIONNAIRE, RUBRIC, item_names(QUESTIONNAIRE), None)
    known = {each.id: each.legend(basis) for each in SUBJECTS.values() if each.id != "state"}
    found = {
        id: _of_legend(replace(figures(), legend=legend))
        for id, legend in known.items()
        if legend is not None
    }
    levels = (Level(number=-1, name=UNDETERMINED, meaning=UNDETERMINED), *LEGEND.levels[:5])
    estimated = replace(figures(), legend=replace(LEGEND, levels=levels))
    return {**found, "national": estimated}


def _of_legend(city: CityFigures) -> CityFigures:
    """The rows with a mean for every measure of its legend, whatever its scale."""

    def filled(row: FigureRow) -> FigureRow:
        means = {
            each.id: each.start + each.span * (20 + 15 * (place % 5)) / 100
            for place, each in enumerate(city.legend.measures)
        }
        return replace(row, means=means, asked=dict.fromkeys(means, row.count), levels=HIDDEN)

    tables = {table: tuple(map(filled, getattr(city, table))) for table in OTHERS}
    return replace(city, city=filled(city.city), **tables)
