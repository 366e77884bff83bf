"""What the store does for imports: all at once, and knowing what was touched; also when killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from access.actor import Actor, Role
from services.context import Context
from services.importing.checking import check
from services.importing.choices import ImportChoices
from services.importing.imported import imports
from services.importing.making import import_firms
from services.importing.undoing import undo
from services.settings import Settings
from storage import SqlStore, open_store
from tests.browser.served import fork
from tests.firm_tables import as_csv, code, firms
from tests.store.samples import DRAFT, answer, enterprise
from tests.town import FOLDER

ALL = ImportChoices(questionnaire="workshop")
AT = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
MANY = 2_000


def operator(store: SqlStore) -> Context:
    """The command line."""
    settings = Settings(questionnaires=Path(FOLDER.name))
    return Context(store, Actor(Role.OPERATOR, "operator"), settings=settings)


def bring(store: SqlStore, many: int) -> str:
    """The id of an import of so many firms."""
    ctx = operator(store)
    if not ctx.store.centres():
        ctx.store.add_centre("c1", "惠山促进中心")
    asked = (ctx, "c1", "a.csv", as_csv(firms(many)), ALL)
    return import_firms(*asked, seal=check(*asked).seal).made.id


def test_many_are_added_at_once(store: SqlStore) -> None:
    """Each is found by its digest; none is there where one cannot be."""
    firms_ = [enterprise().model_copy(update={"id": f"e{n}"}) for n in range(3)]
    begun = [
        (DRAFT.model_copy(update={"id": f"a{n}", "enterprise": f"e{n}"}), f"{n:064}")
        for n in range(3)
    ]
    store.add_cases(firms_, begun)
    found = store.assessment_by_resume(f"{2:064}")
    assert found is not None
    assert found.id == "a2"
    with pytest.raises(Exception, match=r"(?i)unique"), store.transaction() as one:
        one.add_cases([enterprise().model_copy(update={"id": "e9"})], begun)
    assert len(store.assessments()) == 3


def test_cases_are_found_by_code_and_by_id(store: SqlStore) -> None:
    """Each narrows what is found; of nothing nothing is."""
    firms_ = [
        enterprise().model_copy(update={"id": f"e{n}", "credit_code": code(n)}) for n in range(3)
    ]
    begun = [
        (DRAFT.model_copy(update={"id": f"a{n}", "enterprise": f"e{n}"}), f"{n:064}")
        for n in range(3)
    ]
    store.add_cases(firms_, begun)
    assert [each.id for each, _ in store.assessments(codes=[code(1), code(7)])] == ["a1"]
    assert [each.id for each, _ in store.assessments(ids=["a2", "a1"])] == ["a1", "a2"]
    assert store.assessments(codes=[code(1)], ids=["a2"]) == []
    assert store.assessments(codes=[]) == []


def test_what_was_touched_is_known(store: SqlStore) -> None:
    """By an answer of another time, by another version, by another draft of its record."""
    ids = [f"a{n}" for n in range(4)]
    store.add_cases(
        [enterprise().model_copy(update={"id": f"e{n}"}) for n in range(4)],
        [
            (DRAFT.model_copy(update={"id": id, "enterprise": f"e{n}"}), f"{n:064}")
            for n, id in enumerate(ids)
        ],
    )
    store.append_answer(answer().model_copy(update={"assessment": "a0", "at": AT}))
    store.append_answer(answer().model_copy(update={"assessment": "a1"}))
    store.move(store.assessment("a2"), seen=1)
    drafts = {id: f"e{n}" for n, id in enumerate(ids)}
    assert store.untouched(drafts, AT) == {"a0", "a3"}


def test_an_import_goes_as_it_came(store: SqlStore) -> None:
    """On every database."""
    made = bring(store, 700)
    assert len(store.assessments()) == 700
    assert undo(operator(store), made).gone == 700
    assert store.assessments() == []


def _importer(address: str, ready: str) -> None:
    store = open_store(address)
    Path(ready).touch()
    bring(store, MANY)


def test_a_process_that_is_killed_leaves_everything_or_nothing(
    address: str, tmp_path: Path
) -> None:
    """At whatever moment: no firm without its draft, no draft that the list does not have."""
    store = open_store(address, migrate=True)
    store.add_centre("c1", "惠山促进中心")
    whole = 0
    for number, wait in enumerate((0.2, 0.7, 1.2, 2.0)):
        ready = tmp_path / f"ready{number}"
        process = fork(_importer, address, str(ready))
        _until(ready.exists)
        time.sleep(wait)
        with suppress(ProcessLookupError):  # it was done sooner
            os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        kept = imports(operator(store), "c1")
        drafts = store.assessments()
        assert len(drafts) == sum(each.made for each in kept) in (0, MANY)
        assert len({firm.id for _, firm in drafts}) == len(drafts)
        whole += len(kept)
        for each in kept:
            undo(operator(store), each.id)
            break
        if whole:
            break
    store.close()


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)
