"""What is measured of a filled store: its release, views of that, and a submission beside it."""

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from big_city import QUESTIONNAIRE, YEARS, write
from sqlalchemy import select, text

from access.actor import Actor, Role
from assessments.model import Assessment, Stage
from questionnaires.library import load
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from services import publishing
from services.city import CityChoice, overview
from services.context import Context
from services.counted import make_release, releases
from storage import SqlStore, open_store
from storage.tables import assessments, centres, enterprises

VIEWS = 20
NOW = datetime(2026, 12, 2, tzinfo=UTC)
BEFORE = datetime(2026, 11, 2, tzinfo=UTC)


def seconds(run: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def processor(run: Callable[[], object]) -> float:
    """How much of a processor it takes in this process, whatever else the machine does."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _asked(store: SqlStore, role: Role) -> Context:
    return Context(store, Actor(role, str(role)), lambda: NOW)


def release(store: SqlStore) -> Mapping[str, float]:
    """Make the month's release; one that is kept already gives way to it."""
    with store.engine.begin() as connection:
        connection.execute(text("INSERT INTO erasures SELECT DISTINCT subject FROM documents"))
        connection.execute(text("DELETE FROM documents WHERE kind = 'release'"))
        connection.execute(text("DELETE FROM erasures"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    began = time.process_time()
    taken = seconds(lambda: make_release(_asked(store, Role.OPERATOR)))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    processor = time.process_time() - began
    return {"seconds": taken, "processor": processor, "memory": most, "memory before": before}


def view(store: SqlStore) -> Mapping[str, float]:
    """The first view of this process, and the median of the later ones over both years."""
    ctx = _asked(store, Role.OFFICIAL)
    first = seconds(lambda: overview(ctx, CityChoice()))
    whole = time.process_time()
    later = [seconds(partial(overview, ctx, CityChoice(YEARS[n % 2]))) for n in range(VIEWS)]
    taken = [processor(partial(overview, ctx, CityChoice(YEARS[n % 2]))) for n in range(VIEWS)]
    return {
        "first": first,
        "later": statistics.median(later),
        "processor": statistics.median(taken),
        "whole": whole,
    }


def publication(store: SqlStore) -> Mapping[str, float]:
    """Propose the newest year beside one release that was public a month before."""
    then = replace(_asked(store, Role.OFFICIAL), now=lambda: BEFORE)
    for each in publishing.desk(then).releases:
        if each.state == "proposed":
            publishing.drop(then, each.id)
    edition, (_, years) = next(iter(publishing.desk(then).offered.items()))
    if not any(each.state == "public" for each in publishing.desk(then).releases):
        publishing.publish(then, publishing.propose(then, *edition, years[0]).id)
    ctx = _asked(store, Role.OFFICIAL)
    releases(ctx)  # what is kept is read, as on every page
    began = time.process_time()
    taken = seconds(lambda: publishing.propose(ctx, *edition, years[0]))
    return {"seconds": taken, "processor": time.process_time() - began}


def submission(store: SqlStore) -> Mapping[str, float]:
    """The median of adding a result, here and in a file with nothing else in it."""
    with tempfile.TemporaryDirectory() as folder:
        empty = open_store(Path(folder) / "empty.db", migrate=True)
        found = {"here": _adding(store), "in an empty file": _adding(empty)}
        empty.close()
    return found


def _adding(store: SqlStore) -> float:
    questionnaire = load(QUESTIONNAIRE)
    card = scorecard_of(
        questionnaire, rubric(questionnaire.default_rubric, questionnaire), Sheet({}, {})
    )
    with store.engine.connect() as connection:
        known = connection.execute(select(assessments.c.id).limit(1)).scalar()
    if known is None:
        with store.engine.begin() as connection:
            write(connection, centres, iter([{"id": "c0", "name": "c0"}]))
            firm = {
                "id": "e0", "name": "e0", "division": "34", "district": "320206",
                "employees": 50, "synthetic": True,
            }  # fmt: skip
            write(connection, enterprises, iter([firm]))
    number = time.time_ns()
    cases = [
        Assessment(
            id=f"new-{number}-{n}", enterprise="e0", questionnaire=questionnaire.id,
            edition=questionnaire.edition, digest=questionnaire.digest, stage=Stage.SUBMITTED,
            started_at=NOW, submitted_at=NOW, synthetic=True,
        )
        for n in range(VIEWS)
    ]  # fmt: skip
    taken = []
    for case in cases:
        store.add_assessment(case, None)
        taken.append(seconds(partial(store.add_scorecard, case.id, "claimed", card, NOW)))
    return statistics.median(taken)


def opened(where: str, *, migrate: bool = False) -> SqlStore:
    """The store in that file or database."""
    return open_store(where if "://" in where else Path(where), migrate=migrate)


def tell(*steps: Callable[[SqlStore], Mapping[str, float]]) -> None:
    """Print what the step that the command names finds in the store that it names."""
    name, where = sys.argv[1:]
    store = opened(where)
    print(json.dumps(next(step for step in steps if step.__name__ == name)(store)))
    store.close()


if __name__ == "__main__":
    tell(release, view, publication, submission)
