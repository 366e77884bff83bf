"""A release is worked out once, kept, and read from then on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from access.actor import Actor, Role
from access.audit import AuditFilter
from aggregates.coarse import CountRange
from aggregates.figures import CityFigures
from aggregates.subject_basis import Basis
from aggregates.subjects import GAPS, MIX, PANEL, SUBJECTS, WEIGHTED
from assessments.model import HANDED_IN
from assessments.refusals import Unavailable
from cli.main import run
from questionnaires.model import Questionnaire
from services import city_subjects, counted, releasing
from services.city import CityChoice, overview
from services.context import Context
from services.counted import releases
from services.kinds import RELEASE
from services.settings import Settings
from storage import SqlStore, open_store
from tests.stores import new_store
from tests.unit.city_lines import LAST_MONTH, NOW, OFFICIAL, add, context

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """An empty store."""
    made = new_store()
    yield made
    made.close()


def seen(ctx: Context) -> CityFigures | None:
    """What the official's page shows."""
    return overview(ctx, CityChoice()).figures


def city_count(ctx: Context) -> object:
    """How many enterprises it tells."""
    figures = seen(ctx)
    return figures and figures.city.count


def fresh(store: SqlStore, now: datetime = NOW, **settings: object) -> Context:
    """A process that has just started."""
    return replace(context(store), now=lambda: now, settings=Settings(**settings))  # type: ignore[arg-type]


class Closed(SqlStore):
    """A store whose results nobody may look at."""

    def figures(self, *_: object, **__: object) -> object:  # type: ignore[override]
        """Fail."""
        raise AssertionError("the results were read")


def test_who_comes_later_does_not_touch_the_results(store: SqlStore) -> None:
    """The first process works out and keeps; another one reads that and nothing else."""
    add(store, range(40))
    first = releases(fresh(store))
    again = releases(replace(fresh(store), store=Closed(store.engine)))
    assert again == first
    assert city_count(replace(fresh(store), store=Closed(store.engine))) == CountRange(40, 49)


def test_questionnaires_that_nobody_used_are_kept_too(store: SqlStore) -> None:
    """An empty city is read as such, without a look at the results."""
    assert releases(fresh(store)) == {}
    assert releases(replace(fresh(store), store=Closed(store.engine))) == {}


