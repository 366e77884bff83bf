"""An answer click against an empty Streamlit page, at 1 and at 20 sessions, in the same run.

A client speaks Streamlit's protocol (protobuf over web socket) to two servers on the same
machine: one with the product over an SQLite file, one with a page that holds a single radio. A
click counts from sending it until the script of the page has finished; in the product that
includes the durable write and the whole page drawn anew. Each session clicks once a second.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from access.actor import holder_of
from access.tokens import new_token
from assessments.profile import parse_profile
from services import accounts, filling
from services.context import Context
from services.personal.notice import VERSION
from storage import open_store

ROOT = Path(__file__).parents[1]
EMPTY = 'import streamlit as st\n\nst.radio("?", ["a", "b", "c"], index=None)\n'
PART = "part=orders"
CLICKS = 20  # per session
WARM_UP = 5  # clicks before the clock runs
THINK = 1.0  # seconds between two clicks of a session


@dataclass
class Session:
    """One browser: its connection and the radios that it was shown."""

    socket: ClientConnection
    name: str  # of the page in its address
    query: str
    radios: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    page: str = ""

    async def run(self) -> float:
        """Send the state of all widgets and wait for the end of the run; how long it took, ms."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name = self.query, self.name
        state.page_script_hash = self.page
        for id in self.radios:
            widget = state.widget_states.widgets.add(id=id)
            if id in self.chosen:
                widget.string_value = self.chosen[id]
        begin = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.page = answer.new_session.page_script_hash
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "radio":
                radio = answer.delta.new_element.radio
                self.radios[radio.id] = list(radio.options)
            elif kind == "script_finished" and answer.script_finished == 0:
                return (time.perf_counter() - begin) * 1000

    async def click(self, turn: int) -> float:
        """Choose the next option of one of the first questions."""
        ids = [id for id in self.radios if len(self.radios[id]) >= 3]
        id = ids[turn % min(4, len(ids))]
        options = self.radios[id]
        self.chosen[id] = options[(turn // 4) % len(options)]
        return await self.run()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launched(script: Path, store: str, port: int) -> subprocess.Popen[bytes]:
    """A server for ``script`` that has just been started."""
    options = [f"--server.port={port}", "--server.address=127.0.0.1"]
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *options],
        cwd=ROOT,  # all servers run with the product's settings
        env={**os.environ, "SHUZHEN_STORE": store},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def answers(port: int) -> bool:
    """Whether the server at that port is there by now."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
    except OSError:
        return False
    return True


def stream(port: int, token: str) -> connect:
    """The connection of a page in the browser that has this cookie."""
    here = f"127.0.0.1:{port}"
    return connect(
        f"ws://{here}/_stcore/stream",
        origin=Origin(f"http://{here}"),
        additional_headers={"Cookie": f"shuzhen={token}"},
        max_size=None,
    )


@contextmanager
def served(script: Path, store: str) -> Iterator[int]:
    """A server for ``script``; the answer is its port."""
    port = free_port()
    process = launched(script, store, port)
    try:
        for _ in range(600):
            if answers(port):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.kill()
        process.wait()


async def clicks(
    port: int, tokens: list[str], page: tuple[str, str], often: int, think: float
) -> list[float]:
    """The times of all clicks of as many sessions as there are tokens, ms."""

    async def one(place: int, token: str) -> list[float]:
        async with stream(port, token) as socket_:
            session = Session(socket_, *page)
            await session.run()
            for turn in range(WARM_UP):
                await session.click(turn)
            await asyncio.sleep(think * place / len(tokens))
            times = []
            for turn in range(WARM_UP, WARM_UP + often):
                times.append(await session.click(turn))
                await asyncio.sleep(think)
            return times

    found = await asyncio.gather(*(one(place, token) for place, token in enumerate(tokens)))
    return [each for times in found for each in times]


def people(store_url: str, count: int) -> list[str]:
    """Tokens of browsers that are in the middle of filling."""
    store = open_store(store_url, migrate=True)
    ctx = Context(store=store)
    typed = {"name": "测试厂", "division": "34", "district": "320206", "employees": 52}
    tokens = []
    for number in range(count):
        # Each from a line of its own, for what one line may begin is limited.
        there = replace(ctx, address=f"10.0.{number // 256}.{number % 256}")
        assessment = filling.start(
            there, parse_profile(typed), "manufacturing", consent=VERSION
        ).assessment.id
        holder = replace(there, actor=holder_of(assessment))
        filling.record_answer(holder, assessment, "workshop", "all_own", seen=0)
        tokens.append(new_token())
        accounts.bind_assessment(holder, tokens[-1], assessment)
    store.close()
    return tokens


def saved(store_url: str, tokens: list[str]) -> int:
    """How many answers the store got from these browsers."""
    store = open_store(store_url)
    ctx = Context(store=store)
    assessments = (accounts.actor_of(ctx, token).assessment or "" for token in tokens)
    count = sum(len(store.answer_history(assessment)) - 1 for assessment in assessments)
    store.close()
    return count


def main(sessions: Sequence[int] = (1, 20), often: int = CLICKS, think: float = THINK) -> None:
    """Print the table; each session clicks so often, and waits ``think`` seconds between."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/store.db"
        groups = [people(store, count) for count in sessions]
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, "utf-8")
        with served(ROOT / "app.py", store) as product, served(empty, store) as nothing:
            print(f"{'sessions':>8} {'page':>10} {'p50 ms':>8} {'p95 ms':>8}")
            for tokens in groups:
                count = len(tokens)
                before = saved(store, tokens)
                rows = {
                    "empty": asyncio.run(clicks(nothing, tokens, ("", ""), often, think)),
                    "answer": asyncio.run(clicks(product, tokens, ("fill", PART), often, think)),
                }
                lost = count * (WARM_UP + often) - (saved(store, tokens) - before)
                if lost:
                    sys.exit(f"{lost} clicks were not saved")
                figures = {
                    name: (statistics.median(times), statistics.quantiles(times, n=20)[18])
                    for name, times in rows.items()
                }
                for name, (p50, p95) in figures.items():
                    print(f"{count:>8} {name:>10} {p50:>8.1f} {p95:>8.1f}")
                p50, p95 = (figures["answer"][place] / figures["empty"][place] for place in (0, 1))
                print(f"{count:>8} {'ratio':>10} {p50:>8.1f} {p95:>8.1f}")


if __name__ == "__main__":
    main()
