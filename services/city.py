"""The state of the city in figures that give no enterprise away: on a page and as a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from access.table import require
from aggregates.figures import CityFigures
from assessments.refusals import NotFound
from i18n import Lang
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from services.city_files import CityFile, FileForm
from services.context import Context
from services.counted import as_of, judged, judged_apart, releases
from services.editions import default_rubric, published
from services.looked import note_shown
from services.noting import note
from wording.voice import Voice


@dataclass(frozen=True)
class CityChoice:
    """Which figures are wanted.

    Without a ``questionnaire`` the one that counts most, without an ``edition`` its newest,
    without a ``year`` (or with one that has no figures) the newest one.
    """

    year: int | None = None
    questionnaire: str | None = None
    edition: str | None = None


@dataclass(frozen=True)
class CityView:
    """What may be seen. ``figures`` is None as long as nobody counts.

    ``questionnaires`` (editions that one rubric judges count once, whether anybody used them or
    not) and ``years`` (newest first) are what can be chosen; ``choice`` what was. ``as_of`` is the
    last day that counts. ``history`` has the figures of every year, oldest first; ``subjects``
    those of every subject, by its id, and ``earlier`` those of other versions of the rubric, which
    do not compare, by the version.
    """

    choice: CityChoice
    questionnaire: Questionnaire
    rubric: Rubric
    questionnaires: tuple[Questionnaire, ...]
    years: tuple[int, ...]
    as_of: date
    figures: CityFigures | None
    history: tuple[CityFigures, ...]
    subjects: Mapping[str, tuple[CityFigures, ...]]
    earlier: Mapping[str, tuple[CityFigures, ...]]


def overview(ctx: Context, choice: CityChoice) -> CityView:
    """The present release. Raises NotAllowed, NotFound (no such questionnaire)."""
    require(ctx.actor, "city.read")
    view = _view(ctx, choice)
    if view.figures is not None:
        note_shown(ctx, view.as_of, view.questionnaire.id, ", ".join(view.subjects))
    return view


def district(ctx: Context, choice: CityChoice) -> CityView:
    """What the present release shows of the actor's district: its row in place of the city's.

    It is the published row, so nobody of a district learns more than the city publishes.
    """
    own = ctx.actor.district
    require(ctx.actor, "district.read", own)
    view = _view(ctx, choice)
    if view.figures is not None:
        note_shown(ctx, view.as_of, view.questionnaire.id, f"district {own}")
    figures = None if view.figures is None else _of_district(view.figures, own or "")
    history = tuple(_of_district(each, own or "") for each in view.history)
    subjects = {
        id: tuple(_of_district(each, own or "") for each in years)
        for id, years in view.subjects.items()
        if all(each.districts for each in years)
    }
    earlier = {
        version: tuple(_of_district(each, own or "") for each in years)
        for version, years in view.earlier.items()
    }
    return replace(view, figures=figures, history=history, subjects=subjects, earlier=earlier)


def _of_district(figures: CityFigures, district: str) -> CityFigures:
    row = next(row for row in figures.districts if row.id == district)
    return replace(figures, city=row, sectors=(), divisions=(), districts=(), sizes=())


def _view(ctx: Context, choice: CityChoice) -> CityView:
    apart = judged_apart(ctx)
    found = releases(ctx, apart)
    if choice.questionnaire is None:
        most = max(apart, key=lambda key: found[key].used if key in found else 0)
        questionnaire = apart[most]
    else:
        questionnaire = _offered(ctx, choice.questionnaire, choice.edition)
    own = judged(questionnaire)
    release = found.get(own)
    figures = release.years if release else {}
    years = tuple(reversed(list(figures)))
    year = choice.year if choice.year in figures else next(iter(years), None)
    return CityView(
        choice=replace(
            choice, year=year, questionnaire=questionnaire.id, edition=questionnaire.edition
        ),
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
        questionnaires=tuple(apart.values()),
        years=years,
        as_of=as_of(ctx),
        figures=None if year is None else figures[year],
        history=tuple(figures.values()),
        subjects={id: tuple(each.values()) for id, each in release.subjects.items()}
        if release
        else {},
        earlier={
            version: tuple(each.years.values())
            for (*judge, version), each in found.items()
            if judge == list(own[:2]) and version != own[2] and each.years
        },
    )


def _offered(ctx: Context, id: str, edition: str | None) -> Questionnaire:
    """That edition, or the newest. Raises NotFound for one that was never offered, as a pool."""
    for each in published(ctx.settings, id):
        if edition in (None, each.edition):
            return each
    raise NotFound("unknown_questionnaire", id=f"{id}@{edition}")


def workbook(ctx: Context, choice: CityChoice, lang: Lang, form: FileForm = "xlsx") -> bytes:
    """All tables of all subjects as an XLSX file, or as CSV files in a zip.

    Raises NotAllowed, NotFound; ValueError for no figures.
    """
    view = overview(ctx, choice)
    if view.figures is None:
        raise ValueError("nobody counts yet")
    file = CityFile(
        subjects={id: {each.year: each for each in years} for id, years in view.subjects.items()},
        year=view.figures.year,
        as_of=view.as_of,
        questionnaire=view.questionnaire.title,
        edition=view.questionnaire.edition,
        rubric=view.rubric.title,
        rubric_version=view.rubric.version,
    )
    note(ctx, "city.export", "questionnaire", view.questionnaire.id)
    return file.written(Voice(lang), form)
