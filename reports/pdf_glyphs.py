"""What the report's own fonts can set, and free text made ready for them."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from assessments.plain_text import plain
from reports import fonts

SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that the fonts cannot print, each once, as they come."""
    if _printable().issuperset(text):
        return ""
    return "".join(dict.fromkeys(each for each in settable(text) if _lacks(each)))


def settable(text: str) -> str:
    """``text`` as it is set: composed, and without what has no ink and no effect here."""
    if not text.isprintable():  # then only do joiners, odd spaces and the like occur
        text = "".join(map(_inked, plain(text)))
    return unicodedata.normalize("NFC", SELECTORS.sub("", text)).strip()


def _inked(character: str) -> str:
    """Any space is a space, any end of a line is one, joiners fall away."""
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return character if character == "\u3000" else " "
    if category in {"Zl", "Zp"}:
        return "\n"
    return "" if category == "Cf" else character


def _lacks(character: str) -> bool:
    return character != "\n" and character not in _printable()


@cache
def _printable() -> frozenset[str]:
    """The characters that every face has."""
    faces = map(_characters, fonts.FOLDER.glob("*.ttf"))
    return frozenset(set.intersection(*faces))


def _characters(face: Path) -> set[str]:
    with TTFont(face, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))
