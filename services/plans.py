"""The plan of an assessment: built anew from its answers, its choices kept in revisions.

Every act names the revision it was looking at; what it returns is durable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from access.predicates import Series
from access.table import allowed, require
from assessments.model import Assessment, Document
from assessments.refusals import Invalid, Stale
from i18n import Text, text_of
from questionnaires.model import Questionnaire
from scoring.paths.effort_reading import efforts
from scoring.paths.efforts import Effort
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard
from services.catalogue import catalogue_of
from services.context import Context, at_once
from services.editions import default_rubric, pinned
from services.rounds import round_before
from services.sheets import score
from services.sides import counted_side, sheet_of_side
from services.subjects import subject_of
from solutions.model import Catalogue
from solutions.plans.building import build_plan
from solutions.plans.choosing import NotThere, Number, OutOfOrder, added, dropped, moved, ticked
from solutions.plans.model import Choices, Limits, Plan, Progress

KIND = "plan"


@dataclass(frozen=True)
class Planned:
    """A plan with what it was made from.

    ``card``: the result that it starts from; where that is provisional, the plan is not to be
    shown. ``revision``: what whoever changes it has to have seen; 0 (and no time) where nobody
    has changed anything yet.
    """

    assessment: Assessment
    questionnaire: Questionnaire
    rubric: Rubric
    catalogue: Catalogue
    card: Scorecard
    plan: Plan
    revision: int
    at: datetime | None

    def effort(self, id: str) -> Effort:
        """The class of effort of that id."""
        return efforts(self.questionnaire).classes[id]


@dataclass(frozen=True)
class LastDrop:
    """What the last act dropped: ``name``, the tasks that fell with it, and the points all cost."""

    name: str
    fell: tuple[str, ...]
    points: float


def plan_of(ctx: Context, assessment_id: str) -> Plan:
    """The plan, from the answers that count; of a draft too."""
    return planned(ctx, assessment_id).plan


def planned(ctx: Context, assessment_id: str) -> Planned:
    """The plan with all that a page shows beside it."""
    return _planned(ctx, subject_of(ctx, "plan.read", assessment_id))


def set_limits(ctx: Context, assessment_id: str, limits: Limits, *, seen: int) -> Planned:
    """Other limits, and so another proposal; what was chosen by hand stays where they allow it.

    Raises Invalid for a class of cost that the catalogue does not have, Stale.
    """

    def limited(now: Planned) -> Choices:
        if limits.cost is not None and limits.cost not in {c.id for c in now.catalogue.costs}:
            raise Invalid("plan_cost", cost=limits.cost)
        return now.plan.choices.model_copy(update={"limits": limits})

    return _change(ctx, assessment_id, seen, limited)


def move(ctx: Context, assessment_id: str, solution: str, phase: Number, *, seen: int) -> Planned:
    """One task to another phase. Raises Invalid where it would come before what it needs."""
    return _change(
        ctx, assessment_id, seen, lambda now: moved(now.plan, now.catalogue, solution, phase)
    )


def drop(ctx: Context, assessment_id: str, solution: str, *, seen: int) -> Planned:
    """One task out of the plan, with what needs it. Raises Invalid, Stale."""
    return _change(ctx, assessment_id, seen, lambda now: dropped(now.plan, solution))


def add(ctx: Context, assessment_id: str, solution: str, phase: Number, *, seen: int) -> Planned:
    """A solution into the plan, also one that was dropped, with what it lacks. Invalid, Stale."""
    return _change(
        ctx, assessment_id, seen, lambda now: added(now.plan, now.catalogue, solution, phase)
    )


def tick(
    ctx: Context, assessment_id: str, solution: str, progress: Progress, *, seen: int
) -> Planned:
    """How far a task is. Raises Invalid, Stale."""
    return _change(ctx, assessment_id, seen, lambda now: ticked(now.plan, solution, progress))


def progress_since(ctx: Context, assessment_id: str) -> Planned | None:
    """The plan of the round before, with what has been ticked in it up to now.

    None where there is no such round, or the actor may not see it, or nothing was planned.
    """
    later = subject_of(ctx, "plan.read", assessment_id)
    earlier = round_before(ctx, later)
    if earlier is None or not allowed(ctx.actor, "series.read", Series(earlier, later)):
        return None
    found = _planned(ctx, earlier)
    return found if found.plan.tasks else None


def follow(
    ctx: Context, assessment_id: str, solution: str, progress: Progress, *, seen: int
) -> Planned:
    """How far a task in the plan of the round before is. Raises Invalid, Stale."""

    def subject(ctx: Context) -> Assessment:
        later = subject_of(ctx, "plan.read", assessment_id)
        earlier = round_before(ctx, later)
        if earlier is None:
            raise Invalid("plan_no_earlier")
        require(ctx.actor, "plan.follow", Series(earlier, later))
        return earlier

    return _act(ctx, subject, seen, lambda now: ticked(now.plan, solution, progress))


def undo(ctx: Context, assessment_id: str, *, seen: int) -> Planned:
    """The plan as it was before the last act. Raises Invalid where there is none, Stale."""

    def before(_: Planned) -> Choices:
        history = ctx.store.document_history(KIND, assessment_id)
        if not history:
            raise Invalid("plan_not_there")
        return _before_last(history)

    return _change(ctx, assessment_id, seen, before)


def last_drop(ctx: Context, assessment_id: str) -> LastDrop | None:
    """What the last act took out of the plan; None where that act was another."""
    assessment = subject_of(ctx, "plan.read", assessment_id)
    history = ctx.store.document_history(KIND, assessment.id)
    if not history:
        return None
    before, choices = _before_last(history), Choices.model_validate(history[-1].value)
    out = choices.dropped - before.dropped
    if len(out) != 1:
        return None
    then, now = (_planned(ctx, assessment, each).plan for each in (before, choices))
    (name,) = out
    gone = [id for id in then.phase_of if id not in now.phase_of and id != name]
    cost = (then.after.total or 0.0) - (now.after.total or 0.0)
    return LastDrop(name, tuple(gone), cost)


def _before_last(history: Sequence[Document]) -> Choices:
    return Choices() if len(history) == 1 else Choices.model_validate(history[-2].value)


def _change(
    ctx: Context, assessment_id: str, seen: int, choose: Callable[[Planned], Choices]
) -> Planned:
    return _act(ctx, lambda ctx: subject_of(ctx, "plan.change", assessment_id), seen, choose)


def _act(
    ctx: Context,
    subject: Callable[[Context], Assessment],
    seen: int,
    choose: Callable[[Planned], Choices],
) -> Planned:
    """Keep what ``choose`` makes of the plan as it is, if that is the one that was seen.

    It is computed first: the store's only lock on writing is held just for the write, which
    fails where somebody was faster.
    """
    assessment = subject(ctx)
    _require_seen(ctx, assessment, seen)
    now = _planned(ctx, assessment)
    try:
        choices = choose(now)
    except OutOfOrder as wrong:
        raise Invalid(
            "plan_order", first=_title(now, wrong.first), then=_title(now, wrong.then)
        ) from None
    except NotThere:
        raise Invalid("plan_not_there") from None
    with at_once(ctx) as one:
        _require_seen(one, subject(one), now.revision)
        one.store.append_document(
            Document(
                kind=KIND,
                subject=assessment.id,
                revision=now.revision + 1,
                value=_dumped(choices),
                author=ctx.actor.id,
                at=ctx.now(),
            )
        )
    return _planned(ctx, assessment)


def _require_seen(ctx: Context, assessment: Assessment, seen: int) -> None:
    held = ctx.store.document(KIND, assessment.id)
    if held is not None and held.revision != seen:
        raise Stale("document_changed", author=_name(ctx, held.author), at=held.at)


def _planned(ctx: Context, assessment: Assessment, choices: Choices | None = None) -> Planned:
    """The plan under ``choices`` (None: those that are kept)."""
    held = ctx.store.document(KIND, assessment.id)
    questionnaire, catalogue = pinned(ctx, assessment), catalogue_of(ctx)
    rubric = default_rubric(questionnaire)
    sheet = sheet_of_side(ctx, assessment, questionnaire, counted_side(assessment))
    if choices is None:
        choices = Choices() if held is None else Choices.model_validate(held.value)
    return Planned(
        assessment=assessment,
        questionnaire=questionnaire,
        rubric=rubric,
        catalogue=catalogue,
        card=score(questionnaire, sheet),
        plan=build_plan(questionnaire, rubric, sheet, catalogue, choices),
        revision=0 if held is None else held.revision,
        at=None if held is None else held.at,
    )


def _dumped(choices: Choices) -> object:
    """JSON, the same for the same choices."""
    dumped = choices.model_dump(mode="json")
    return {**dumped, "dropped": sorted(choices.dropped)}


def _name(ctx: Context, author: str) -> Text | str:
    account = ctx.store.account(author)
    return text_of("refusals.the_enterprise") if account is None else account.name


def _title(now: Planned, solution: str) -> Text:
    return now.catalogue.by_id[solution].title
