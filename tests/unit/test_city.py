"""The city in figures: what an official may see, and what nobody may."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from access.actor import Actor, Role
from access.audit import AuditFilter
from aggregates.coarse import CountRange
from aggregates.figures import HIDDEN, StageSet
from assessments.model import Stage
from assessments.refusals import NotAllowed, NotFound
from i18n import Lang
from services.city import CityChoice, district, overview, workbook
from services.settings import Settings
from storage import SqlStore
from tests.stores import new_store
from tests.unit.city_lines import LAST_MONTH, NOW, OFFICIAL, add, context


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """An empty store."""
    made = new_store()
    yield made
    made.close()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.OFFICIAL, Role.OPERATOR}]
)
def test_nobody_else_reads_the_city(store: SqlStore, role: Role) -> None:
    """Visitors, enterprises, consultants and method owners get neither page nor file."""
    ctx = context(store, Actor(role, "x", centre="c", assessment="a1"))
    with pytest.raises(NotAllowed):
        overview(ctx, CityChoice())
    with pytest.raises(NotAllowed):
        workbook(ctx, CityChoice(), "zh")


def test_an_empty_city_has_no_figures(store: SqlStore) -> None:
    """Before anybody submitted there is nothing to show, and no file to hand out."""
    view = overview(context(store), CityChoice())
    assert view.figures is None
    assert view.years == ()
    with pytest.raises(ValueError, match="nobody"):
        workbook(context(store), CityChoice(), "zh")


def test_a_questionnaire_that_does_not_exist_is_refused(store: SqlStore) -> None:
    """An unknown name is a refusal, not an empty city."""
    with pytest.raises(NotFound):
        overview(context(store), CityChoice(questionnaire="nowhere"))


def test_who_looked_at_what_is_noted_once(store: SqlStore) -> None:
    """Once for each person, release and district, however often a page is drawn anew."""
    add(store, range(40))
    ctx = context(store)
    own = Actor(Role.DISTRICT, "binhu", "某", district="320211")
    people = [ctx, ctx, replace(ctx, actor=replace(OFFICIAL, id="other"))]
    later = replace(ctx, now=lambda: NOW + timedelta(days=20))
    for each in [*people, later, later]:
        overview(each, CityChoice())
    for each in [ctx, ctx]:
        district(replace(each, actor=own), CityChoice())
    found = store.audit_rows(AuditFilter(action="city.view"))
    seen = sorted(
        (row["actor"], row["object"], json.loads(row["details"])["tables"]) for row in found
    )
    assert [row[:2] for row in seen] == [
        ("binhu", "2026-10-31"),
        ("official", "2026-10-31"),
        ("official", "2026-11-30"),
        ("other", "2026-10-31"),
    ]
    assert seen[0][2] == "district 320211"
    assert "state" in seen[1][2]


def test_nine_enterprises_are_hidden(store: SqlStore) -> None:
    """The city is shown from the threshold on."""
    add(store, range(9), centre="only")
    figures = overview(context(store), CityChoice()).figures
    assert figures is not None
    assert figures.city.count is HIDDEN
    assert figures.city.means["total"] is HIDDEN


def test_ten_enterprises_are_shown_as_a_band_with_their_mean(store: SqlStore) -> None:
    """The city is shown from the threshold on."""
    add(store, range(9), centre="only")
    add(store, [9], total=66.0, centre="only")
    figures = overview(context(store), CityChoice()).figures
    assert figures is not None
    assert figures.city.count == CountRange(10, 19)
    assert figures.city.means["total"] == 50.0
    assert figures.threshold == 10


def counts(store: SqlStore, stages: StageSet = "signed", now: datetime = NOW) -> object:
    """The city's number of enterprises for whoever asks at that time."""
    settings = Settings(city_counts=stages)
    ctx = replace(context(store), settings=settings, now=lambda: now)
    figures = overview(ctx, CityChoice()).figures
    return figures and figures.city.count


def test_only_what_a_centre_signed_counts(store: SqlStore) -> None:
    """A city may say that what confirmed firms hand in counts too; what anybody does, never."""
    add(store, range(30))
    add(store, range(30, 60), stage=Stage.SUBMITTED, confirmed=True)
    add(store, range(60, 90), stage=Stage.SUBMITTED)
    assert counts(store) == CountRange(30, 39)
    assert counts(store, "submitted") == CountRange(60, 69)


def test_figures_are_renewed_on_the_first_of_a_month(store: SqlStore) -> None:
    """What is signed counts from the next month on, an hour after midnight in China."""
    add(store, range(20))
    add(store, range(20, 40), at=datetime(2026, 11, 3, tzinfo=UTC))
    first = datetime(2026, 11, 30, 16, tzinfo=UTC)
    found = [counts(store, now=first + timedelta(minutes=late)) for late in (-1, 59, 60)]
    assert found == [CountRange(20, 29), CountRange(20, 29), CountRange(40, 49)]


