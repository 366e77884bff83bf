"""What somebody does with the own account: password, second step, sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from access.account import Account
from access.passwords import hash_password
from access.second_step import address_for, new_secret, step_of
from access.table import require
from access.throttle import PER_ACCOUNT
from access.tokens import digest_of
from assessments.refusals import Invalid, NotAllowed
from i18n import say
from services.accounts import require_person
from services.attempts import attempt, subject
from services.context import Context, at_once
from services.making_accounts import require_password
from services.noting import note, note_person


@dataclass(frozen=True)
class OwnSession:
    """A browser that is signed in; ``digest`` names it and opens nothing."""

    digest: str
    device: str
    begun_at: datetime | None
    seen_at: datetime | None
    present: bool


@dataclass(frozen=True)
class SecondStep:
    """A secret that is not in use yet, and the address that an authenticator reads."""

    secret: str
    address: str


def change_password(ctx: Context, token: str, present: str, new: str, code: str = "") -> None:
    """Set a new password; every session but that of ``token`` ends.

    ``present`` (and ``code``, where the second step is on) are asked for again. Raises
    NotAllowed for wrong ones, also after too many; Invalid for a new one that will not do.
    """
    account = _confirmed(ctx, present, code)
    require_password(new, account.username, account.name)
    with at_once(ctx) as one:
        one.store.change_account(account.username, password_hash=hash_password(new))
        one.store.end_sessions_of(account.username, but=digest_of(token))
        note_person(one, "account.password", account)


def sessions(ctx: Context, token: str) -> Sequence[OwnSession]:
    """Where the account is signed in, the last seen first."""
    require(ctx.actor, "account.own")
    return [
        OwnSession(
            digest=each.digest,
            device=each.data.get("device", ""),
            begun_at=datetime.fromisoformat(each.data["begun"]) if "begun" in each.data else None,
            seen_at=each.seen_at,
            present=each.digest == digest_of(token),
        )
        for each in ctx.store.sessions_of(ctx.actor.id, ctx.now())
    ]


def end_session(ctx: Context, digest: str) -> None:
    """Sign out there. Raises NotAllowed for a session that is not one of the account's."""
    require(ctx.actor, "account.own")
    if digest not in {each.digest for each in ctx.store.sessions_of(ctx.actor.id, ctx.now())}:
        raise NotAllowed("not_allowed", action="account.own")
    with at_once(ctx) as one:
        one.store.end_session(digest)
        note(one, "session.end_other", "account", one.actor.id)


def sign_out_everywhere(ctx: Context, token: str = "") -> None:
    """End all sessions of the account, but that of ``token``, if one is given."""
    require(ctx.actor, "account.own")
    with at_once(ctx) as one:
        one.store.end_sessions_of(one.actor.id, but=digest_of(token) if token else "")
        note(one, "session.end_all", "account", one.actor.id)


def has_second_step(ctx: Context) -> bool:
    """Whether a code is asked for at sign-in."""
    return _own(ctx).totp is not None


def offer_second_step(ctx: Context) -> SecondStep:
    """A new secret to put into an authenticator; nothing is switched on yet."""
    account, secret = _own(ctx), new_secret()
    product = say("app.product", "zh").split(" ")[0]
    return SecondStep(secret, address_for(secret, account.username, product))


def switch_on(ctx: Context, secret: str, present: str, code: str) -> None:
    """Ask for a code at every sign-in from now on, once the authenticator has given a right one.

    Raises NotAllowed for a wrong password, Invalid for a wrong code.
    """
    account = _own(ctx)
    if account.totp is not None:
        raise Invalid("second_step_on")
    _confirmed(ctx, present, "")
    step = step_of(secret, code, ctx.now())
    if step is None:
        raise Invalid("wrong_code")
    with at_once(ctx) as one:
        one.store.change_account(account.username, totp=secret, totp_step=step)
        note_person(one, "account.second_step_on", account)


def switch_off(ctx: Context, present: str, code: str) -> None:
    """Ask for no code any more. Raises NotAllowed for a wrong password or code."""
    account = _confirmed(ctx, present, code)
    with at_once(ctx) as one:
        one.store.change_account(account.username, totp=None, totp_step=None)
        note_person(one, "account.second_step_off", account)


def _own(ctx: Context) -> Account:
    require(ctx.actor, "account.own")
    account = ctx.store.account(ctx.actor.id)
    if account is None:
        raise NotAllowed("not_allowed", action="account.own")
    return account


def _confirmed(ctx: Context, present: str, code: str) -> Account:
    """The own account, if that is its password: whoever finds an open page does not know it."""
    account = _own(ctx)
    own = {subject(ctx, "confirm", account.username): PER_ACCOUNT}
    with attempt(ctx, own, tried="confirm", object=account.username):
        return require_person(ctx, account.username, present, code)