def test_a_kept_release_stays_as_it_was(store: SqlStore) -> None:
    """What comes into the store for a time that is past, or goes from it, changes nothing."""
    add(store, range(40))
    first = releases(fresh(store))
    add(store, range(40, 90))
    assert releases(fresh(store)) == first
    with store.engine.begin() as connection:
        for name in connection.exec_driver_sql(TRIGGERS).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for table in ("scorecard_details", "scorecard_documents", "scorecards"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  (two fixed names)
    assert store.figures(HANDED_IN).empty
    assert releases(fresh(store)) == first


def test_every_month_threshold_and_choice_of_stages_has_its_own(store: SqlStore) -> None:
    """After the boundary, or with another setting, figures are those of that; before, the old."""
    add(store, range(20))
    add(store, range(20, 40), at=NOW)
    later = NOW + timedelta(days=20)
    assert city_count(fresh(store)) == CountRange(20, 29)
    assert city_count(fresh(store, later)) == CountRange(40, 49)
    assert city_count(fresh(store, disclosure_threshold=25)) != CountRange(20, 29)
    figures = seen(fresh(store, city_counts="submitted"))
    assert figures is not None
    assert figures.stages == "submitted"
    assert city_count(fresh(store)) == CountRange(20, 29)  # a clock that was set back
    assert len(subjects(store)) == 4 * len(SUBJECTS) * len(counted.judged_apart(fresh(store)))


def test_a_running_process_comes_to_the_new_release(store: SqlStore) -> None:
    """What it holds is that of a boundary; once that has passed it asks anew."""
    add(store, range(20))
    add(store, range(20, 40), at=NOW)
    time = [NOW]
    ctx = replace(context(store), now=lambda: time[0])
    found = [city_count(ctx)]
    for moment in (datetime(2026, 11, 30, 16, 59, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)):
        time[0] = moment
        found.append(city_count(ctx))
    assert found == [CountRange(20, 29), CountRange(20, 29), CountRange(40, 49)]


def test_an_edition_that_is_added_is_worked_out_alone(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept before is not made anew, and the new one stands beside it."""
    add(store, range(30))
    every = counted.judged_apart(fresh(store))
    (own,) = releases(fresh(store))
    others = {key: each for key, each in every.items() if key != own}
    monkeypatch.setattr(counted, "judged_apart", lambda _: others)
    empty = new_store()
    assert releases(fresh(empty)) == {}
    before = subjects(empty)
    add(empty, range(30))
    monkeypatch.setattr(counted, "judged_apart", lambda _: every)
    looked_at: list[str] = []

    def basis_of(settings: Settings, questionnaire: Questionnaire) -> Basis:
        looked_at.append(questionnaire.id)
        return city_subjects.basis_of(settings, questionnaire)

    monkeypatch.setattr(releasing, "basis_of", basis_of)
    assert list(releases(fresh(empty))) == [own]
    assert set(looked_at) == {own[0]}
    assert {key: each for key, each in subjects(empty).items() if key in before} == before
    assert len(subjects(empty)) == len(SUBJECTS) * len(every)
    empty.close()


@pytest.mark.parametrize("lacking", [WEIGHTED, MIX, PANEL, GAPS])
def test_a_subject_that_is_added_is_what_it_would_have_been(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    """Also one that is of the enterprises of the state, or beside them, which is kept by then."""
    whole = new_store()
    for each in (whole, store):
        add(each, range(30), at=LAST_MONTH.replace(year=2025))
        add(each, range(30, 70))
    releases(fresh(whole))
    fewer = {id: each for id, each in SUBJECTS.items() if id != lacking}
    with monkeypatch.context() as before:
        for module in (counted, releasing):
            before.setattr(module, "SUBJECTS", fewer)
        releases(fresh(store))
    assert subjects(store).keys() < subjects(whole).keys()
    releases(fresh(store))
    assert subjects(store) == subjects(whole)
    whole.close()


def test_what_cannot_be_read_is_worked_out_once_more(store: SqlStore) -> None:
    """Left by a program of another form, it gets a next revision; the old one stays."""
    add(store, range(40))
    first = releases(fresh(store))
    broken = next(each for each in subjects(store).values() if each.value["used"])
    store.append_document(broken.model_copy(update={"revision": 2, "content": b'{"2026": 1}'}))
    assert releases(fresh(store)) == first
    assert store.document(RELEASE, broken.subject).revision == 3  # type: ignore[union-attr]
    assert len(store.document_history(RELEASE, broken.subject)) == 3


class Full(SqlStore):
    """A store that takes nothing."""

    def transaction(self) -> object:  # type: ignore[override]
        """Refuse."""
        raise Unavailable("store_full")


def test_a_store_that_takes_nothing_still_shows_its_city(store: SqlStore) -> None:
    """The release cannot be kept, so it is worked out, and the log tells."""
    add(store, range(40))
    assert city_count(replace(fresh(store), store=Full(store.engine))) == CountRange(40, 49)
    assert subjects(store) == {}


def test_whoever_looks_first_is_noted(store: SqlStore) -> None:
    """One entry a release, of whose look made it."""
    add(store, range(40))
    for actor in (OFFICIAL, Actor(Role.OPERATOR, "operator")):
        overview(replace(fresh(store), actor=actor), CityChoice())
    made = store.audit_rows(AuditFilter(action="city.release"))
    assert [(row["actor"], row["object"]) for row in made] == [("official", "2026-11-01")]


def subjects(store: SqlStore) -> Mapping[str, releasing.Document]:
    """Every part that is kept."""
    return store.documents(RELEASE)


def test_the_command_makes_the_release_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day, how many questionnaires have figures, how long; a second time changes nothing."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    file = tmp_path / "s.db"
    store = open_store(file, migrate=True)
    add(store, range(40))
    said = []
    for _ in range(2):
        assert run(["city", "release", "--store", f"sqlite:///{file}"]) == 0
        said.append(capsys.readouterr().out)
    assert "questionnaires with figures: 1" in said[0]
    assert "made before" in said[1]
    assert {each.revision for each in subjects(store).values()} == {1}
    store.close()


def test_a_release_that_shows_nothing_gives_way_to_one_that_does(store: SqlStore) -> None:
    """What was looked at before anything was brought in is filled by the command, once."""
    operator = replace(fresh(store), actor=Actor(Role.OPERATOR, "operator"))
    assert releases(fresh(store)) == {}
    assert not counted.make_release(operator).new
    add(store, range(40))
    assert releases(fresh(store)) == {}
    assert counted.make_release(operator) == replace(counted.make_release(operator), new=True)
    assert city_count(fresh(store)) == CountRange(40, 49)
    add(store, range(40, 90))
    assert not counted.make_release(operator).new
    assert city_count(fresh(store)) == CountRange(40, 49)
