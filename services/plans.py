"""The plan of an assessment: built anew from its answers, its choices kept in revisions.

Every act names the revision it was looking at; what it returns is durable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from access.predicates import Series
from access.table import require
from assessments.model import Document
from assessments.refusals import Invalid, Stale
from i18n import Text, text_of
from scoring.paths.effort_reading import efforts
from scoring.paths.efforts import Effort
from services.assumptions import assumptions_of_case
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.kinds import PLAN
from services.rounds import round_before
from services.subjects import subject_of
from solutions.assumptions import CentreAssumptions
from solutions.plans.building import build_plan
from solutions.plans.choosing import NotThere, Number, OutOfOrder, added, dropped, moved, ticked
from solutions.plans.model import Choices, Limits, Plan, Progress


@dataclass(frozen=True)
class Planned:
    """A plan with what it was made from.

    Where the present result of the dossier is provisional, the plan is not to be shown.
    ``revision``: what whoever changes it has to have seen; 0 (and no time) where nobody has
    changed anything yet.
    """

    dossier: Dossier
    plan: Plan
    revision: int
    at: datetime | None

    @property
    def id(self) -> str:
        """Of the assessment."""
        return self.dossier.assessment.id

    @property
    def assumptions(self) -> CentreAssumptions | None:
        """What its centre takes costs to be."""
        return assumptions_of_case(self.dossier)

    def effort(self, id: str) -> Effort:
        """The class of effort of that id."""
        return efforts(self.dossier.questionnaire).classes[id]


@dataclass(frozen=True)
class LastDrop:
    """What the last act dropped: ``name``, the tasks that fell with it, and the points all cost."""

    name: str
    fell: tuple[str, ...]
    points: float


def planned(ctx: Context, assessment_id: str) -> Planned:
    """The plan, from the answers that count; of a draft too."""
    return plan_in(dossier_of(ctx, "plan.read", assessment_id))


def plan_in(dossier: Dossier, choices: Choices | None = None) -> Planned:
    """The plan of the dossier under ``choices`` (None: those that are kept)."""
    held = dossier.document(PLAN, dossier.assessment.id)
    if choices is None:
        choices = Choices() if held is None else Choices.model_validate(held.value)
    return Planned(
        dossier=dossier,
        plan=build_plan(
            dossier.questionnaire,
            dossier.rubric,
            dossier.sheet,
            dossier.catalogue,
            choices,
            found=dossier.found,
            pressing=dossier.pressing,
        ),
        revision=0 if held is None else held.revision,
        at=None if held is None else held.at,
    )


def set_limits(ctx: Context, assessment_id: str, limits: Limits, *, seen: int) -> Planned:
    """Other limits, and so another proposal; what was chosen by hand stays where they allow it.

    Raises Invalid for a class of cost that the catalogue does not have, Stale.
    """

    def limited(now: Planned) -> Choices:
        costs = {each.id for each in now.dossier.catalogue.costs}
        if limits.cost is not None and limits.cost not in costs:
            raise Invalid("plan_cost", cost=limits.cost)
        return now.plan.choices.model_copy(update={"limits": limits})

    return _change(ctx, assessment_id, seen, limited)


def move(ctx: Context, assessment_id: str, solution: str, phase: Number, *, seen: int) -> Planned:
    """One task to another phase. Raises Invalid where it would come before what it needs."""
    return _change(
        ctx,
        assessment_id,
        seen,
        lambda now: moved(now.plan, now.dossier.catalogue, solution, phase),
    )


def drop(ctx: Context, assessment_id: str, solution: str, *, seen: int) -> Planned:
    """One task out of the plan, with what needs it. Raises Invalid, Stale."""
    return _change(ctx, assessment_id, seen, lambda now: dropped(now.plan, solution))


def add(ctx: Context, assessment_id: str, solution: str, phase: Number, *, seen: int) -> Planned:
    """A solution into the plan, also one that was dropped, with what it lacks. Invalid, Stale."""
    return _change(
        ctx,
        assessment_id,
        seen,
        lambda now: added(now.plan, now.dossier.catalogue, solution, phase),
    )


def tick(
    ctx: Context, assessment_id: str, solution: str, progress: Progress, *, seen: int
) -> Planned:
    """How far a task is. Raises Invalid, Stale."""
    return _change(ctx, assessment_id, seen, lambda now: ticked(now.plan, solution, progress))


def progress_since(dossier: Dossier) -> Planned | None:
    """The plan of the round before, with what has been ticked in it up to now, if any was made."""
    if dossier.earlier is None:
        return None
    found = plan_in(dossier.earlier)
    return found if found.plan.tasks else None


def follow(
    ctx: Context, assessment_id: str, solution: str, progress: Progress, *, seen: int
) -> Planned:
    """How far a task in the plan of the round before is. Raises Invalid, Stale."""

    def check(ctx: Context) -> None:
        later = subject_of(ctx, "plan.read", assessment_id)
        earlier = round_before(later, ctx.store.rounds(later.enterprise))
        if earlier is None:
            raise Invalid("plan_no_earlier")
        require(ctx.actor, "plan.follow", Series(earlier, later))

    check(ctx)
    earlier = dossier_of(ctx, "plan.read", assessment_id).earlier
    if earlier is None:
        raise Invalid("plan_no_earlier")
    return _act(ctx, earlier, check, seen, lambda now: ticked(now.plan, solution, progress))


def undo(ctx: Context, assessment_id: str, *, seen: int) -> Planned:
    """The plan as it was before the last act. Raises Invalid where there is none, Stale."""

    def before(_: Planned) -> Choices:
        history = ctx.store.document_history(PLAN, assessment_id)
        if not history:
            raise Invalid("plan_not_there")
        return _before_last(history)

    return _change(ctx, assessment_id, seen, before)


def last_drop(ctx: Context, dossier: Dossier) -> LastDrop | None:
    """What the last act took out of the plan; None where that act was another."""
    history = ctx.store.document_history(PLAN, dossier.assessment.id)
    if not history:
        return None
    before, choices = _before_last(history), Choices.model_validate(history[-1].value)
    out = choices.dropped - before.dropped
    if len(out) != 1:
        return None
    then, now = (plan_in(dossier, each).plan for each in (before, choices))
    (name,) = out
    gone = [id for id in then.phase_of if id not in now.phase_of and id != name]
    cost = (then.after.total or 0.0) - (now.after.total or 0.0)
    return LastDrop(name, tuple(gone), cost)


def _before_last(history: Sequence[Document]) -> Choices:
    return Choices() if len(history) == 1 else Choices.model_validate(history[-2].value)


def _change(
    ctx: Context, assessment_id: str, seen: int, choose: Callable[[Planned], Choices]
) -> Planned:
    dossier = dossier_of(ctx, "plan.change", assessment_id)
    return _act(
        ctx, dossier, lambda ctx: subject_of(ctx, "plan.change", assessment_id), seen, choose
    )


def _act(
    ctx: Context,
    dossier: Dossier,
    check: Callable[[Context], object],
    seen: int,
    choose: Callable[[Planned], Choices],
) -> Planned:
    """Keep what ``choose`` makes of the plan as it is, if that is the one that was seen.

    It is computed first: the store's only lock on writing is held just for the write, which
    fails where somebody was faster. ``check`` asks again then whether the actor may.
    """
    id = dossier.assessment.id
    _require_seen(ctx, dossier.document(PLAN, id), seen)
    now = plan_in(dossier)
    try:
        choices = choose(now)
    except OutOfOrder as wrong:
        raise Invalid(
            "plan_order", first=_title(now, wrong.first), then=_title(now, wrong.then)
        ) from None
    except NotThere:
        raise Invalid("plan_not_there") from None
    document = Document(
        kind=PLAN,
        subject=id,
        revision=now.revision + 1,
        value=_dumped(choices),
        author=ctx.actor.id,
        at=ctx.now(),
    )
    with at_once(ctx) as one:
        check(one)
        _require_seen(one, one.store.document(PLAN, id), now.revision)
        one.store.append_document(document)
    return plan_in(replace(dossier, documents={**dossier.documents, (PLAN, id): document}))


def _require_seen(ctx: Context, held: Document | None, seen: int) -> None:
    if held is not None and held.revision != seen:
        raise Stale("document_changed", author=_name(ctx, held.author), at=held.at)


def _dumped(choices: Choices) -> object:
    """JSON, the same for the same choices."""
    dumped = choices.model_dump(mode="json")
    return {**dumped, "dropped": sorted(choices.dropped)}


def _name(ctx: Context, author: str) -> Text | str:
    account = ctx.store.account(author)
    return text_of("refusals.the_enterprise") if account is None else account.name


def _title(now: Planned, solution: str) -> Text:
    return now.dossier.catalogue.by_id[solution].title
