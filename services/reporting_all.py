"""The reports of many assessments into a folder, on all cores, so that a stopped run goes on."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Literal

from access.table import require
from assessments.model import HANDED_IN, SIGNED, Assessment, Enterprise, Stage
from assessments.refusals import NotFound, Refusal
from i18n import Lang, Text, say
from services.context import Context
from services.dossier import dossier_of
from services.gathering import diagnosis
from services.handing_out import handed_out
from services.report_folder import Folder, Write, file_name, mark_of
from services.reporting import lasting, with_code
from services.templates import form_of

From = Literal["submitted", "signed"]
STAGES: Mapping[From, tuple[Stage, ...]] = {
    "submitted": HANDED_IN,
    "signed": SIGNED,
}
AHEAD = 2  # reports a core that are handed out at a time; a stop waits for these
# It has processes of its own and no place in the line of visitors (services/making_apart.py): an
# operator starts it, on purpose and on all cores, where no server runs too; where one does, it is
# started with ``nice`` to stay behind visitors.

Opening = Callable[[], AbstractContextManager[Context]]  # of a module, for other processes


@dataclass(frozen=True)
class Order:
    """What all reports of a run share; ``write`` puts a file in place whole."""

    folder: Path
    format: str
    lang: Lang
    write: Write


@dataclass(frozen=True)
class ReportTask:
    """One report: ``mark`` is from what the file was made that is there, empty without one."""

    assessment: str
    enterprise: str
    file: str
    mark: str


@dataclass(frozen=True)
class Done:
    """What became of a task: a file from ``mark``, written or kept; or none, and why."""

    task: ReportTask
    mark: str = ""
    why: Text | None = None

    @property
    def kept(self) -> bool:
        """Whether the file was there and is right."""
        return self.why is None and self.mark == self.task.mark


def chosen(
    ctx: Context, since: From = "submitted", centre: str | None = None
) -> Sequence[tuple[Assessment, Enterprise]]:
    """The assessments that have come as far as ``since``, all or those of a centre.

    ``centre`` is its name or id. Raises NotFound where there is none of that name.
    """
    require(ctx.actor, "assessment.list")
    if centre is None:
        return ctx.store.assessments(stages=STAGES[since])
    for id, name in ctx.store.centres().items():
        if centre in (id, name):
            return ctx.store.assessments(stages=STAGES[since], centre=id)
    raise NotFound("unknown_centre", centre=centre)


def write_all(
    ctx: Context,
    wanted: Sequence[tuple[Assessment, Enterprise]],
    order: Order,
    opening: Opening | None,
) -> Generator[Done]:
    """Write the reports, and tell each as it is done, in any order.

    ``opening`` opens the store of ``ctx`` anew in other processes; None keeps to this one.
    Closing the iterator ends the run when what is in hand is written. Raises OSError where the
    folder cannot be used.
    """
    folder = Folder(order.folder, order.write)
    tasks = []
    for assessment, enterprise in wanted:
        file = file_name(enterprise, assessment, order.lang, order.format)
        tasks.append(ReportTask(assessment.id, enterprise.name, file, folder.mark(file)))
    cores = min(len(os.sched_getaffinity(0)), len(tasks))
    if opening is not None and cores > 1:
        yield from _side_by_side(folder, order, tasks, opening, cores)
    else:
        for task in tasks:
            yield _noted(folder, write_one(ctx, order, task))


def write_one(ctx: Context, order: Order, task: ReportTask) -> Done:
    """Write the report, unless the one that is there was made from the same."""
    try:
        dossier = dossier_of(ctx, "report.read", task.assessment)
        known = with_code(ctx, dossier, diagnosis(dossier))
        form = form_of(dossier, order.lang, order.format)
        mark = mark_of(lasting(dossier, known, order.lang), form)
        if mark != task.mark:
            _, content = handed_out(ctx, dossier, known, order.lang, order.format)
            order.write(order.folder / task.file, content)
    except Refusal as refusal:
        return Done(task, why=Text(zh=refusal.to("zh"), en=refusal.to("en")))
    except Exception as error:  # noqa: BLE001  (one bad report must not take the others with it)
        why = str(getattr(error, "strerror", None) or f"{type(error).__name__}: {error}")
        return Done(task, why=Text(zh=why, en=why))
    return Done(task, mark)


def _noted(folder: Folder, done: Done) -> Done:
    if done.why is None and not done.kept:
        folder.note(done.task.file, done.mark)
    return done


def _side_by_side(
    folder: Folder, order: Order, tasks: Sequence[ReportTask], opening: Opening, cores: int
) -> Iterator[Done]:
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(cores, spawn, _begin, (opening, order))
    rest, running = iter(tasks), dict[Future[Done], ReportTask]()
    try:
        while True:
            for task in islice(rest, AHEAD * cores - len(running)):
                try:
                    with _uninterrupted():
                        running[pool.submit(_next, task)] = task
                except BrokenProcessPool:
                    yield _lost(task)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running[future]
                done = _lost(task) if future.exception() else future.result()
                del running[future]
                yield _noted(folder, done)
    finally:
        pool.shutdown(cancel_futures=True)
        for future in running:  # after a stop
            if not future.cancelled() and not future.exception():
                _noted(folder, future.result())


def _lost(task: ReportTask) -> Done:
    """The process that was at it is gone."""
    lang: tuple[Lang, Lang] = ("zh", "en")
    zh, en = (say("cli.report_lost", each) for each in lang)
    return Done(task, why=Text(zh=zh, en=en))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """No Ctrl-C in here, nor ever in a process that is started in here: it is ours to heed."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Here:
    """What a process of the pool works with."""

    ctx: Context
    order: Order
    opened: AbstractContextManager[Context]  # held, or the store would be closed


def _begin(opening: Opening, order: Order) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    _Here.opened, _Here.order = opening(), order
    _Here.ctx = _Here.opened.__enter__()


def _end_with_parent() -> None:
    """A parent that is killed tells nobody; its queue would be waited at for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _next(task: ReportTask) -> Done:
    return write_one(_Here.ctx, _Here.order, task)
