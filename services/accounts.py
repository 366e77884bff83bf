"""Centres, accounts and sessions: who is asking."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from access.account import Account, StoredSession
from access.actor import Actor, Role, holder_of
from access.addresses import network_of
from access.limits import FROM_ANYWHERE, PER_ACCOUNT, PER_ADDRESS, SESSIONS_PER_ADDRESS
from access.passwords import hash_password, is_outdated, password_fits, shortest
from access.sealing import sealed
from access.second_step import step_of
from access.table import denied, require
from access.throttle import Throttle
from access.tokens import csrf_fits, digest_of, new_id, new_token
from access.tokens import csrf_token as csrf_token_of
from assessments.plain_text import one_line
from assessments.refusals import NotAllowed, Unavailable
from services.attempts import attempt, count, subject
from services.context import Context, at_once
from services.key_ring import opened_secret
from services.making_accounts import (
    LONGEST_NAME,
    SIGNING_IN,
    account_named,
    make_account,
    require_belonging,
    require_name,
)
from services.noting import note, note_case, note_person
from services.subjects import subject_of

CSRF = "csrf"
SEEN_EVERY = timedelta(minutes=1)  # so exactly it is known when a session was used last
KNOWN_DAYS = 180  # for which a browser is known to an account after a sign-in


def centres(ctx: Context) -> Mapping[str, str]:
    """The name of every promotion centre under its id, in the order of names."""
    require(ctx.actor, "centre.list")
    return ctx.store.centres()


def add_centre(ctx: Context, name: str) -> str:
    """Make a promotion centre; the answer is its id. One of that name is taken as it is."""
    require(ctx.actor, "account.manage")
    name = require_name(name)
    for id, known in ctx.store.centres().items():
        if known == name:
            return id
    id = new_id()
    with at_once(ctx) as one:
        one.store.add_centre(id, name)
        note(one, "centre.add", "centre", id, centre=id)
    return id


def add_account(  # noqa: PLR0913, PLR0917  (all that an account is)
    ctx: Context,
    username: str,
    password: str,
    name: str,
    role: Role,
    centre: str | None = None,
    *,
    enterprise: str | None = None,
    district: str | None = None,
) -> Actor:
    """Make an account of what its role belongs to: a centre or an enterprise (ids), a district.

    Raises Invalid (what will not do), NotFound (the centre, the enterprise).
    """
    require(ctx.actor, "account.manage")
    belongs = require_belonging(role, centre, enterprise, district)
    with at_once(ctx) as one:
        account = make_account(one, username, password, name, role, belongs)
        if enterprise is not None:
            one.store.hold(enterprise, enterprise, ctx.actor.id, ctx.now())
        note_person(one, "account.add", account, role=account.role)
    return _actor(ctx, account)


def sign_in(  # noqa: PLR0913  (all that a browser sends)
    ctx: Context,
    username: str,
    password: str,
    address: str,
    browser: str = "",
    *,
    code: str = "",
    device: str = "",
) -> str:
    """A fresh session token for the cookie, or NotAllowed.

    Whatever is wrong of user name, password and ``code`` (of the second step, where it is
    switched on) takes the same time and gets the same words. Who keeps failing has to wait, per
    account and ``address``; a ``browser`` that the account knows (see ``remember_browser``) waits
    for nobody's failures but its own. ``device`` is what the list of sessions shows.
    """
    require(ctx.actor, "session.use")
    username = username.strip().lower()
    own, shared = _counts(ctx, username, address, browser)
    # What was typed is noted only where it is a user name: it may be a password.
    known = "" if account_named(ctx, username) is None else username
    with attempt(ctx, {own: PER_ACCOUNT, **shared}, tried="session", object=known):
        account = require_person(ctx, username, password, code)
    anew = {"password_hash": hash_password(password)} if is_outdated(account.password_hash) else {}
    with at_once(ctx) as one:
        one.store.clear_attempts(own)
        if anew:
            one.store.change_account(username, **anew)
        short = len(password) < shortest(stepped=account.totp is not None)
        token = begin_session(one, username, device, short_password=short)
        itself = replace(one, actor=_actor(one, account))
        note_person(itself, "session.begin", account, second_step=account.totp is not None)
    return token


def require_person(ctx: Context, username: str, password: str, code: str) -> Account:
    """The account that all of this is right for; else NotAllowed."""
    account = account_named(ctx, username)
    known_hash = None if account is None else account.password_hash
    fits = password_fits(known_hash, password)
    if not fits or account is None or account.deactivated_at is not None:
        raise NotAllowed("sign_in_failed")
    if account.totp is not None:
        step = code_step(ctx, account, code)
        if step is None or not ctx.store.use_totp_step(username, step):  # each code works once
            raise NotAllowed("sign_in_failed")
    return account


def code_step(ctx: Context, account: Account, code: str) -> int | None:
    """The step of the account's authenticator whose code that is now; None for any other."""
    if account.totp is None:
        return None
    return step_of(opened_secret(ctx.settings, account.totp), code, ctx.now())


