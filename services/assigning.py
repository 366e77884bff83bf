"""Who of a centre has which case, and handing a case on to another centre."""

from access.account import Account
from access.actor import Role
from assessments.model import Assessment
from assessments.refusals import Invalid, NotFound
from assessments.seconding import SecondFinding
from services.context import Context, at_once
from services.kinds import SECOND_FINDING
from services.making_accounts import account_named
from services.noting import note_case
from services.people import Person, people
from services.subjects import subject_of


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
