"""What stays together on paper."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from reports.flow import CARD, MUCH, is_whole, kept, kept_facts
from reports.report import Cell

LITTLE = st.lists(st.integers(0, MUCH // 4), max_size=14)  # how much each row says
ANY = st.lists(st.integers(0, 2 * MUCH), max_size=14)


def parts(told: list[int], *, letter: str = "字") -> list[list[int]]:
    """The rows that stay together."""
    keeps = kept([(Cell(letter * (each // 2), (letter * (each - each // 2),)),) for each in told])
    assert len(keeps) == len(told)
    ends = [sum(not keep for keep in keeps[:at]) for at in range(len(keeps))]
    paired = groupby(zip(ends, told, strict=True), key=lambda each: each[0])
    return [[each for _, each in part] for _, part in paired]


@given(LITTLE)
def test_neither_one_row_is_alone_nor_the_last_two(told: list[int]) -> None:
    """Of rows that say little; a table of up to four stays on one page."""
    found = parts(told)
    if len(told) <= 4:
        assert len(found) == min(len(told), 1)
    else:
        assert len(found[0]) >= 2
        assert len(found[-1]) >= 3


@given(ANY)
def test_what_stays_together_leaves_no_half_page(told: list[int]) -> None:
    """However much rows say."""
    found = parts(told)
    assert [each for part in found for each in part] == told
    assert all(sum(part) <= MUCH for part in found if len(part) > 1)


def test_two_letters_take_the_room_of_one_character() -> None:
    """So that both languages break alike."""
    told = [200, 200, 200]
    assert len(parts(told)) == 2
    assert len(parts(told, letter="a")) == 1


def test_a_card_stays_on_one_page_as_long_as_it_is_short() -> None:
    """A longer one keeps its first two and its last three rows."""
    short, long = [("现状", "短")] * 7, [("现状", "长" * (CARD // 6))] * 7
    assert (is_whole(short), is_whole(long)) == (True, False)
    assert kept_facts(short, card=True) == (True,) * 6 + (False,)
    assert kept_facts(long, card=True) == (True, False, False, False, True, True, False)
    assert kept_facts([], card=True) == ()
