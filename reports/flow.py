"""What stays together on paper: words with the table or picture that they lead to, and rows.

One rule for the PDF and for Word, so that both have about the same pages.
"""

from collections.abc import Sequence

from reports.report import Block, Cell, Fact, Paragraph, Picture, Priority, Table

PHOTO_WIDTH, PHOTO_HEIGHT_CM = 0.72, 8.4  # share of a line, and cm: room of a photograph
SHORT = 100  # characters of a text that stays with the one after it
LONG = 160  # said by a text that may stand on the page before what it leads to
FIRST, LAST = 2, 3  # rows of a table that stay together, unless they say more than MUCH
FEW, LITTLE = 8, 240  # rows, and what they say, of a table that stays on one page
MUCH = 450  # said by rows that may run over two pages
CARD = 350  # said by a card that may


def leads(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Of each block whether it is text that stays on one page with what comes after it.

    The last text before a table, a picture or a card does, and one that is short before that;
    a long one does not: it would leave the page before it half empty.
    """
    shown = [isinstance(block, Table | Picture | Priority) for block in blocks] + [False, False]
    told = [isinstance(block, Paragraph) for block in blocks] + [False]
    return tuple(
        isinstance(block, Paragraph)
        and _room(block.text) <= LONG
        and (shown[at + 1] or (told[at + 1] and shown[at + 2] and len(block.text) <= SHORT))
        for at, block in enumerate(blocks)
    )


def kept(rows: Sequence[Sequence[Cell]]) -> tuple[bool, ...]:
    """Of each row of a table whether it stays on one page with the next.

    No page has one row of a longer table, nor its last two; rows that say much may stand alone,
    for what is kept together must not leave the page before it half empty.
    """
    return _kept([sum(map(_room, (t for c in row for t in (c.text, *c.details)))) for row in rows])


def kept_facts(rows: Sequence[Fact], *, card: bool = False) -> tuple[bool, ...]:
    """The same of labels and values; all of them in a ``card`` that is whole."""
    if card and is_whole(rows):
        return tuple(at < len(rows) for at in range(1, len(rows) + 1))
    return _kept([sum(map(_room, row)) for row in rows])


def is_whole(card: Sequence[Fact]) -> bool:
    """Whether the card stays on one page."""
    return sum(_room(text) for row in card for text in row) <= CARD


def _kept(told: Sequence[float]) -> tuple[bool, ...]:
    """By how much each row says."""
    rows = len(told)
    small = rows < FIRST + LAST or (rows <= FEW and sum(told) <= LITTLE)
    parts = [range(rows if small else 0), range(min(FIRST, rows))]
    parts += [range(max(rows - most, FIRST), rows) for most in (LAST, LAST - 1)]
    together = [part for part in parts if sum(told[at] for at in part) <= MUCH]
    return tuple(any(at in part and at + 1 in part for part in together) for at in range(rows))


def _room(text: str) -> float:
    """What it says, in Chinese characters; a letter is half as wide (one byte, and not three)."""
    return (len(text) + len(text.encode(errors="replace"))) / 4
