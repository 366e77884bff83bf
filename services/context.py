"""What every service is handed: the store, who is asking, the clock and the settings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from access.actor import Actor, Role
from services.settings import Settings
from services.store import Store


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """The first argument of every service."""

    store: Store
    actor: Actor = field(default_factory=lambda: Actor(Role.VISITOR))
    now: Callable[[], datetime] = utc_now
    settings: Settings = field(default_factory=Settings)
