"""Enterprises and assessments: kept as they are, moved only by whom saw the latest version."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from assessments.model import Stage
from assessments.refusals import NotFound, Stale
from storage import SqlStore
from tests.store.samples import DRAFT, NOON, answer, assessment, enterprise


@pytest.fixture(autouse=True)
def _begun(store: SqlStore) -> None:
    store.add_enterprise(enterprise())
    store.add_assessment(DRAFT, "digest")


def test_what_is_kept_comes_back_equal(store: SqlStore) -> None:
    """Rare characters, markup, unknown figures and microseconds survive."""
    assert store.enterprise("e1") == enterprise()
    assert store.assessment("a1") == DRAFT


def test_the_rounds_of_an_enterprise_come_in_their_order(store: SqlStore) -> None:
    """Every assessment of that enterprise and of no other, the one begun first first."""
    earlier = DRAFT.model_copy(
        update={"id": "a0", "round": 0, "started_at": DRAFT.started_at - timedelta(days=365)}
    )
    store.add_assessment(earlier, None)
    store.add_enterprise(enterprise("e2"))
    store.add_assessment(DRAFT.model_copy(update={"id": "a2", "enterprise": "e2"}), None)
    assert list(store.rounds("e1")) == [earlier, DRAFT]
    assert list(store.rounds("e3")) == []


def test_a_profile_can_be_corrected(store: SqlStore) -> None:
    """The enterprise keeps its id and gets the new values."""
    changed = enterprise(name="惠山精工", revenue=None, assets=3.25, credit_code="9" * 18)
    store.update_enterprise(changed)
    assert store.enterprise("e1") == changed


def test_what_is_not_there_is_told(store: SqlStore) -> None:
    """An unknown id is NotFound, for reading and for writing."""
    with pytest.raises(NotFound):
        store.enterprise("e2")
    with pytest.raises(NotFound):
        store.update_enterprise(enterprise("e2"))
    with pytest.raises(NotFound):
        store.assessment("a2")


def test_a_resume_digest_finds_its_assessment(store: SqlStore) -> None:
    """Only the exact digest finds it."""
    assert store.assessment_by_resume("digest") == DRAFT
    assert store.assessment_by_resume("diges") is None


def test_a_new_resume_digest_takes_the_place_of_the_old_one(store: SqlStore) -> None:
    """The old one finds nothing any more, and nothing else about the assessment changes."""
    store.set_resume_digest("a1", "another")
    assert store.assessment_by_resume("another") == DRAFT
    assert store.assessment_by_resume("digest") is None
    with pytest.raises(NotFound):
        store.set_resume_digest("a2", "third")


def test_a_move_writes_the_next_version(store: SqlStore) -> None:
    """The stage and the version change, and nothing about the resume digest."""
    moved = store.move(DRAFT.model_copy(update={"stage": Stage.SUBMITTED}), seen=1)
    assert (moved.stage, moved.version) == (Stage.SUBMITTED, 2)
    assert store.assessment("a1") == moved
    assert store.assessment_by_resume("digest") == moved


def test_a_move_from_an_old_version_is_stale_and_changes_nothing(store: SqlStore) -> None:
    """Of two who saw the same version the second is refused and told the present stage."""
    first = store.move(DRAFT.model_copy(update={"stage": Stage.SUBMITTED}), seen=1)
    with pytest.raises(Stale) as refusal:
        store.move(DRAFT.model_copy(update={"stage": Stage.PUBLISHED}), seen=1)
    assert refusal.value.params["stage"] == Stage.SUBMITTED
    assert store.assessment("a1") == first


def test_lists_are_by_stage_centre_and_edition_and_in_order(store: SqlStore) -> None:
    """A list holds exactly the asked-for assessments, the one begun first first."""
    store.add_centre("c1", "惠山促进中心")
    other = {"centre": "c1", "started_at": NOON - timedelta(1), "digest": "1" * 64}
    earlier = assessment("a0", stage=Stage.SUBMITTED, **other)
    store.add_assessment(earlier, None)
    assert [found.id for found, _ in store.assessments()] == ["a0", "a1"]
    assert [found for found, _ in store.assessments(stages=[Stage.SUBMITTED])] == [earlier]
    assert store.assessments(centre="c1") == [(earlier, enterprise())]
    assert store.assessments(digest="1" * 64) == [(earlier, enterprise())]
    assert store.assessments(stages=[]) == []
    assert store.assessments(stages=[Stage.DRAFT], centre="c1") == []


def test_times_are_aware_and_in_utc(store: SqlStore) -> None:
    """A time given in another zone is the same moment; one without zone is refused."""
    china = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    store.add_assessment(assessment("a2", started_at=china), None)
    found = store.assessment("a2").started_at
    assert found == china
    assert found.tzinfo == UTC
    with pytest.raises(Exception, match="without a zone"):
        store.add_assessment(assessment("a3", started_at=datetime(2026, 3, 1)), None)  # noqa: DTZ001


def test_a_transaction_keeps_all_or_nothing(store: SqlStore) -> None:
    """What was written before a refusal within the block is not there afterwards."""
    with pytest.raises(Stale), store.transaction() as one:  # noqa: PT012  (the block is the matter)
        one.add_enterprise(enterprise("e2"))
        one.append_answer(answer())
        one.move(DRAFT, seen=9)
    assert store.answers("a1", "claimed") == {}
    with pytest.raises(NotFound):
        store.enterprise("e2")
    with store.transaction() as one:
        one.append_answer(answer())
        one.move(DRAFT, seen=1)
    assert set(store.answers("a1", "claimed")) == {"plan"}
    assert store.assessment("a1").version == 2


def test_an_assessment_belongs_to_an_enterprise_that_exists(store: SqlStore) -> None:
    """The database itself refuses an assessment without its enterprise."""
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.add_assessment(assessment("a2", enterprise="nobody"), None)
