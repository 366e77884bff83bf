"""Cards side by side, in the largest letters in which all of them say everything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.plain_text import plain
from reports.pptx_drawing import FAINT, OWN, SOFT, Box, Line, SlideCanvas, height
from reports.report import Card

SIZES = (22.0, 20.0, 18.0)  # points, the largest first
HEAD, FOOT, LABEL = 20.0, 16.0, 14.0
GAP, PADDING, BAR = 18.0, 14.0, 4.0
BELOW = 8.0  # the heading
LEAST = 230.0  # points that a card is high
TWO = 2  # lines of a heading or a figure


@dataclass(frozen=True)
class CardLines:
    """What stands on a card: heading, rows and figure."""

    head: Line
    rows: tuple[Line, ...]
    foot: Line

    def height(self, width: float) -> float:
        """How high rows and figure are."""
        return height((*self.rows, self.foot), width)


def draw_cards(canvas: SlideCanvas, cards: Sequence[Card], box: Box) -> None:
    """The cards over the width of ``box``, all of one height, their texts beginning level."""
    width = (box.width - GAP * (len(cards) - 1)) / len(cards)
    inner = width - 2 * PADDING
    heads = [canvas.fit(Line(card.head, HEAD, OWN, bold=True), inner, TWO) for card in cards]
    top = max(head.height(inner) for head in heads) + BELOW
    around = top + 2 * PADDING + BAR
    told = _fitted(canvas, cards, heads, inner, box.height - around)
    high = max(LEAST, *(card.height(inner) + around for card in told))
    for place, card in enumerate(told):
        ground = Box(box.x + place * (width + GAP), box.y, width, min(high, box.height))
        inside = Box(ground.x, ground.y + BAR, width, ground.height - BAR).inner(PADDING)
        number = place + 1
        canvas.block(f"Card {number}", ground, SOFT)
        canvas.block(f"Bar {number}", Box(ground.x, ground.y, width, BAR), OWN)
        canvas.text(f"Head {number}", Box(inside.x, inside.y, inner, top), (card.head,))
        canvas.text(f"Text {number}", inside.below(top), card.rows)
        if card.foot.text:
            canvas.text(f"Foot {number}", inside.below(top), (card.foot,), "b")


def _fitted(
    canvas: SlideCanvas, cards: Sequence[Card], heads: Sequence[Line], width: float, room: float
) -> list[CardLines]:
    """All whole in the largest letters that go, else in the smallest and shortened."""
    found: list[CardLines] = []
    for size in SIZES:
        found = [
            CardLines(head, _rows(card, size), canvas.fit(_foot(card), width, TWO))
            for card, head in zip(cards, heads, strict=True)
        ]
        if max(card.height(width) for card in found) <= room:
            break
    return [_shortened(canvas, card, width, room) for card in found]


def _rows(card: Card, size: float) -> tuple[Line, ...]:
    many = len(card.rows) > 1 and not any(label for label, _ in card.rows)
    lines: list[Line] = []
    for label, text in card.rows:
        if label:
            lines.append(Line(plain(label), LABEL, FAINT, bold=True, above=10 if lines else 0))
        above = 6 if many and lines else 0
        lines.append(Line(plain(text), size, bullet=many, above=above))
    return tuple(lines)


def _foot(card: Card) -> Line:
    return Line(card.foot, FOOT, OWN, bold=True, above=10)


def _shortened(canvas: SlideCanvas, card: CardLines, width: float, room: float) -> CardLines:
    """The longest text first, a line at a time; then without the last rows, and how many."""
    rows = list(card.rows)
    most = [row.lines(width) for row in rows]
    while replace(card, rows=tuple(rows)).height(width) > room and max(most) > 1:
        longest = max(range(len(rows)), key=lambda place: most[place])
        most[longest] -= 1
        rows[longest] = canvas.cut(card.rows[longest], width, most[longest])
    for before, after in zip(card.rows, rows, strict=True):
        if before.text != after.text:
            canvas.rest.append(before.text)
    left = 0
    while replace(card, rows=tuple(rows)).height(width) > room and len(rows) > 1:
        kept = rows[:-2] if left else rows[:-1]
        left = len(card.rows) - len(kept)
        more = canvas.voice.say("deck.more", n=left)
        rows = [*kept, Line(more, SIZES[-1], FAINT, above=6)]
    canvas.rest += [row.text for row in card.rows[len(card.rows) - left :]]
    return replace(card, rows=tuple(rows))
