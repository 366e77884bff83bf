"""The product as a process of its own on a free port, which a test may kill and start again."""

import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds until a server has to answer
FORKS = multiprocessing.get_context("forkserver")
LOADED = [
    "streamlit.web.cli",
    "scoring.warm",
    "solutions.warm",
    "services.city",
    "services.plans",
    "views.account.routes",
    "tests.store.filler",
]
FORKS.set_forkserver_preload(LOADED)


def run(port: int, env: Mapping[str, str], log: Path) -> None:
    """Be the server, as ``streamlit run`` is."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(env)
    with log.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    options = ["--server.address=127.0.0.1", f"--server.port={port}"]
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *options]
    import_module("streamlit.web.cli").main()


def fork(target: Callable[..., None], *args: Any) -> BaseProcess:
    """A process that is at work, of one that has loaded the libraries."""
    process = FORKS.Process(target=target, args=args, daemon=True)
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()  # pages that are tested without a browser leave theirs there
    return process


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# That of the servers that browsers visit, one after the other: they know its scripts by it.
PORT = cache(free_port)


@dataclass
class Served:
    """One server over the store at ``store`` (an SQLAlchemy URL).

    It is a fork of a process that has loaded the libraries, which takes three seconds;
    with ``cli`` it is started as an operator does, by ``shuzhen serve``. ``env`` is set beside.
    """

    store: str
    log: Path
    port: int = field(default_factory=free_port)
    env: Mapping[str, str] = field(default_factory=dict)
    cli: bool = False
    process: subprocess.Popen[bytes] | BaseProcess | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        env = {**os.environ, "SHUZHEN_STORE": self.store, **self.env}
        if self.cli:
            command = ["-c", "from cli.main import main; main()", "serve", f"--port={self.port}"]
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [sys.executable, *command],
                    cwd=ROOT,
                    env=env,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
        else:
            self.process = fork(run, self.port, env, self.log)
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._ended() or time.monotonic() > end:
                raise RuntimeError(self.log.read_text("utf-8", "replace")[-4000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: no goodbye, no clean-up."""
        if self.process is not None:
            self.process.kill()
            if isinstance(self.process, BaseProcess):
                self.process.join()
            else:
                self.process.wait()
            self.process = None

    def _ended(self) -> bool:
        if isinstance(self.process, BaseProcess):
            return not self.process.is_alive()
        return self.process is None or self.process.poll() is not None

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz").status == http.client.OK
        except OSError:
            return False

    def ask(
        self,
        method: str,
        path: str,
        body: str = "",
        headers: dict[str, str] | None = None,
        peer: str = "127.0.0.1",
    ) -> "Answer":
        """One plain HTTP request, as from a page of ours; redirections are not followed.

        It comes from the address ``peer`` of this machine.
        """
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(peer, 0)
        )
        try:
            connection.request(method, path, body or None, {"Origin": self.url, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.msg, response.read().decode("utf-8", "replace"))
        finally:
            connection.close()


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    def cookies(self) -> dict[str, str]:
        """The whole line of each cookie that it sets, by name."""
        lines = self.headers.get_all("Set-Cookie") or []
        return {line.split("=", 1)[0]: line for line in lines}
