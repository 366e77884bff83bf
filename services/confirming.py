"""Confirming that a firm is who it says it is, so that what it says of itself may count.

Anybody may type a name and a credit code. A record of which an account has got hold, and whose
code a centre or an administrator has looked up, is a firm that exists: its self-assessments count
where a city counts any (decision 0042). Each decision is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from access.actor import Role
from access.arrival import ARRIVALS_KEPT
from access.table import allowed, require
from assessments.confirmation import Confirmation, Decision
from assessments.credit_code import doubt_of, fault_of
from assessments.model import HANDED_IN, Assessment, Enterprise
from assessments.plain_text import one_line
from assessments.refusals import Invalid, Stale
from services.context import Context, at_once
from services.noting import note_case
from services.subjects import subject_of

LONGEST_REASON = 300
TOGETHER = timedelta(days=1)  # what begins so near from one line is looked at together
MANY = 5  # firms from one line within that time speak against each of them
QUICK = timedelta(minutes=5)  # in which nobody answers a questionnaire honestly

State = Literal["waiting", "confirmed", "refused", "withdrawn"]


ACTIONS = {  # in the audit trail
    "confirmed": "firm.confirm",
    "refused": "firm.refuse",
    "withdrawn": "firm.withdraw",
}


@dataclass(frozen=True)
class ClaimedFirm:
    """A record with a credit code that accounts hold; ``assessment`` is its newest submitted one.

    ``history``: all decisions on it, the oldest first.
    """

    assessment: Assessment
    enterprise: Enterprise
    held_by: str
    history: tuple[Confirmation, ...]

    @property
    def state(self) -> State:
        """What was decided last."""
        return self.history[-1].decision if self.history else "waiting"

    @property
    def code(self) -> str:
        """Its credit code."""
        return self.enterprise.credit_code or ""


@dataclass(frozen=True)
class FirmSigns:
    """What speaks for a firm and against it.

    ``doubt``: what is unusual about the code (``letters``, ``check``). ``others``: records beside
    it with the same code, ``others_signed`` those of them with a signed assessment;
    ``other_confirmed``: one of them is confirmed. ``neighbours``: other firms begun from the same
    line within a day, None where no line is known. ``twins``: other firms with the same answer
    sheet. ``minutes`` from beginning to submission. ``owner``: an account of an owner is in use.
    ``signed``: a centre has signed an assessment of it.
    """

    doubt: str | None
    others: int
    others_signed: int
    other_confirmed: bool
    neighbours: int | None
    twins: int
    minutes: int
    owner: bool
    signed: bool

    @property
    def against(self) -> tuple[str, ...]:
        """The names of what speaks against it."""
        found = {
            "doubt": self.doubt is not None,
            "others": self.others > 0,
            "neighbours": (self.neighbours or 0) >= MANY,
            "twins": self.twins > 0,
            "quick": self.minutes < QUICK.total_seconds() / 60,
            "no_owner": not self.owner,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def firms(ctx: Context) -> list[ClaimedFirm]:
    """Those that wait or were decided on, the first submitted first: of the actor's centre; all."""
    require(ctx.actor, "confirmation.list")
    history: dict[str, list[Confirmation]] = {}
    for each in ctx.store.confirmations():
        history.setdefault(each.enterprise, []).append(each)
    newest = {
        enterprise.id: (assessment, enterprise, held_by)
        for assessment, enterprise, held_by in ctx.store.claimed_records(
            HANDED_IN, ctx.actor.centre
        )
        if allowed(ctx.actor, "confirmation.decide", assessment)
        and fault_of(enterprise.credit_code or "") is None
    }
    return [
        ClaimedFirm(assessment, enterprise, held_by, tuple(history.get(enterprise.id, ())))
        for assessment, enterprise, held_by in newest.values()
    ]


