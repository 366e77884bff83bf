"""A line between a browser and a server, which can be slow, and cut."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tests.browser.served import free_port

PIECE = 16_384  # bytes that go over it at a time


@dataclass
class Line:
    """Passes on to the server at the port ``to``; its ends are on this machine.

    ``delay`` is how many seconds each piece takes, in both directions.
    """

    to: int
    port: int = field(default_factory=free_port)
    delay: float = 0.0
    is_cut: bool = False
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)
    _thread: threading.Thread | None = None
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """What people open."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Lay it."""
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._now(self._listen())

    def cut(self) -> None:
        """Nothing gets through, and what was on its way is lost."""
        self.is_cut = True
        self._now(self._drop())

    def mend(self) -> None:
        """It carries again."""
        self.is_cut = False

    def end(self) -> None:
        """Take it away."""
        self.cut()
        self._now(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join()
        self._loop.close()

    def _now(self, doing: Coroutine[Any, Any, object]) -> None:
        asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._drop()
        await asyncio.sleep(0.05)  # sockets are let go of in the turns that follow

    async def _drop(self) -> None:
        for end in self._ends:
            end.transport.abort()
        self._ends.clear()

    async def _join(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self.is_cut:
            back.transport.abort()
            return
        try:
            there, on = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:  # the server is away
            back.transport.abort()
            return
        self._ends |= {back, on}
        with suppress(asyncio.CancelledError):  # the line is taken away
            await asyncio.gather(self._carry(here, on), self._carry(there, back))

    async def _carry(self, from_: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        try:
            while piece := await from_.read(PIECE):
                await asyncio.sleep(self.delay)
                to.write(piece)
                await to.drain()
        except OSError:
            pass  # one of both ends is gone: so is the other, below
        finally:
            to.close()
            self._ends.discard(to)
