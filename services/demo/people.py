"""Whom one can be in the demonstration: an account a role, and somebody in a further round."""

import secrets
from dataclasses import dataclass, replace

from access.actor import Role, holder_of
from access.passwords import hash_password
from access.table import require
from i18n import say
from services.accounts import SIGNING_IN, add_account
from services.context import Context
from services.continuing import continue_with
from services.demo.city import CENTRE
from services.filling import record_answer
from services.kinds import PLAN

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
    made = []
    for role in SIGNING_IN:
        username, label = role.entry.demo or role.entry.name, role.entry.label.zh
        login = Login(username, secrets.token_urlsafe(9), role)
        if ctx.store.account(username) is None:
            centre = CENTRE if role.entry.belongs_to == "centre" else None
            name = say("demo.person", "zh", role=f"{label} 1" if centre else label)
            add_account(ctx, username, login.password, name, role, centre)
        else:
            ctx.store.set_password_hash(username, hash_password(login.password))
        made.append(login)
    return tuple(made)


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
