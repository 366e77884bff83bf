"""A person who signs in."""

from datetime import datetime

from access.actor import Role
from files.frozen import Frozen


class Account(Frozen):
    """An account with a password; ``centre`` is the id of a consultant's promotion centre."""

    username: str
    name: str
    role: Role
    centre: str | None = None
    password_hash: str
    created_at: datetime
