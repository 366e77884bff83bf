"""Files that take long: which processes make them, who may wait, and what is said meanwhile."""

import sys
from asyncio import get_running_loop
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from access.limits import FILES
from access.tokens import digest_of
from i18n import say
from services.making_apart import FileMakers
from services.settings import Settings
from storage.engine import address, in_memory
from views import cookies
from views.log_lines import written
from views.mails import sending
from views.session import wiring
from views.turns import TURNS

COMMAND = (sys.executable, "-m", "cli.making")
OTHERS = 20  # threads beside those that wait for a file; Streamlit wants a few


def makers_of(settings: Settings) -> FileMakers:
    """As many processes at a time as the settings say; none for a store that only this one has."""
    TURNS.at_once = max(1, settings.report_processes)
    TURNS.offices = settings.offices_per_address
    alone = not settings.report_processes or in_memory(address(settings.store))
    return FileMakers(() if alone else COMMAND)


@asynccontextmanager
async def ready_for_files(makers: FileMakers, _: Any) -> AsyncIterator[None]:
    """A thread for everybody who may wait for a file, while the server runs.

    Streamlit makes files in the threads that the loop has of its own: a handful, and whoever
    came later would not even stand in the line.
    """
    get_running_loop().set_default_executor(ThreadPoolExecutor(FILES + OTHERS))
    settings, store = wiring().settings, wiring().store
    with written(settings, store), sending(settings, store):
        try:
            yield
        finally:
            makers.end()


async def waiting(request: Request) -> Response:
    """What is to be said to a browser that has asked for a file, and whether to ask again.

    The end of ``static/words.js`` asks; nothing that a store would have to answer.
    """
    lang = cookies.language_in(request.cookies)
    holder = digest_of(cookies.token_in(request.cookies, wiring().settings))
    ahead, text = TURNS.ahead(holder), ""
    if ahead:
        text = say("app.file_waits", lang, ahead=ahead)
    elif ahead == 0:
        text = say("app.file_made", lang)
    elif why := TURNS.why_not(holder):
        text = why.to(lang)
    return JSONResponse(
        {"text": text, "again": ahead is not None}, headers={"Cache-Control": "no-store"}
    )
