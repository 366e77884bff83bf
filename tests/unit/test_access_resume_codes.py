"""Resume codes: easy to write down, hard to guess, and a slip is noticed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from access.resume_codes import ALPHABET, LENGTH, new_code, tidy_code

BODIES = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def code_of(body: str) -> str:
    """The code that begins with ``body``."""
    return next(body + last for last in ALPHABET if tidy_code(body + last))


def test_a_new_code_is_four_groups_of_four() -> None:
    """Without letters that are taken for digits, and never twice the same."""
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
        assert not set(code) & set("ILOU")
        assert tidy_code(code) == code.replace("-", "")


def test_it_cannot_be_guessed() -> None:
    """Fifteen free characters of thirty-two make seventy-five bits; the last one adds none."""
    assert len(set(ALPHABET)) == 2**5
    assert 5 * (LENGTH - 1) >= 75


@given(BODIES)
def test_a_body_has_exactly_one_check_character(body: str) -> None:
    """Thirty-one of thirty-two endings are wrong."""
    assert len([last for last in ALPHABET if tidy_code(body + last)]) == 1


@given(BODIES)
def test_however_it_is_written_it_is_the_same_code(body: str) -> None:
    """Case, separators, full-width characters, O for 0 and l for 1 do not matter."""
    code = code_of(body)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code)
    misread = code.replace("0", "o").replace("1", "l")
    spaced = " ".join(code.lower()) + "。"
    assert {tidy_code(text) for text in (wide, misread, spaced, f"{code[:4]}—{code[4:]}")} == {code}


@given(BODIES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    """A mistyped code is told apart from one that nobody has."""
    code = code_of(body)
    assume(code[place] != wrong)
    assert tidy_code(code[:place] + wrong + code[place + 1 :]) is None


@given(BODIES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_every_exchange_of_two_characters_is_noticed(body: str, one: int, other: int) -> None:
    """Wherever the two stand."""
    code = list(code_of(body))
    assume(code[one] != code[other])
    code[one], code[other] = code[other], code[one]
    assert tidy_code("".join(code)) is None


@given(st.text(max_size=40))
def test_anything_else_is_no_code(text: str) -> None:
    """Whatever is typed, the answer is a whole code or None."""
    found = tidy_code(text)
    assert found is None or (len(found) == LENGTH and set(found) <= set(ALPHABET))
