"""Links that are used once: an invitation makes an account, a reset sets a new password.

The store keeps a digest; whoever made the link reads it once and hands it on in person.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import get_args

from access.account import Account, OneTimeLink, Resetting
from access.actor import Actor, Role
from access.addresses import network_of
from access.limits import ALL_CODES, PER_ACCOUNT, PER_ADDRESS
from access.passwords import hash_password, password_fits
from access.predicates import Membership
from access.table import allowed, denied, require
from access.tokens import digest_of, new_token
from assessments.personal import account_subject
from assessments.refusals import Invalid, NotAllowed, NotFound
from services.accounts import code_step
from services.attempts import attempt, subject
from services.context import Context, at_once
from services.making_accounts import (
    make_account,
    require_belonging,
    require_name,
    require_password,
)
from services.noting import note, note_case, note_person
from services.people import person_of
from services.personal.notice import keep_consent, require_consent
from services.subjects import subject_of

LINK_PAGE = "invitation"
RESETTING = get_args(Resetting)
SETTING = ("first", "reset", "renew")  # those that set a password


def invite(  # noqa: PLR0913  (all that an account is)
    ctx: Context,
    name: str,
    role: Role,
    *,
    centre: str | None = None,
    enterprise: str | None = None,
    district: str | None = None,
) -> str:
    """The token of a link by which the person of that name makes an account of ``role``.

    Raises Invalid (what will not do), NotFound (the centre), NotAllowed.
    """
    require(ctx.actor, "person.invite", Membership(role, centre, enterprise))
    belongs = require_belonging(role, centre, enterprise, district)
    if centre is not None and centre not in ctx.store.centres():
        raise NotFound("unknown_centre", centre=centre)
    if enterprise is not None:
        ctx.store.enterprise(enterprise)
    token = new_token()
    with at_once(ctx) as one:
        one.store.add_link(_link(one, token, name=require_name(name), role=role, **belongs))
        _note_link(one, "link.invite", digest_of(token), role, centre, enterprise)
    return token


def reset(ctx: Context, username: str, kind: Resetting = "reset") -> str:
    """The token of a link by which the account gets what ``kind`` says; earlier ones end.

    Neither a new password nor a lost device opens the account alone: the one asks for the code,
    the other for the password. Who has lost both proves in person who that is (``renew``).
    """
    account = person_of(ctx, "person.reset", username)
    if account.deactivated_at is not None:
        raise Invalid("account_deactivated", username=account.username)
    token = new_token()
    person = {"name": account.name, "role": account.role, "username": account.username}
    with at_once(ctx) as one:
        one.store.add_link(_link(one, token, kind=kind, **person))
        if kind == "renew":
            note_person(one, "link.renew", account)
        else:
            note_person(one, "link.reset", account, kind=kind)
    return token


def owner_link(ctx: Context, assessment_id: str, name: str) -> str:
    """The same for whoever holds the assessment by its code: an account of its enterprise.

    Raises Invalid where an account holds the enterprise already.
    """
    assessment = subject_of(ctx, "account.open", assessment_id)
    if ctx.store.holder_of_record(assessment.enterprise) is not None:
        raise Invalid("record_held")
    token = new_token()
    offered = {"role": Role.OWNER, "enterprise": assessment.enterprise}
    with at_once(ctx) as one:
        one.store.add_link(_link(one, token, kind="own", name=require_name(name), **offered))
        note_case(one, "link.own", assessment)
    return token


def invitations(ctx: Context) -> Sequence[OneTimeLink]:
    """Those that can still be used and that the actor may take back, the last made first."""
    require(ctx.actor, "person.list")
    return [each for each in ctx.store.open_links(ctx.now()) if _may_take_back(ctx, each)]


def address_of_link(ctx: Context, token: str) -> str:
    """Where the link of ``token`` leads; without its host where the installation has no address."""
    return f"{ctx.settings.public_address}/{LINK_PAGE}?link={token}"


def take_back(ctx: Context, digest: str) -> None:
    """Let the link be of no use. Raises NotAllowed for one that is not there or another's."""
    link = ctx.store.link(digest, ctx.now())
    if link is None or not _may_take_back(ctx, link):
        raise denied(ctx.actor, "person.invite")
    with at_once(ctx) as one:
        one.store.remove_link(digest)
        _note_link(one, "link.take_back", digest, link.role, link.centre, link.enterprise)


