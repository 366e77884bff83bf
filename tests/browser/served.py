"""The product as a process of its own on a free port, which a test may kill and start again."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds until a server has to answer


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """One server over the store at ``store`` (an SQLAlchemy URL).

    ``env``: further variables; ``cli``: started as an operator does, by ``shuzhen serve``.
    """

    store: str
    log: Path
    port: int = field(default_factory=free_port)
    env: Mapping[str, str] = field(default_factory=dict)
    cli: bool = False
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = ["-m", "streamlit", "run", str(ROOT / "app.py"), "--server.address=127.0.0.1"]
        command.append(f"--server.port={self.port}")
        if self.cli:
            command = ["-c", "from cli.main import main; main()", "serve", f"--port={self.port}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={**os.environ, "SHUZHEN_STORE": self.store, **self.env},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(self.log.read_text("utf-8", "replace")[-4000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: no goodbye, no clean-up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

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
