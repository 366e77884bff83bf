"""The process log while the server runs, with what Streamlit and the web server tell in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit import logger as streamlits

from services.noting import SECRET
from services.process_log import begin, log_event
from services.settings import VERSION, Settings
from services.store import Store


@contextmanager
def written(settings: Settings, store: Store) -> Iterator[None]:
    """Write the log in the block; its first line tells of the start, its last one of the end.

    Streamlit gives each of its loggers, also one that it makes later, a handler of its own, which
    would write whole messages: they go where ours do.
    """
    begin(settings, store.secret(SECRET))
    streamlits.setup_formatter = handed_on
    for each in [*streamlits._loggers.values()]:  # noqa: SLF001  (there is no other way to them)
        handed_on(each)
    log_event("server.start", version=VERSION, form=settings.log)
    try:
        yield
    finally:
        log_event("server.stop")


def handed_on(logger: logging.Logger) -> None:
    """Let the logger write nothing itself, and hand on what it has."""
    for handler in [*logger.handlers]:
        logger.removeHandler(handler)
    logger.propagate = True
