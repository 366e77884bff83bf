"""The bulletin of a demonstration city: fixed seed, fixed day, so that it is the same each time."""

from datetime import UTC, datetime
from functools import cache

from access.actor import Actor, Role
from i18n import Lang
from services.bulletins import BulletinChoice, bulletin_file
from services.city import CityChoice
from services.context import Context
from services.demo import fill
from services.settings import Settings
from tests.stores import new_store
from wording.voice import Voice

SIZE, SEED = 2_000, 52  # enterprises; article 52
NOW = datetime(2026, 12, 2, 2, tzinfo=UTC)
OFFICE = "示例市数据主管部门（虚构）"


@cache
def city() -> Context:
    """The operator of an installation with that city; its store stays open."""
    settings = Settings(handler=OFFICE, demo=True)
    operator = Actor(Role.OPERATOR, id="operator")
    ctx = Context(new_store(), operator, lambda: NOW, settings=settings)
    fill(ctx, SIZE, SEED)
    return ctx


def bulletin(lang: Lang, format: str) -> bytes:
    """The file in that format."""
    return bulletin_file(city(), BulletinChoice(CityChoice(), Voice(lang)), format)[1]
