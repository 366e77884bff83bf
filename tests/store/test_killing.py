"""Nothing that was called saved is lost when processes die at random moments, or the database."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from services.noting import note_case
from storage import SqlStore
from tests.store import killing, postgres
from tests.town import FOLDER

DEATHS = 8  # of clients on either; ``python -m tests.store.killing 200`` takes longer


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the questionnaire that clients fill in."""
    (tmp_path / "questionnaires").symlink_to(FOLDER.name)
    return tmp_path


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_called_saved_is_kept_and_nothing_else(home: Path, database: str) -> None:
    """Four clients begin, answer, describe, show, hand in; each death is looked at."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres.running()) if database == "postgresql" else None
        url = server.url if server else f"sqlite:///{home / 'store.db'}"
        ledger = killing.kill_many(killing.prepared(url, home), DEATHS, 7, server)
    assert ledger.words["client killed"] >= DEATHS - 1
    assert ledger.words["server killed"] == (1 if server else 0)
    assert ledger.words["saved"] > DEATHS
    for kind in ("start", "answer"):
        assert any(kept == kind for kept, _ in ledger.saved)


def test_a_lost_answer_would_be_seen(home: Path) -> None:
    """What was called saved and is not there, there and called unsaved, there and never tried."""
    place = killing.prepared(f"sqlite:///{home / 'store.db'}", home)
    ledger = killing.Ledger()
    assert list(killing.faults_of(place, ledger)) == []
    ledger.saved = {("answer", "never-1")}
    ledger.refused = {("answer", "shared")}
    lost, kept = killing.faults_of(place, ledger)
    assert "is gone" in lost
    assert "was called unsaved" in kept


def test_a_trail_that_does_not_fit_would_be_seen(home: Path) -> None:
    """Something that is kept without its entry, and an entry of something that is not kept."""
    place = killing.prepared(f"sqlite:///{home / 'store.db'}", home)
    ctx = place.opened()
    (shared, _), *_ = ctx.store.assessments()
    ctx.store.add_assessment(shared.model_copy(update={"id": "unnoted"}), None)
    note_case(ctx, "assessment.submit", shared)
    assert isinstance(ctx.store, SqlStore)
    ctx.store.close()
    unnoted, unkept = killing.faults_of(place, killing.Ledger())
    assert "'unnoted'" in unnoted
    assert "not in the trail" in unnoted
    assert "assessment.submit" in unkept
    assert "not kept" in unkept
