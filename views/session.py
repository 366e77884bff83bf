"""Who is asking, in which language, and the services' context: read anew at every rerun.

``app.py`` (or a test) wires the store in once; nothing about identity is kept in a session.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from i18n import Lang, say
from services import accounts
from services.context import Context
from services.held import Held
from services.making_apart import FileMakers, always
from services.media import Media, NoMedia
from services.process_log import asks
from services.settings import Settings
from services.store import Store
from views import cookies
from wording.voice import Voice


@dataclass(frozen=True)
class Visit:
    """What the connection of a page tells: the browser's cookies and its network address."""

    cookies: Mapping[str, str] = field(default_factory=dict)
    address: str = ""


def _this_visit() -> Visit:
    return Visit(st.context.cookies, st.context.ip_address or "")


@dataclass(frozen=True)
class Wiring:
    """What the pages are connected to; ``visit`` tells of the connection that is being served."""

    store: Store
    settings: Settings = field(default_factory=Settings)
    visit: Callable[[], Visit] = _this_visit
    held: Held = field(default_factory=Held)
    media: Media = field(default_factory=NoMedia)
    makers: FileMakers = field(default_factory=FileMakers)


_wired: list[Wiring] = []


def wire(wiring: Wiring) -> None:
    """Connect the pages to a store; a later call replaces the connection."""
    _wired[:] = [wiring]


def wiring() -> Wiring:
    """What the pages are connected to."""
    return _wired[0]


def visitor_context(address: str) -> Context:
    """A context in which nobody is known yet."""
    wired = wiring()
    nobody = Context(
        wired.store,
        settings=wired.settings,
        address=address,
        held=wired.held,
        media=wired.media,
    )
    asks(nobody.actor, address)
    return nobody


def token() -> str:
    """The random token of this browser, or "" where it sent none."""
    return cookies.token_in(wiring().visit().cookies, wiring().settings)


def session_id() -> str:
    """Streamlit's id of the session that is being served; "" outside one."""
    running = get_script_run_ctx()
    return "" if running is None else running.session_id


def is_connected(session: str) -> Callable[[], bool]:
    """Asks, from any thread, whether a page is still there that has this session."""
    if not session or not runtime.exists():
        return always
    return lambda: runtime.get_instance().is_active_session(session)


def context() -> Context:
    """The first argument of every service, with who is asking looked up in the store."""
    nobody = visitor_context(wiring().visit().address)
    known = replace(nobody, actor=accounts.actor_of(nobody, token()))
    asks(known.actor, known.address)
    return known


def language() -> Lang:
    """The language this browser chose; Chinese unless it chose English."""
    return cookies.language_in(wiring().visit().cookies)


def voice() -> Voice:
    """Says values in that language."""
    return Voice(language())


def t(key: str, **params: Any) -> str:
    """The interface text ``key`` (``<area>.<name>``) in the language of this browser."""
    return say(key, language(), **params)
