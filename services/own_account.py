"""What somebody does with the own account: password, second step, sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from access.account import Account, OneTimeLink
from access.limits import PER_ACCOUNT
from access.passwords import SHORTEST, hash_password, password_fits
from access.second_step import address_for, new_secret, step_of
from access.table import denied, require
from access.tokens import digest_of
from assessments.refusals import Invalid, NotAllowed
from i18n import say
from services.accounts import require_person
from services.attempts import attempt, subject
from services.context import Context, at_once
from services.key_ring import key_ring
from services.making_accounts import require_password
from services.noting import note, note_person

TOLD_FOR = timedelta(days=30)  # so long every sign-in tells of a reset


@dataclass(frozen=True)
class OwnSession:
    """A browser that is signed in; ``digest`` names it and opens nothing."""

    digest: str
    device: str
    begun_at: datetime | None
    seen_at: datetime | None
    present: bool


@dataclass(frozen=True)
class AccountNotice:
    """What somebody is told after signing in.

    ``resets``: the links by which something of the account was renewed lately, the last first.
    ``short_password``: it is shorter than a new one may be.
    """

    resets: Sequence[OneTimeLink]
    short_password: bool


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
    account = confirmed(ctx, present, code)
    require_password(new, account.username, account.name, stepped=account.totp is not None)
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


def end_session(ctx: Context, digest: str, present: str) -> None:
    """Sign out there, with the ``present`` password.

    Raises NotAllowed for a wrong one, and for a session that is not one of the account's.
    """
    require_own_password(ctx, present)
    if digest not in {each.digest for each in ctx.store.sessions_of(ctx.actor.id, ctx.now())}:
        raise denied(ctx.actor, "account.own")
    with at_once(ctx) as one:
        one.store.end_session(digest)
        note(one, "session.end_other", "account", one.actor.id)


def sign_out_everywhere(ctx: Context, present: str, token: str = "") -> None:
    """End all sessions of the account, but that of ``token``, if one is given.

    Raises NotAllowed for a wrong ``present`` password.
    """
    require_own_password(ctx, present)
    with at_once(ctx) as one:
        one.store.end_sessions_of(one.actor.id, but=digest_of(token) if token else "")
        note(one, "session.end_all", "account", one.actor.id)


def resets(ctx: Context) -> Sequence[OneTimeLink]:
    """The links by which password or second step of the account were renewed, the last first."""
    require(ctx.actor, "account.own")
    return [each for each in ctx.store.used_links(ctx.actor.id) if each.kind != "first"]


def notice(ctx: Context, token: str) -> AccountNotice:
    """What to tell at the beginning of the session of ``token``."""
    require(ctx.actor, "account.own")
    data = ctx.store.session(digest_of(token), ctx.now()) or {}
    since = ctx.now() - TOLD_FOR
    lately = [each for each in resets(ctx) if each.used_at is not None and each.used_at > since]
    return AccountNotice(lately, short_password=bool(data.get("short_password")))


def has_second_step(ctx: Context) -> bool:
    """Whether a code is asked for at sign-in."""
    return own(ctx).totp is not None


def offer_second_step(ctx: Context) -> SecondStep:
    """A new secret to put into an authenticator; nothing is switched on yet."""
    account, secret = own(ctx), new_secret()
    product = say("app.product", "zh").split(" ")[0]
    return SecondStep(secret, address_for(secret, account.username, product))


def switch_on(ctx: Context, secret: str, present: str, code: str) -> None:
    """Ask for a code at every sign-in from now on, once the authenticator has given a right one.

    Raises NotAllowed for a wrong password, Invalid for a wrong code.
    """
    account = own(ctx)
    if account.totp is not None:
        raise Invalid("second_step_on")
    confirmed(ctx, present, "")
    step = step_of(secret, code, ctx.now())
    if step is None:
        raise Invalid("wrong_code")
    sealed = key_ring(ctx.settings).sealed(secret)
    with at_once(ctx) as one:
        one.store.change_account(account.username, totp=sealed, totp_step=step)
        note_person(one, "account.second_step_on", account)


def switch_off(ctx: Context, present: str, code: str) -> None:
    """Ask for no code any more. Raises NotAllowed for a wrong password or code.

    Raises Invalid where the role demands the second step, and for a password that is too short to
    be the only one that is asked for.
    """
    if ctx.actor.role in ctx.settings.second_step_roles:
        raise Invalid("second_step_demanded")
    account = confirmed(ctx, present, code)
    if len(present) < SHORTEST:
        raise Invalid("password_too_short_alone", shortest=SHORTEST)
    with at_once(ctx) as one:
        one.store.change_account(account.username, totp=None, totp_step=None)
        note_person(one, "account.second_step_off", account)


def own(ctx: Context) -> Account:
    """The account of whoever is asking."""
    require(ctx.actor, "account.own")
    account = ctx.store.account(ctx.actor.id)
    if account is None:
        raise denied(ctx.actor, "account.own")
    return account


def require_own_password(ctx: Context, present: str) -> None:
    """Raises NotAllowed for a wrong password: whoever finds an open page does not know it."""
    account = own(ctx)
    counted = {subject(ctx, "confirm", account.username): PER_ACCOUNT}
    with attempt(ctx, counted, tried="confirm", object=account.username):
        if not password_fits(account.password_hash, present):
            raise NotAllowed("wrong_password")


def confirmed(ctx: Context, present: str, code: str) -> Account:
    """The own account, if these are its password and its code. Raises NotAllowed."""
    account = own(ctx)
    counted = {subject(ctx, "confirm", account.username): PER_ACCOUNT}
    with attempt(ctx, counted, tried="confirm", object=account.username):
        return require_person(ctx, account.username, present, code)
