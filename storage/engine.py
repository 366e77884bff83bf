"""From an address to a database connection that keeps the promises of the store."""

import json
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from storage.dialects import sqlite
from storage.dialects.registry import DATABASES, database_of
from storage.problems import StoreProblem


def address(store: str | Path) -> URL:
    """The URL of ``store``: an SQLAlchemy URL, or the bare path of an SQLite file."""
    text = str(store).strip()
    if not text:
        raise StoreProblem("bad_address", store=text)
    if "://" not in text:
        return URL.create(sqlite.DATABASE.driver, database=text)
    try:
        url = make_url(text)
        for database in DATABASES.values():
            if url.drivername in database.schemes:
                url = url.set(drivername=database.driver)
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreProblem("bad_address", store=_without_password(text)) from None
    except ModuleNotFoundError as error:
        raise StoreProblem("no_driver", store=shown(url), driver=error.name) from None
    known = DATABASES.get(url.get_backend_name())
    if known is None or not known.understands(url):
        raise StoreProblem("bad_address", store=shown(url))
    return url


def _without_password(text: str) -> str:
    """An address that cannot be read, with its scheme and without who signs in."""
    scheme, _, rest = text.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def absolute(store: str | Path) -> str:
    """The address of ``store`` as it is understood from any folder (with its password)."""
    url, file = address(store), file_of(store)
    if file is not None:
        url = url.set(database=str(file.absolute()))
    return url.render_as_string(hide_password=False)


def file_of(store: str | Path) -> Path | None:
    """The file that the store is; None for one in memory or on a server."""
    url = address(store)
    return database_of(url).file(url)


def in_memory(url: URL) -> bool:
    """Whether the store lives and dies with this process."""
    return database_of(url).in_memory(url)


def shown(url: URL) -> str:
    """The address as a person may see it."""
    return url.render_as_string(hide_password=True)


def connect(url: URL) -> Engine:
    """An engine for ``url``; nothing is opened yet."""
    dump = partial(json.dumps, ensure_ascii=False, allow_nan=False)
    # What people answer has no place in an error, and so none in a log.
    return database_of(url).engine(url, json_serializer=dump, hide_parameters=True)
