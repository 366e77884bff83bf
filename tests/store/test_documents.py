"""Documents are appended in revisions, never changed, and never written over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from assessments.model import Document
from assessments.refusals import Stale
from storage import SqlStore
from tests.store.samples import NOON


def document(revision: int = 1, **changes: Any) -> Document:
    """A plan."""
    fields: dict[str, Any] = {
        "kind": "plan",
        "subject": "a1",
        "revision": revision,
        "value": {"steps": ["网络"]},
        "author": "wangfang",
        "at": NOON + timedelta(minutes=revision),
    }
    return Document.model_validate(fields | changes)


@pytest.mark.parametrize("value", [{"一": [1, 0.1 + 0.2, None]}, [], "text", None])
def test_a_document_comes_back_equal(store: SqlStore, value: Any) -> None:
    """Any JSON value and any bytes are kept exactly."""
    kept = document(value=value, content=bytes(range(256)))
    store.append_document(kept)
    assert store.document("plan", "a1") == kept


def test_the_latest_revision_counts_and_all_stay(store: SqlStore) -> None:
    """A later revision supersedes; kinds and subjects do not touch each other."""
    first, second = document(), document(2, value=None)
    others = [document(kind="paragraphs"), document(subject="a2")]
    for each in (first, second, *others):
        store.append_document(each)
    assert store.document("plan", "a1") == second
    assert store.document("plan", "a3") is None
    assert store.document_history("plan", "a1") == [first, second]
    assert store.documents("plan") == {"a1": second, "a2": others[1]}


@pytest.mark.parametrize("revision", [1, 3])
def test_any_revision_but_the_next_is_stale(store: SqlStore, revision: int) -> None:
    """Of two who saw the same revision the second is refused, and told who was faster."""
    store.append_document(document(author="someone"))
    with pytest.raises(Stale) as refusal:
        store.append_document(document(revision))
    assert refusal.value.params["author"] == "someone"
    assert len(store.document_history("plan", "a1")) == 1


def test_of_many_at_once_one_is_kept(store: SqlStore) -> None:
    """Writers in a race: one document, and a refusal for everybody else."""

    def write(author: int) -> bool:
        try:
            store.append_document(document(author=str(author)))
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, range(8))) == 1
    assert len(store.document_history("plan", "a1")) == 1


@pytest.mark.parametrize("act", ["UPDATE documents SET author = 'x'", "DELETE FROM documents"])
def test_the_database_refuses_to_change_one(store: SqlStore, act: str) -> None:
    """Append-only holds for whoever reaches the database."""
    store.append_document(document())
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(sa.text(act))
