"""A person who signs in, and what stands for it: sessions, and links that are used once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from access.actor import Role
from access.predicates import Membership
from files.frozen import Frozen

# What a link renews of an account. ``first``: the password that nobody knows yet; ``reset``: the
# password, with the code of the second step; ``device``: the second step, which is off then, with
# the password; ``renew``: both, for who has lost both.
Resetting = Literal["first", "reset", "device", "renew"]


class _Person(Frozen):
    """Somebody with a role; what the person belongs to goes by it.

    ``centre``, ``enterprise``: the id of a promotion centre, of an enterprise's record.
    ``district``: its code.
    """

    name: str
    role: Role
    centre: str | None = None
    enterprise: str | None = None
    district: str | None = None

    @property
    def membership(self) -> Membership:
        """What rights over the person go by."""
        return Membership(self.role, self.centre, self.enterprise)


class Account(_Person):
    """An account with a password.

    ``totp``: the secret of a second step, ``totp_step`` the last one that was used. ``identity``:
    who it is to a provider of sign-ins.
    """

    username: str
    password_hash: str
    created_at: datetime
    deactivated_at: datetime | None = None
    totp: str | None = None
    totp_step: int | None = None
    identity: str | None = None


class OneTimeLink(_Person):
    """A link that makes an account as it says, or helps ``username`` back into one.

    ``own``: made for whoever holds an assessment of the enterprise, as long as no account does.
    """

    digest: str
    kind: Literal["invite", "own"] | Resetting
    username: str | None = None
    made_by: str
    made_at: datetime
    expires: datetime
    used_at: datetime | None = None


class StoredSession(NamedTuple):
    """What a token's digest stands for; ``seen_at``: when it was used last, more or less."""

    digest: str
    data: Mapping[str, Any]
    expires: datetime
    seen_at: datetime | None
