"""A crosswalk file as it is written."""

from pydantic import Field

from files.shape import Entry, Id
from files.texts import Bilingual
from questionnaires.crosswalks.model import Relation
from questionnaires.entries import Edition
from questionnaires.model import Confidence


class CrosswalkEntry(Entry):
    """``<from>--<to>.yaml``."""

    from_: Id = Field(alias="from")
    from_editions: tuple[Edition, ...] = ()
    to: Id
    to_edition: Edition
    confidence: Confidence
    source: Bilingual
    with_: tuple[str, ...] = Field(default=(), alias="with")  # crosswalks of pools, by file name
    relations: tuple[Relation, ...] = ()
