"""What measures of policy would do: worked out with a release, and read from what was kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from access.table import require
from aggregates.breakdown import CITY
from aggregates.forecasts import AssumedPolicy, Forecast, cheapest, forecast, most
from aggregates.releases import boundary
from aggregates.simulation import SimulatedYear
from assessments.model import Document
from assessments.refusals import Stale
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from services.catalogue import catalogue_of
from services.context import Context, at_once
from services.counted import as_of, judged_apart
from services.editions import default_rubric
from services.kinds import SIMULATION
from services.noting import note
from services.releasing import Asked, Judged
from services.simulating_year import simulated_years
from services.simulation_tables import SimulationVoice
from solutions.interventions import Intervention, interventions
from solutions.model import Catalogue
from wording.tables import write_workbook
from wording.voice import Voice

NAME = "simulation"  # in place of a subject


@dataclass(frozen=True)
class SimulationView:
    """What an official may ask of one questionnaire. ``simulated``: nothing was worked out yet.

    ``questionnaires`` are those of which something was. ``among``: what there is to choose from,
    under its id, with the ``catalogue`` as it is now.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    questionnaires: tuple[Questionnaire, ...]
    as_of: date
    simulated: SimulatedYear | None
    catalogue: Catalogue
    among: Mapping[str, Intervention]


@dataclass(frozen=True)
class PolicyChoice:
    """What an official asks: two interventions (ids), each with the share that takes it up.

    ``row`` of the breakdown; ``wanted`` firms that are to rise, to ``level`` (None: any).
    """

    questionnaire: str | None = None
    row: str = CITY
    first: str | None = None
    second: str | None = None
    take_up: tuple[float, float] = (1.0, 1.0)
    level: int | None = None
    wanted: int = 50


@dataclass(frozen=True)
class PolicyAnswer:
    """What comes of it. ``reaching``: what reaches the target; ``ranked``: all, most risers first.

    Both are under ``target``: the share that takes the first one up, the level that is wanted.
    """

    compared: tuple[Forecast, Forecast]
    target: AssumedPolicy
    reaching: tuple[Forecast, ...]
    ranked: tuple[Forecast, ...]


def simulation(ctx: Context, questionnaire: str | None = None) -> SimulationView:
    """What is kept of a questionnaire, the first that there is without one. Raises NotAllowed."""
    require(ctx.actor, "city.read")
    apart, found = judged_apart(ctx), _kept(ctx)
    known = {apart[key].id: key for key in found}
    fallback = next(iter(known), next(iter(apart.values())).id)
    id = questionnaire if questionnaire in known else fallback
    key = known.get(id, next(key for key, each in apart.items() if each.id == id))
    chosen, judge, among = apart[key], default_rubric(apart[key]), catalogue_of(ctx)
    every = interventions(chosen, judge, among)
    simulated = found.get(key)
    listed = {each.id for each in simulated.outcomes} if simulated else set()
    return SimulationView(
        questionnaire=chosen,
        rubric=judge,
        questionnaires=tuple(apart[each] for each in known.values()),
        as_of=as_of(ctx),
        simulated=simulated,
        catalogue=among,
        among={each.id: each for each in every if each.id in listed},
    )


def answered(view: SimulationView, choice: PolicyChoice) -> PolicyAnswer | None:
    """What the kept outcomes come to; None where there are none.

    What names no intervention or row that there is falls back to the first by which most rise,
    and to the whole city.
    """
    year, every = view.simulated, tuple(view.among.values())
    if year is None or not every:
        return None
    row = choice.row if choice.row in year.counts else CITY
    ranked = most(year, every, AssumedPolicy(row, choice.take_up[0]))
    fallback = [each.intervention for each in ranked] or list(every)
    names = (choice.first, choice.second)
    chosen = [
        view.among.get(name or "", fallback[min(place, len(fallback) - 1)])
        for place, name in enumerate(names)
    ]
    first, second = (
        forecast(year, each, AssumedPolicy(row, share))
        for each, share in zip(chosen, choice.take_up, strict=True)
    )
    target = AssumedPolicy(CITY if choice.level else row, choice.take_up[0], choice.level)
    return PolicyAnswer(
        compared=(first, second),
        target=target,
        reaching=cheapest(year, every, target, choice.wanted),
        ranked=most(year, every, target),
    )


def voice_of(view: SimulationView, voice: Voice) -> SimulationVoice:
    """Says what is kept. ValueError where nothing is."""
    if view.simulated is None:
        raise ValueError("nothing was simulated")
    return SimulationVoice(
        voice.lang, view.simulated, view.catalogue, view.questionnaire, view.rubric, view.as_of
    )


def workbook(ctx: Context, choice: PolicyChoice, voice: Voice) -> bytes:
    """The answer with its assumptions as an XLSX file. Raises NotAllowed; ValueError for none."""
    view = simulation(ctx, choice.questionnaire)
    answer = answered(view, choice)
    if answer is None:
        raise ValueError("nothing was simulated")
    said = voice_of(view, voice)
    note(ctx, "city.export", "questionnaire", view.questionnaire.id)
    tables = (
        said.comparison(answer.compared),
        said.found(answer.reaching, answer.target.row, choice.wanted),
        said.assumptions(answer.compared),
    )
    return write_workbook(tables, said.notes())


def make_simulation(ctx: Context) -> int:
    """Work out and keep what is not kept yet of the present release; how many questionnaires.

    Reads every answer that counts, so it belongs into the night. Raises NotAllowed.
    """
    require(ctx.actor, "city.release")
    asked, apart = Asked.of(ctx, boundary(ctx.now())), judged_apart(ctx)
    kept = _kept(ctx)
    made = simulated_years(ctx, asked, {key: apart[key] for key in apart if key not in kept})
    new = 0
    for key, simulated in made:
        new += _keep(ctx, asked, key, simulated)
    return new


def _kept(ctx: Context) -> Mapping[Judged, SimulatedYear]:
    """What is kept of the present release."""
    asked, apart = Asked.of(ctx, boundary(ctx.now())), judged_apart(ctx)
    subjects = {asked.subject((key, NAME)): key for key in apart}

    def read() -> Mapping[Judged, SimulatedYear]:
        documents = ctx.store.all_documents({SIMULATION: list(subjects)})
        found = {
            subjects[subject]: SimulatedYear.model_validate_json(document.content)
            for (_, subject), document in documents.items()
        }
        return {key: found[key] for key in apart if key in found}

    held = ctx.held.known(NAME, asked)
    if held:
        return {key: each for key, each in held.items() if key in apart}
    found = read()
    return ctx.held.value(NAME, asked, lambda: found) if found else {}


def _keep(ctx: Context, asked: Asked, key: Judged, simulated: SimulatedYear) -> bool:
    """Keep it; False where somebody else was faster."""
    document = Document(
        kind=SIMULATION,
        subject=asked.subject((key, NAME)),
        revision=1,
        value={"judged": list(key), "until": asked.until.isoformat()},
        content=simulated.model_dump_json().encode(),
        author="",  # worked out, by nobody
        at=ctx.now(),
    )
    try:
        with at_once(ctx) as one:
            one.store.append_document(document)
            note(one, "city.simulate", "release", f"{asked.until:%Y-%m-%d}")
    except Stale:
        return False
    return True
