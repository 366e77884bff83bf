"""Anybody may begin, as often as people do; a script that begins for ever is slowed down."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from access.limits import STARTS, STARTS_PER_ADDRESS
from assessments.refusals import NotAllowed
from services import continuing, filling
from services.context import Context
from services.personal.notice import VERSION
from tests.town import Town, new_town


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def begins(ctx: Context, town: Town) -> bool:
    """Whether an assessment is begun."""
    try:
        filling.start(ctx, town.profile(), "workshop", consent=VERSION)
    except NotAllowed:
        return False
    return True


def count(town: Town) -> int:
    """How many assessments there are."""
    return len(town.store.assessments())


def test_a_training_room_begins_without_waiting(town: Town) -> None:
    """Forty firms behind one address, ten of them twice, within a minute."""
    for _ in range(50):
        assert begins(town.visitor, town)
        town.wait(seconds=1)


def test_without_the_limit_all_sixty_of_a_script_are_begun(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack that the next test is about."""
    monkeypatch.setattr("services.filling.STARTS_PER_ADDRESS", STARTS)
    assert sum(begins(town.visitor, town) for _ in range(60)) == 60


def test_a_script_that_begins_for_ever_is_slowed_down(town: Town) -> None:
    """Of 60 in ten seconds 50 are begun, afterwards four a minute; another line begins."""
    for _ in range(60):
        begins(town.visitor, town)
        town.wait(seconds=0.16)
    assert count(town) == 50
    for _ in range(100):
        begins(town.visitor, town)
        town.wait(seconds=3)
    assert count(town) <= 50 + 4 * 5 + 2
    assert begins(town.ctx(town.visitor.actor, "203.0.113.5"), town)


def test_a_line_begins_a_hundred_an_hour_and_then_one_in_five_minutes(town: Town) -> None:
    """Whoever waits as often as the words say begins no town of made-up firms."""
    for _ in range(360):
        begins(town.visitor, town)
        town.wait(seconds=20)
    assert 100 < count(town) <= 100 + 100 + 2 * 12
    town.wait(hours=2)
    assert begins(town.visitor, town)


def test_a_line_of_ipv6_is_one_visitor(town: Town) -> None:
    """Its many addresses do not multiply what it may begin."""
    lines = [town.ctx(town.visitor.actor, f"2001:db8:0:1::{number:x}") for number in range(60)]
    assert sum(begins(line, town) for line in lines) == 50


def test_all_lines_together_are_bounded_too(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many in an hour one begins every two seconds; nobody waits longer."""
    monkeypatch.setattr("services.filling.STARTS", replace(STARTS, free=20))
    lines = [town.ctx(town.visitor.actor, f"10.0.0.{number}") for number in range(30)]
    assert sum(begins(line, town) for line in lines) == 20
    for line in lines[20:]:
        town.wait(seconds=2)
        assert begins(line, town)


def test_a_refused_start_leaves_nothing_behind_and_says_when(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No enterprise without an assessment, and no longer wait for having knocked."""
    monkeypatch.setattr("services.filling.STARTS_PER_ADDRESS", replace(STARTS_PER_ADDRESS, free=5))
    assert sum(begins(town.visitor, town) for _ in range(20)) == count(town) == 5
    with pytest.raises(NotAllowed) as refused:
        filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    assert refused.value.key == "too_many_starts"
    assert " 5 秒后" in refused.value.to("zh")
    town.wait(seconds=5)
    assert begins(town.visitor, town)


def test_going_on_with_a_further_round_counts_as_well(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One submitted assessment is no way around: what it begins is a new one too."""
    monkeypatch.setattr("services.filling.STARTS_PER_ADDRESS", replace(STARTS_PER_ADDRESS, free=5))
    first = town.submitted()
    holder = town.holder(first)
    for _ in range(4):
        continuing.continue_with(holder, first.id, "workshop")
    with pytest.raises(NotAllowed) as refused:
        continuing.continue_with(holder, first.id, "workshop")
    assert refused.value.key == "too_many_starts"
    assert count(town) == 5
