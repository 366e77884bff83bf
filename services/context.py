"""What every service is handed: the store, who is asking, the clock and the settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from access.actor import Actor, Role
from services.held import Held
from services.media import Media, NoMedia
from services.settings import Settings
from services.store import Store


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """The first argument of every service. ``address`` is where the request comes from.

    ``held`` goes along from one request to the next.
    """

    store: Store
    actor: Actor = field(default_factory=lambda: Actor(Role.VISITOR))
    now: Callable[[], datetime] = utc_now
    settings: Settings = field(default_factory=Settings)
    address: str = ""
    held: Held = field(default_factory=Held)
    media: Media = field(default_factory=NoMedia)


@contextmanager
def at_once(ctx: Context) -> Iterator[Context]:
    """A context in which all that is written is kept together, or not at all if a refusal comes.

    What is read in it is not changed by anybody else before the block ends.
    """
    with ctx.store.transaction() as store:
        yield replace(ctx, store=store)
