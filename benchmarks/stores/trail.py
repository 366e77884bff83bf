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

ALONE = 400  # writes of each kind, taking turns
TOGETHER = 8  # writers
EACH = 100  # writes of one of them


def measure(url: str) -> None:
    """Print the table for the store at ``url``, which holds something already."""
    store = open_store(url)
    print(f"\nAn answer without and with an entry of the trail, {store.engine.dialect.name}")
    times: dict[bool, list[float]] = {False: [], True: []}
    taken = {False: 0.0, True: 0.0}
    with store.engine.connect() as connection:
        ids = connection.execute(sa.select(assessments.c.id).limit(TOGETHER)).scalars().all()
    for turn in range(2 * ALONE):
        noted = bool(turn % 2)
        before, began = processor(store), time.perf_counter()
        _write(store, ids[0], f"alone{turn}", noted=noted)
        times[noted].append((time.perf_counter() - began) * 1000)
        taken[noted] += processor(store) - before
    for noted in (False, True):
        middle, late = statistics.median(times[noted]), sorted(times[noted])[int(ALONE * 0.95)]
        print(
            f"{_words(noted):<32}{middle:8.2f} ms {late:8.2f} ms at p95 "
            f"{taken[noted] / ALONE * 1000:8.2f} ms of processor"
        )
    ratio = statistics.median(times[True]) / statistics.median(times[False])
    print(f"ratio of the medians {ratio:.2f}")
    rates = {}
    for noted in (False, True):
        began = time.perf_counter()
        with ThreadPoolExecutor(TOGETHER) as threads:
            list(threads.map(partial(_many, store, noted=noted), ids))
        rates[noted] = TOGETHER * EACH / (time.perf_counter() - began)
        print(f"{TOGETHER} at once, {_words(noted):<30}{rates[noted]:8.0f} a second")
    print(f"ratio {rates[True] / rates[False]:.2f}")
    store.close()


def _words(noted: bool) -> str:
    return "with an entry" if noted else "without"


def _many(store: SqlStore, id: str, *, noted: bool) -> None:
    for number in range(EACH):
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
