"""Scores from Python: what the page says runs, and columns that cannot be scored are refused."""

import re
from pathlib import Path

import numpy as np
import pytest

from questionnaires.answers import parse_answer
from questionnaires.columns import Array, Columns, columns_of
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import UnfitColumns, score, scorecard_of
from scoring.library import rubric
from scoring.rubric import Rubric
from tests.unit.score_tables import RUBRIC, WORKSHOP

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(WORKSHOP)


@pytest.fixture(scope="module")
def judge(workshop: Questionnaire) -> Rubric:
    """The sample rubric."""
    return rubric(RUBRIC, workshop)


def test_the_examples_of_the_page_run() -> None:
    """Every example of docs/python.md, one after the other, with what it asserts."""
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 5
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, PAGE, "exec"), names)  # noqa: S102  (the page is the test)


def test_columns_score_as_the_sheet_does(workshop: Questionnaire, judge: Rubric) -> None:
    """A column of a thousand sheets gives each what it gets alone; none at all gives none."""
    raw = {"plan": "page", "workshop": "own", "safeguards": ["backup"], "scrap_rate": 3}
    answers = {id: parse_answer(workshop.by_id[id], value) for id, value in raw.items()}
    facts = {"employees": 30.0}
    card = scorecard_of(workshop, judge, Sheet(answers, facts))
    scores = score(workshop, judge, columns_of(workshop, [answers] * 1000, [facts] * 1000))
    assert set(scores.total.tolist()) == {card.total}
    assert score(workshop, judge, Columns(0, {}, {})).total.shape == (0,)
    assert np.isnan(score(workshop, judge, Columns(2, {}, {})).total).tolist() == [True, True]


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("plan", np.array([0, 3]), "1 outside -2..2, the first of them 3"),
        ("plan", np.array([0, -3]), "1 outside -2..2, the first of them -3"),
        ("plan", np.array([0.0, np.nan]), "dtype float64 instead of a signed integer"),
        ("plan", np.array([0, 1], dtype=np.uint8), "dtype uint8"),
        ("plan", np.array([True, False]), "dtype bool"),
        ("plan", np.array(["page", "page"]), "dtype <U4"),
        ("plan", np.array([0]), "shape (1,) instead of (2,)"),
        ("plan", np.array([[0], [1]]), "shape (2, 1)"),
        ("plan", [0, 1], "list instead of a numpy array"),
        ("safeguards", np.array([0, 1]), "0 ticks nothing"),
        ("safeguards", np.array([1, 17]), "nothing beside another option"),
        ("safeguards", np.array([1, 32]), "1 outside -2..31"),
        ("scrap_rate", np.array([0, 1]), "dtype int64 instead of float64"),
        ("scrap_rate", np.array([0, np.inf]), "1 outside 0..100, the first of them inf"),
        ("scrap_rate", np.array([-0.1, 100.1]), "2 outside 0..100, the first of them -0.1"),
        ("machines_networked_share", np.array([0.1, 0.2]), "no item that is asked"),
        ("plann", np.array([0, 1]), "no item that is asked"),
    ],
)
def test_an_unfit_column_is_named(
    name: str, column: Array, expected: str, workshop: Questionnaire, judge: Rubric
) -> None:
    """What would be another answer, or none, is refused before the engine looks anything up."""
    with pytest.raises(UnfitColumns) as caught:
        score(workshop, judge, Columns(2, {name: column}, {}))
    assert caught.value.problems[name].startswith(expected)


def test_all_unfit_columns_are_named_at_once(workshop: Questionnaire, judge: Rubric) -> None:
    """Items and facts in one refusal; what is fit is not named."""
    items = {"plan": np.array([9]), "downtime": np.array([0]), "x": np.array([0])}
    facts = {
        "employees": np.array([-1.0]),
        "revenue": np.array([1]),
        "size": np.array([1.0]),
        "colour": np.array(["red"]),
        "assets": np.array([np.nan]),
    }
    with pytest.raises(UnfitColumns) as caught:
        score(workshop, judge, Columns(1, items, facts))
    assert list(caught.value.problems) == ["plan", "x", "employees", "revenue", "size", "colour"]
    assert "plan: 1 outside" in str(caught.value)
