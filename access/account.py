"""A person who signs in."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from access.actor import Role


class Account(BaseModel):
    """An account with a password; ``centre`` is the id of a consultant's promotion centre."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    username: str
    name: str
    role: Role
    centre: str | None = None
    password_hash: str
    created_at: datetime
