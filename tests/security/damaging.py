"""Damage the example of each reader so many times, and tell what came of it.

``python -m tests.security.damaging 10000 [NAME…]``; a line a reader: files, refused, seconds of
the slowest, memory, and what nobody had foreseen.
"""

import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.security.mutations import mutated
from tests.security.readers import READERS

LONGEST = 5.0  # seconds of a processor for one file
MEMORY = Path("/proc/self/status")
SEED = 10


@dataclass
class Damage:
    """What came of the damaged files of one reader."""

    name: str
    files: int = 0
    refused: int = 0
    slowest: float = 0.0
    memory: int = 0  # megabytes beyond what was there before
    unforeseen: Counter[str] = field(default_factory=Counter)


def damage(name: str, count: int, seed: int = SEED) -> Damage:
    """Read ``count`` damaged files; nothing but the file is ever left in its folder."""
    done, reader = Damage(name), READERS[name]
    with TemporaryDirectory() as folder, warnings.catch_warnings(), watched(done):
        warnings.simplefilter("ignore")  # of libraries, about what they read
        file = reader.placed(Path(folder), name)
        assert not reader.read(file), name
        sound = file.read_bytes()
        there = sorted(Path(folder).rglob("*"))
        for content in mutated(sound, seed, count):
            file.write_bytes(content)
            begun = time.process_time()
            try:
                done.refused += reader.read(file)
            except Exception as error:  # noqa: BLE001  (that is what is looked for)
                done.unforeseen[_where(error)] += 1
            took = time.process_time() - begun
            done.files += 1
            done.slowest = max(done.slowest, took)
            if took > LONGEST:
                done.unforeseen["slow"] += 1
            if sorted(Path(folder).rglob("*")) != there:
                done.unforeseen["left something"] += 1
                for each in set(Path(folder).rglob("*")) - set(there):
                    each.unlink()
    return done


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:80]} ({Path(last.filename).name}:{last.lineno})"


def peak() -> int:
    """The most memory since the last ``forget``, in megabytes; 0 where the system does not tell."""
    return _told("VmHWM")


def _told(name: str) -> int:
    text = MEMORY.read_text() if MEMORY.exists() else ""
    return next((int(line.split()[1]) for line in text.splitlines() if name in line), 0) // 1024


class watched:  # noqa: N801  (a context manager)
    """Notes how much memory was taken within."""

    def __init__(self, done: Damage) -> None:
        self.done = done

    def __enter__(self) -> None:
        if MEMORY.exists():
            MEMORY.with_name("clear_refs").write_text("5")
        self.before = _told("VmRSS")

    def __exit__(self, *exc: object) -> None:
        self.done.memory = max(0, peak() - self.before)


def main(count: int, names: Iterable[str]) -> Iterator[Damage]:
    """One reader after another."""
    for name in names:
        yield damage(name, count)


if __name__ == "__main__":
    for each in main(int(sys.argv[1]), sys.argv[2:] or READERS):
        print(  # noqa: T201  (a command)
            f"{each.name:20} {each.files:6} {each.refused:6} {each.slowest:7.3f} s"
            f" {each.memory:5} MB",
            *(f"\n    {times} × {what}" for what, times in each.unforeseen.most_common(6)),
            flush=True,
        )
