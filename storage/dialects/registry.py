"""The databases that there are: every other module of this package declares one."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import URL

from storage import dialects
from storage.dialects.database import Database

NO_DATABASE = {"database", "registry"}


def _declared() -> Mapping[str, Database]:
    names = {module.name for module in iter_modules(dialects.__path__)} - NO_DATABASE
    found = [import_module(f"{dialects.__name__}.{name}").DATABASE for name in names]
    return {database.name: database for database in found}


DATABASES = _declared()
# The options of a table whose rows lie in the order of its key; each database sees its own.
KEYED: Mapping[str, Any] = {
    name: option for database in DATABASES.values() for name, option in database.keyed.items()
}


def database_of(url: URL) -> Database:
    """The database at ``url``, which is one that ``storage.engine.address`` gave."""
    return DATABASES[url.get_backend_name()]
