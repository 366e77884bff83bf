"""What was acknowledged is there after a crash, and two processes do not lose each other's work."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage import open_store
from tests.store.samples import DRAFT, answer, enterprise

ROOT = Path(__file__).parents[2]

# Appends answers item by item and says which one is kept; never ends by itself.
WRITER = """
import itertools, sys
from storage import open_store
from tests.store.samples import answer
store = open_store(sys.argv[1])
for number in itertools.count():
    store.append_answer(answer(f"{sys.argv[2]}{number}", value=number))
    print(number, flush=True)
"""

# Appends revisions of one item, each after looking; a refusal is looked at and tried again.
RIVAL = """
import sys
from assessments.refusals import Stale
from storage import open_store
from tests.store.samples import answer
store = open_store(sys.argv[1])
kept = refused = 0
while kept < 40:
    known = store.answers("a1", "claimed").get("plan")
    revision = 1 if known is None else known.revision + 1
    try:
        store.append_answer(answer(revision=revision, value=sys.argv[2], author=sys.argv[2]))
        kept += 1
    except Stale:
        refused += 1
print(kept, refused)
"""


def start(program: str, *args: str) -> subprocess.Popen[str]:
    """Run ``program`` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *args], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def begun(address: str) -> str:
    """A store with the draft a1, closed again."""
    store = open_store(address, migrate=True)
    store.add_enterprise(enterprise())
    store.add_assessment(DRAFT, None)
    store.close()
    return address


@pytest.mark.parametrize("answers", [1, 7, 30])
def test_an_acknowledged_answer_survives_a_kill(begun: str, answers: int) -> None:
    """A process that is killed right after an answer was kept has that answer and all before."""
    with start(WRITER, begun, "item") as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(answers)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout.read().splitlines()]
    store = open_store(begun)
    kept = {record.value for record in store.answers("a1", "claimed").values()}
    assert kept >= set(acknowledged)
    store.append_answer(answer("after"))
    store.close()


def test_two_processes_write_side_by_side(begun: str) -> None:
    """Nothing of either is lost or refused when they answer different items."""
    with start(WRITER, begun, "a") as first, start(WRITER, begun, "b") as second:
        for process in (first, second):
            assert process.stdout is not None
            assert all(process.stdout.readline() for _ in range(50))
        first.kill()
        second.kill()
    store = open_store(begun)
    items = set(store.answers("a1", "claimed"))
    assert items >= {f"{side}{number}" for side in "ab" for number in range(50)}
    store.close()


def test_two_processes_never_write_over_each_other(begun: str) -> None:
    """Rivals at one item: every kept revision is there once, in an unbroken row, by its author."""
    with start(RIVAL, begun, "left") as left, start(RIVAL, begun, "right") as right:
        outputs = [process.communicate()[0].split() for process in (left, right)]
    assert [int(kept) for kept, _ in outputs] == [40, 40]
    store = open_store(begun)
    history = store.answer_history("a1")
    assert [record.revision for record in history] == list(range(1, 81))
    assert sorted(record.author for record in history) == ["left"] * 40 + ["right"] * 40
    store.close()
