"""What it takes to bring an item a step further: effort classes, declared in files.

They are assumptions with their reasons beside them, in points of effort and not in money, until
somebody edits them or a catalogue of solutions takes their place.
"""

from collections.abc import Mapping
from functools import cached_property

from files.frozen import Frozen
from i18n import Text
from questionnaires.model import Item


class Effort(Frozen):
    """A class of effort; ``cost`` is in points of effort, comparable within one table only."""

    id: str
    cost: float
    name: Text
    meaning: Text
    reason: Text


class Needs(Frozen):
    """Bringing ``item`` to its step ``to`` (or higher) needs ``needed`` at ``at`` (or higher).

    Steps are positions among the options or bands, from 0 in the questionnaire's order. Of a
    multi item the one option is meant.
    """

    item: str
    to: int
    needed: str
    at: int
    reason: Text


class EffortTable(Frozen):
    """The effort of every step of one questionnaire.

    ``heights``: (share of the way from the lowest to the highest step, class), rising to 1; a
    step takes the first class whose share it does not exceed. ``own``: item id to its own
    classes by step, where the table gives them.
    """

    classes: Mapping[str, Effort]
    heights: tuple[tuple[float, str], ...]
    tick: str  # class of each option of a multi item that is taken up
    drop: str  # class of each negative option that is given up
    own: Mapping[str, Mapping[int, str]]
    needs: tuple[Needs, ...] = ()
    provenance: Text

    @cached_property
    def referred(self) -> frozenset[str]:
        """The items that something else needs."""
        return frozenset(each.needed for each in self.needs)

    def climb(self, item: Item, step: int, height: float) -> Effort:
        """The effort of arriving at ``step``, at ``height`` in (0, 1]."""
        above = (name for share, name in self.heights if height <= share + 1e-9)
        return self.classes[self.own.get(item.id, {}).get(step) or next(above)]

    def toggle(self, item: Item, option: int) -> Effort:
        """The effort of taking up an option of a multi item, or of giving up a negative one."""
        usual = self.drop if item.options[option].negative else self.tick
        return self.classes[self.own.get(item.id, {}).get(option) or usual]
