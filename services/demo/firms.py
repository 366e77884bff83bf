"""Firms of the demonstration that wait to be confirmed or were, and some that came in together.

Their credit codes begin with DEMO and can be nobody's: no register gives out such a code.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from access.account import Account
from access.actor import Role
from access.arrival import Arrival
from access.passwords import hash_password
from assessments.confirmation import Confirmation, Decision
from assessments.model import Assessment, Stage
from i18n import say
from services.attempts import subject
from services.context import Context
from services.demo.city import CENTRE

LINES = ("192.0.2.7", "198.51.100.20")  # addresses of documentation
CLAIMED, TOGETHER, ALIKE = 6, 14, 4  # firms with an account; from one line; with equal answers
DECIDED: Sequence[Decision] = ("confirmed", "refused")  # on the last of those with an account
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def claim(ctx: Context) -> None:
    """Let a few firms have an account and a code, and let some have come in together."""
    waiting = [
        each
        for each, _ in ctx.store.assessments(stages=[Stage.SUBMITTED])
        if each.submitted_at is not None
    ]
    waiting.sort(key=lambda each: (each.centre != CENTRE, each.submitted_at, each.id))
    newest = list({each.enterprise: each for each in reversed(waiting)}.values())[::-1]
    claimed = newest[:CLAIMED]
    for number, assessment in enumerate(claimed, start=1):
        _hold(ctx, assessment, number)
    decided = claimed[1:][-len(DECIDED) :]
    for assessment, decision in zip(decided, DECIDED, strict=False):
        _decide(ctx, assessment, decision)
    _arrival(ctx, newest[:TOGETHER])


def _hold(ctx: Context, assessment: Assessment, number: int) -> None:
    id, at = assessment.enterprise, assessment.started_at
    code = f"DEMO{number:014}"
    enterprise = ctx.store.enterprise(id).model_copy(update={"credit_code": code})
    ctx.store.update_enterprise(enterprise)
    owner = Account(
        username=f"demo-owner-{number}",
        name=say("demo.person", "zh", role=f"{Role.OWNER.entry.label.zh} {number}"),
        role=Role.OWNER,
        enterprise=id,
        password_hash=hash_password(secrets.token_urlsafe()),  # nobody is told
        created_at=at,
    )
    ctx.store.add_account(owner)
    ctx.store.hold(id, id, owner.username, at)


def _decide(ctx: Context, assessment: Assessment, decision: Decision) -> None:
    name = say("demo.person", "zh", role=Role.ADMINISTRATOR.entry.label.zh)
    ctx.store.add_confirmation(
        Confirmation(
            enterprise=assessment.enterprise,
            credit_code=ctx.store.enterprise(assessment.enterprise).credit_code or "",
            decision=decision,
            reason=say(f"demo.firm_{decision}", "zh"),
            author="demo",
            by=name,
            at=(assessment.submitted_at or assessment.started_at) + DAY,
        )
    )


def _arrival(ctx: Context, together: Sequence[Assessment]) -> None:
    """All but the first few begin from one line the day before yesterday, some with one sheet."""
    begun = ctx.now() - 2 * DAY
    apart, training = (subject(ctx, "line", line) for line in LINES)
    for place, assessment in enumerate(together):
        line = apart if place < CLAIMED // 2 else training
        sheet = min(place, len(together) - ALIKE)  # the last ones are alike
        for deed, later in (("start", 0), ("submit", 45)):
            arrival = {
                "assessment": assessment.id,
                "deed": deed,
                "at": begun + (place + later) * MINUTE / 2,
                "line": line,
                "sheet": subject(ctx, "sheet", str(sheet)) if deed == "submit" else None,
            }
            ctx.store.add_arrival(Arrival.model_validate(arrival))
