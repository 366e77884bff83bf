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
from services.counted import counted
from services.editions import default_rubric, edition


@dataclass(frozen=True)
class CityChoice:
    """Which figures are wanted; without a ``year`` those of the newest one that has any."""

    stages: StageSet = "submitted"
    year: int | None = None
    questionnaire: str = "manufacturing"


@dataclass(frozen=True)
class CityView:
    """What may be seen. ``figures`` is None as long as nobody has submitted anything.

    ``years`` (newest first) and ``stages`` are what can be chosen; ``choice`` what was.
    ``history`` has the figures of every year, oldest first, for the chosen stages.
    """

    choice: CityChoice
    questionnaire: Questionnaire
    rubric: Rubric
    years: tuple[int, ...]
    stages: tuple[StageSet, ...]
    as_of: date
    figures: CityFigures | None
    history: tuple[CityFigures, ...]


def overview(ctx: Context, choice: CityChoice) -> CityView:
    """The published figures as of today. Raises NotAllowed, NotFound (no such questionnaire)."""
    require(ctx.actor, "city.read")
    questionnaire = edition(ctx, choice.questionnaire)
    population = counted(ctx, questionnaire).population()
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
        choice=replace(choice, year=year),
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
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
