"""A cold start: from starting the server to the city's page, drawn, beside an empty page.

Each server is a process of its own, of the product or of a Streamlit page that holds one radio, in
turns. A client asks for the page as a browser does and waits for the end of the script. Seconds by
the clock from the start of the process on, and of a processor that it has taken until then. Later:
the same page asked for once more by another browser. The city is a small demonstration, for a page
reads what is kept, however many firms it counts (``city``).
"""

import asyncio
import os
import runpy
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from access.actor import Actor, Role
from services import accounts
from services.context import Context
from services.counted import make_release
from services.demo import fill, logins
from storage import open_store

# By its path: there is a library of the same name.
CLICK = runpy.run_path(str(Path(__file__).with_name("click.py")))
ROOT, EMPTY, free_port, launched, answers, stream = map(
    CLICK.get, ("ROOT", "EMPTY", "free_port", "launched", "answers", "stream")
)
TICKS = os.sysconf("SC_CLK_TCK")
TIMES, FIRMS, SEED = 5, 350, 1


@dataclass(frozen=True)
class Started:
    """Seconds of one server: until its first page by the clock and of a processor, and a later."""

    clock: float
    processor: float
    later: float
    elements: int


def started(script: Path, store: str, page: str, token: str) -> Started:
    """Start the server, ask for the page, ask again, and stop."""
    port = free_port()
    begun = time.perf_counter()
    process = launched(script, store, port)
    try:
        while not answers(port):
            time.sleep(0.01)
        elements = asyncio.run(drawn(port, page, token))
        clock, processor = time.perf_counter() - begun, _processor(process.pid)
        asyncio.run(drawn(port, page, token))
        return Started(clock, processor, time.perf_counter() - begun - clock, elements)
    finally:
        process.kill()
        process.wait()


async def drawn(port: int, page: str, token: str) -> int:
    """Wait for the end of the page's script; how many elements it drew."""
    async with stream(port, token) as socket:
        message = BackMsg()
        message.rerun_script.page_name = page
        await socket.send(message.SerializeToString())
        elements = 0
        while True:
            answer = ForwardMsg.FromString(bytes(await socket.recv(decode=False)))
            kind = answer.WhichOneof("type")
            elements += kind == "delta"
            if kind == "script_finished" and answer.script_finished == 0:
                return elements


def official(store_url: str) -> str:
    """The token of an official's browser, at a demonstration with a release."""
    store = open_store(store_url, migrate=True)
    ctx = Context(store, Actor(Role.OPERATOR))
    fill(ctx, FIRMS, SEED)
    make_release(ctx)
    username = next(each.username for each in logins(ctx) if each.role is Role.OFFICIAL)
    token = accounts.begin_session(Context(store), username, "benchmark")
    store.close()
    return token


def main(times: int = TIMES) -> None:
    """Print medians."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/store.db"
        token = official(store)
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, "utf-8")
        scripts = {"the city's page": (ROOT / "app.py", "overview"), "an empty page": (empty, "")}
        found: Mapping[str, list[Started]] = {name: [] for name in scripts}
        for _ in range(times):
            for name, (script, page) in scripts.items():
                found[name].append(started(script, store, page, token))
    print(f"{'':20} {'clock':>8} {'processor':>10} {'later':>8} {'elements':>9}")
    medians = {
        name: [
            statistics.median(getattr(each, column) for each in several)
            for column in ("clock", "processor", "later", "elements")
        ]
        for name, several in found.items()
    }
    for name, (clock, processor, later, elements) in medians.items():
        print(f"{name:20} {clock:8.2f} {processor:10.2f} {later:8.3f} {elements:9.0f}")
    ours, theirs = medians.values()
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(f"{'ratio':20} {ratios[0]:8.1f} {ratios[1]:10.1f} {ratios[2]:8.1f}")


def _processor(process: int) -> float:
    """The seconds of a processor that a process has taken."""
    after_name = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
