"""Passwords that are guessed first: common ones, rows of the keyboard, repetitions, one's own name.

Length and such a list are what NIST SP 800-63B asks for; it asks for no mixture of characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

FILE = Path(__file__).with_name("common_passwords.txt")
# Of the product and the place; and what people here take that the list lacks.
OURS = frozenset({"shuzhen", "数诊", "数字化", "数字化转型", "无锡", "wuxi", "jiangsu", "gongsi"})
DISTRICTS = frozenset({"liangxi", "xishan", "huishan", "binhu", "xinwu", "jiangyin", "yixing"})
HERE = frozenset({"zhongguo", "woaini", "nihao", "mima", "guanliyuan", "kaihu", "denglu", "ceshi"})
LOOKALIKES = str.maketrans("@013457$!", "aoieastsi")
# Digits and signs around a common word, such as a date, take nobody long to try; a row of keys is
# one of them, however long.
ADDED = 8
FEWEST_STEPS = 4  # that do not follow from the character before
LINES = (
    "1234567890",
    "0123456789",
    "qwertyuiop",
    "asdfghjkl;",
    "zxcvbnm,./",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
)
NEXT = frozenset(pair for line in LINES for way in (line, line[::-1]) for pair in pairwise(way))


def is_weak(password: str, names: Iterable[str] = ()) -> bool:
    """Whether somebody who guesses would try ``password`` early; ``names`` are the person's own."""
    text = unicodedata.normalize("NFKC", password).casefold()
    typed, text = text, re.sub(r"\s+", "", text)
    whole = text
    if repeated := re.fullmatch(r"(.+?)\1+", text):
        text = repeated[1]
    known = _common() | OURS | DISTRICTS | HERE | {name.casefold() for name in names if name}
    stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    around = text.split(stem, 1) if stem else [text]
    doubled = re.fullmatch(r"(.+?)[\W\d_]*\1", stem)
    stems = {stem, stem.translate(LOOKALIKES), doubled[1] if doubled else stem}
    if sum(_steps(each) for each in around if each) <= ADDED and stems & known:
        return True
    return bool({text, whole, typed} & known) or text.isdecimal() or _steps(text) < FEWEST_STEPS


def _steps(text: str) -> int:
    """How many characters do not follow from the one before as on a keyboard or in a row."""
    follows = (a == b or (a, b) in NEXT for a, b in pairwise(text))
    return 1 + sum(not each for each in follows)


@cache
def _common() -> frozenset[str]:
    lines = FILE.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))
