"""What a consultant found of one claim: verdicts, and what is noted and left open beside it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from assessments.plain_text import plain
from assessments.refusals import Invalid, NotFound
from files.frozen import Frozen

LONGEST_POINT = 500  # characters
MOST_POINTS = 300  # of an assessment


class ClaimVerdict(StrEnum):
    """What became of a claim."""

    CONFIRMED = "confirmed"
    UP = "up"
    DOWN = "down"
    CHANGED = "changed"  # another answer that is worth the same, or nothing
    NOT_SHOWN = "not_shown"  # there was nothing to see; what stands is said beside it
    UNCHECKED = "unchecked"


ADJUSTED = (ClaimVerdict.UP, ClaimVerdict.DOWN, ClaimVerdict.CHANGED)
WITH_A_REASON = (*ADJUSTED, ClaimVerdict.NOT_SHOWN)  # whoever finds that says why
ORDER = (ClaimVerdict.CONFIRMED, *ADJUSTED, ClaimVerdict.NOT_SHOWN, ClaimVerdict.UNCHECKED)


def verdict_of(
    claim: Any, found: Any, worth: tuple[float | None, float | None], *, not_shown: bool
) -> ClaimVerdict:
    """The verdict on a claim; ``found`` is the verified answer, None where there is none.

    ``worth``: what the answer is worth on the claimed and on the verified side.
    """
    if not_shown:
        return ClaimVerdict.NOT_SHOWN
    if found is None:
        return ClaimVerdict.UNCHECKED
    if found == claim:
        return ClaimVerdict.CONFIRMED
    before, after = (0.0 if each is None else each for each in worth)
    if before == after:
        return ClaimVerdict.CHANGED
    return ClaimVerdict.UP if after > before else ClaimVerdict.DOWN


class PointNote(Frozen):
    """A comment on an item, or a point that is ``open`` until somebody says how it was settled.

    ``id`` is unique in the assessment; ``item`` "" is the case as a whole.
    """

    id: int
    item: str
    text: str
    open: bool = False
    by: str
    at: datetime
    resolution: str = ""
    resolved_by: str = ""
    resolved_at: datetime | None = None

    @property
    def unsettled(self) -> bool:
        """Whether it is still open."""
        return self.open and not self.resolution


class PointNotes(Frozen):
    """All of an assessment, in the order in which they came. None is ever taken out."""

    notes: tuple[PointNote, ...] = ()

    def of(self, item: str) -> Sequence[PointNote]:
        """Those on one item."""
        return [each for each in self.notes if each.item == item]

    @property
    def unsettled(self) -> Sequence[PointNote]:
        """Those that are still open."""
        return [each for each in self.notes if each.unsettled]

    def with_note(self, item: str, text: str, *, open: bool, by: str, at: datetime) -> "PointNotes":
        """One more. Raises Invalid for no text, a long one, or too many."""
        if len(self.notes) >= MOST_POINTS:
            raise Invalid("points_many", most=MOST_POINTS)
        id = len(self.notes) + 1
        made = PointNote(id=id, item=item, text=point_text(text), open=open, by=by, at=at)
        return PointNotes(notes=(*self.notes, made))

    def settled(self, id: int, text: str, *, by: str, at: datetime) -> "PointNotes":
        """How the open point ``id`` was settled. Raises NotFound, Invalid as above."""
        if not any(each.id == id and each.unsettled for each in self.notes):
            raise NotFound("unknown_point")
        told = {"resolution": point_text(text), "resolved_by": by, "resolved_at": at}
        return PointNotes(
            notes=tuple(e.model_copy(update=told) if e.id == id else e for e in self.notes)
        )


class NotShown(Frozen):
    """The items of which there was nothing to see, each with who said so and when."""

    items: dict[str, tuple[str, datetime]] = Field(default_factory=dict)


def point_text(typed: str) -> str:
    """What is noted, tidied. Raises Invalid for nothing, or for what is too long."""
    text = plain(typed)
    if not text:
        raise Invalid("point_empty")
    if len(text) > LONGEST_POINT:
        raise Invalid("point_long", longest=LONGEST_POINT, length=len(text))
    return text
