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


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """The seconds that ``call`` takes, and those of processor in this process."""
    began, taken = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - began, time.process_time() - taken


def measure(folder: Path, wanted: int, server: str) -> None:
    """Print the table of a store of some ``wanted`` assessments.

    Of many every tenth has its answers and whole scorecard.
    """
    source = folder / "source.db"
    store = open_store(source, migrate=True)
    number = multiply(store, wanted, whole=10 if wanted >= 10_000 else 1)
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

    base, taken = timed(own)
    size = source.stat().st_size / 1e6
    print(f"{number:,} assessments, {size:,.0f} MB of SQLite")
    print(
        f"{'SQLite itself: backup()':<36}{base:9.1f} s {taken:9.1f} s of processor "
        f"{size:9,.0f} MB     1.00"
    )
    for words, file, call in (
        ("backup", "open", lambda: backup("open", None)),
        ("backup, sealed", "sealed", lambda: backup("sealed", PASSPHRASE)),
        ("check", "open", check),
        ("restore into SQLite", "open", lambda: restoring("open", str(folder / "again.db"))),
        ("restore into PostgreSQL, sealed", "sealed", lambda: restoring("sealed", server)),
    ):
        seconds, taken = timed(call)
        megabytes = (folder / file).stat().st_size / 1e6
        print(
            f"{words:<36}{seconds:9.1f} s {taken:9.1f} s of processor {megabytes:9,.0f} MB "
            f"{seconds / base:8.2f}",
            flush=True,
        )
