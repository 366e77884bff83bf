"""Calls of the store from routes: off the event loop, few at a time, and not for ever.

They have threads of their own. A database that does not answer keeps these busy, and neither
static files nor the pages of others wait for them.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

from assessments.refusals import Unavailable

P = ParamSpec("P")
T = TypeVar("T")
SECONDS = 8.0  # then a visitor is told instead of kept waiting
_THREADS = ThreadPoolExecutor(4, thread_name_prefix="route")  # a password takes 64 MB in each


async def in_store(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``act`` gives. Raises Unavailable where that takes longer than SECONDS."""
    known = partial(copy_context().run, act, *args, **kwargs)  # the log says who asks
    asked = asyncio.get_running_loop().run_in_executor(_THREADS, known)
    try:
        return await asyncio.wait_for(asked, SECONDS)
    except TimeoutError:
        raise Unavailable("store_silent") from None
