"""Mails that go out while the server runs, in a thread that no page waits for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from access.actor import Actor, Role
from assessments.refusals import Refusal
from services.context import Context
from services.mail_server import sender
from services.mailing import Send, send_due
from services.process_log import OURS, log_event
from services.settings import Settings
from services.store import Store

EVERY = 60.0  # seconds

_log = logging.getLogger(OURS)


@contextmanager
def sending(settings: Settings, store: Store) -> Iterator[None]:
    """Send what is due once a minute in the block, where the settings name a server."""
    send = sender(settings)
    if send is None:
        yield
        return
    over = Event()
    operator = Context(store, Actor(Role.OPERATOR, id="operator"), settings=settings)
    thread = Thread(target=_turns, args=(operator, send, over), name="mails", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=EVERY)


def _turns(ctx: Context, send: Send, over: Event) -> None:
    while not over.wait(EVERY):
        try:
            send_due(ctx, send)
        except Refusal as refusal:  # the store is busy or out of reach: the next turn tries again
            log_event("mail.refused", why=refusal.key)
        except Exception as error:  # noqa: BLE001  (one fault must not silence all later mails)
            _log.error("mail.fault", exc_info=error)
