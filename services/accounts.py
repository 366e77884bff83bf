"""Centres, accounts and sessions: who is asking."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from access.account import Account
from access.actor import Actor, Role, holder_of
from access.addresses import network_of
from access.passwords import LONGEST, SHORTEST, hash_password, is_outdated, password_fits
from access.table import require
from access.throttle import FROM_ANYWHERE, PER_ACCOUNT, PER_ADDRESS, Throttle
from access.tokens import csrf_fits, digest_of, new_id, new_token, sealed
from access.tokens import csrf_token as csrf_token_of
from access.weak_passwords import is_weak
from assessments.plain_text import one_line
from assessments.refusals import Invalid, NotAllowed
from services.attempts import attempt, subject
from services.context import Context
from services.subjects import subject_of

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
LONGEST_NAME = 120
SIGNING_IN = tuple(role for role in Role if role.entry.enters_by == "account")
CSRF = "csrf"
KNOWN_DAYS = 180  # for which a browser is known to an account after a sign-in


def centres(ctx: Context) -> Mapping[str, str]:
    """The name of every promotion centre under its id, in the order of names."""
    require(ctx.actor, "centre.list")
    return ctx.store.centres()


def add_centre(ctx: Context, name: str) -> str:
    """Make a promotion centre; the answer is its id. One of that name is taken as it is."""
    require(ctx.actor, "account.manage")
    name = _name(name)
    for id, known in ctx.store.centres().items():
        if known == name:
            return id
    id = new_id()
    ctx.store.add_centre(id, name)
    return id


def add_account(  # noqa: PLR0913, PLR0917  (all that an account is)
    ctx: Context, username: str, password: str, name: str, role: Role, centre: str | None
) -> Actor:
    """Make an account; ``centre`` is the id of the centre that its role belongs to, or None.

    Raises Invalid (what will not do), NotFound (the centre).
    """
    require(ctx.actor, "account.manage")
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Invalid("bad_username", username=username)
    if not SHORTEST <= len(password) <= LONGEST or password.lower() == username:
        raise Invalid("bad_password", shortest=SHORTEST, longest=LONGEST)
    if is_weak(password, (username, name)):
        raise Invalid("weak_password")
    if role not in SIGNING_IN:
        raise Invalid("bad_role", role=role, roles=[each.value for each in SIGNING_IN])
    if role.entry.belongs_to == "centre" and centre is None:
        raise Invalid("centre_missing")
    if role.entry.belongs_to != "centre" and centre is not None:
        raise Invalid("centre_unwanted", role=role)
    account = Account(
        username=username,
        name=_name(name),
        role=role,
        centre=centre,
        password_hash=hash_password(password),
        created_at=ctx.now(),
    )
    ctx.store.add_account(account)
    return _actor(account)


def sign_in(ctx: Context, username: str, password: str, address: str, browser: str = "") -> str:
    """A fresh session token for the cookie, or NotAllowed.

    A wrong password and an unknown user take the same time and get the same words. Who keeps
    failing has to wait, per account and ``address``; a ``browser`` that the account knows (see
    ``remember_browser``) waits for nobody's failures but its own.
    """
    require(ctx.actor, "session.use")
    username = username.strip().lower()
    own, shared = _counts(ctx, username, address, browser)
    with attempt(ctx, {own: PER_ACCOUNT, **shared}):
        account = ctx.store.account(username) if USERNAME.fullmatch(username) else None
        known_hash = None if account is None else account.password_hash
        if not password_fits(known_hash, password) or account is None:
            raise NotAllowed("sign_in_failed")
    ctx.store.clear_attempts(own)
    if is_outdated(account.password_hash):
        ctx.store.set_password_hash(username, hash_password(password))
    now = ctx.now()
    token = new_token()
    expires = now + timedelta(hours=ctx.settings.session_hours)
    ctx.store.end_sessions_before(now)
    ctx.store.put_session(digest_of(token), {"username": username}, expires)
    return token


def _counts(
    ctx: Context, username: str, address: str, browser: str
) -> tuple[str, dict[str, Throttle]]:
    """What a failure counts against: the account in this place, and what others share."""
    if username in _known_in(ctx, browser):
        return subject(ctx, "browser", username, browser), {}
    line = network_of(address)
    return subject(ctx, "account", username, line), {
        subject(ctx, "address", line): PER_ADDRESS,
        subject(ctx, "account", username): FROM_ANYWHERE,
    }


def remember_browser(ctx: Context, token: str, browser: str) -> str:
    """Note that the account of ``token`` signed in with the browser that holds ``browser``.

    The answer is what the browser is to keep, apart from the session: ``browser`` itself, or a
    new token where the store knows nothing of it. It opens nothing; see ``sign_in``.
    """
    require(ctx.actor, "session.use")
    actor = actor_of(ctx, token)
    if actor.role not in SIGNING_IN:
        raise NotAllowed("not_allowed", action="session.use")
    known = _known_in(ctx, browser)
    kept = browser if known else new_token()
    expires = ctx.now() + timedelta(days=KNOWN_DAYS)
    ctx.store.put_session(_digest_of_browser(kept), {"known": sorted({*known, actor.id})}, expires)
    return kept


def _known_in(ctx: Context, browser: str) -> Sequence[str]:
    """The accounts that signed in with that browser."""
    data = ctx.store.session(_digest_of_browser(browser), ctx.now()) if browser else None
    return [] if data is None else data["known"]


def _digest_of_browser(browser: str) -> str:
    return digest_of(f"browser:{browser}")  # so that it is never the digest of a session


def sign_out(ctx: Context, token: str) -> None:
    """End the session of ``token``, whatever it stands for."""
    require(ctx.actor, "session.use")
    ctx.store.end_session(digest_of(token))


def actor_of(ctx: Context, token: str) -> Actor:
    """Who holds ``token``, as the store knows it at this moment; a visitor if nobody."""
    require(ctx.actor, "session.use")
    found = ctx.store.holder(digest_of(token), ctx.now()) if token else None
    if found is None:
        return Actor(Role.VISITOR)
    data, account = found
    if "assessment" in data:
        return holder_of(data["assessment"])
    return Actor(Role.VISITOR) if account is None else _actor(account)


def bind_assessment(ctx: Context, token: str, assessment_id: str, code: str = "") -> None:
    """Let the browser that holds ``token`` stay with the assessment, across restarts.

    ``code``: its resume code, to be shown again to who holds the token, and to nobody else.
    ``ctx.actor`` must hold the assessment (``access.actor.holder_of`` what ``start`` or
    ``resume`` gave). A token that is signed in is refused: signing out comes first.
    """
    assessment = subject_of(ctx, "assessment.fill", assessment_id)
    present = actor_of(ctx, token)
    if present.role in SIGNING_IN:
        raise NotAllowed("token_taken", name=present.name)
    expires = ctx.now() + timedelta(days=ctx.settings.resume_days)
    data = {"assessment": assessment.id, "code": sealed(code, token, assessment.id)}
    ctx.store.put_session(digest_of(token), data, expires)


def unbind(ctx: Context, token: str) -> None:
    """Let the browser that holds ``token`` forget its assessment; an account stays signed in."""
    require(ctx.actor, "session.use")
    if actor_of(ctx, token).role.entry.enters_by == "code":
        ctx.store.end_session(digest_of(token))


def csrf_token(ctx: Context, token: str) -> str:
    """What a form of the session ``token`` must carry."""
    require(ctx.actor, "session.use")
    return csrf_token_of(ctx.store.secret(CSRF), token)


def require_csrf(ctx: Context, token: str, given: str) -> None:
    """Raise NotAllowed unless ``given`` was made for the session ``token``."""
    require(ctx.actor, "session.use")
    if not csrf_fits(ctx.store.secret(CSRF), token, given):
        raise NotAllowed("foreign_form")


def _name(raw: str) -> str:
    name = one_line(raw)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("bad_name", longest=LONGEST_NAME)
    return name


def _actor(account: Account) -> Actor:
    return Actor(account.role, account.username, account.name, account.centre)