def linked(ctx: Context, token: str) -> OneTimeLink:
    """What the link is for. Raises NotFound for one that was used, has expired or never was."""
    require(ctx.actor, "session.use")
    here = subject(ctx, "link", network_of(ctx.address))
    with attempt(ctx, {here: PER_ADDRESS}, {subject(ctx, "link"): ALL_CODES}, tried="link"):
        link = ctx.store.link(digest_of(token), ctx.now())
        if link is None:
            raise NotFound("link_gone")
        return link


def use(  # noqa: PLR0913  (all that the form of a link sends)
    ctx: Context, token: str, username: str, password: str, code: str = "", *, consent: str = ""
) -> str:
    """Make the account, or renew what the link is for, and let the link have been used.

    ``consent``: the version of the notice that was agreed to, which a new account needs. The
    answer is the user name. What will not do leaves the link as it was. All sessions of an
    account of which something was renewed end.
    """
    found = linked(ctx, token)
    account = _known(ctx, found, password, code) if found.kind in RESETTING else None
    with at_once(ctx) as one:
        link = one.store.link(found.digest, one.now())
        if link is None or not one.store.use_link(link.digest, one.now()):
            raise NotFound("link_gone")
        if account is not None:
            return _renew(one, link, account, password)
        if link.kind == "own" and one.store.holder_of_record(link.enterprise or "") is not None:
            raise Invalid("record_held")  # somebody else with the code was faster
        given = {"centre": link.centre, "enterprise": link.enterprise, "district": link.district}
        belongs = {name: value for name, value in given.items() if value is not None}
        made = make_account(one, username, password, link.name, link.role, belongs)
        itself = replace(one, actor=Actor(made.role, made.username))
        note_person(itself, "account.add", made, role=made.role, link=_mark(link.digest))
        require_consent(consent)  # after what the form is told first; nothing is kept without
        keep_consent(one, account_subject(made.username), made.username)
        if link.enterprise is not None:
            one.store.hold(link.enterprise, link.enterprise, made.username, one.now())
        return made.username


def needs_code(ctx: Context, link: OneTimeLink) -> bool:
    """Whether the link sets a password only with the code of the second step."""
    require(ctx.actor, "session.use")
    account = ctx.store.account(link.username or "") if link.kind == "reset" else None
    return account is not None and account.totp is not None


def _known(ctx: Context, link: OneTimeLink, password: str, code: str) -> Account:
    """The account of the link, if what it does not renew is right."""
    account = ctx.store.account(link.username or "")
    if account is None or account.deactivated_at is not None:
        raise NotFound("link_gone")
    counted = {subject(ctx, "confirm", account.username): PER_ACCOUNT}
    with attempt(ctx, counted, tried="confirm", object=account.username):
        if link.kind == "device" and not password_fits(account.password_hash, password):
            raise NotAllowed("wrong_password")
        if link.kind == "reset" and account.totp is not None:
            step = code_step(ctx, account, code)  # not used up: it signs in next
            if step is None or step <= (account.totp_step or 0):
                raise NotAllowed("wrong_code_now")
    return account


def _renew(ctx: Context, link: OneTimeLink, account: Account, password: str) -> str:
    if link.kind in SETTING:
        kept = link.kind == "reset" and account.totp is not None
        require_password(password, account.username, account.name, stepped=kept)
        ctx.store.change_account(account.username, password_hash=hash_password(password))
    if link.kind in ("device", "renew"):
        ctx.store.change_account(account.username, totp=None, totp_step=None)
    ctx.store.end_sessions_of(account.username)
    itself = replace(ctx, actor=Actor(account.role, account.username))
    note_person(itself, "account.password_reset", account)
    return account.username


def _note_link(  # noqa: PLR0913, PLR0917  (all that is noted of a link)
    ctx: Context, action: str, digest: str, role: Role, centre: str | None, enterprise: str | None
) -> None:
    belongs = {"centre": centre, "enterprise": enterprise}
    note(ctx, action, "link", _mark(digest), **belongs, details={"role": role})


def _mark(digest: str) -> str:
    """By so much of its digest the trail knows a link."""
    return digest[:12]


def _may_take_back(ctx: Context, link: OneTimeLink) -> bool:
    right = "person.reset" if link.kind in RESETTING else "person.invite"
    return allowed(ctx.actor, right, link.membership)


def _link(ctx: Context, token: str, *, kind: str = "invite", **offered: object) -> OneTimeLink:
    return OneTimeLink.model_validate(
        {
            "digest": digest_of(token),
            "kind": kind,
            "made_by": ctx.actor.name or ctx.actor.id,
            "made_at": ctx.now(),
            "expires": ctx.now() + timedelta(hours=ctx.settings.link_hours),
            **offered,
        }
    )
