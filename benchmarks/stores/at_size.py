"""What a page asks of a store among very many assessments, beside an empty question to it."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from multiplied import multiply

from access.audit import AuditEntry
from assessments.model import AnswerRecord, Assessment, Stage
from storage import SqlStore, open_store

RUNS = 40
NOW = datetime(2026, 11, 30, tzinfo=UTC)
HANDED_IN = tuple(stage for stage in Stage if stage is not Stage.DRAFT)


def processor(store: SqlStore) -> float:
    """The seconds of processor that this process and the database's server have taken."""
    if store.engine.dialect.name == "sqlite":
        return time.process_time()
    with store.engine.connect() as connection:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    parent = _stat(backend)[1]
    ticks = os.sysconf("SC_CLK_TCK")
    processes = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    of_server = [stat for stat in map(_stat, processes) if parent in (stat[0], stat[1])]
    return time.process_time() + sum(stat[2] for stat in of_server) / ticks


def _stat(process: int) -> tuple[int, int, int]:
    """The process, its parent, and the ticks that it has taken; zeros where it is gone."""
    try:
        text = Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return 0, 0, 0
    fields = text.rpartition(")")[2].split()
    return process, int(fields[1]), int(fields[11]) + int(fields[12])


def milliseconds(
    store: SqlStore, call: Callable[[], object], runs: int
) -> tuple[float, float, float]:
    """The median and the 95th in a hundred of ``runs`` calls, and the mean of processor time.

    After two that warm up.
    """
    call(), call()
    times = []
    taken = processor(store)
    for _ in range(runs):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    taken = (processor(store) - taken) * 1000 / runs
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)], taken


def measure(url: str, wanted: int, runs: int = RUNS) -> None:
    """Print the table, and the plans that the database follows."""
    store = open_store(url, migrate=True)
    name = store.engine.dialect.name
    began = time.perf_counter()
    number = multiply(store, wanted, whole=10 if wanted >= 10_000 else 1)
    print(f"{number:,} assessments in {name}, filled in {time.perf_counter() - began:.0f} s")
    mine, among = _centre(store)
    drafts = iter(_drafts(store, 2 * (runs + 2)))
    card = next(iter(store.scorecards([mine[0]]).values()))
    turn = count()

    def one() -> str:
        return mine[next(turn) * 7 % len(mine)]

    def empty() -> None:
        with store.engine.connect() as connection:
            connection.execute(sa.text("SELECT 1")).scalar()

    def page() -> None:
        id = one()
        store.assessment(id)
        store.series(id)
        store.all_answers([id])
        store.scorecards([id])

    def click() -> None:
        id, at = next(drafts).id, datetime.now(UTC)
        values = {"assessment": id, "item": f"x{next(turn)}", "side": "claimed", "value": "a"}
        store.append_answer(
            AnswerRecord.model_validate(
                values | {"author": "e", "note": "", "at": at, "revision": 1}
            )
        )

    def submission() -> None:
        draft = next(drafts)
        done = draft.model_copy(update={"stage": Stage.SUBMITTED, "submitted_at": NOW})
        with store.transaction() as one:
            one.move(done, seen=draft.version)
            one.answers(draft.id, "claimed")
            one.add_scorecard(draft.id, "claimed", card, NOW)
            one.note(
                AuditEntry(
                    at=NOW,
                    actor="enterprise",
                    role="enterprise",
                    action="assessment.submit",
                    kind="assessment",
                    object=draft.id,
                    enterprise=draft.enterprise,
                )
            )

    def portfolio() -> None:
        store.assessments(stages=HANDED_IN, centre=among)

    base, _, taken = milliseconds(store, empty, 10 * runs)
    print(f"{'an empty question':<44}{base:8.2f} ms {taken:27.2f} ms of processor")
    for words, call in (
        (f"portfolio of a centre ({_size(store, among)} of its own)", portfolio),
        ("one assessment, its rounds, answers, card", page),
        ("an answer", click),
        ("a submission", submission),
    ):
        middle, late, taken = milliseconds(store, call, runs)
        print(
            f"{words:<44}{middle:8.2f} ms {late:8.2f} ms at p95 {taken:8.2f} ms of processor "
            f"{middle / base:7.1f} x",
            flush=True,
        )
    _explain(store, mine[0], among)
    store.close()


def _size(store: SqlStore, centre: str) -> int:
    return len(store.assessments(stages=HANDED_IN, centre=centre))


def _centre(store: SqlStore) -> tuple[list[str], str]:
    """The whole assessments of one centre in the middle, and its id."""
    with store.engine.connect() as connection:
        centre = connection.execute(
            sa.text(
                "SELECT centre FROM assessments a WHERE centre LIKE 'centre-%' AND EXISTS "
                "(SELECT 1 FROM answers WHERE assessment = a.id) LIMIT 1"
            )
        ).scalar_one()
        ids = connection.execute(
            sa.text(
                "SELECT id FROM assessments a WHERE centre = :centre AND stage <> 'draft' "
                "AND EXISTS (SELECT 1 FROM answers WHERE assessment = a.id)"
            ),
            {"centre": centre},
        ).scalars()
        return sorted(ids), str(centre)


def _drafts(store: SqlStore, number: int) -> list[Assessment]:
    with store.engine.connect() as connection:
        ids = connection.execute(
            sa.text("SELECT id FROM assessments WHERE stage = 'draft' LIMIT :number"),
            {"number": number},
        ).scalars()
        return [store.assessment(id) for id in ids]


def _explain(store: SqlStore, assessment: str, centre: str) -> None:
    """Print how the database answers what the store asks it."""
    asked: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, params: Any, *___: object) -> None:
        asked.append((statement, params))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    store.assessments(stages=HANDED_IN, centre=centre)
    store.series(assessment)
    store.all_answers([assessment])
    store.scorecards([assessment])
    sqlite = store.engine.dialect.name == "sqlite"
    sa.event.remove(store.engine, "before_cursor_execute", note)
    with store.engine.connect() as connection:
        for statement, params in asked:
            table = statement.partition("FROM ")[2].split()[0]
            print(f"\n{table}:")
            explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN (COSTS OFF)"
            plan = connection.exec_driver_sql(f"{explain} {statement}", params)
            print("\n".join(f"  {row[-1]}" for row in plan))
