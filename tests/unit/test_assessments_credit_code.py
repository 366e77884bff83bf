"""The unified social credit code and its check character."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.credit_code import (
    ALPHABET,
    LENGTH,
    check_character,
    doubt_of,
    fault_of,
    tidy_code,
)

BODIES = st.builds(
    lambda head, digits, tail: head + digits + tail,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
CODES = BODIES.map(lambda body: body + check_character(body))


def test_the_check_character_is_that_of_the_standard() -> None:
    """The weights are the powers of 3 modulo 31, worked out by hand for two bodies."""
    # 17 zeros sum to 0; a single 1 at place i leaves 31 - 3**i modulo 31.
    assert check_character("0" * 17) == "0"
    assert [check_character("0" * i + "1" + "0" * (16 - i)) for i in range(4)] == [
        ALPHABET[31 - weight] for weight in (1, 3, 9, 27)
    ]


@given(CODES)
def test_a_right_code_is_accepted_however_it_is_typed(code: str) -> None:
    """Small letters, spaces, hyphens, full-width and invisible characters do not matter."""
    typed = f"\u200b {code[:8].lower()}-{code[8:]}\u00a0\ufeff"
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code)
    assert fault_of(tidy_code(typed)) is doubt_of(code) is None
    assert tidy_code(typed) == tidy_code(wide) == code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(code: str, place: int, wrong: str) -> None:
    """No code stays right when one of its characters is another."""
    assume(code[place] != wrong)
    mistyped = code[:place] + wrong + code[place + 1 :]
    assert fault_of(mistyped) is None  # it might be a genuine one
    assert doubt_of(mistyped) in ("check", "letters")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "length"),
        ("9" * 17, "length"),
        ("9" * 19, "length"),
        ("9132/0" + "0" * 12, "characters"),
        ("91320A" + "0" * 12, None),
        ("I" + "0" * 17, None),
        ("𠮷" + "0" * 17, "characters"),
        ("0" * 17 + "1", None),
        ("0" * 18, None),
    ],
)
def test_the_fault_is_named(code: str, fault: str | None) -> None:
    """Length first, then what is neither a digit nor a capital."""
    assert fault_of(code) == fault


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        ("0" * 18, None),
        ("0" * 17 + "1", "check"),
        ("0" * 17 + "O", "letters"),
        ("91320A" + "0" * 12, "letters"),
        *((letter + "0" * 17, "letters") for letter in "IOSVZ"),
    ],
)
def test_what_is_unusual_is_warned_of_and_allowed(code: str, doubt: str | None) -> None:
    """Genuine codes of the old kind have such letters or another check character."""
    assert fault_of(code) is None
    assert doubt_of(code) == doubt
