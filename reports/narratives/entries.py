"""The files of narratives as they are written."""

from pydantic import Field

from files.shape import Entry, Id
from questionnaires.entries import Edition
from questionnaires.regulations.entries import TextEntry

MOST = 400  # items of a file


class NarrativeEntry(Entry):
    """The words for one item; ``editions`` where they are not those of the file."""

    editions: tuple[Edition, ...] = ()
    title: TextEntry
    found: dict[str, TextEntry] = Field(min_length=1, max_length=60)
    pain: TextEntry
    goal: TextEntry


class NarrativesEntry(Entry):
    """``<questionnaire>.yaml``; the items may be those of a pool."""

    questionnaire: Id
    editions: tuple[Edition, ...] = Field(min_length=1, max_length=40)
    items: dict[Id, NarrativeEntry] = Field(min_length=1, max_length=MOST)
