"""Signing in by a provider of OpenID: which of its people is which account.

An identity (issuer and subject) opens the account that it was bound to, by whoever is signed in
to it or by the operator, and nothing else: equal addresses of mail bind nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from access.account import Account
from access.actor import Actor
from access.table import require
from access.tokens import digest_of
from assessments.refusals import Invalid, NotAllowed, NotFound
from services.accounts import actor_of, begin_session
from services.context import Context, at_once
from services.making_accounts import account_named
from services.noting import note, note_person
from services.own_account import confirmed, own

BINDING = timedelta(minutes=10)  # so long somebody may take at the provider
LONGEST = 255  # characters of an identity, as the store keeps it
CLOCKS = timedelta(minutes=1)  # so far the provider's and ours may differ


def begin_binding(ctx: Context, token: str, present: str, code: str) -> None:
    """Let whoever comes back from the provider to this browser be bound to the own account.

    Raises NotAllowed for a wrong password or code.
    """
    account = confirmed(ctx, present, code)
    if not ctx.settings.provider:
        raise Invalid("no_provider")
    place, until = _place(token), ctx.now() + BINDING
    ctx.store.put_session(place, {"binds": account.username}, until, ctx.now())


def come_back(ctx: Context, token: str, claims: Mapping[str, Any], device: str = "") -> str:
    """The token for the cookie of the browser that came back from the provider.

    ``claims``: those of its ID token, whose signature, nonce and state were checked. A browser
    that began a binding keeps its ``token``; any other gets the account of the identity. Raises
    NotAllowed for a token that was not made for us here and now, for an identity that is nobody's
    and for an account that was let go; Invalid for an identity that is somebody else's.
    """
    require(ctx.actor, "session.use")
    identity = _identity(ctx, claims)
    data = ctx.store.session(_place(token), ctx.now()) if token else None
    if data is not None:
        ctx.store.end_session(_place(token))
        actor = actor_of(ctx, token)
        if actor.id != data["binds"]:
            raise NotAllowed("binding_over")
        _bind(replace(ctx, actor=actor), actor.id, identity)
        return token
    account = ctx.store.account_of_identity(identity)
    if account is None:
        raise NotAllowed("identity_unknown")
    if account.deactivated_at is not None:
        raise NotAllowed("account_let_go")
    itself = replace(ctx, actor=Actor(account.role, account.username))
    with at_once(itself) as one:
        one.store.end_session(digest_of(token))
        fresh = begin_session(one, account.username, device, by_provider=True)
        note_person(one, "session.begin", account, by_provider=True)
    return fresh


def unbind_own(ctx: Context, present: str, code: str) -> None:
    """Let the provider open the own account no more. Raises NotAllowed for a wrong password."""
    account = confirmed(ctx, present, code)
    with at_once(ctx) as one:
        one.store.change_account(account.username, identity=None)
        note_person(one, "account.unbind", account)


def is_bound(ctx: Context) -> bool:
    """Whether the provider opens the own account."""
    return own(ctx).identity is not None


def by_provider(ctx: Context, token: str) -> bool:
    """Whether the session of ``token`` was begun by the provider."""
    require(ctx.actor, "session.use")
    return bool((ctx.store.session(digest_of(token), ctx.now()) or {}).get("by_provider"))


def bind(ctx: Context, username: str, subject: str) -> None:
    """Let the person whom the provider knows as ``subject`` open the account."""
    require(ctx.actor, "identity.bind")
    if not ctx.settings.provider:
        raise Invalid("no_provider")
    subject = subject.strip()
    if not subject:
        raise Invalid("no_subject")
    _bind(ctx, _named(ctx, username).username, f"{ctx.settings.provider} {subject}")


def unbind(ctx: Context, username: str) -> None:
    """Let the provider open the account no more, and end its sessions."""
    require(ctx.actor, "identity.bind")
    account = _named(ctx, username)
    with at_once(ctx) as one:
        one.store.change_account(account.username, identity=None)
        one.store.end_sessions_of(account.username)
        note_person(one, "account.unbind", account)


def _bind(ctx: Context, username: str, identity: str) -> None:
    if len(identity) > LONGEST:
        raise Invalid("identity_long")
    with at_once(ctx) as one:
        other = one.store.account_of_identity(identity)
        if other is not None and other.username != username:
            raise Invalid("identity_taken")
        one.store.change_account(username, identity=identity)
        note(one, "account.bind", "account", username)


def _identity(ctx: Context, claims: Mapping[str, Any]) -> str:
    """Who it is, if the token is the provider's, for us, and of now; else NotAllowed.

    The library has looked at most of this. It takes the issuer from what the provider tells of
    itself, and passes another audience where we are the party it was given to.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    parties = {each for each in (*audiences, claims.get("azp")) if each is not None}
    now = ctx.now().timestamp()
    expires, issued = claims.get("exp"), claims.get("iat")
    good = (
        bool(ctx.settings.provider)
        and isinstance(issuer, str)
        and issuer.rstrip("/") == ctx.settings.provider.rstrip("/")
        and isinstance(subject, str)
        and bool(subject)
        and parties == {ctx.settings.oidc_client}
        and isinstance(expires, int | float)
        and isinstance(issued, int | float)
        and issued - CLOCKS.total_seconds() <= now < expires + CLOCKS.total_seconds()
    )
    if not good:
        raise NotAllowed("provider_failed")
    return f"{ctx.settings.provider} {subject}"


def _named(ctx: Context, username: str) -> Account:
    account = account_named(ctx, username)
    if account is None:
        raise NotFound("unknown_account", username=username)
    return account


def _place(token: str) -> str:
    """Apart from every cookie, so that it never passes for a session."""
    return digest_of(f"binding:{token}")
