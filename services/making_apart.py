"""Files are made in processes of their own, so that nobody's click waits for somebody's report.

A process works for one at a time and stays for the next. One that dies, or that takes too long
and is killed, costs the file that it was at; another takes its place.
"""

import logging
import pickle
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from socket import socketpair
from threading import Lock
from typing import Any

from assessments.refusals import NotAllowed, Unavailable
from services.context import Context
from services.process_log import log_event

LONGEST = 120.0  # seconds for one file; the slowest report takes ten on a busy machine
LOOKS = 0.25  # seconds between two looks whether the visitor is still there

Job = Callable[[Context], Any]  # of a module, with values only: it goes to another process
Reply = tuple[str, Any, bool]  # what became of it, the thing itself, whether the process goes on


def always() -> bool:
    """Nobody leaves."""
    return True


class Gone(Exception):
    """The process is no more; ``ended`` by itself, without having begun."""

    def __init__(self, *, ended: bool) -> None:
        super().__init__()
        self.ended = ended


class FileMaker:
    """One such process."""

    def __init__(self, command: Sequence[str]) -> None:
        ours, theirs = socketpair()
        with closing(theirs):
            number = theirs.fileno()
            self.process = subprocess.Popen(  # noqa: S603  (our own interpreter, no shell)
                [*command, str(number)], pass_fds=[number]
            )
        self._line = Connection(ours.detach())

    def ask(self, job: Job, ctx: Context, stays: Callable[[], bool], longest: float) -> Reply:
        """What it answers. Raises Gone; NotAllowed where it took too long or the visitor left."""
        end = time.monotonic() + longest
        try:
            self._line.send((job, ctx.actor, ctx.address))
            while not self._line.poll(LOOKS):
                if why := _why_to_stop(end, stays):
                    self.end()
                    raise NotAllowed(why)
            reply: Reply = self._line.recv()
        except (EOFError, OSError):
            self.end()
            raise Gone(ended=self.process.returncode == 0) from None
        return reply

    def end(self) -> None:
        """Let it go; at once if it is at work. Nothing where it is gone."""
        self._line.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(LOOKS)
        self.process.kill()
        self.process.wait()


class FileMakers:
    """As many processes as are asked at a time; how many that is, whoever asks sees to.

    ``command`` starts one, with the number of a file descriptor behind it; without a command
    files are made here.
    """

    def __init__(self, command: Sequence[str] = ()) -> None:
        self._command = command
        self._idle: list[FileMaker] = []
        self._busy: list[FileMaker] = []
        self._ended = False
        self._lock = Lock()

    def make(
        self,
        ctx: Context,
        job: Job,
        stays: Callable[[], bool] = always,
        *,
        longest: float = LONGEST,
    ) -> Any:
        """What ``job`` gives for the actor of ``ctx``, after ``longest`` seconds at most.

        Raises what it raises; Unavailable where the process died, NotAllowed where it took too
        long or the visitor left.
        """
        if not self._command:
            pickle.dumps(job)  # what could not go to another process is a fault here too
            return job(ctx)
        while True:
            maker, fresh = self._taken()
            goes_on = False
            try:
                what, made, goes_on = maker.ask(job, ctx, stays, longest)
            except Gone as gone:
                if gone.ended and not fresh:
                    continue  # it had waited long enough for work, and ended in that moment
                log_event("maker.died", logging.ERROR, status=maker.process.returncode)
                raise Unavailable("file_maker_died") from None
            finally:
                self._put_back(maker, goes_on=goes_on)
            return _unpacked(what, made)

    def prepare(self) -> None:
        """Start one if there is none, so that it has loaded what it needs when it is asked."""
        with self._lock:
            if self._command and not (self._ended or self._idle or self._busy):
                self._idle.append(FileMaker(self._command))

    def processes(self) -> list[int]:
        """The process ids of those that there are."""
        with self._lock:
            return [maker.process.pid for maker in (*self._busy, *self._idle)]

    def end(self) -> None:
        """End all of them, in the middle of whatever they do; no other is started."""
        with self._lock:
            self._ended = True
            makers = [*self._busy, *self._idle]
            self._idle = []
        for maker in makers:
            maker.process.kill()

    def _taken(self) -> tuple[FileMaker, bool]:
        """One to ask, and whether it was started for this."""
        with self._lock:
            if self._ended:
                raise Unavailable("file_maker_died")
            fresh = not self._idle
            maker = FileMaker(self._command) if fresh else self._idle.pop()
            self._busy.append(maker)
        return maker, fresh

    def _put_back(self, maker: FileMaker, *, goes_on: bool) -> None:
        with self._lock:
            self._busy.remove(maker)
            if goes_on and not self._ended:
                self._idle.append(maker)
                return
        maker.end()


def _why_to_stop(end: float, stays: Callable[[], bool]) -> str:
    """The refusal of a file that is at work; "" to go on."""
    if time.monotonic() > end:
        return "file_took_long"
    return "" if stays() else "file_unwanted"


def _unpacked(what: str, made: Any) -> Any:
    if what == "refused":
        kind, key, params = made
        raise kind(key, **params)
    if what == "failed":
        raise RuntimeError(made)
    return made
