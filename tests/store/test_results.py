"""Scorecards are kept whole, and their figures are ready to be counted."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from assessments.model import Stage
from storage import SqlStore
from tests.store.samples import NOON, SUBMITTED, assessment, card, enterprise

COLUMNS = [
    "card",
    "assessment",
    "enterprise",
    "credit_code",
    "questionnaire",
    "edition",
    "division",
    "district",
    "employees",
    "revenue",
    "assets",
    "round",
    "year",
    "submitted_at",
    "since",
    "stage",
    "centre",
    "synthetic",
    "side",
    "rubric",
    "rubric_version",
    "level",
    "total",
    "coverage",
]


@pytest.fixture(autouse=True)
def _submitted(store: SqlStore) -> None:
    store.add_enterprise(enterprise())
    store.add_assessment(SUBMITTED, None)


def test_a_card_comes_back_equal(store: SqlStore) -> None:
    """Every figure, text and stamp of a scorecard is kept."""
    store.add_scorecard("a1", "claimed", card(33.3, strategy=0.1 + 0.2), NOON)
    assert store.scorecard("a1", "claimed") == card(33.3, strategy=0.1 + 0.2)
    assert store.scorecard("a1", "verified") is None


def test_the_newest_card_of_a_side_counts(store: SqlStore) -> None:
    """A later card supersedes, whatever its time says."""
    store.add_scorecard("a1", "claimed", card(1.0), NOON)
    store.add_scorecard("a1", "claimed", card(2.0), NOON - timedelta(days=1))
    found = store.scorecard("a1", "claimed")
    assert found is not None
    assert found.total == 2.0


def test_figures_are_one_row_an_assessment(store: SqlStore) -> None:
    """The promised columns first, then one column a node, NaN where there is no figure."""
    store.add_scorecard("a1", "claimed", card(40.0, strategy=10.0, cloud=None), NOON)
    frame = store.figures([Stage.SUBMITTED])
    assert list(frame.columns) == [*COLUMNS, "strategy", "cloud"]
    (row,) = frame.to_dict("records")
    assert (row["total"], row["level"], row["strategy"]) == (40.0, 2.0, 10.0)
    assert math.isnan(row["cloud"])
    assert math.isnan(row["assets"])
    assert (row["division"], row["employees"], row["revenue"]) == ("34", 50.0, 1200.5)
    assert row["submitted_at"] == NOON


def test_figures_take_the_verified_side_where_there_is_one(store: SqlStore) -> None:
    """The claim counts only as long as nobody has signed, even if it is scored anew later."""
    store.add_scorecard("a1", "claimed", card(40.0, strategy=1.0), NOON)
    store.add_scorecard("a1", "verified", card(30.0, strategy=2.0), NOON)
    store.add_scorecard("a1", "claimed", card(50.0, strategy=3.0), NOON)
    (row,) = store.figures([Stage.SUBMITTED]).to_dict("records")
    assert (row["side"], row["total"], row["strategy"]) == ("verified", 30.0, 2.0)


def test_figures_are_of_the_stages_asked_for(store: SqlStore) -> None:
    """No stage, or one that nobody has reached, gives an empty table with the columns."""
    store.add_scorecard("a1", "claimed", card(), NOON)
    for stages in ([], [Stage.VERIFIED]):
        frame = store.figures(stages)
        assert list(frame.columns) == COLUMNS
        assert frame.empty


def test_figures_of_different_questionnaires_stand_side_by_side(store: SqlStore) -> None:
    """A node that an assessment does not have is NaN, not 0."""
    store.add_assessment(SUBMITTED.model_copy(update={"id": "a2"}), None)
    store.add_scorecard("a1", "claimed", card(1.0, strategy=5.0), NOON)
    store.add_scorecard("a2", "claimed", card(2.0, cloud=0.0), NOON)
    frame = store.figures([Stage.SUBMITTED]).set_index("assessment")
    assert math.isnan(frame.loc["a1", "cloud"])
    assert frame.loc["a2", "cloud"] == 0.0
    assert math.isnan(frame.loc["a2", "strategy"])


def test_an_unjudged_assessment_has_no_figures(store: SqlStore) -> None:
    """Without a total there is neither level nor score."""
    store.add_scorecard("a1", "claimed", card(None, strategy=None), NOON)
    (row,) = store.figures([Stage.SUBMITTED]).to_dict("records")
    assert math.isnan(row["total"])
    assert math.isnan(row["level"])


def test_sides_are_rows_of_their_own_where_asked_for(store: SqlStore) -> None:
    """Each side with its newest figure and since when it counts, for releases of any date."""
    signed = NOON + timedelta(days=9)
    changed = {"id": "a2", "stage": Stage.VERIFIED, "signed_at": signed}
    store.add_assessment(SUBMITTED.model_copy(update=changed), None)
    for side, total in (("claimed", 40.0), ("claimed", 45.0), ("verified", 30.0)):
        store.add_scorecard("a2", side, card(total, strategy=total), NOON)
    store.add_scorecard("a1", "claimed", card(50.0), NOON)
    stages = [Stage.SUBMITTED, Stage.VERIFIED]
    rows = store.figures(stages, ["claimed", "verified"])
    found = {(each.assessment, each.side): (each.total, each.since) for each in rows.itertuples()}
    assert found == {
        ("a1", "claimed"): (50.0, SUBMITTED.submitted_at),
        ("a2", "claimed"): (45.0, SUBMITTED.submitted_at),
        ("a2", "verified"): (30.0, signed),
    }
    assert store.figures(stages, ["verified"])["assessment"].tolist() == ["a2"]


def test_the_year_is_that_of_china(store: SqlStore) -> None:
    """What is submitted in the first hours of a year in Wuxi belongs to that year."""
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    for id, at in (("old", new_year - timedelta(seconds=1)), ("new", new_year)):
        store.add_assessment(assessment(id, stage=Stage.SUBMITTED, submitted_at=at), None)
        store.add_scorecard(id, "claimed", card(), at)
    years = store.figures([Stage.SUBMITTED]).set_index("assessment")["year"].to_dict()
    assert years == {"old": 2026, "new": 2027}
