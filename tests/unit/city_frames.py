"""Lines as a store's ``figures()``, made up, to publish a city from."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import pandas as pd

from aggregates.breakdown import breakdown
from aggregates.figures import CityFigures, Legend, Measure, Row
from aggregates.population import Population, population
from aggregates.publication import publish
from aggregates.versions import StageSet, Version
from assessments.model import Stage
from i18n import Text
from scoring.scorecard import Level

THRESHOLD = 10
NAME = Text(zh="名", en="name")
LEGEND = Legend(
    tuple(Measure(id, NAME, 100) for id in ("total", "part")),
    tuple(Level(number=number, name=NAME, meaning=NAME) for number in (1, 2, 3)),
)
_numbers = count()


def lines(many: int, **given: Any) -> pd.DataFrame:
    """As many enterprises as said, of mixed levels and points, with what is ``given`` for all."""
    ids = [next(_numbers) for _ in range(many)]
    usual: Mapping[str, Any] = {
        "assessment": [f"a{id:06}" for id in ids],
        "entity": [f"e{id}" for id in ids],
        "division": "34",
        "district": "320206",
        "stage": Stage.SUBMITTED,
        "year": 2026,
        "submitted_at": [f"2026-{id:06}" for id in ids],
        "synthetic": False,
        "total": [40.0 + 4 * (place % 6) for place in range(many)],
        "part": [30.0 + 6 * (place % 5) for place in range(many)],
        "level": [1.0 + place % 3 for place in range(many)],
    }
    return pd.DataFrame({**usual, **given})


def people(*frames: pd.DataFrame) -> Population:
    """The enterprises of all frames."""
    return population(pd.concat(frames, ignore_index=True), breakdown(), LEGEND)


def shown(
    *frames: pd.DataFrame,
    year: int = 2026,
    stages: StageSet = "submitted",
    threshold: int = THRESHOLD,
) -> CityFigures:
    """What is published of them."""
    return publish(people(*frames), Version(year, stages), threshold)


def row(figures: CityFigures, id: str) -> Row:
    """The row with that id."""
    tables = (figures.city,), figures.sectors, figures.divisions, figures.districts
    return next(row for table in tables for row in table if row.id == id)
