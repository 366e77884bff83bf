"""A file of layers as it is written."""

from typing import Annotated

from pydantic import Field

from files.shape import Entry, Id
from questionnaires.entries import Edition
from questionnaires.regulations.entries import TextEntry

LAYERS = 5
MOST = 12  # components of a layer; they are to be seen in one look
Rung = Annotated[str, Field(min_length=1, max_length=60)]


class ComponentEntry(Entry):
    """A component and the rungs that show it."""

    id: Id
    name: TextEntry
    shown_by: dict[Id, tuple[Rung, ...]] = Field(min_length=1, max_length=MOST)


class LayerEntry(Entry):
    """A layer."""

    id: Id
    title: TextEntry
    components: tuple[ComponentEntry, ...] = Field(min_length=1, max_length=MOST)


class LayersEntry(Entry):
    """``<questionnaire>.yaml``: the layers from the lowest to the highest."""

    questionnaire: Id
    editions: tuple[Edition, ...] = Field(min_length=1)
    layers: tuple[LayerEntry, ...] = Field(min_length=LAYERS, max_length=LAYERS)
