"""What is told of an item: a sentence a rung, what a low one costs, what a high one looks like."""

from collections.abc import Mapping
from functools import cached_property

from i18n import Text
from questionnaires.model import Frozen, Item, Kind
from solutions.model import rungs_of

EXTENTS = ("none", "some", "all")  # of a multi item: nothing, part or everything is ticked

Asked = tuple[str, Kind, tuple[str, ...]]  # what an item is known by, wherever it was included


class Narrative(Frozen):
    """The words for one item: ``title`` names it, ``found`` is by rung (of a multi by extent)."""

    item: str
    kind: Kind
    rungs: tuple[str, ...]
    title: Text
    found: Mapping[str, Text]
    pain: Text
    goal: Text


class Narratives(Frozen):
    """The narratives of one questionnaire, or of a pool, whose items stand in others too."""

    items: tuple[Narrative, ...]

    @cached_property
    def by_item(self) -> Mapping[Asked, Narrative]:
        """Every narrative under what its item is known by."""
        return {(each.item, each.kind, each.rungs): each for each in self.items}

    def of(self, item: Item) -> Narrative | None:
        """The narrative that is about ``item``; one of another item of that id is not."""
        return self.by_item.get((item.id, item.kind, rungs_of(item)))


def told_rungs(item: Item) -> tuple[str, ...]:
    """The keys of ``found`` that an item needs."""
    return EXTENTS if item.kind is Kind.MULTI else rungs_of(item)
