"""What the report's own fonts can set, and free text made ready for them."""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from assessments.plain_text import plain
from reports import fonts

SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that the fonts cannot print, each once, as they come."""
    if _printable().issuperset(text):
        return ""
    return "".join(dict.fromkeys(each for each in settable(text) if _lacks(each)))


def printable(text: str) -> str:
    """``settable`` text with ``placeholder`` for each character that cannot be printed."""
    if _printable().issuperset(text):
        return text
    return "".join(placeholder(each) if _lacks(each) else each for each in text)


def placeholder(character: str) -> str:
    """What stands for it in print, and is read out and copied as such: 〔U+1F600〕."""
    return f"〔U+{ord(character):04X}〕"


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
    """The characters that some family has in all its weights.

    None of them is combined with what stands before it, so each can come from a face of its own.
    """
    families = fonts.FACES.values()
    codes = (frozenset.intersection(*map(characters, each)) for each in families)
    return frozenset(map(chr, frozenset().union(*codes)))


@cache
def characters(file: str) -> frozenset[int]:
    """The code points that a face of ``reports/fonts`` has."""
    with TTFont(fonts.FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())
