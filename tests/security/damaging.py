"""Damage the example of each reader so many times, and tell what came of it.

``python -m tests.security.damaging 10000 [NAME…] [--log FILE]``; a line a reader: files, refused,
files a second, seconds of the slowest, memory, and what nobody had foreseen. Files are damaged in
rounds, each with its own seed; with a log, in which each round is a line of JSON, a run goes on
where it was ended.
"""

import argparse
import json
import signal
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.security.mutations import mutated
from tests.security.readers import READERS

LONGEST = 5.0  # seconds of a processor for one file
HANGS = 30.0  # as many, and the reader is ended
ROUND = 250  # files with one seed
MEMORY = Path("/proc/self/status")
SEED = 10


@dataclass
class Damage:
    """What came of the damaged files of one reader."""

    name: str
    seed: int = 0
    files: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    memory: int = 0  # megabytes beyond what was there before
    unforeseen: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Damage") -> None:
        """What came of another round."""
        self.files += other.files
        self.refused += other.refused
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        self.unforeseen.update(other.unforeseen)

    def told(self) -> str:
        """In a line, and one for each thing that nobody had foreseen."""
        rate = self.files / (self.seconds or 1)
        line = f"{self.name:20} {self.files:6} {self.refused:6} {rate:7.1f}/s"
        line += f" {self.slowest:7.3f} s {self.memory:5} MB"
        found = (f"    {times} × {what}" for what, times in self.unforeseen.most_common(12))
        return "\n".join((line, *found))


def damage(name: str, count: int, seed: int = SEED) -> Damage:
    """Read ``count`` damaged files; nothing but the file is ever left in its folder."""
    done, reader = Damage(name, seed), READERS[name]
    with TemporaryDirectory() as folder, warnings.catch_warnings(), watched(done):
        signal.signal(signal.SIGPROF, _ended)
        warnings.simplefilter("ignore")  # of libraries, about what they read
        file = reader.placed(Path(folder), name)
        assert not reader.read(file), name
        sound = file.read_bytes()
        there = sorted(Path(folder).rglob("*"))
        for content in mutated(sound, seed, count):
            file.write_bytes(content)
            begun = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, HANGS)
            try:
                done.refused += reader.read(file)
            except Exception as error:  # noqa: BLE001  (that is what is looked for)
                done.unforeseen[_where(error)] += 1
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            took = time.process_time() - begun
            done.files += 1
            done.seconds += took
            done.slowest = max(done.slowest, took)
            if took > LONGEST:
                done.unforeseen["slow"] += 1
            if sorted(Path(folder).rglob("*")) != there:
                done.unforeseen["left something"] += 1
                for each in set(Path(folder).rglob("*")) - set(there):
                    each.unlink()
    return done


def _ended(*_: object) -> None:
    raise TimeoutError(f"not done after {HANGS} seconds")


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


def rounds(name: str, count: int, log: Path | None) -> Iterator[Damage]:
    """What the log tells already, then what it lacks."""
    lines = log.read_text("utf-8").splitlines() if log and log.exists() else []
    told = [Damage(**each) for each in map(json.loads, lines) if each["name"] == name]
    yield from told
    for seed in range(SEED, SEED + -(-count // ROUND)):
        if seed not in {each.seed for each in told}:
            done = damage(name, min(ROUND, count), seed)
            if log:
                with log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(vars(done), ensure_ascii=False) + "\n")
            yield done


def main(count: int, names: list[str], log: Path | None) -> None:
    """One reader after another."""
    for name in names or READERS:
        done = Damage(name)
        for each in rounds(name, count, log):
            done.add(each)
        print(done.told(), flush=True)  # noqa: T201  (a command)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args()
    main(asked.count, asked.names, asked.log)
