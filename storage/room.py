"""Whether there is room left for an embedded database to grow."""

from pathlib import Path
from shutil import disk_usage

from storage.engine import file_of

LEAST = 64_000_000  # bytes: some thousand assessments, and what SQLite needs beside them


def free_beside(file: Path) -> int:
    """The bytes that are free on the disk of ``file``."""
    return disk_usage(file.parent).free


def has_room(store: str | Path, least: int = LEAST) -> bool:
    """Whether ``least`` bytes are free on the disk of ``store``; of a server's nothing is known."""
    file = file_of(store)
    return file is None or free_beside(file) >= least
