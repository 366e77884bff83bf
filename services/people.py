"""Who has an account: seen by whoever answers for them, let go, handed on to another centre."""

from dataclasses import dataclass
from datetime import datetime

from access.account import Account
from access.actor import Role
from access.table import allowed, denied, require
from assessments.portfolio import OPEN
from assessments.refusals import Invalid, NotFound
from services.context import Context, at_once
from services.making_accounts import account_named
from services.noting import note_case, note_person


@dataclass(frozen=True)
class Person:
    """An account as others may see it: nothing by which anybody signs in.

    ``centre`` and ``enterprise`` are ids, ``district`` is a code.
    """

    username: str
    name: str
    role: Role
    centre: str | None
    enterprise: str | None
    district: str | None
    created_at: datetime
    deactivated_at: datetime | None
    second_step: bool


def people(ctx: Context) -> list[Person]:
    """Those the actor answers for, in the order of user names: of its centre, its enterprise; all.

    Those that left are among them.
    """
    require(ctx.actor, "person.list")
    found = ctx.store.accounts(centre=ctx.actor.centre, enterprise=ctx.actor.enterprise)
    return [_shown(each) for each in found if allowed(ctx.actor, "person.see", each.membership)]


def deactivate(ctx: Context, username: str) -> None:
    """Let nobody use the account any more, from the next click in every open page on.

    What it has done stays under its name; cases that were given to it are nobody's again.
    """
    with at_once(ctx) as one:
        account = person_of(one, "person.deactivate", username)
        if account.deactivated_at is None:
            _let_go(one, account)
            one.store.change_account(account.username, deactivated_at=one.now())
            note_person(one, "account.deactivate", account)


def activate(ctx: Context, username: str) -> None:
    """Let the account be used again, with the password it had."""
    with at_once(ctx) as one:
        account = person_of(one, "person.reset", username)
        one.store.change_account(account.username, deactivated_at=None)
        note_person(one, "account.activate", account)


def transfer(ctx: Context, username: str, centre: str) -> None:
    """Let the account belong to another centre; its cases stay where they are, as nobody's."""
    with at_once(ctx) as one:
        account = person_of(one, "person.transfer", username)
        if account.role.entry.belongs_to != "centre":
            raise Invalid("centre_unwanted", role=account.role.entry.label)
        if centre not in one.store.centres():
            raise NotFound("unknown_centre", centre=centre)
        if centre != account.centre:
            _let_go(one, account)
            one.store.change_account(account.username, centre=centre)
            note_person(one, "account.transfer", account, to=centre)


def leave(ctx: Context) -> None:
    """End one's own account.

    Raises Invalid for the last owner of an enterprise whose members would be left alone.
    """
    require(ctx.actor, "account.own")
    with at_once(ctx) as one:
        account = one.store.account(ctx.actor.id)
        if account is None:
            raise denied(ctx.actor, "account.own")
        if account.role is Role.OWNER and _leaves_members(one, account):
            raise Invalid("last_owner")
        _let_go(one, account)
        one.store.change_account(account.username, deactivated_at=one.now())
        note_person(one, "account.leave", account)


def person_of(ctx: Context, action: str, username: str) -> Account:
    """The account, if the actor may do ``action`` to it; else NotAllowed.

    Only who may do it to anybody is told that there is none (NotFound).
    """
    account = account_named(ctx, username)
    require(ctx.actor, action, None if account is None else account.membership)
    if account is None:
        raise NotFound("unknown_account", username=username)
    return account


def _let_go(ctx: Context, account: Account) -> None:
    """End its sessions, and let its open cases be nobody's."""
    ctx.store.end_sessions_of(account.username)
    if account.centre is None:
        return
    for assessment, _ in ctx.store.assessments(stages=OPEN, centre=account.centre):
        if assessment.consultant == account.username:
            changed = assessment.model_copy(update={"consultant": None})
            ctx.store.move(changed, seen=assessment.version)
            note_case(ctx, "case.assign", assessment, to="")


def _leaves_members(ctx: Context, account: Account) -> bool:
    others = [
        each
        for each in ctx.store.accounts(enterprise=account.enterprise)
        if each.username != account.username and each.deactivated_at is None
    ]
    return bool(others) and all(each.role is not Role.OWNER for each in others)


def _shown(account: Account) -> Person:
    return Person(
        username=account.username,
        name=account.name,
        role=account.role,
        centre=account.centre,
        enterprise=account.enterprise,
        district=account.district,
        created_at=account.created_at,
        deactivated_at=account.deactivated_at,
        second_step=account.totp is not None,
    )
