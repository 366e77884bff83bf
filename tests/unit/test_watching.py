"""What came in together is listed; what came in over a day is not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from access.arrival import ARRIVALS_KEPT
from services import filling
from services.personal.notice import VERSION
from services.watching import MANY, SAME, WATCHED, bursts
from tests.town import Town, new_town

CODE = "91320206MA1X9ABC3K"


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def start(town: Town, many: int, minutes: float, address: str = "", **profile: str) -> None:
    """So many firms begin, so many minutes apart, each from a line of its own or from one."""
    for number in range(many):
        ctx = town.ctx(town.visitor.actor, address or f"10.0.{number}.1")
        filling.start(ctx, town.profile(name=f"厂{number}", **profile), "workshop", consent=VERSION)
        town.wait(minutes=minutes)


def found(town: Town) -> list[tuple[str, int]]:
    """The bursts, as kind and number of firms."""
    return [(each.kind, len(each.firms)) for each in bursts(town.operator)]


def test_many_from_one_line_within_an_hour_are_one_burst(town: Town) -> None:
    """By the /64 of IPv6; ten in an hour, with what follows them as densely."""
    for number in range(MANY + 3):
        start(town, 1, 5, f"2001:db8:0:1::{number:x}")
    (burst,) = bursts(town.operator)
    assert (burst.kind, len(burst.firms)) == ("line", MANY + 3)
    assert burst.last - burst.first == timedelta(minutes=5) * (MANY + 2)
    assert "2001" not in burst.about


def test_as_many_over_a_day_or_from_many_lines_are_none(town: Town) -> None:
    """A consultant's office on a working day, and a campaign."""
    start(town, 3 * MANY, 10, "192.0.2.1")
    start(town, 3 * MANY, 0.1)
    assert found(town) == []


def test_two_bursts_of_one_line_are_two(town: Town) -> None:
    """Each with its own time."""
    for _ in range(2):
        start(town, MANY, 1, "192.0.2.1")
        town.wait(days=1)
    assert found(town) == [("line", MANY), ("line", MANY)]


def test_submissions_within_minutes_and_equal_sheets_are_listed(town: Town) -> None:
    """From whatever lines; one answer apart is another sheet."""
    filled = [town.filled(name=f"厂{n}") for n in range(MANY)]
    other = town.started(name="别家")
    town.answer(other, {"workshop": "none"})
    for assessment in filled:
        town.wait(seconds=30)
        filling.submit(town.holder(assessment), assessment.id, None)
    assert sorted(found(town)) == [("line", MANY + 1), ("sheet", MANY), ("submissions", MANY)]


def test_one_code_in_several_records_is_listed(town: Town) -> None:
    """Three records; two may be a mistake."""
    start(town, SAME - 1, 60, credit_code=CODE)
    assert found(town) == []
    start(town, 1, 60, credit_code=CODE)
    ((kind, many),) = found(town)
    assert (kind, many) == ("code", SAME)
    assert bursts(town.operator)[0].about == CODE


def test_what_is_old_is_not_listed_and_then_forgotten(town: Town) -> None:
    """After a month, and after three in the store."""
    start(town, MANY, 1, "192.0.2.1")
    begun = town.now - timedelta(hours=1)
    town.wait(days=WATCHED.days + 1)
    assert found(town) == []
    assert len(town.store.arrivals(begun)) == MANY
    town.wait(days=ARRIVALS_KEPT.days)
    start(town, 1, 0)
    assert len(town.store.arrivals(begun)) == 1
