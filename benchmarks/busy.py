"""Another visitor's click while 20 reports are asked for, against a click when nobody asks.

The clients of ``click.py`` speak Streamlit's protocol. One answers questions; four others ask for
all five formats of their reports at once, and again as soon as they have them. Beside it the
same where the server makes them itself (``SHUZHEN_REPORT_PROCESSES=0``).
"""

import asyncio
import os
import runpy
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from access.tokens import new_token
from services import accounts
from storage import open_store
from tests.app.world import World

# By its path: there is a library of the same name.
CLICK = runpy.run_path(str(Path(__file__).with_name("click.py")))
ROOT, PART, Session, people, served = map(
    CLICK.get, ("ROOT", "PART", "Session", "people", "served")
)

ASKING = 4  # visitors, each for every format there is
SECONDS = 25.0
THINK = 0.2  # between two clicks


@dataclass
class Reader:
    """Somebody at the page with the result."""

    socket: ClientConnection
    files: dict[str, str] = field(default_factory=dict)  # ids of files to be made, by button
    session: str = ""
    made: int = 0
    failed: int = 0

    async def open(self) -> None:
        """Draw the page and learn which files it offers."""
        message = BackMsg()
        message.rerun_script.page_name = "result"
        await self.socket.send(message.SerializeToString())
        while True:
            answer = await self._next()
            if answer.WhichOneof("type") == "new_session":
                self.session = answer.new_session.initialize.session_id
            elif answer.WhichOneof("type") == "delta":
                button = answer.delta.new_element.download_button
                if button.deferred_file_id:
                    self.files[button.id] = button.deferred_file_id
            elif answer.WhichOneof("type") == "script_finished":
                return

    async def ask(self) -> None:
        """Ask for all of them at once and wait for all."""
        for number, file in enumerate(self.files.values()):
            message = BackMsg()
            request = message.backend_operation_request
            request.request_id, request.session_id = str(number), self.session
            request.deferred_file.file_id = file
            await self.socket.send(message.SerializeToString())
        left = len(self.files)
        while left:
            answer = await self._next()
            if answer.WhichOneof("type") == "backend_operation_response":
                left -= 1
                made = answer.backend_operation_response.HasField("deferred_file")
                self.made += made
                self.failed += not made

    async def _next(self) -> ForwardMsg:
        return ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))


def connected(port: int, token: str, place: int) -> connect:
    """A connection as from another line each."""
    here = f"127.0.0.1:{port}"
    headers = {"Cookie": f"shuzhen={token}", "X-Forwarded-For": f"10.9.0.{place}"}
    return connect(
        f"ws://{here}/_stcore/stream",
        origin=Origin(f"http://{here}"),
        additional_headers=headers,
        max_size=None,
    )


async def clicks(port: int, token: str, seconds: float) -> list[float]:
    """How long each click took, ms."""
    async with connected(port, token, 1) as socket:
        session = Session(socket, "fill", PART)
        await session.run()
        for turn in range(5):
            await session.click(turn)
        end, times = time.monotonic() + seconds, []
        while time.monotonic() < end:
            times.append(await session.click(len(times)))
            await asyncio.sleep(THINK)
        return times


async def busy(
    port: int, clicking: str, asking: Sequence[str], seconds: float
) -> tuple[list[float], int, int]:
    """The same while others ask; also how many files they got, and how many not."""
    readers: list[Reader] = []
    ready = asyncio.Event()

    async def one(token: str, place: int) -> None:
        async with connected(port, token, place) as socket:
            reader = Reader(socket)
            readers.append(reader)
            await reader.open()
            if not reader.files:
                sys.exit("no file is offered")
            if not ready.is_set():
                await reader.ask()  # loads what making one needs
                reader.made = 0
                ready.set()
            while True:
                await reader.ask()

    tasks = [asyncio.create_task(one(asking[0], 2))]
    await ready.wait()
    tasks += [asyncio.create_task(one(token, 2 + n)) for n, token in enumerate(asking[1:], 1)]
    times = await clicks(port, clicking, seconds)
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    return times, sum(each.made for each in readers), sum(each.failed for each in readers)


def readers(store: str, count: int) -> list[str]:
    """Tokens of browsers that hold a submitted assessment."""
    opened = open_store(store, migrate=True)
    world, tokens = World(opened), []
    centre = world.people()
    for number in range(count):
        made = world.submitted(centre, f"要报告的第{number}厂")
        tokens.append(new_token())
        accounts.bind_assessment(world.holder(made.id), tokens[-1], made.id)
    opened.close()
    return tokens


def main(seconds: float = SECONDS, ways: Sequence[int] = (1, 0)) -> None:
    """Print the table; ``ways`` are numbers of processes that make files."""
    print(f"{'':<24} {'p50 ms':>8} {'p95 ms':>8} {'worst':>8} {'files':>6}")
    quiet = 0.0
    for processes in ways:
        with tempfile.TemporaryDirectory() as folder:
            store = f"sqlite:///{folder}/store.db"
            asking = readers(store, ASKING)
            (clicking,) = people(store, 1)
            env = {"SHUZHEN_REPORT_PROCESSES": str(processes), "FORWARDED_ALLOW_IPS": "127.0.0.1"}
            with patch.dict(os.environ, env), served(ROOT / "app.py", store) as port:
                if not quiet:
                    times = asyncio.run(clicks(port, clicking, seconds / 2))
                    quiet = statistics.median(times)
                    _row("quiet", times, "")
                times, made, failed = asyncio.run(busy(port, clicking, asking, seconds))
                if failed:
                    sys.exit(f"{failed} files were not made")
                _row("made apart" if processes else "made by the server", times, str(made))
                print(f"{'ratio of medians':<24} {statistics.median(times) / quiet:>8.1f}")


def _row(name: str, times: list[float], files: str) -> None:
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
    print(f"{name:<24} {p50:>8.1f} {p95:>8.1f} {max(times):>8.1f} {files:>6}", flush=True)


if __name__ == "__main__":
    main()
