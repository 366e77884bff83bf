"""What is told of an item: a sentence a rung, what a low one costs, what a high one looks like."""

from pydantic import Field

from files.shape import Entry, Id
from files.texts import Bilingual
from questionnaires.entries import Edition

EXTENTS = ("none", "some", "all")  # of a multi item: nothing, part or everything is ticked
MOST = 400  # items of a file


class Narrative(Entry):
    """The words for one item: ``title`` names it, ``found`` is by rung (of a multi by extent).

    ``options``: those of a multi item that the sentences were written for. ``editions``: the only
    ones that they are for, where they say so.
    """

    editions: tuple[Edition, ...] = ()
    options: tuple[Id, ...] = Field(default=(), max_length=60)
    title: Bilingual
    found: dict[str, Bilingual] = Field(min_length=1, max_length=60)
    pain: Bilingual
    goal: Bilingual


class NarrativesEntry(Entry):
    """``<questionnaire>.yaml``; the items may be those of a pool.

    ``titles`` are names for items that have no sentences, in whatever edition; ``dimensions`` are
    what a report calls dimensions that speak plainly to who answers.
    """

    questionnaire: Id
    editions: tuple[Edition, ...] = Field(default=(), max_length=40)
    items: dict[Id, Narrative] = Field(default={}, max_length=MOST)
    titles: dict[Id, Bilingual] = Field(default={}, max_length=MOST)
    dimensions: dict[Id, Bilingual] = Field(default={}, max_length=40)
