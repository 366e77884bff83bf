"""The values of a file of layers, as they are written: frozen, in both languages."""

from typing import Annotated

from pydantic import Field

from files.shape import Entry, Id
from files.texts import Bilingual
from questionnaires.entries import Edition

LAYERS = 5
MOST = 24  # components of a layer; of those of several trades a firm sees its own
Rung = Annotated[str, Field(min_length=1, max_length=60)]


class Component(Entry):
    """Something that an enterprise has or has not.

    ``shown_by``: item to the rungs (ids of options, or numbers of bands from "1") of which any
    shows that it is there; one item is enough.
    """

    id: Id
    name: Bilingual
    shown_by: dict[Id, tuple[Rung, ...]] = Field(min_length=1, max_length=MOST)


class Layer(Entry):
    """One of five; ``components`` in the order in which they are drawn."""

    id: Id
    title: Bilingual
    components: tuple[Component, ...] = Field(min_length=1, max_length=MOST)


class Layers(Entry):
    """``<questionnaire>.yaml``: the layers from the lowest to the highest.

    ``editions``: the only ones of the questionnaire that they are for, where they say so.
    """

    questionnaire: Id
    editions: tuple[Edition, ...] = ()
    layers: tuple[Layer, ...] = Field(min_length=LAYERS, max_length=LAYERS)
