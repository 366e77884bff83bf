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
    """

    choice: CityChoice
    questionnaire: Questionnaire
    rubric: Rubric
    years: tuple[int, ...]
    stages: tuple[StageSet, ...]
    as_of: date
    figures: CityFigures | None


def overview(ctx: Context, choice: CityChoice) -> CityView:
    """The published figures as of today. Raises NotAllowed, NotFound (no such questionnaire)."""
    require(ctx.actor, "city.read")
    questionnaire = edition(ctx, choice.questionnaire)
    population = counted(ctx, questionnaire).population()
    years = tuple(reversed(population.years()))
    year = choice.year if choice.year is not None else next(iter(years), None)
    figures = None
    if year is not None and years:
        version = Version(year, choice.stages)
        figures = publish(population, version, ctx.settings.disclosure_threshold)
    return CityView(
        choice=replace(choice, year=year),
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
        years=years,
        stages=tuple(STAGES),
        as_of=ctx.now().astimezone(CHINA).date(),
        figures=figures,
    )


def workbook(ctx: Context, choice: CityChoice, lang: Lang) -> bytes:
    """The same figures as an XLSX file. Raises NotAllowed, NotFound; ValueError for no figures."""
    view = overview(ctx, choice)
    if view.figures is None:
        raise ValueError("nobody has submitted anything yet")
    method = (view.questionnaire.title.to(lang), view.rubric.title.to(lang), view.rubric.version)
    made = tables(view.figures, view.as_of, lang)
    return write_workbook(made, notes(view.figures, view.as_of, method, lang))
