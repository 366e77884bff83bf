"""Two processes that come to a new month at one time."""

import threading

import pytest

from services import releasing
from services.counted import releases
from services.kinds import RELEASE
from storage import SqlStore, open_store
from tests.unit.city_lines import add, context


def test_two_processes_at_once_show_one_release(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both work it out; one document wins, and both show that."""
    stores = [open_store(address, migrate=True), open_store(address)]
    add(stores[0], range(40))
    meet = threading.Barrier(2)
    made = releasing._made

    def together(*given: object) -> object:
        found = list(made(*given))  # type: ignore[arg-type]
        meet.wait(timeout=120)
        return found

    monkeypatch.setattr(releasing, "_made", together)
    found: list[object] = []

    def ask(store: SqlStore) -> None:
        found.append(releases(context(store)))

    threads = [threading.Thread(target=ask, args=[each]) for each in stores]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 2
    assert found[0] == found[1]
    assert {each.revision for each in stores[0].documents(RELEASE).values()} == {1}
    acts = [row["action"] for row in stores[0].audit_rows()]
    assert acts.count("city.release") == 1
    for each in stores:
        each.close()
