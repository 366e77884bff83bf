"""No change of an audit trail goes unnoticed, as long as its head was noted elsewhere."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.audit import FIELDS, START, AuditEntry, ChainHead, chained, faults

NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)


def trail(length: int) -> list[dict[str, Any]]:
    """Entries as they are kept."""
    rows: list[dict[str, Any]] = []
    for number in range(1, length + 1):
        made = AuditEntry(
            at=NOON + timedelta(seconds=number),
            actor=f"user{number % 3}",
            role="consultant",
            action="case.sign",
            kind="assessment",
            object=f"a{number}",
            details={"n": number},
        )
        rows.append(chained(made, number, rows[-1]["digest"] if rows else START))
    return rows


def mutated(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Rows of which one was changed, taken out, doubled, or two were swapped."""
    chance, rows = Random(seed), [dict(row) for row in rows]  # noqa: S311  (no secret)
    at = chance.randrange(len(rows))
    match chance.randrange(4):
        case 0:
            name = chance.choice([*FIELDS[1:], "digest"])
            rows[at][name] += "x"
        case 1:
            del rows[at]
        case 2:
            rows.insert(at, dict(rows[at]))
        case _:
            other = (at + 1) % len(rows)
            for name in rows[at].keys() - {"number"}:
                rows[at][name], rows[other][name] = rows[other][name], rows[at][name]
    return rows


@given(st.integers(2, 8), st.integers(0, 10**6))
def test_any_change_is_found(length: int, seed: int) -> None:
    """With the head that was noted; without a change there is nothing to find."""
    rows = trail(length)
    head = ChainHead(length, rows[-1]["digest"])
    assert list(faults(rows, head)) == []
    assert list(faults(mutated(rows, seed), head))


@given(st.integers(2, 8), st.data())
def test_a_chain_that_was_made_anew_has_another_head(length: int, data: st.DataObject) -> None:
    """Whoever works out all digests anew is found out by any head that was noted later on."""
    rows = trail(length)
    head = ChainHead(length, rows[-1]["digest"])
    at = data.draw(st.integers(0, length - 1))
    previous, made = START, []
    for number, row in enumerate(rows, 1):
        actor = "nobody" if number == at + 1 else row["actor"]
        values = {name: row[name] for name in ("role", "action", "kind", "object")}
        when = datetime.fromisoformat(row["at"])
        made.append(chained(AuditEntry(at=when, actor=actor, **values), number, previous))
        previous = made[-1]["digest"]
    assert list(faults(made)) == []
    assert [each.kind for each in faults(made, head)] == ["other"]


def test_a_head_is_read_as_it_is_noted() -> None:
    """And nothing else is one."""
    head = ChainHead(17, "ab" * 32)
    assert ChainHead.read(f" {head}\n") == head
    for text in ("", "17", "17:", f"x:{'a' * 64}", f"17:{'g' * 64}", f"17:{'a' * 63}"):
        with pytest.raises(ValueError, match="a number, a colon"):
            ChainHead.read(text)
