"""The state of the city in figures that give no enterprise away: on a page and as a workbook."""

from dataclasses import dataclass, replace
from datetime import date

from access.table import require
from aggregates.figures import CityFigures
from aggregates.publication import publish
from aggregates.versions import STAGES, StageSet, Version
from assessments.years import CHINA
from i18n import Lang
from questionnaires.model import Questionnaire
from reports.tables import write_workbook
from scoring.rubric import Rubric
from services.city_tables import notes, tables
from services.context import Context
from services.counted import counted, submitted
from services.editions import default_rubric, edition, offered


@dataclass(frozen=True)
class CityChoice:
    """Which figures are wanted.

    Without a ``questionnaire`` the one that was submitted most, without an ``edition`` its newest,
    without a ``year`` the newest one that has figures.
    """

    stages: StageSet = "submitted"
    year: int | None = None
    questionnaire: str | None = None
    edition: str | None = None


@dataclass(frozen=True)
class CityView:
    """What may be seen. ``figures`` is None as long as nobody has submitted anything.

    ``questionnaires`` (editions that one rubric judges count once, whether anybody used them or
    not), ``years`` (newest first) and ``stages`` are what can be chosen; ``choice`` what was.
    ``history`` has the figures of every year, oldest first, for the chosen stages.
    """

    choice: CityChoice
    questionnaire: Questionnaire
    rubric: Rubric
    questionnaires: tuple[Questionnaire, ...]
    years: tuple[int, ...]
    stages: tuple[StageSet, ...]
    as_of: date
    figures: CityFigures | None
    history: tuple[CityFigures, ...]


def overview(ctx: Context, choice: CityChoice) -> CityView:
    """The published figures as of today. Raises NotAllowed, NotFound (no such questionnaire)."""
    require(ctx.actor, "city.read")
    lines = submitted(ctx)
    apart = _judged_apart(ctx)
    if choice.questionnaire is None:
        used = lines.groupby(["questionnaire", "rubric", "rubric_version"]).size()
        questionnaire = apart[max(apart, key=lambda judged: used.get(judged, 0))]
    else:
        questionnaire = edition(ctx, choice.questionnaire, choice.edition)
    population = counted(lines, questionnaire).population()
    years = population.years()
    year = choice.year if choice.year is not None else next(reversed(years), None)

    def published(year: int) -> CityFigures:
        version = Version(year, choice.stages)
        return publish(population, version, ctx.settings.disclosure_threshold)

    history = tuple(published(each) for each in years)
    figures = next((each for each in history if each.year == year), None)
    if figures is None and year is not None and history:
        figures = published(year)
    return CityView(
        choice=replace(
            choice, year=year, questionnaire=questionnaire.id, edition=questionnaire.edition
        ),
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
        questionnaires=tuple(apart.values()),
        years=tuple(reversed(years)),
        stages=tuple(STAGES),
        as_of=ctx.now().astimezone(CHINA).date(),
        figures=figures,
        history=history,
    )


def workbook(ctx: Context, choice: CityChoice, lang: Lang) -> bytes:
    """The same figures as an XLSX file. Raises NotAllowed, NotFound; ValueError for no figures."""
    view = overview(ctx, choice)
    if view.figures is None:
        raise ValueError("nobody has submitted anything yet")
    method = (view.questionnaire.title.to(lang), view.rubric.title.to(lang), view.rubric.version)
    made = tables(view.figures, view.history, view.as_of, lang)
    return write_workbook(made, notes(view.figures, view.as_of, method, lang))


def _judged_apart(ctx: Context) -> dict[tuple[str, str, str], Questionnaire]:
    """Every published edition, the newest of those that one version of a rubric judges alike."""
    found = {}
    for newest_first in offered(ctx):
        for each in reversed(newest_first):
            judge = default_rubric(each)
            found[each.id, judge.id, judge.version] = each
    return found
