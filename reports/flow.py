"""What stays together on paper: words with the table or picture that they lead to."""

from collections.abc import Sequence

from reports.report import Block, Paragraph, Picture, Priority, Table

PHOTO_WIDTH, PHOTO_HEIGHT_CM = 0.72, 8.4  # share of a line, and cm: room of a photograph
SHORT = 100  # characters of a text that stays with the one after it


def leads(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Of each block whether it is text that stays on one page with what comes after it.

    The last text before a table, a picture or a card does, and one that is short before that.
    """
    shown = [isinstance(block, Table | Picture | Priority) for block in blocks] + [False, False]
    told = [isinstance(block, Paragraph) for block in blocks] + [False]
    return tuple(
        isinstance(block, Paragraph)
        and (shown[at + 1] or (told[at + 1] and shown[at + 2] and len(block.text) <= SHORT))
        for at, block in enumerate(blocks)
    )
