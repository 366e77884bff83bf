"""A page of a centre's list of cases, beside reading all of them and looking in Python.

``python benchmarks/portfolio.py 5000``: a centre with so many cases in an embedded store, twenty
runs of each question, the medians. Both sides give the same cases in the same order, which is
checked.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).parent / "stores"))

from multiplied import multiply

from access.actor import Actor, Role
from assessments.model import Assessment, Document, Enterprise
from assessments.portfolio import OPEN, CaseFilter, CaseOrder, CaseScope
from services import portfolio
from services.context import Context
from services.portfolio import PortfolioChoice
from storage import SqlStore, open_store
from storage.tables import assessments

RUNS, SIZE = 20, 50
CENTRE = "centre-0"
NOW = datetime.now(UTC)
Case = tuple[Assessment, Enterprise]


def filled(url: str, wanted: int) -> SqlStore:
    """A store with so many cases of one centre; two in three have a day to be signed by."""
    store, luck = open_store(url, migrate=True), Random(1)
    multiply(store, wanted, whole=wanted)
    with store.writer.begin() as connection:
        connection.execute(
            sa.update(assessments).where(assessments.c.stage != "draft").values(centre=CENTRE)
        )
    with store.transaction() as one:
        for number, (each, _) in enumerate(store.assessments(centre=CENTRE)):
            if number % 3:
                day = (NOW + timedelta(days=luck.randrange(-40, 60))).date().isoformat()
                one.append_document(
                    Document(
                        kind="due",
                        subject=each.id,
                        revision=1,
                        value={"due": day},
                        author="lead",
                        at=NOW,
                    )
                )
    return store


def waiting(case: Case) -> tuple[object, ...]:
    """The order of the list: in hand by submission, drafts, the signed ones from the last on."""
    one, _ = case
    if one.stage in OPEN:
        return 0, one.submitted_at, one.started_at, one.id
    if one.signed_at is not None:
        return 2, -one.signed_at.timestamp(), one.started_at, one.id
    return 1, one.started_at, one.id


def read_all(store: SqlStore, wanted: CaseFilter, order: CaseOrder, first: int) -> Sequence[str]:
    """The same page by reading every case, and every day where they are sorted by it."""
    days = store.documents("due") if order.by == "due" else {}
    found = [
        case
        for case in store.assessments(centre=CENTRE)
        if (not wanted.stages or case[0].stage in wanted.stages)
        and all(word in case[1].name for word in wanted.words)
    ]
    if order.by == "due":
        with_day = [case for case in found if case[0].id in days]
        with_day.sort(key=lambda case: (days[case[0].id].value["due"], case[0].id))
        without = sorted((c for c in found if c[0].id not in days), key=lambda case: case[0].id)
        found = with_day + without
    else:
        found.sort(key=waiting)
    return [case[0].id for case in found[first : first + SIZE]]


def milliseconds(call: Callable[[], object]) -> float:
    """The median of the runs, after one that warms up."""
    call()
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def main(wanted: int = 5_000) -> None:
    """Print a line for each question with what it takes here, there, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        store = filled(f"sqlite:///{folder}/cases.db", wanted)
        ctx = Context(store, Actor(Role.LEAD, id="lead", centre=CENTRE), lambda: NOW)
        scope, today = CaseScope(CENTRE), portfolio.today_of(ctx)
        cases = sum(store.case_counts(scope, CaseFilter()).values())
        print(f"{cases:,} cases of one centre, {SIZE} a page")
        print(f"{'':34}{'ms':>8}{'all read, ms':>14}{'ratio':>8}")
        choices = {
            "first page": (PortfolioChoice(), 1),
            "last page": (PortfolioChoice(), -(-cases // SIZE)),
            "in hand, by the day they are due": (PortfolioChoice(stage="open", sort="due"), 1),
            "by a word of the name": (PortfolioChoice(search="公司"), 1),
        }
        for words, (choice, page) in choices.items():
            here = partial(portfolio.portfolio, ctx, choice, page=page, size=SIZE)
            first = (page - 1) * SIZE
            there = partial(read_all, store, choice.wanted(today), choice.order, first)
            if [line.assessment.id for line in here().lines] != there():
                raise SystemExit(f"{words}: the two sides differ")
            row(words, here, there)
        one = store.case_lines(scope, CaseFilter(), CaseOrder(), first=7, most=1)[0].assessment
        everything = partial(store.assessments, centre=CENTRE)
        row("the board", partial(portfolio.board, ctx, PortfolioChoice()), everything)
        beside = partial(store.case_place, scope, CaseFilter(), CaseOrder(), one.id)
        row("the case before and after", beside, everything)
        store.close()


def row(words: str, here: Callable[[], object], there: Callable[[], object]) -> None:
    """Print how long both take."""
    ours, theirs = milliseconds(here), milliseconds(there)
    print(f"{words:34}{ours:8.1f}{theirs:14.1f}{ours / theirs:8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
