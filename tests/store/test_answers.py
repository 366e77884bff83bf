"""Answers are appended, never changed, and never written over."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.refusals import NotFound, Stale
from storage import SqlStore
from tests.store.samples import DRAFT, NOON, answer, assessment, card, enterprise


@pytest.fixture(autouse=True)
def _begun(store: SqlStore) -> None:
    store.add_enterprise(enterprise())
    store.add_assessment(DRAFT, None)


@pytest.mark.parametrize(
    "value",
    ["page", 12.0, 0.1 + 0.2, ["b", "a"], {"not_applicable": "没有车间"}, "𠮷\n'\"\\", None, ""],
)
def test_a_value_comes_back_equal(store: SqlStore, value: Any) -> None:
    """Every JSON form of an answer is kept exactly."""
    record = answer(value=value, note="见 <证据>")
    store.append_answer(record)
    assert store.answers("a1", "claimed") == {"plan": record}


def test_the_latest_record_of_each_item_counts(store: SqlStore) -> None:
    """A later revision supersedes; an answer taken back is a record; all stay."""
    records = [answer(), answer(revision=2, value="budgeted"), answer("downtime", value=None)]
    for record in records:
        store.append_answer(record)
    assert store.answers("a1", "claimed") == {"plan": records[1], "downtime": records[2]}
    assert store.answer_history("a1") == [records[2], *records[:2]]


def test_the_sides_do_not_touch_each_other(store: SqlStore) -> None:
    """Claimed and verified answers to one item count their revisions apart."""
    claimed, verified = answer(), answer(side="verified", value="nowhere", author="wangfang")
    store.append_answer(claimed)
    store.append_answer(verified)
    assert store.answers("a1", "claimed") == {"plan": claimed}
    assert store.answers("a1", "verified") == {"plan": verified}


def test_many_are_read_by_their_values(store: SqlStore) -> None:
    """The latest value of each item and side as JSON, one taken back too; of those asked for."""
    store.add_assessment(assessment("a2"), None)
    store.add_assessment(assessment("a3"), None)
    for record in (
        answer(),
        answer(revision=2, value=["b", "甲"]),
        answer("downtime", value=None),
        answer(side="verified", value=12.5, author="wangfang"),
        answer("plan", assessment="a2", value={"not_applicable": "x"}),
        answer("plan", assessment="a3"),
    ):
        store.append_answer(record)
    found = store.answer_values(["a1", "a2"])
    read = {
        (row.assessment, row.item, row.side): json.loads(row.value) for row in found.itertuples()
    }
    assert read == {
        ("a1", "plan", "claimed"): ["b", "甲"],
        ("a1", "downtime", "claimed"): None,
        ("a1", "plan", "verified"): 12.5,
        ("a2", "plan", "claimed"): {"not_applicable": "x"},
    }
    assert store.answer_values([]).empty


def test_assessments_do_not_touch_each_other(store: SqlStore) -> None:
    """Answers belong to one assessment."""
    store.add_assessment(assessment("a2"), None)
    store.append_answer(answer())
    assert store.answers("a2", "claimed") == {}


@pytest.mark.parametrize("revision", [1, 3])
def test_any_revision_but_the_next_is_stale(store: SqlStore, revision: int) -> None:
    """Of two who saw the same record the second is refused, and told what changed."""
    store.append_answer(answer(value="page", author="someone"))
    with pytest.raises(Stale) as refusal:
        store.append_answer(answer(revision=revision, value="nowhere"))
    told = refusal.value.params
    assert (told["item"], told["value"], told["author"], told["revision"]) == (
        "plan",
        "page",
        "someone",
        1,
    )
    assert told["at"] == answer().at
    assert len(store.answer_history("a1")) == 1


def test_many_are_kept_together_or_not_at_all(store: SqlStore) -> None:
    """One stale answer keeps the others of the call out."""
    store.append_answers([answer("a"), answer("b"), answer("b", revision=2)])
    with pytest.raises(Stale):
        store.append_answers([answer("c"), answer("b", revision=2)])
    assert set(store.answers("a1", "claimed")) == {"a", "b"}


def test_answers_need_their_assessment(store: SqlStore) -> None:
    """An answer to an unknown assessment is NotFound."""
    with pytest.raises(NotFound):
        store.append_answer(answer(assessment="a9"))


@pytest.mark.parametrize("table", ["answers", "scorecards", "scorecard_documents"])
@pytest.mark.parametrize("act", ["UPDATE {} SET assessment = assessment", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_given(
    store: SqlStore, table: str, act: str
) -> None:
    """Not even SQL by hand changes or deletes an answer or a result."""
    store.append_answer(answer())
    store.add_scorecard("a1", "claimed", card(), NOON)
    if table == "scorecard_documents":
        act = act.replace("assessment", "scorecard")
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writer.begin() as connection:
        connection.execute(sa.text(act.format(table)))
    assert store.answers("a1", "claimed") == {"plan": answer()}
    assert store.scorecard("a1", "claimed") == card()


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)
# SQLite reads JSON that is one number as a number, and below about 1e-290 not to the last bit.
TINIEST = 1e-250
NUMBERS = st.one_of(
    st.just(0.0),
    st.floats(min_value=TINIEST, allow_infinity=False),
    st.floats(max_value=-TINIEST, allow_infinity=False),
)


@given(value=st.one_of(TEXTS, NUMBERS), note=TEXTS)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_and_number_is_kept_exactly(store: SqlStore, value: Any, note: str) -> None:
    """Whatever characters and numbers somebody may type, the same come out."""
    revision = len(store.answer_history("a1")) + 1
    record = answer(revision=revision, value=value, note=note)
    store.append_answer(record)
    assert store.answers("a1", "claimed")["plan"] == record


def test_threads_share_a_store(store: SqlStore) -> None:
    """Eight people at once in one process: every answer is kept, and reading goes on meanwhile."""

    def write(number: int) -> int:
        for step in range(10):
            store.append_answer(answer(f"item{number}_{step}", value=step))
            with store.transaction() as one:
                one.answers("a1", "claimed")
        return len(store.answers("a1", "claimed"))

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(write, range(8)))
    assert max(counts) == 80
    assert len(store.answer_history("a1")) == 80
