"""Numbers as people type them, and as they are shown again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.typed_numbers import typed_number
from i18n import exact


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12.0),
        (" 3.5 ", 3.5),
        ("１２０", 120.0),
        ("３．５", 3.5),
        ("-4", -4.0),
        (".5", 0.5),
        ("12,345,678.9", 12345678.9),
        ("１，２００", 1200.0),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_is_read_as_it_is_written(typed: str, number: float | None) -> None:
    """Full-width digits and separators of thousands mean what they say."""
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["十二", "12台", "1,2", "12,34", "1.2.3", "1e5", "²", "½", "--5", "nan", "٣", "9" * 400],
)
def test_what_says_no_number_comes_back_as_it_was_typed(typed: str) -> None:
    """Nothing is guessed and nothing is dropped: a refusal can name what stands in the field."""
    assert typed_number(typed) == typed


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_is_shown_is_read_as_the_same_number(value: float) -> None:
    """What a field shows for a number says just this number, with every digit."""
    assert typed_number(exact(value)) == value
