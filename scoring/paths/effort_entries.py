"""The files of effort tables as they are written."""

from pydantic import Field

from files.shape import Entry, Id
from files.texts import Translatable


class ClassEntry(Entry):
    """A class of effort."""

    cost: float = Field(gt=0)
    name: Translatable
    meaning: Translatable
    reason: Translatable


class HeightEntry(Entry):
    """Steps up to this share of the way belong to that class."""

    up_to: float = Field(gt=0, le=1)
    effort: str
    reason: Translatable


class UsualEntry(Entry):
    """The class of every step of a kind."""

    effort: str
    reason: Translatable


class GeneralEntry(Entry):
    """The file that holds for every questionnaire."""

    version: str
    provenance: Translatable
    classes: dict[Id, ClassEntry] = Field(min_length=1)
    heights: tuple[HeightEntry, ...] = Field(min_length=1)
    tick: UsualEntry
    drop: UsualEntry


class ItemEffortEntry(Entry):
    """The classes of single steps of an item, by option id or by the band's number from 1."""

    to: dict[str, str] = Field(min_length=1)
    reason: Translatable


class PlaceEntry(Entry):
    """A step of an item."""

    item: str
    to: str | int


class NeedsEntry(Entry):
    """One step that needs another one first."""

    item: str
    to: str | int
    needs: PlaceEntry
    reason: Translatable


class OwnEntry(Entry):
    """The file of one questionnaire."""

    questionnaire: Id
    version: str
    provenance: Translatable
    items: dict[str, ItemEffortEntry] = Field(default_factory=dict)
    requires: tuple[NeedsEntry, ...] = ()
