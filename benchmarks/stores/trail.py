"""What an entry of the audit trail costs a write, alone and where several write at once."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

import sqlalchemy as sa
from at_size import processor

from access.audit import AuditEntry
from assessments.model import AnswerRecord
from storage import SqlStore, open_store
from storage.tables import assessments

BLOCK = 20  # writes of a kind, then the other kind has its turn
TOGETHER = 8  # writers


def measure(url: str, blocks: int) -> None:
    """Print the table for the store at ``url``, which holds something already.

    Of each kind so many ``blocks`` alone, and a quarter of that by each of several writers.
    """
    alone, each_of = blocks * BLOCK, blocks * BLOCK // 4
    store = open_store(url)
    print(f"\nAn answer without and with an entry of the trail, {store.engine.dialect.name}")
    times: dict[bool, list[float]] = {False: [], True: []}
    taken = {False: 0.0, True: 0.0}
    with store.engine.connect() as connection:
        ids = connection.execute(sa.select(assessments.c.id).limit(TOGETHER)).scalars().all()
    for block in range(2 * blocks):
        noted, before = bool(block % 2), processor(store)
        for turn in range(BLOCK):
            began = time.perf_counter()
            _write(store, ids[0], f"alone{block}-{turn}", noted=noted)
            times[noted].append((time.perf_counter() - began) * 1000)
        taken[noted] += processor(store) - before
    for noted in (False, True):
        middle, late = statistics.median(times[noted]), sorted(times[noted])[int(alone * 0.95)]
        print(
            f"{_words(noted):<32}{middle:8.2f} ms {late:8.2f} ms at p95 "
            f"{taken[noted] / alone * 1000:8.2f} ms of processor"
        )
    ratio = statistics.median(times[True]) / statistics.median(times[False])
    print(f"ratio of the medians {ratio:.2f}")
    rates = {}
    for noted in (False, True):
        began = time.perf_counter()
        with ThreadPoolExecutor(TOGETHER) as threads:
            list(threads.map(partial(_many, store, each_of, noted=noted), ids))
        rates[noted] = TOGETHER * each_of / (time.perf_counter() - began)
        print(f"{TOGETHER} at once, {_words(noted):<30}{rates[noted]:8.0f} a second")
    print(f"ratio {rates[True] / rates[False]:.2f}")
    store.close()


def _words(noted: bool) -> str:
    return "with an entry" if noted else "without"


def _many(store: SqlStore, number_of: int, id: str, *, noted: bool) -> None:
    for number in range(number_of):
        _write(store, id, f"together{number}{noted}", noted=noted)


def _write(store: SqlStore, id: str, item: str, *, noted: bool) -> None:
    at = datetime.now(UTC)
    values = {"assessment": id, "item": item, "side": "claimed", "value": "a"}
    record = AnswerRecord.model_validate(
        values | {"author": "e", "note": "", "at": at, "revision": 1}
    )
    with store.transaction() as one:
        one.append_answer(record)
        if noted:
            one.note(
                AuditEntry(
                    at=at,
                    actor="enterprise",
                    role="enterprise",
                    action="assessment.begin",
                    kind="assessment",
                    object=id,
                )
            )
