"""What answers to one questionnaire say about the items of another."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from i18n import Text
from questionnaires.model import Confidence, Frozen

Kinship = Literal["equal", "subset", "superset", "intersects"]
Options = tuple[str, ...]


class ReadBand(Frozen):
    """A stretch of our number or ratio, ``[from, to)``, and the options of theirs it leaves."""

    from_: float = Field(alias="from")
    to: float
    reads: Options


class Relation(Frozen):
    """How an item of ours bears on an item of theirs; ``relation`` is ours seen from theirs.

    A choice or ladder of theirs keeps the options that ``reads`` (our option is chosen),
    ``without`` (our multi option is not ticked) or ``bands`` leave it. Of a multi item of theirs
    ``ticks`` says what our option makes certain and ``rules_out`` what it excludes;
    ``only_with`` names the options of ours without one of which theirs is excluded. With none
    of them the two are the same number, or have the same options. ``absent_too``: where ours
    does not apply, neither does theirs.
    """

    from_: str = Field(alias="from")
    to: str
    relation: Kinship
    why: Text | None
    editions: tuple[str, ...]  # of ours in which it holds
    reads: Mapping[str, Options]
    without: Mapping[str, Options]
    bands: tuple[ReadBand, ...]
    closed: Literal["left", "right"]  # which end belongs to a band
    ticks: Mapping[str, Options]
    rules_out: Mapping[str, Options]
    only_with: Mapping[str, Options]
    absent_too: bool

    @property
    def copies(self) -> bool:
        """Whether our answer is theirs as it stands."""
        said = (self.reads, self.without, self.bands, self.ticks, self.rules_out, self.only_with)
        return not any(said)


class Crosswalk(Frozen):
    """From the editions of one questionnaire (``from_``) to one edition of another (``to``)."""

    from_: str = Field(alias="from")
    from_editions: tuple[str, ...]
    to: str
    to_edition: str
    confidence: Confidence
    source: Text
    relations: tuple[Relation, ...]
