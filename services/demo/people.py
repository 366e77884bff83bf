"""Whom one can be in the demonstration: three accounts, and somebody with a draft."""

import secrets
from dataclasses import dataclass, replace

from access.actor import Actor, Role, holder_of
from access.passwords import hash_password
from access.table import require
from assessments.districts import districts
from assessments.model import Stage
from assessments.profile import Profile
from i18n import say
from services.accounts import add_account
from services.context import Context
from services.demo.city import city
from services.filling import record_answer, start

CENTRE = "demo-centre-1"
ANSWERED = 12  # questions of the draft
ROLES = {
    "consultant": Role.CONSULTANT,
    "official": Role.OFFICIAL,
    "method": Role.METHOD_OWNER,
}


@dataclass(frozen=True)
class Login:
    """An account of the demonstration; the password is shown once and kept nowhere."""

    username: str
    password: str
    role: Role


def logins(ctx: Context) -> tuple[Login, ...]:
    """The three accounts, each with a new random password; an older one no longer fits."""
    require(ctx.actor, "demo.fill")
    made = []
    for username, role in ROLES.items():
        login = Login(username, secrets.token_urlsafe(9), role)
        if ctx.store.account(username) is None:
            name = say(f"demo.{role}", "zh", number=1)
            centre = CENTRE if role is Role.CONSULTANT else None
            add_account(ctx, username, login.password, name, role, centre)
        else:
            ctx.store.set_password_hash(username, hash_password(login.password))
        made.append(login)
    return tuple(made)


def draft(ctx: Context) -> str:
    """Begin one more diagnosis, as an enterprise would, and answer its first page.

    The answer is its resume code.
    """
    require(ctx.actor, "demo.fill")
    profile = Profile(
        name=say("demo.resumed", "zh"),
        division=next(iter(city().divisions)),
        district=next(iter(districts())),
        employees=50,
        revenue=3000,
    )
    ours = replace(ctx, settings=ctx.settings.model_copy(update={"demo": True}))
    (pattern, _), *_ = ctx.store.assessments(stages=[Stage.SUBMITTED])
    begun = start(replace(ours, actor=Actor(Role.VISITOR)), profile, pattern.questionnaire)
    holder = replace(ours, actor=holder_of(begun.assessment.id))
    for record in list(ctx.store.answers(pattern.id, "claimed").values())[:ANSWERED]:
        record_answer(holder, begun.assessment.id, record.item, record.value, seen=0)
    return begun.resume_code
