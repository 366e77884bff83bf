"""The values of a file of layers: frozen, in both languages."""

from collections.abc import Mapping

from i18n import Text
from questionnaires.model import Frozen


class Component(Frozen):
    """Something that an enterprise has or has not.

    ``shown_by``: item to the rungs (ids of options, or numbers of bands from "1") of which any
    shows that it is there; one item is enough.
    """

    id: str
    name: Text
    shown_by: Mapping[str, tuple[str, ...]]


class Layer(Frozen):
    """One of five; ``components`` in the order in which they are drawn."""

    id: str
    title: Text
    components: tuple[Component, ...]


class Layers(Frozen):
    """The layers for some editions of one questionnaire, the lowest first."""

    questionnaire: str
    editions: tuple[str, ...]
    layers: tuple[Layer, ...]
