"""What an account has to be like, and making one; who may is asked elsewhere."""

import re
from collections.abc import Mapping

from access.account import Account
from access.actor import Role
from access.passwords import LONGEST, hash_password, shortest
from access.weak_passwords import is_weak
from assessments.districts import districts
from assessments.plain_text import one_line
from assessments.refusals import Invalid
from services.context import Context

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
LONGEST_NAME = 120
SIGNING_IN = tuple(role for role in Role if role.entry.enters_by == "account")


def account_named(ctx: Context, username: str) -> Account | None:
    """The account of that user name; None too for what is no user name."""
    return ctx.store.account(username) if USERNAME.fullmatch(username) else None


def require_belonging(
    role: Role, centre: str | None, enterprise: str | None, district: str | None
) -> Mapping[str, str]:
    """What an account of ``role`` belongs to, by its name. Raises Invalid for more or less."""
    if role not in SIGNING_IN:
        raise Invalid("bad_role", role=role, roles=[each.value for each in SIGNING_IN])
    given = {"centre": centre, "enterprise": enterprise, "district": district}
    for name, value in given.items():
        if name == role.entry.belongs_to and not value:
            raise Invalid(f"{name}_missing", role=role.entry.label)
        if name != role.entry.belongs_to and value is not None:
            raise Invalid(f"{name}_unwanted", role=role.entry.label)
    if district is not None and district not in districts():
        raise Invalid("unknown_district", district=district)
    return {name: value for name, value in given.items() if value is not None}


def make_account(  # noqa: PLR0913, PLR0917  (all that an account is)
    ctx: Context,
    username: str,
    password: str,
    name: str,
    role: Role,
    belongs: Mapping[str, str],
) -> Account:
    """Make an account; whether anybody may was asked before."""
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Invalid("bad_username", username=username)
    name = require_name(name)
    require_password(password, username, name)
    account = Account(
        username=username,
        name=name,
        role=role,
        **belongs,
        password_hash=hash_password(password),
        created_at=ctx.now(),
    )
    ctx.store.add_account(account)
    return account


def require_password(password: str, username: str, name: str, *, stepped: bool = False) -> None:
    """Raise Invalid unless it will do for that person; ``stepped``: a code is asked for too."""
    least = shortest(stepped=stepped)
    if not least <= len(password) <= LONGEST or password.lower() == username:
        raise Invalid("bad_password", shortest=least, longest=LONGEST)
    if is_weak(password, (username, name)):
        raise Invalid("weak_password")


def require_name(raw: str) -> str:
    """The name as it is shown. Raises Invalid for none, or a long one."""
    name = one_line(raw)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("bad_name", longest=LONGEST_NAME)
    return name