def begin_session(ctx: Context, username: str, device: str, **told: str | bool) -> str:
    """The token of a new session of the account; who it is was made sure of before.

    ``told``: what the session remembers of how it began.
    """
    now = ctx.now()
    token = new_token()
    expires = now + timedelta(hours=ctx.settings.session_hours)
    _count_session(ctx)
    ctx.store.end_sessions_before(now)
    for each in _too_many(ctx, username):
        ctx.store.end_session(each.digest)
    data = {
        "username": username,
        "begun": now.isoformat(),
        "device": one_line(device)[:LONGEST_NAME],
        **told,
    }
    ctx.store.put_session(digest_of(token), data, expires, now)
    return token


def _count_session(ctx: Context) -> None:
    """Count that a session begins, for the line it is begun from; the command line has none."""
    if ctx.address:
        line, offices = network_of(ctx.address), ctx.settings.offices_per_address
        limit = SESSIONS_PER_ADDRESS.for_many(offices)
        count(ctx, {subject(ctx, "sessions", line): limit}, "too_many_sessions")


def _too_many(ctx: Context, username: str) -> Sequence[StoredSession]:
    """The sessions of the account, those used longest ago, that leave no room for one more."""
    there = ctx.store.sessions_of(username, ctx.now())
    return there[ctx.settings.sessions_per_account - 1 :]


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
        raise denied(actor, "session.use")
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
    digest = digest_of(token)
    with at_once(ctx) as one:
        found = one.store.holder(digest, one.now())
        one.store.end_session(digest)
        if found is not None and found[1] is not None:
            itself = replace(one, actor=_actor(one, found[1]))
            note_person(itself, "session.end", found[1])


def actor_of(ctx: Context, token: str) -> Actor:
    """Who holds ``token``, as the store knows it at this moment; a visitor if nobody.

    Nobody holds it any more once the account was deactivated, or has not been used for as long
    as the setting says.
    """
    require(ctx.actor, "session.use")
    found = ctx.store.holder(digest_of(token), ctx.now()) if token else None
    if found is None:
        return Actor(Role.VISITOR)
    session, account = found
    if account is not None:
        idle = _idle(ctx, session)
        if account.deactivated_at is not None or idle > timedelta(
            minutes=ctx.settings.idle_minutes
        ):
            return Actor(Role.VISITOR)
        if idle > SEEN_EVERY or session.seen_at is None:
            with suppress(Unavailable):  # whoever only reads can do so all the same
                ctx.store.see_session(session.digest, ctx.now())
        actor = _actor(ctx, account, session.data.get("assessment"))
        return replace(actor, unsettled=_lacks_second_step(ctx, account, session))
    if "assessment" in session.data and "username" not in session.data:
        return holder_of(session.data["assessment"])
    return Actor(Role.VISITOR)


def _lacks_second_step(ctx: Context, account: Account, session: StoredSession) -> bool:
    """Whether the role demands one; a provider that signs people in asks for its own."""
    demanded = account.role in ctx.settings.second_step_roles
    return demanded and account.totp is None and not session.data.get("by_provider")


def _idle(ctx: Context, session: StoredSession) -> timedelta:
    return timedelta() if session.seen_at is None else ctx.now() - session.seen_at


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
    with at_once(ctx) as one:
        _count_session(one)
        one.store.end_sessions_before(one.now())
        one.store.put_session(digest_of(token), data, expires)
        note_case(one, "code.use", assessment)


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


def _actor(ctx: Context, account: Account, chosen: str | None = None) -> Actor:
    held = ctx.store.holdings(account.enterprise) if account.enterprise else frozenset()
    return Actor(
        account.role,
        account.username,
        account.name,
        centre=account.centre,
        assessment=chosen,
        enterprise=account.enterprise,
        records=held,
        district=account.district,
    )
