"""How a browser comes to hold an assessment: by a fresh token that nobody knew before.

A page cannot set a cookie. So it gets a ticket, good for a short while and for the browser that it
was given to; the browser changes it at a route for the fresh token. A token that somebody planted,
or looked up in a shared browser before, never holds anything.
"""

from dataclasses import replace
from datetime import timedelta

from access.actor import holder_of
from access.sealing import sealed, unsealed
from access.table import require
from access.tokens import digest_of, new_token
from assessments.refusals import NotAllowed
from services.accounts import actor_of, bind_assessment, unbind
from services.context import Context
from services.making_accounts import SIGNING_IN
from services.subjects import subject_of

GOOD_FOR = timedelta(minutes=2)  # a ticket; an answer that got lost on the way may be asked again


def ticket_for(ctx: Context, token: str, assessment_id: str, code: str = "") -> str:
    """A ticket for the browser that has ``token``, to hold the assessment from now on.

    ``ctx.actor`` must hold it (``access.actor.holder_of`` what ``start`` or ``resume`` gave).
    ``code``: the resume code, to be shown again in that browser. A token that is signed in is
    refused: signing out comes first.
    """
    assessment = subject_of(ctx, "assessment.fill", assessment_id)
    present = actor_of(ctx, token)
    if present.role in SIGNING_IN:
        raise NotAllowed("token_taken", name=present.name)
    ticket = new_token()
    data = {
        "enters": assessment.id,
        "browser": digest_of(token),
        "code": sealed(code, ticket, assessment.id),
    }
    now = ctx.now()
    ctx.store.put_session(_place(ticket), data, now + GOOD_FOR, now)
    return ticket


def enter(ctx: Context, ticket: str, token: str) -> str:
    """The fresh token for the cookie of the browser that has ``token`` and was given ``ticket``.

    Raises NotAllowed for a ticket that ran out or was given to another browser.
    """
    require(ctx.actor, "session.use")
    data = ctx.store.session(_place(ticket), ctx.now())
    if data is None or data["browser"] != digest_of(token):
        raise NotAllowed("ticket_gone")
    assessment, fresh = data["enters"], new_token()
    holder = replace(ctx, actor=holder_of(assessment))
    bind_assessment(holder, fresh, assessment, unsealed(data["code"], ticket, assessment))
    unbind(ctx, token)
    return fresh


def code_for(ctx: Context, token: str) -> str:
    """The resume code of the assessment that ``token`` holds; "" where it was never given here."""
    require(ctx.actor, "session.use")
    data = ctx.store.session(digest_of(token), ctx.now()) or {}
    return unsealed(data.get("code", ""), token, data.get("assessment", ""))


def _place(ticket: str) -> str:
    """Apart from every cookie, so that no ticket passes for one."""
    return digest_of(f"ticket:{ticket}")
