"""Whom one can be in the demonstration: an account a role, and somebody in a further round."""

import secrets
from dataclasses import dataclass, replace

from access.actor import Role, holder_of
from access.passwords import hash_password
from access.table import require
from i18n import say
from services.accounts import add_account
from services.context import Context
from services.continuing import continue_with
from services.demo.city import CENTRE
from services.filling import record_answer
from services.kinds import PLAN
from services.making_accounts import SIGNING_IN

ANSWERED = 12  # questions of the draft


@dataclass(frozen=True)
class Login:
    """An account of the demonstration; the password is shown once and kept nowhere."""

    username: str
    password: str
    role: Role


def logins(ctx: Context) -> tuple[Login, ...]:
    """An account of each role that signs in, with a new random password; no older one fits."""
    require(ctx.actor, "demo.fill")
    belonging = _belonging(ctx)
    made = []
    for role in SIGNING_IN:
        username, label = role.entry.demo or role.entry.name, role.entry.label.zh
        login = Login(username, secrets.token_urlsafe(12), role)
        to = role.entry.belongs_to
        if to is not None and to not in belonging:
            continue
        if ctx.store.account(username) is None:
            name = say("demo.person", "zh", role=f"{label} 1" if to == "centre" else label)
            belongs = {} if to is None else {to: belonging[to]}
            add_account(ctx, username, login.password, name, role, **belongs)
        else:
            hashed = hash_password(login.password)
            ctx.store.change_account(
                username, password_hash=hashed, deactivated_at=None, totp=None, totp_step=None
            )
        made.append(login)
    return tuple(made)


def _belonging(ctx: Context) -> dict[str, str]:
    """What the accounts belong to: a centre, an enterprise that has a plan, its district."""
    planned = list(ctx.store.documents(PLAN))
    if not planned:
        return {"centre": CENTRE}
    enterprise = ctx.store.enterprise(ctx.store.assessment(planned[-1]).enterprise)
    return {"centre": CENTRE, "enterprise": enterprise.id, "district": enterprise.district}


def draft(ctx: Context) -> str:
    """Begin the next round of an enterprise that has a plan, and answer its first questions.

    The answer is its resume code.
    """
    require(ctx.actor, "demo.fill")
    *_, id = ctx.store.documents(PLAN)  # by enterprise, then by year
    ours = replace(ctx, settings=ctx.settings.model_copy(update={"demo": True}))
    before = ctx.store.assessment(id)
    begun = continue_with(replace(ours, actor=holder_of(id)), id, before.questionnaire)
    holder = replace(ours, actor=holder_of(begun.assessment.id))
    for record in list(ctx.store.answers(id, "claimed").values())[:ANSWERED]:
        record_answer(holder, begun.assessment.id, record.item, record.value, seen=0)
    return begun.resume_code
