"""shuzhen account: the accounts of those who sign in, and their promotion centres."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer

from access.account import Resetting
from access.actor import Role
from access.tokens import new_token
from cli.columns import aligned
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.accounts import add_account, add_centre, centres
from services.context import Context, at_once
from services.identities import bind, unbind
from services.links import address_of_link, invite, reset
from services.making_accounts import SIGNING_IN
from services.people import Person, activate, deactivate, people, transfer

app = typer.Typer(rich_markup_mode=None, add_completion=False)

RoleOption = Annotated[str, typer.Option("--role", metavar=f"[{'|'.join(SIGNING_IN)}]")]
NameOption = Annotated[str, typer.Option("--name")]
CentreOption = Annotated[str | None, typer.Option("--centre", metavar="NAME")]
EnterpriseOption = Annotated[str | None, typer.Option("--enterprise", metavar="ID")]
DistrictOption = Annotated[str | None, typer.Option("--district", metavar="CODE")]


LostMeans = Literal["password", "device", "both"]  # what somebody can no longer sign in with
KINDS: Mapping[LostMeans, Resetting] = {"password": "reset", "device": "device", "both": "renew"}


@app.callback()
def account() -> None:
    """Hold the commands together."""


@app.command("add")
def add(
    username: str,
    *,
    role: RoleOption,
    name: NameOption,
    centre: CentreOption = None,
    enterprise: EnterpriseOption = None,
    district: DistrictOption = None,
    store: StoreOption = None,
) -> None:
    """Make an account, and a link by which its person sets the password.

    A centre of that name is made if there is none.
    """
    chosen = _role(role)
    with operating(store) as ctx, at_once(ctx) as one:
        made = add_account(
            one,
            username,
            new_token(),  # nobody knows it
            name,
            chosen,
            _centre(one, centre),
            enterprise=enterprise,
            district=district,
        )
        token = reset(one, made.id, "first")
    words = "cli.account_add_done" if centre is None else "cli.account_add_done_centre"
    print(say(words, language(), username=made.id, name=made.name, role=role, centre=centre))
    _print_link(ctx, token, made.name)


@app.command("invite")
def invite_(
    *,
    role: RoleOption,
    name: NameOption,
    centre: CentreOption = None,
    enterprise: EnterpriseOption = None,
    district: DistrictOption = None,
    store: StoreOption = None,
) -> None:
    """Print a link, good for once, by which that person makes the account."""
    chosen = _role(role)
    with operating(store) as ctx, at_once(ctx) as one:
        place = _centre(one, centre)
        token = invite(one, name, chosen, centre=place, enterprise=enterprise, district=district)
        _print_link(one, token, name)


@app.command("list")
def list_(
    *,
    everybody: Annotated[bool, typer.Option("--all")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    store: StoreOption = None,
) -> None:
    """List the accounts; with ``--all`` those that were deactivated too."""
    with operating(store) as ctx:
        names = centres(ctx)
        found = [each for each in people(ctx) if everybody or each.deactivated_at is None]
    if as_json:
        for each in found:
            print(json.dumps(_json(each, names), ensure_ascii=False))
        return
    if found:
        heads = ("username", "name", "role", "belongs", "state")
        head = [say(f"cli.account_list_{each}", language()) for each in heads]
        print(aligned([head, *(_row(each, names) for each in found)]))
    print(say("cli.account_list_count", language(), n=len(found)))


@app.command("reset")
def reset_(
    username: str,
    *,
    lost: Annotated[LostMeans, typer.Option("--lost")] = "password",
    store: StoreOption = None,
) -> None:
    """Print a link, good for once, by which the person renews what is ``lost``."""
    with operating(store) as ctx:
        _print_link(ctx, reset(ctx, username, KINDS[lost]), username)


@app.command("bind")
def bind_(username: str, subject: str, *, store: StoreOption = None) -> None:
    """Let the person whom the provider of sign-ins knows as ``subject`` open the account."""
    with operating(store) as ctx:
        bind(ctx, username, subject)
    print(say("cli.account_bind_done", language(), username=username, subject=subject))


@app.command("unbind")
def unbind_(username: str, *, store: StoreOption = None) -> None:
    """Let the provider of sign-ins open the account no more."""
    with operating(store) as ctx:
        unbind(ctx, username)
    print(say("cli.account_unbind_done", language(), username=username))


@app.command("deactivate")
def deactivate_(username: str, *, store: StoreOption = None) -> None:
    """Let nobody use the account any more, from the next click on."""
    with operating(store) as ctx:
        deactivate(ctx, username)
    print(say("cli.account_deactivate_done", language(), username=username))


@app.command("activate")
def activate_(username: str, *, store: StoreOption = None) -> None:
    """Let the account be used again."""
    with operating(store) as ctx:
        activate(ctx, username)
    print(say("cli.account_activate_done", language(), username=username))


@app.command("transfer")
def transfer_(
    username: str,
    *,
    centre: Annotated[str, typer.Option("--centre", metavar="NAME")],
    store: StoreOption = None,
) -> None:
    """Let the account belong to another centre, which is made if there is none of that name."""
    with operating(store) as ctx, at_once(ctx) as one:
        transfer(one, username, add_centre(one, centre))
    print(say("cli.account_transfer_done", language(), username=username, centre=centre))


def _role(role: str) -> Role:
    roles = {str(each): each for each in SIGNING_IN}
    if role not in roles:
        words = say("refusals.bad_role", language(), role=role, roles=", ".join(roles))
        raise typer.BadParameter(words, param_hint="--role")
    return roles[role]


def _centre(ctx: Context, name: str | None) -> str | None:
    """The id of the centre of that name, which is made if there is none."""
    return None if name is None else add_centre(ctx, name)


def _print_link(ctx: Context, token: str, name: str) -> None:
    hours, link = ctx.settings.link_hours, address_of_link(ctx, token)
    print(say("cli.account_link", language(), name=name, hours=hours))
    print(link)
    if not ctx.settings.public_address:
        print(say("cli.account_link_host", language()))


def _belongs(person: Person, names: Mapping[str, str]) -> str:
    return names.get(person.centre or "", "") or person.enterprise or person.district or ""


def _state(person: Person) -> str:
    return "active" if person.deactivated_at is None else "deactivated"


def _row(person: Person, names: Mapping[str, str]) -> list[str]:
    state = say(f"cli.account_{_state(person)}", language())
    role = person.role.entry.label.to(language())
    return [person.username, person.name, role, _belongs(person, names) or "—", state]


def _json(person: Person, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "username": person.username,
        "name": person.name,
        "role": str(person.role),
        "centre": names.get(person.centre or ""),
        "enterprise": person.enterprise,
        "district": person.district,
        "state": _state(person),
        "second_step": person.second_step,
        "created_at": person.created_at.isoformat(),
    }
