"""Who of a centre has which case, by when, and handing a case on to another centre."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from access.account import Account
from access.actor import Role
from assessments.model import Assessment, Document
from assessments.portfolio import CaseLine
from assessments.refusals import Invalid, NotFound, Refusal, Unavailable
from assessments.seconding import SecondFinding
from assessments.years import CHINA
from services.context import Context, at_once
from services.kinds import DUE, SECOND_FINDING
from services.making_accounts import account_named
from services.noting import note_case
from services.people import Person, people
from services.subjects import subject_of

FURTHEST = timedelta(days=3 * 366)  # a day to sign by: further away it is a slip of the keyboard


@dataclass(frozen=True)
class LineOutcome:
    """What became of one line of several; ``refused`` None: it was done."""

    line: CaseLine
    refused: Refusal | None = None


def consultants(ctx: Context) -> list[Person]:
    """Those of the actor's centre that a case can be given to."""
    return [each for each in people(ctx) if each.deactivated_at is None]


def assign(ctx: Context, assessment_id: str, username: str | None, *, seen: int) -> Assessment:
    """Give the case to a consultant of its centre; None: to whoever of the centre takes it.

    Its lead sees it all the same. Raises Invalid where it is signed, or for anybody who is no
    consultant of that centre now; Stale where it changed since its version was ``seen``.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.assign", assessment_id)
        _require_open(assessment)
        if username is not None:
            require_consultant(account_named(one, username), assessment.centre)
        _require_apart(one, assessment, username)
        changed = assessment.model_copy(update={"consultant": username})
        note_case(one, "case.assign", assessment, to=username or "")
        return one.store.move(changed, seen=seen)


def assign_all(
    ctx: Context, lines: Sequence[CaseLine], username: str | None
) -> Sequence[LineOutcome]:
    """Give each of these cases to the consultant, as it was looked at.

    One that is refused is as it was, and hinders no other. Raises Unavailable where the store
    cannot go on: what was done before stays done.
    """
    return _each(
        lines,
        lambda line: assign(ctx, line.assessment.id, username, seen=line.assessment.version),
    )


def set_due(ctx: Context, assessment_id: str, due: date | None, *, seen: int) -> None:
    """Let the case be due on that day; None: on none any more.

    The consultant may go on and sign meanwhile. Raises Invalid where it is signed, or for a day
    that is over or too far away; Stale where the day changed since its revision was ``seen``.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.schedule", assessment_id)
        _require_open(assessment)
        if due is not None:
            _require_ahead(one, due)
        one.store.append_document(
            Document(
                kind=DUE,
                subject=assessment.id,
                revision=seen + 1,
                value=None if due is None else {"due": due.isoformat()},
                author=one.actor.name or one.actor.id,
                at=one.now(),
            )
        )
        note_case(one, "case.schedule", assessment, due="" if due is None else due.isoformat())


def set_due_of_all(
    ctx: Context, lines: Sequence[CaseLine], due: date | None
) -> Sequence[LineOutcome]:
    """The same for each of these cases, as ``assign_all`` does it."""
    return _each(lines, lambda line: set_due(ctx, line.assessment.id, due, seen=line.due_seen))


def transfer_case(ctx: Context, assessment_id: str, centre: str, *, seen: int) -> Assessment:
    """Hand the case on to another centre, with all that was put down of it.

    Whoever had it here sees it no more. A signed one stays with the centre that signed. Raises
    Invalid, NotFound (the centre), Stale as above.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.transfer", assessment_id)
        _require_open(assessment)
        if centre not in one.store.centres():
            raise NotFound("unknown_centre", centre=centre)
        changed = assessment.model_copy(update={"centre": centre, "consultant": None})
        note_case(one, "case.transfer", assessment, to=centre)
        return one.store.move(changed, seen=seen)


def _each(lines: Sequence[CaseLine], act: Callable[[CaseLine], object]) -> Sequence[LineOutcome]:
    found = []
    for line in lines:
        try:
            act(line)
        except Unavailable:
            raise
        except Refusal as refusal:
            found.append(LineOutcome(line, refusal))
        else:
            found.append(LineOutcome(line))
    return found


def _require_ahead(ctx: Context, due: date) -> None:
    today = ctx.now().astimezone(CHINA).date()
    if not today <= due <= today + FURTHEST:
        raise Invalid("bad_due", due=due.isoformat(), last=(today + FURTHEST).isoformat())


def _require_open(assessment: Assessment) -> None:
    if assessment.signed:
        raise Invalid("case_signed")


def require_consultant(account: Account | None, centre: str | None) -> None:
    """Raise Invalid for anybody who is no consultant of that centre now."""
    fits = (
        account is not None
        and account.role is Role.CONSULTANT
        and account.centre == centre
        and account.deactivated_at is None
    )
    if not fits:
        raise Invalid("no_consultant")


def _require_apart(one: Context, assessment: Assessment, username: str | None) -> None:
    """Raise Invalid where the second consultant would get to see the findings of the first."""
    held = one.store.document(SECOND_FINDING, assessment.id)
    if held is not None:
        second = SecondFinding.model_validate(held.value)
        if not second.withdrawn and username in (None, second.by):
            raise Invalid("second_asked")
