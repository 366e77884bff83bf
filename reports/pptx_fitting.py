"""How much text a box of a slide holds: PowerPoint does not say, so it is measured beforehand."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate

LINE = 1.3  # of the size of the letters, from one line to the next
# Thousandths of the size that " " to "~" take in Arial, and in its bold.
REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
WIDEST = 1.0  # what any other character takes at most; an ideograph takes just that
WORD = re.compile(r"[!-~]+|\n|\s|.", re.DOTALL)
SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?]) ")
CLAUSE = re.compile(r"(?<=[；，、）])|(?<=[;,)]) ")
MORE = "…"
LEAST = 0.5  # of what would fit: a cut at the end of a sentence that leaves less is none


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide ``text`` is on one line at most, in points."""
    return size * _ems(text, bold)


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines of ``width`` points ``text`` takes; a word that is too long is broken."""
    room = max(width - size / 2, size)  # a mark that may not begin a line takes one with it
    lines, used = 1, 0.0
    for word in WORD.findall(text):
        wide = width_of(word, size, bold=bold)
        if word == "\n":
            lines, used = lines + 1, 0.0
        elif used + wide <= room:
            used += wide
        elif not word.isspace():
            over = int(wide // room)
            lines, used = lines + (used > 0) + over, wide - over * room
    return lines


def fitted(text: str, width: float, size: float, lines: int, *, bold: bool = False) -> str:
    """``text``, or as much of its beginning as ``lines`` hold: whole sentences, else clauses."""

    def fits(text: str) -> bool:
        return lines_of(text, width, size, bold=bold) <= lines

    if fits(text):
        return text
    cuts = _cuts(text, fits)
    most = cuts[bisect(cuts, False, key=lambda end: not fits(text[:end] + MORE)) - 1]
    ends = [end for end in _ends(SENTENCE, text) if end <= most]
    if ends and ends[-1] >= most * LEAST:
        return text[: ends[-1]].rstrip()
    ends = [end for end in _ends(CLAUSE, text) if end <= most]
    end = ends[-1] if ends and ends[-1] >= most * LEAST else most
    return text[:end].rstrip(" ，、；,;") + MORE


def _cuts(text: str, fits: Callable[[str], bool]) -> list[int]:
    """Where ``text`` can be cut: between two words, or anywhere if the first one is too long."""
    words = WORD.findall(text)
    if not fits(words[0] + MORE):
        words = list(text)
    ends = accumulate(map(len, words))
    return [0, *(end for end in ends if not unicodedata.combining(text[end : end + 1] or " "))]


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in pattern.finditer(text)]


@lru_cache(maxsize=8192)  # words and characters come again, and texts are tried in many sizes
def _ems(text: str, bold: bool) -> float:
    latin = BOLD if bold else REGULAR
    return sum(map(partial(_em, latin), text))


def _em(latin: Sequence[int], character: str) -> float:
    if " " <= character <= "~":
        return latin[ord(character) - ord(" ")] / 1000
    return 0.0 if unicodedata.combining(character) or character == "\n" else WIDEST
