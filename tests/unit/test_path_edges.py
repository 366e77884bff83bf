"""The effort of single steps, on both sides of where a class ends; what a way raises."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from files.problems import InvalidFiles
from questionnaires.model import Band, Item, Kind, Option
from questionnaires.sheet import Sheet
from scoring.paths.cheapest import cheapest_path, raised
from scoring.paths.effort_reading import efforts
from scoring.paths.efforts import Effort, EffortTable
from scoring.paths.reaching import reach
from tests.unit.path_cases import case
from tests.unit.scoring_worlds import TEXT, questionnaire_of
from tests.unit.test_path_efforts import OWN, WORKSHOP

TABLE = EffortTable(
    classes={
        id: Effort(id=id, cost=cost, name=TEXT, meaning=TEXT, reason=TEXT)
        for id, cost in (("little", 1), ("much", 5), ("habit", 2), ("farewell", 3))
    },
    heights=((0.5, "little"), (1.0, "much")),
    tick="habit",
    drop="farewell",
    own={"m": {0: "much"}, "l": {2: "habit"}},
    provenance=TEXT,
)


def item_of(id: str, kind: Kind) -> Item:
    """An item of four options, the last of them negative where that can be."""
    options = [
        Option(id=f"o{place}", says=TEXT, negative=kind is Kind.MULTI and place == 3)
        for place in range(4)
    ]
    return Item(id=id, dimension="all", kind=kind, ask=TEXT, why=TEXT, options=options)


def test_giving_up_and_taking_up_have_their_own_classes() -> None:
    """A negative option is given up, the others are taken up, and the table's own word wins."""
    item = item_of("m", Kind.MULTI)
    found = [TABLE.toggle(item, place).id for place in range(4)]
    assert found == ["much", "habit", "habit", "farewell"]


@pytest.mark.parametrize(
    ("height", "effort"),
    [(0.25, "little"), (0.5, "little"), (0.5 + 1e-12, "little"), (0.500001, "much"), (1, "much")],
)
def test_a_step_takes_the_first_class_that_it_does_not_exceed(height: float, effort: str) -> None:
    """At the end of a class a step is still in it; the item's own class comes first."""
    item = item_of("l", Kind.LADDER)
    assert TABLE.climb(item, 1, height).id == effort
    assert TABLE.climb(item, 2, height).id == "habit"


@pytest.mark.parametrize(
    ("integer", "minimum", "now", "step", "number"),
    [
        (False, 0, 0.2, 1, 0.5),
        (True, 0, 0.0, 1, 1.0),
        (True, 2, None, 1, 2.0),
        (False, 0, 9.0, 1, 3.9999999999999996),
        (True, 0, 9.0, 1, 3.0),
        (True, 0, 2.0, 2, 4.0),
    ],
)
def test_a_band_is_reached_by_the_nearest_number_that_may_be_given(
    integer: bool, minimum: float, now: float | None, step: int, number: float
) -> None:
    """Whole where it has to be, not below what is allowed, and as near to the answer as can be."""
    ends = [0, 0.5, 4, 10]
    bands = [Band(**{"from": a, "to": b}) for a, b in pairwise(ends)]
    item = Item(
        id="n", dimension="all", kind=Kind.NUMBER, ask=TEXT, why=TEXT, bands=bands,
        integer=integer, minimum=minimum, maximum=10,
    )  # fmt: skip
    sheet = Sheet({} if now is None else {"n": now})
    assert reach(questionnaire_of([item]), sheet, item, step) == {"n": number}


def test_a_need_for_a_step_that_is_not_there_is_told(tmp_path: Path) -> None:
    """What one step needs of another is checked on both of its ends, all at once."""
    file = tmp_path / "own.yaml"
    for old, new in (("to: automatic\n", "to: automatc\n"), ("share, to: 2", "share, to: 20")):
        assert OWN.count(old) == 1
        file.write_text(OWN.replace(old, new), "utf-8")
        with pytest.raises(InvalidFiles) as caught:
            efforts(WORKSHOP, file)
        assert [problem.code for problem in caught.value.problems] == ["E005"]


@pytest.mark.parametrize("seed", range(20))
def test_what_the_way_raises_is_known_without_its_order(seed: int) -> None:
    """The items of the steps, and none where the next level is out of reach."""
    given = case(np.random.default_rng(seed), 12, needs=3)
    all_of_it = given.questionnaire, given.rubric, given.sheet, given.efforts
    assert raised(*all_of_it) == {step.item for step in cheapest_path(*all_of_it).steps}
