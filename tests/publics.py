"""A city with a release that is public, and keys to read it, for tests of what leaves the house."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from access.actor import Actor, Role
from services import interface_keys, publishing
from services.context import Context
from services.counted import releases
from services.public_releases import PublicRelease
from services.settings import Settings
from storage import SqlStore
from tests.stores import copy_of, new_store
from tests.unit.city_lines import NOW, add, context

ADMINISTRATOR = Actor(Role.ADMINISTRATOR, "admin")


@cache
def _filled() -> SqlStore:
    store = new_store()
    add(store, range(30))
    add(store, range(30, 55), district="320205", division="13", total=60)
    add(store, range(55, 60), district="320214", division="17")
    releases(context(store))  # kept for all that come after
    return store


@dataclass
class PublicCity:
    """Sixty enterprises in two districts, five of them too few to be shown; ``now`` can move."""

    store: SqlStore = field(default_factory=lambda: copy_of(_filled()))
    now: datetime = NOW
    settings: Settings = field(default_factory=Settings)

    def ctx(self, actor: Actor) -> Context:
        """A context for ``actor``."""
        return Context(self.store, actor, lambda: self.now, self.settings)

    @property
    def official(self) -> Context:
        """An official of the city, the only one."""
        return self.ctx(Actor(Role.OFFICIAL, "official"))

    @property
    def visitor(self) -> Context:
        """Anybody."""
        return self.ctx(Actor(Role.VISITOR))

    def proposed(self) -> PublicRelease:
        """The present release of the only questionnaire and year with figures, proposed."""
        desk = publishing.desk(self.official)
        (edition, (_, years)) = next(iter(desk.offered.items()))
        return publishing.propose(self.official, *edition, years[0])

    def published(self) -> PublicRelease:
        """The same, published."""
        return publishing.publish(self.official, self.proposed().id)

    def key(self, days: int = 30) -> str:
        """A key of the city."""
        return interface_keys.issue_city_key(self.ctx(ADMINISTRATOR), "数据平台", days)
