"""What answers to one questionnaire say about the items of another."""

from typing import Annotated, Literal

from pydantic import Field

from files.frozen import Frozen
from files.shape import Entry, Id
from files.texts import Bilingual
from i18n import Text
from questionnaires.entries import Edition
from questionnaires.model import Confidence

Kinship = Literal["equal", "subset", "superset", "intersects"]
Options = Annotated[tuple[Id, ...], Field(min_length=1)]
READINGS = ("reads", "without", "bands", "ticks", "rules_out", "only_with")


class ReadBand(Entry):
    """A stretch of our number or ratio, ``[from, to)``, and the options of theirs it leaves."""

    from_: float = Field(alias="from")
    to: float
    reads: Options


class Relation(Entry):
    """How an item of ours bears on an item of theirs; ``relation`` is ours seen from theirs.

    A choice or ladder of theirs keeps the options that ``reads`` (our option is chosen),
    ``without`` (our multi option is not ticked) or ``bands`` leave it. Of a multi item of theirs
    ``ticks`` says what our option makes certain and ``rules_out`` what it excludes;
    ``only_with`` names the options of ours without one of which theirs is excluded. With none
    of them the two are the same number, or have the same options. ``absent_too``: where ours
    does not apply, neither does theirs. ``editions``: the only ones of ours in which it holds.
    """

    from_: Id = Field(alias="from")
    to: Id
    relation: Kinship
    why: Bilingual | None = None
    editions: tuple[Edition, ...] = ()
    reads: dict[Id, Options] = Field(default_factory=dict)
    without: dict[Id, Options] = Field(default_factory=dict)
    bands: tuple[ReadBand, ...] = ()
    closed: Literal["left", "right"] = "left"  # which end belongs to a band
    ticks: dict[Id, Options] = Field(default_factory=dict)
    rules_out: dict[Id, Options] = Field(default_factory=dict)
    only_with: dict[Id, Options] = Field(default_factory=dict)
    absent_too: bool = False

    @property
    def readings(self) -> tuple[str, ...]:
        """The names of the readings that are written."""
        return tuple(name for name in READINGS if getattr(self, name))

    @property
    def copies(self) -> bool:
        """Whether our answer is theirs as it stands."""
        return not self.readings


class Crosswalk(Frozen):
    """From one questionnaire (``from_``) to an edition of another (``to``).

    ``from_editions``: the only ones that it is for, where it says so.
    """

    from_: str = Field(alias="from")
    from_editions: tuple[str, ...] = ()
    to: str
    to_edition: str
    confidence: Confidence
    source: Text
    relations: tuple[Relation, ...]
