"""How long a backup and its restoring take, beside the database's own copy."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from multiplied import multiply

from storage import open_store
from storage.media import open_media
from storage.transfer.backing_up import back_up
from storage.transfer.backups import open_backup
from storage.transfer.restoring import restore

PASSPHRASE = "a passphrase of the benchmark"  # noqa: S105  (it guards nothing)


def timed(call: Callable[[], object]) -> float:
    """The seconds that ``call`` takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def measure(folder: Path, wanted: int, server: str) -> None:
    """Print the table of a store of some ``wanted`` assessments."""
    source = folder / "source.db"
    store = open_store(source, migrate=True)
    number = multiply(store, wanted)
    store.close()
    media = open_media(str(folder / "evidence"))

    def own() -> None:
        with (
            closing(sqlite3.connect(source)) as left,
            closing(sqlite3.connect(folder / "own")) as to,
        ):
            left.backup(to)

    def backup(name: str, passphrase: str | None) -> None:
        at = datetime.now(UTC)
        back_up(source, folder / name, media, at=at, passphrase=passphrase)

    def restoring(name: str, target: str) -> None:
        with open_backup(folder / name, lambda: PASSPHRASE) as opened:
            restore(opened, target, media)

    def check() -> None:
        with open_backup(folder / "open", str):
            pass

    base = timed(own)
    size = source.stat().st_size / 1e6
    print(f"{number:,} assessments, {size:,.0f} MB of SQLite")
    print(f"{'SQLite itself: backup()':<36}{base:9.1f} s {size:9,.0f} MB     1.00")
    for words, file, call in (
        ("backup", "open", lambda: backup("open", None)),
        ("backup, sealed", "sealed", lambda: backup("sealed", PASSPHRASE)),
        ("check", "open", check),
        ("restore into SQLite", "open", lambda: restoring("open", str(folder / "again.db"))),
        ("restore into PostgreSQL, sealed", "sealed", lambda: restoring("sealed", server)),
    ):
        seconds = timed(call)
        megabytes = (folder / file).stat().st_size / 1e6
        print(f"{words:<36}{seconds:9.1f} s {megabytes:9,.0f} MB {seconds / base:8.2f}", flush=True)
