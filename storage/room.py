"""Whether there is room left for an embedded database to grow."""

from pathlib import Path
from shutil import disk_usage

from storage.engine import address, in_memory

LEAST = 64_000_000  # bytes: some thousand assessments, and what SQLite needs beside them


def has_room(store: str | Path, least: int = LEAST) -> bool:
    """Whether ``least`` bytes are free on the disk of ``store``; of a server's nothing is known."""
    url = address(store)
    if url.get_backend_name() != "sqlite" or in_memory(url):
        return True
    return disk_usage(Path(url.database or "").parent).free >= least
