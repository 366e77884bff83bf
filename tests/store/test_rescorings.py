"""Rescorings stand beside the results: appended, one of each stamp, counted nowhere."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from assessments.model import Stage
from scoring.scorecard import Scorecard
from storage import SqlStore
from tests.store.samples import NOON, SUBMITTED, card, enterprise


def other(total: float, digest: str = "2" * 64) -> Scorecard:
    """A card under another rubric."""
    made = card(total)
    stamp = made.stamp.model_copy(update={"rubric": "strict", "rubric_digest": digest})
    return made.model_copy(update={"stamp": stamp})


@pytest.fixture(autouse=True)
def _scored(store: SqlStore) -> None:
    store.add_enterprise(enterprise())
    store.add_assessment(SUBMITTED, None)
    store.add_scorecard("a1", "claimed", card(50.0), NOON)


def test_a_rescoring_comes_back_and_changes_no_result(store: SqlStore) -> None:
    """The result and the city's figures stay what they were."""
    before = store.figures([Stage.SUBMITTED])
    assert store.add_rescoring("a1", "claimed", other(20.0), NOON + timedelta(days=1))
    assert store.rescorings("a1") == [("claimed", other(20.0))]
    assert store.scorecard("a1", "claimed") == card(50.0)
    assert store.figures([Stage.SUBMITTED]).equals(before)


def test_one_of_each_stamp_is_kept(store: SqlStore) -> None:
    """A second one of the same stamp is left out; one of another stamp or side is added."""
    assert store.add_rescoring("a1", "claimed", other(20.0), NOON)
    assert not store.add_rescoring("a1", "claimed", other(30.0), NOON)
    assert store.add_rescoring("a1", "claimed", other(30.0, "3" * 64), NOON)
    assert store.add_rescoring("a1", "verified", other(20.0), NOON + timedelta(minutes=1))
    assert [(side, found.total) for side, found in store.rescorings("a1")] == [
        ("claimed", 20.0), ("claimed", 30.0), ("verified", 20.0),
    ]  # fmt: skip


def test_the_newest_totals_under_one_rubric_come_as_a_table(store: SqlStore) -> None:
    """A line an assessment and side; those of other rubrics are left out."""
    assert store.rescored("2" * 64).empty
    later = other(25.0)
    later = later.model_copy(update={"stamp": later.stamp.model_copy(update={"engine": "another"})})
    store.add_rescoring("a1", "claimed", other(20.0), NOON)
    store.add_rescoring("a1", "claimed", later, NOON + timedelta(days=1))
    store.add_rescoring("a1", "claimed", other(30.0, "3" * 64), NOON + timedelta(days=2))
    found = store.rescored("2" * 64)
    assert found[["assessment", "side", "total"]].to_numpy().tolist() == [["a1", "claimed", 25.0]]
    assert found["at"].tolist() == [NOON + timedelta(days=1)]


@pytest.mark.parametrize(
    "act", ["UPDATE rescorings SET side = 'verified'", "DELETE FROM rescorings"]
)
def test_the_database_refuses_to_change_one(store: SqlStore, act: str) -> None:
    """Append-only holds for whoever reaches the database."""
    store.add_rescoring("a1", "claimed", other(20.0), NOON)
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(sa.text(act))
