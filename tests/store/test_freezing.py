"""Scoring what is frozen holds up no other answer, and freezes nothing that changed meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessments.model import Assessment
from assessments.refusals import Stale
from services import filling, verifying
from services.sheets import score
from storage import open_store
from tests.town import Town
from tests.visiting import visited

Freeze = Callable[[], Assessment]


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    """One town, as two servers over the same file see it."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    stores = open_store(url, migrate=True), open_store(url)
    yield Town(stores[0]), Town(stores[1])
    for store in stores:
        store.close()


def freezing(
    town: Town, act: str, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]
) -> tuple[Assessment, Freeze]:
    """An assessment and what submits or signs it; ``meanwhile`` happens when it is scored."""

    def scored(*args: Any) -> Any:
        meanwhile()
        return score(*args)

    if act == "submit":
        draft = town.filled()
        monkeypatch.setattr(filling, "score", scored)
        return draft, lambda: filling.submit(town.holder(draft), draft.id, None)
    case, consultant = town.under_verification(), town.consultant()
    visited(consultant, case.id)
    seen = verifying.case(consultant, case.id).seen
    monkeypatch.setattr(verifying, "score", scored)
    return case, lambda: verifying.sign(consultant, case.id, seen=seen)


@pytest.mark.parametrize("act", ["submit", "sign"])
def test_another_enterprise_answers_while_a_result_is_scored(
    towns: tuple[Town, Town], act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one lock for writing is not held for that long."""
    here, there = towns
    other = there.started()
    _, freeze = freezing(here, act, monkeypatch, lambda: there.answer(other, {"workshop": "own"}))
    freeze()
    assert "workshop" in here.store.answers(other.id, "claimed")


@pytest.mark.parametrize("act", ["submit", "sign"])
def test_what_changed_while_it_was_scored_is_not_frozen(
    towns: tuple[Town, Town], act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, and nothing is half done; the next try freezes what is there then."""
    here, there = towns
    ids: list[str] = []
    side = "claimed" if act == "submit" else "verified"

    def change() -> None:
        if act == "submit":
            holder = there.holder(here.store.assessment(ids[0]))
            filling.record_answer(holder, ids[0], "plan", "budgeted", seen=1)
        else:
            verifying.set_verified(
                there.consultant(), ids[0], "plan", "budgeted", remark="现场所见", seen=0
            )

    found, freeze = freezing(here, act, monkeypatch, change)
    ids.append(found.id)
    with pytest.raises(Stale) as refused:
        freeze()
    assert refused.value.key == "assessment_changed"
    assert here.store.assessment(found.id).stage is found.stage
    assert here.store.scorecard(found.id, side) is None
    monkeypatch.undo()
    if act == "sign":
        seen = verifying.case(here.consultant(), found.id).seen
        verifying.sign(here.consultant(), found.id, seen=seen)
    else:
        freeze()
    assert here.store.scorecard(found.id, side) is not None
