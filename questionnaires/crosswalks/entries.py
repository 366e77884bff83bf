"""A crosswalk file as it is written."""

from typing import Annotated, Literal

from pydantic import Field

from files.shape import Entry, Id
from questionnaires.crosswalks.model import Kinship
from questionnaires.model import Confidence
from questionnaires.regulations.entries import TextEntry

Edition = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
Options = Annotated[tuple[Id, ...], Field(min_length=1)]


class ReadBandEntry(Entry):
    """A stretch of our number or ratio and what it leaves of theirs."""

    from_: float = Field(alias="from")
    to: float
    reads: Options


class RelationEntry(Entry):
    """One item of ours and one of theirs."""

    from_: Id = Field(alias="from")
    to: Id
    relation: Kinship
    why: TextEntry | None = None
    editions: tuple[Edition, ...] = ()
    reads: dict[Id, Options] = Field(default_factory=dict)
    without: dict[Id, Options] = Field(default_factory=dict)
    bands: tuple[ReadBandEntry, ...] = ()
    closed: Literal["left", "right"] = "left"
    ticks: dict[Id, Options] = Field(default_factory=dict)
    rules_out: dict[Id, Options] = Field(default_factory=dict)
    only_with: dict[Id, Options] = Field(default_factory=dict)
    absent_too: bool = False

    def said(self) -> tuple[str, ...]:
        """The names of the readings that are written."""
        return tuple(name for name in READINGS if getattr(self, name))


READINGS = ("reads", "without", "bands", "ticks", "rules_out", "only_with")


class CrosswalkEntry(Entry):
    """``<from>--<to>.yaml``."""

    from_: Id = Field(alias="from")
    from_editions: tuple[Edition, ...] = Field(min_length=1)
    to: Id
    to_edition: Edition
    confidence: Confidence
    source: TextEntry
    with_: tuple[str, ...] = Field(default=(), alias="with")  # crosswalks of pools, by file name
    relations: tuple[RelationEntry, ...] = ()