def test_drafts_and_other_years_do_not_count(store: SqlStore) -> None:
    """A draft is nobody's business, and a year that has nobody gives way to one that has."""
    add(store, range(20))
    add(store, range(20, 40), stage=Stage.DRAFT)
    view = overview(context(store), CityChoice())
    assert view.figures is not None
    assert view.figures.city.count == CountRange(20, 29)
    assert view.years == (2026,)
    assert view.as_of.isoformat() == "2026-10-31"
    assert overview(context(store), CityChoice(year=1999)).choice.year == 2026


def test_the_levels_have_one_for_those_below_the_first(store: SqlStore) -> None:
    """The distribution has a share for every rung and one for what is below them."""
    add(store, range(40))
    figures = overview(context(store), CityChoice()).figures
    assert figures is not None
    assert [level.number for level in figures.legend.levels] == [0, 1, 2, 3, 4, 5]
    assert figures.city.levels is not HIDDEN
    assert [share.percent for share in figures.city.levels] == [0, 0, 50, 50, 0, 0]


@pytest.mark.parametrize(("lang", "hidden"), [("zh", "隐藏"), ("en", "hidden")])
def test_the_workbook_holds_what_the_page_shows(store: SqlStore, lang: str, hidden: str) -> None:
    """Every row is there; a hidden figure is a word; the notes name threshold and date."""
    add(store, range(30))
    add(store, range(30, 60), division="39")
    book = load_workbook(io.BytesIO(workbook(context(store), CityChoice(), lang)))
    figures = overview(context(store), CityChoice()).figures
    assert figures is not None
    names = [sheet.title for sheet in book.worksheets]
    assert len(set(names)) == len(names) > 7
    sectors = list(book.worksheets[1].iter_rows(values_only=True))[-len(figures.sectors) :]
    for row, line in zip(figures.sectors, sectors, strict=True):
        shown = [hidden if mean is HIDDEN else mean for mean in row.means.values()]
        assert line[0] == row.title.to(lang)
        assert list(line[2 : 2 + len(shown)]) == shown
    assert {row.count for row in figures.sectors} >= {HIDDEN, CountRange(30, 39)}
    told = " ".join(str(cell) for row in book.worksheets[-1].values for cell in row)
    assert "10" in told
    assert "2026-10-31" in told
    assert "60–69" in told


@pytest.mark.parametrize("made_up", [0, 1])
def test_a_synthetic_city_says_so_on_every_sheet(store: SqlStore, made_up: int) -> None:
    """One made-up enterprise marks the page, every table and the notes; without one nothing."""
    add(store, range(40))
    add(store, range(40, 40 + made_up), synthetic=True)
    figures = overview(context(store, OFFICIAL), CityChoice()).figures
    assert figures is not None
    assert figures.synthetic == bool(made_up)
    book = load_workbook(io.BytesIO(workbook(context(store), CityChoice(), "zh")))
    for sheet in book:
        told = any("合成数据" in str(cell) for row in sheet.values for cell in row)
        assert told == bool(made_up), sheet.title


def test_every_year_stands_beside_the_others(store: SqlStore) -> None:
    """A line a year, oldest first, on the page and in the workbook."""
    add(store, range(30), at=LAST_MONTH.replace(year=2025), total=40.0)
    add(store, range(30, 60), total=60.0)
    view = overview(context(store), CityChoice())
    assert [each.year for each in view.history] == [2025, 2026]
    assert view.history[-1] == view.figures
    book = load_workbook(io.BytesIO(workbook(context(store), CityChoice(), "zh")))
    lines = [line[:3] for line in book["年份"].iter_rows(min_row=4, values_only=True)]
    assert lines == [("2025 年", "30–39", 40.0), ("2026 年", "30–39", 60.0)]


@pytest.mark.parametrize(("lang", "said"), [("zh", "自评，未核实"), ("en", "not verified")])
def test_what_is_not_verified_says_so_on_every_sheet(
    store: SqlStore, lang: Lang, said: str
) -> None:
    """Where a city counts what was only submitted, each table says so; else none does."""
    add(store, range(40))
    for stages in ("signed", "submitted"):
        ctx = replace(context(store), settings=Settings(city_counts=stages))
        book = load_workbook(io.BytesIO(workbook(ctx, CityChoice(), lang)))
        for sheet in book:
            told = any(said in str(cell) for row in sheet.values for cell in row)
            assert told == (stages == "submitted"), sheet.title