def signs(ctx: Context, found: Iterable[ClaimedFirm]) -> Mapping[str, FirmSigns]:
    """What speaks for and against each of these, by the id of its record."""
    found = list(found)
    for firm in found:
        require(ctx.actor, "confirmation.decide", firm.assessment)
    rounds = {firm.enterprise.id: firm.assessment.id for firm in found}
    arrivals = ctx.store.arrivals(ctx.now() - ARRIVALS_KEPT, alike=rounds.values())
    alike = ctx.store.records_of_codes({firm.code for firm in found})
    confirmed = _confirmed(ctx.store.confirmations())
    owners = {
        firm.held_by: any(
            each.role is Role.OWNER and each.deactivated_at is None
            for each in ctx.store.accounts(enterprise=firm.held_by)
        )
        for firm in found
    }
    made = {}
    for firm in found:
        own, known = firm.enterprise.id, alike.get(firm.code, {})
        others = {id: is_signed for id, is_signed in known.items() if id != own}
        mine = [arrival for arrival, of in arrivals if of.id == own]
        lines = {
            arrival.line: arrival.at for arrival in mine if arrival.deed == "start" and arrival.line
        }
        sheets = {arrival.sheet for arrival in mine} - {None}
        neighbours = {
            of.id
            for arrival, of in arrivals
            if arrival.deed == "start"
            and arrival.line in lines
            and abs(arrival.at - lines[arrival.line]) <= TOGETHER
        }
        submitted = firm.assessment.submitted_at or firm.assessment.started_at
        made[own] = FirmSigns(
            doubt=doubt_of(firm.code),
            others=len(others),
            others_signed=sum(others.values()),
            other_confirmed=confirmed.get(firm.code, own) != own,
            neighbours=len(neighbours - {own}) if lines else None,
            twins=len({of.id for arrival, of in arrivals if arrival.sheet in sheets} - {own}),
            minutes=int((submitted - firm.assessment.started_at).total_seconds() // 60),
            owner=owners[firm.held_by],
            signed=known.get(own, False),
        )
    return made


def confirm(ctx: Context, assessment_id: str, reason: str = "", *, seen: int) -> Confirmation:
    """Let the firm of that assessment be known to exist; ``seen`` is how many decisions there were.

    Raises Invalid where something speaks against it and no ``reason`` is given, where another
    record is confirmed with its code, where no account holds it or it has no code; Stale where
    somebody decided meanwhile.
    """

    def fits(one: Context, firm: ClaimedFirm) -> None:
        if firm.state == "confirmed":
            raise Invalid("firm_confirmed")
        if not one_line(reason) and signs(one, [firm])[firm.enterprise.id].against:
            raise Invalid("confirmation_reason")

    return _decide(ctx, assessment_id, "confirmed", reason, seen, fits)


def refuse(ctx: Context, assessment_id: str, reason: str, *, seen: int) -> Confirmation:
    """Do not let it count, for now. Raises Invalid (no reason, confirmed already), Stale."""

    def fits(_: Context, firm: ClaimedFirm) -> None:
        if firm.state == "confirmed":
            raise Invalid("firm_confirmed")
        _require_reason(reason)

    return _decide(ctx, assessment_id, "refused", reason, seen, fits)


def withdraw(ctx: Context, assessment_id: str, reason: str, *, seen: int) -> Confirmation:
    """Take a confirmation back. Raises Invalid (no reason, not confirmed), Stale."""

    def fits(_: Context, firm: ClaimedFirm) -> None:
        if firm.state != "confirmed":
            raise Invalid("firm_not_confirmed")
        _require_reason(reason)

    return _decide(ctx, assessment_id, "withdrawn", reason, seen, fits)


def own_confirmations(ctx: Context) -> Mapping[str, Confirmation]:
    """What was decided last on each record of the actor's own enterprise."""
    require(ctx.actor, "record.list")
    return {each.enterprise: each for each in ctx.store.confirmations(ctx.actor.records)}


def _decide(  # noqa: PLR0913, PLR0917  (all that a decision is)
    ctx: Context,
    assessment_id: str,
    decision: Decision,
    reason: str,
    seen: int,
    fits: Callable[[Context, ClaimedFirm], None],
) -> Confirmation:
    with at_once(ctx) as one:
        firm = _firm(one, subject_of(one, "confirmation.decide", assessment_id))
        if len(firm.history) != seen:
            last = firm.history[-1]
            raise Stale("confirmation_changed", author=last.by, at=last.at)
        fits(one, firm)
        made = Confirmation(
            enterprise=firm.enterprise.id,
            credit_code=firm.code,
            decision=decision,
            reason=_tidied(reason),
            author=one.actor.id,
            by=one.actor.name or one.actor.id,
            at=one.now(),
        )
        one.store.add_confirmation(made)
        note_case(one, ACTIONS[decision], firm.assessment)
    return made


def _firm(ctx: Context, assessment: Assessment) -> ClaimedFirm:
    """The firm, locked until the transaction ends."""
    enterprise, _, _ = ctx.store.series(assessment.id)
    held_by = ctx.store.holder_of_record(enterprise.id)
    if held_by is None:
        raise Invalid("firm_not_claimed")
    if enterprise.credit_code is None or fault_of(enterprise.credit_code) is not None:
        raise Invalid("firm_without_code")
    if assessment.submitted_at is None:  # its code may still be changed
        raise Invalid("firm_not_submitted")
    history = tuple(ctx.store.confirmations([enterprise.id]))
    return ClaimedFirm(assessment, enterprise, held_by, history)


def _confirmed(decisions: Iterable[Confirmation]) -> Mapping[str, str]:
    """The record that each code is confirmed for."""
    found: dict[str, str] = {}
    for each in decisions:
        if each.decision == "confirmed":
            found[each.credit_code] = each.enterprise
        elif found.get(each.credit_code) == each.enterprise:
            del found[each.credit_code]
    return found


def _require_reason(reason: str) -> None:
    if not one_line(reason):
        raise Invalid("confirmation_reason")


def _tidied(reason: str) -> str:
    told = one_line(reason)
    if len(told) > LONGEST_REASON:
        raise Invalid("reason_too_long", most=LONGEST_REASON)
    return told
