"""The subjects that are published beside the state of a city, each against the state.

A store on disk with 100,000 signed scorecards of two years and all that stands beside them. For
each subject: reading what it needs, its columns, its release with all its months, and disclosure
control. The ratio is against the same of the state, in this same run, with what both share (the
store's figures) read once before. Then estimates under the national questionnaire: sheets a second
in a batch, against one sheet after another.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np
from sqlalchemy import insert, select

from aggregates.population import lines
from aggregates.releases import boundary, released
from aggregates.strands import strand, woven
from aggregates.subject_basis import Basis, National
from aggregates.subjects import SUBJECTS
from assessments.details import CLAIMS, ITEMS, WISHES
from benchmarks.city import CARDS, NOW, fill
from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.reading_under import estimates_under, read_under
from services.city_subjects import basis_of, detailed, national_of
from services.context import Context
from services.releasing import HANDED_IN, SIDES
from services.settings import Settings
from solutions.concerns import concerns
from storage import SqlStore, open_store
from storage.tables import scorecard_details, scorecards

THRESHOLD, SHEETS = 10, 500
PART = 5_000  # rows written at a time


def fill_details(store: SqlStore, basis: Basis) -> None:
    """What stands beside every card: values of items, claims, wishes and an estimate."""
    rng = np.random.default_rng(2)
    items = [item.id for item in basis.questionnaire.scored]
    nodes = ["total", *(node.id for node in basis.rubric.tree.nodes)]
    national = basis.national or National(basis.rubric, "reading")
    with store.engine.begin() as connection:
        cards = connection.execute(select(scorecards.c.id).order_by(scorecards.c.id)).scalars()
        ids = list(cards)
        for first in range(0, len(ids), PART):
            rows = []
            for card in ids[first : first + PART]:
                values = rng.choice([0.0, 1 / 3, 0.5, 1.0, np.nan], len(items)).tolist()
                level = int(rng.integers(0, 4))
                told = {
                    ITEMS: {id: v for id, v in zip(items, values, strict=True) if not np.isnan(v)},
                    CLAIMS: {f"claimed:{id}": 50.0 for id in nodes}
                    | {"confirmed": float(rng.integers(20, 40)), "down": 6.0, "unchecked": 5.0},
                    WISHES: {"said": 1.0, f"concern:{rng.choice(list(concerns()))}": 1.0},
                    national.kind: {
                        "total": 40.0, "low": 10.0, "high": 80.0, "level": float(level),
                        "level_low": float(level), "level_high": level + float(rng.integers(0, 3)),
                        "known": 0.06, "coverage": 0.5,
                    },
                }  # fmt: skip
                rows += [
                    {"kind": kind, "scorecard": card, "value": json.dumps(value)}
                    for kind, value in told.items()
                ]
            connection.execute(insert(scorecard_details), rows)


def publish_all(store: SqlStore, basis: Basis) -> None:
    """Every subject once, with its time."""
    ctx = Context(store, now=lambda: NOW)
    began = time.perf_counter()
    figures = store.figures(HANDED_IN, SIDES["signed"])
    print(f"figures of {len(figures)} scorecards: {time.perf_counter() - began:.1f} s")
    state = 0.0
    for subject in SUBJECTS.values():
        legend = subject.legend(basis)
        if legend is None:
            continue
        began = time.perf_counter()
        wide = detailed(ctx, subject, basis, figures)
        read = time.perf_counter() - began
        known = lines(subject.columns(wide, legend), subject.breakdown(), legend)
        strands = subject.strands(basis, legend)
        apiece = [released(strand(known, each), boundary(NOW), THRESHOLD) for each in strands]
        for year in apiece[0].years():
            parts = [subject.publish(each, year, THRESHOLD, "signed") for each in apiece]
            woven(parts, legend)
        took = time.perf_counter() - began
        state = state or took
        print(
            f"{subject.id}: {took:.1f} s ({read:.1f} s reading), {len(legend.measures)} measures, "
            f"{took / state:.1f} x"
        )


def estimate_all(settings: Settings, ours: Questionnaire) -> None:
    """Sheets of random answers, in a batch and one after another."""
    found = national_of(settings, ours)
    if found is None:
        return
    crosswalk, theirs, rubric = found
    rng = np.random.default_rng(3)
    sheets = []
    for _ in range(SHEETS):
        given: dict[str, Answer] = {
            item.id: item.options[int(rng.integers(len(item.options)))].id
            for item in ours.items
            if item.options and item.kind.value in ("choice", "ladder")
        }
        sheets.append(Sheet(given))
    estimates_under(crosswalk, ours, sheets[:2], theirs, rubric)
    began = time.perf_counter()
    estimates_under(crosswalk, ours, sheets, theirs, rubric)
    together = time.perf_counter() - began
    began = time.perf_counter()
    for sheet in sheets[:50]:
        read_under(crosswalk, ours, sheet, theirs, rubric)
    apart = (time.perf_counter() - began) * SHEETS / 50
    print(
        f"estimates: {SHEETS / together:.0f} a second in a batch, {apart / together:.0f} x as many"
    )


def main() -> None:
    """Fill a store in a folder of its own and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", nargs="?", type=int, default=CARDS)
    many = parser.parse_args().cards
    settings, ours = Settings(), load("manufacturing")
    estimate_all(settings, ours)
    basis = basis_of(settings, ours)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'city.db'}", migrate=True)
        fill(store, ours, many)
        fill_details(store, basis)
        publish_all(store, basis)
        store.close()


if __name__ == "__main__":
    main()
