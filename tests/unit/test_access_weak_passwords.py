"""The passwords that are guessed first are refused, and honest ones are not."""

import secrets

import pytest

from access.passwords import SHORTEST, SHORTEST_STEPPED
from access.weak_passwords import FILE, is_weak


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234!",
        "P@ssw0rd2026",
        "ｐａｓｓｗｏｒｄ１２３４",
        "qwertyuiop",
        "1qaz2wsx3edc",
        "1q2w3e4r5t6y",
        "poiuytrewq",
        "1234567890",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abc123abc123",
        "dragon dragon dragon",
        "13812345678",
        "320206198503121234",
        "shuzhen2026",
        "ShuZhen-123456",
        "数诊2026数诊2026",
        "zhongguo2026",
        "woaini1314520",
        "admin123456",
        "wangfang2026",
        "20260301wangfang",
        "wangfangwangfang",
        "wangfang-wangfang-2026",
        "password123456789",
        "huishan1234567890",
        "123456789dragon123456789",
    ],
)
def test_what_is_guessed_first_is_weak(password: str) -> None:
    """Common words with a number, rows of keys, repetitions, digits, the product, one's name."""
    assert is_weak(password, ("wangfang", "王芳"))


@pytest.mark.parametrize(
    "password",
    [
        "a long password",
        "correct horse battery",
        "Gerstenkorn",
        "惠山的第七个车间很安静",
        "wangfang mag Kohlrabi",
        "dragon7kohlrabi",
        "tr0ub4dor&3x",
    ],
)
def test_a_password_of_ones_own_is_not(password: str) -> None:
    """No mixture of characters is asked for."""
    assert not is_weak(password, ("wangfang", "王芳"))


def test_of_what_is_long_enough_thousands_are_refused() -> None:
    """3,000 of the commonest are too short for none of the rules, alone or as people lengthen them.

    With a second step eight characters are enough; without one, whoever takes a common word adds
    a year and a row of digits, or writes it twice.
    """
    words = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("# ")]
    alone = [word for word in words if len(word) >= SHORTEST_STEPPED]
    letters = [word for word in words if word.isalpha() and len(word) >= 5]
    longer = [f"{word}{end}" for word in letters for end in ("2026123456789", f"{word}2026!")]
    long_enough = [each for each in longer if len(each) >= SHORTEST]
    assert len(alone) > 3_000
    assert len(long_enough) > 3_000
    assert [each for each in (*alone, *long_enough) if not is_weak(each)] == []


def test_random_passwords_are_taken() -> None:
    """What a password manager makes is no row of keys."""
    assert sum(is_weak(secrets.token_urlsafe(12)) for _ in range(500)) <= 1


def test_the_list_says_where_it_is_from() -> None:
    """Its source and licence stand with it; every line is a password in small letters."""
    text = FILE.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    assert "Django" in text.splitlines()[2]
    assert "Redistribution" in FILE.with_suffix(".LICENSE").read_text("utf-8")
    assert len(lines) > 9_000
    assert [line for line in lines if line != line.strip().casefold() or not line] == []
