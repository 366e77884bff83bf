"""Who is asking, in which language, and the services' context: read anew at every rerun.

``app.py`` (or a test) wires the store in once; nothing about identity is kept in a session.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from i18n import Lang, say
from services import accounts
from services.context import Context
from services.settings import Settings
from services.store import Store
from views import cookies


def _request_cookies() -> Mapping[str, str]:
    return st.context.cookies


@dataclass(frozen=True)
class Wiring:
    """What the pages are connected to. ``cookies`` gives those of the page's connection."""

    store: Store
    settings: Settings = field(default_factory=Settings)
    cookies: Callable[[], Mapping[str, str]] = _request_cookies


_wired: list[Wiring] = []


def wire(wiring: Wiring) -> None:
    """Connect the pages to a store; a later call replaces the connection."""
    _wired[:] = [wiring]


def wiring() -> Wiring:
    """What the pages are connected to."""
    return _wired[0]


def token() -> str:
    """The random token of this browser, or "" where it sent none."""
    return wiring().cookies().get(cookies.token_name(wiring().settings), "")


def context() -> Context:
    """The first argument of every service, with who is asking looked up in the store."""
    wired = wiring()
    nobody = Context(store=wired.store, settings=wired.settings)
    actor = accounts.actor_of(nobody, token())
    return Context(store=wired.store, actor=actor, settings=wired.settings)


def language() -> Lang:
    """The language this browser chose; Chinese unless it chose English."""
    return "en" if wiring().cookies().get(cookies.LANGUAGE) == "en" else "zh"


def t(key: str, **params: Any) -> str:
    """The interface text ``key`` (``<area>.<name>``) in the language of this browser."""
    return say(key, language(), **params)
