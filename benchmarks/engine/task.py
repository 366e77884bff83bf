"""What is to be scored: sheets of 60 items under one rubric, in the engine's own terms."""

import numpy as np
from numpy.typing import NDArray

from i18n import Text
from questionnaires.model import Dimension, Item, Kind, Option, Page, Provenance, Questionnaire
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.rubric import Judged, Node, Rubric
from scoring.rules.bands import Bands
from scoring.rules.gates import Gate, Gates
from scoring.rules.weighted_mean import WeightedMean
from scoring.scorecard import Level

ITEMS, DIMENSIONS, STEPS = 60, 8, 5
SAID = Text(zh="字", en="word")

Codes = NDArray[np.int8]
Figures = tuple[NDArray[np.float64], NDArray[np.int8]]  # totals, levels

DIMENSION = [place * DIMENSIONS // ITEMS for place in range(ITEMS)]
WEIGHT = [1 + place % 3 for place in range(ITEMS)]
NODE_WEIGHT = [12, 15, 26, 15, 8, 6, 10, 8]
BANDS = {1: 10, 2: 30, 3: 50, 4: 60, 5: 70}
GATES = [(2, 0, 15), (3, 0, 30), (3, 6, 30), (4, 1, 45), (4, 6, 50), (5, 2, 60)]

PLACES = [[p for p in range(ITEMS) if DIMENSION[p] == d] for d in range(DIMENSIONS)]


def sheets(size: int) -> Codes:
    """Random codes, shape (items, sheets): better enterprises answer better; -2 on every third."""
    random = np.random.default_rng(20231)
    maturity = random.normal(0, 1, size)
    codes = np.empty((ITEMS, size), dtype=np.int8)
    for place in range(ITEMS):
        height = maturity + random.normal(0, 1, size)
        codes[place] = np.clip(np.floor(height + 2), 0, STEPS - 1)
        if place % 3 == 0:
            codes[place][random.random(size) < 0.1] = -2
    return codes


def plan() -> CompiledRubric:
    """The rubric in the engine's own terms."""
    items = [
        Item(
            id=f"i{place}",
            dimension=f"d{DIMENSION[place]}",
            kind=Kind.LADDER,
            ask=SAID,
            why=SAID,
            options=tuple(Option(id=f"o{step}", says=SAID) for step in range(STEPS)),
        )
        for place in range(ITEMS)
    ]
    dimensions = tuple(
        Dimension(id=f"d{place}", title=SAID, about=SAID) for place in range(DIMENSIONS)
    )
    questionnaire = Questionnaire(
        id="bench",
        edition="1",
        title=SAID,
        about=SAID,
        minutes=5,
        status="draft",
        default_rubric="bench",
        dimensions=dimensions,
        items=tuple(items),
        pages=(Page(id="all", title=SAID, items=tuple(item.id for item in items)),),
        provenance=(Provenance(part="all", source=SAID, confidence="own"),),
        digest="",
    )
    shared = {"title": SAID, "scale": 100, "reason": SAID, "aggregate": WeightedMean()}
    points = tuple(float(step) for step in range(STEPS))
    nodes = tuple(
        Node(
            id=f"d{dimension}",
            weight=NODE_WEIGHT[dimension],
            items=tuple(
                Judged(id=f"i{place}", weight=WEIGHT[place], points=points, reason=SAID)
                for place in range(ITEMS)
                if DIMENSION[place] == dimension
            ),
            **shared,
        )
        for dimension in range(DIMENSIONS)
    )
    gates = tuple(
        Gate(level=level, node=f"d{dimension}", at_least=least, reason=SAID)
        for level, dimension, least in GATES
    )
    starts = {str(level): float(start) for level, start in BANDS.items()}
    rubric = Rubric(
        id="bench",
        version="1",
        questionnaire="bench",
        title=SAID,
        provenance=SAID,
        missing="share",
        coverage_floor=0.8,
        floor_reason=SAID,
        tree=Node(id="total", nodes=nodes, **shared),
        levels=tuple(Level(number=level, name=SAID, meaning=SAID) for level in BANDS),
        rules=(Bands(**{"node": "total", "from": starts, "reason": SAID}), Gates(requires=gates)),
    )
    return compile_rubric(questionnaire, rubric)
