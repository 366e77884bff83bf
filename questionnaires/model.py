"""The values a questionnaire consists of, after reading: frozen, complete, in both languages.

What an answer is *worth* is not here: every number of judgement lives in a rubric.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field

from files.frozen import Frozen
from i18n import Text


class Kind(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"  # one option
    MULTI = "multi"  # any options; an exclusive one stands alone
    NUMBER = "number"  # a number the enterprise knows
    RATIO = "ratio"  # computed from two number items, never asked
    LADDER = "ladder"  # one rung; a higher rung includes the lower ones
    TEXT = "text"  # free words, never scored


class Citation(Frozen):
    """A place in a regulation; it must resolve in ``questionnaires/regulations``."""

    regulation: str = "wuxi-2023"
    article: int = Field(ge=1)
    paragraph: int | None = Field(default=None, ge=1)
    clause: str | None = None  # a part of the paragraph that has a name in the regulation's file


class LawCitation(Frozen):
    """A law that binds whoever does what is asked about; in the register of ``regulations``."""

    law: str
    article: int | None = Field(default=None, ge=1)
    paragraph: int | None = Field(default=None, ge=1)


AnyCitation = Citation | LawCitation


class Option(Frozen):
    """One answer of a choice, multi or ladder item: a state of the world one could photograph."""

    id: str
    says: Text
    exclusive: bool = False  # multi: cannot be ticked beside another
    negative: bool = False  # multi: counts against, and is not in the maximum


class Band(Frozen):
    """A half-open stretch of a number or ratio item's valid range (``to`` None: no upper end)."""

    from_: float = Field(alias="from")
    to: float | None = None
    says: Text | None = None


class Condition(Frozen):
    """When an item is asked. Exactly one of the four forms is set.

    ``item`` or ``fact`` with ``is_`` (one of these) or ``at_least``/``below`` (half-open);
    or ``all``/``any``/``not_`` of further conditions. Unknown inputs give an unknown answer
    (Kleene's three values).
    """

    item: str | None = None
    fact: str | None = None
    is_: tuple[str, ...] | None = Field(default=None, alias="is")
    at_least: float | None = None
    below: float | None = None
    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None
    not_: "Condition | None" = Field(default=None, alias="not")


class Item(Frozen):
    """One question. ``dimension`` is the id of the dimension whose file it stands in."""

    id: str
    dimension: str
    kind: Kind
    ask: Text
    why: Text
    explain: Text | None = None  # a technical word, explained in place
    evidence: Text | None = None  # what makes a high answer honest
    first_step: Text | None = None  # under a month, and free where it can be
    scored: bool = True  # False: a fact that routes, or a part of a ratio
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    closed: Literal["left", "right"] = "left"  # which end belongs to a band
    part: str | None = None  # ratio: the number item above the line
    whole: str | None = None  # ratio: the number item below the line
    not_applicable: Text | None = None  # the reason that must be true; None: always applies
    show_if: Condition | None = None
    cites: tuple[AnyCitation, ...] = ()

    @property
    def provisions(self) -> tuple[Citation, ...]:
        """The places of regulations that it cites."""
        return tuple(cite for cite in self.cites if isinstance(cite, Citation))

    @property
    def steps(self) -> int:
        """The number of distinct codes: options, or bands of a number or ratio."""
        return len(self.options) or len(self.bands)

    @property
    def rungs(self) -> tuple[str, ...]:
        """The names of its steps: ids of options, or its bands' numbers from "1"."""
        if self.options:
            return tuple([option.id for option in self.options])
        return tuple([str(number) for number in range(1, len(self.bands) + 1)])

    @property
    def asked(self) -> bool:
        """Whether a person answers it (a ratio is computed)."""
        return self.kind is not Kind.RATIO


class Dimension(Frozen):
    """A part of the questionnaire that gets a figure of its own."""

    id: str
    title: Text
    about: Text


class Page(Frozen):
    """What is shown at once: 12 asked items at most."""

    id: str
    title: Text
    items: tuple[str, ...]


Confidence = Literal["own", "official", "secondary", "unconfirmed"]  # from sure to unsure
Form = Literal["full", "module", "quick", "reference", "pool"]


class Provenance(Frozen):
    """Where a part of the questionnaire comes from and how sure that is.

    ``items`` are the ids of the items that it is about; empty: all that no other part names.
    """

    part: str
    source: Text
    confidence: Confidence
    items: tuple[str, ...] = ()


class Questionnaire(Frozen):
    """One edition of one questionnaire, as read and merged with its translations.

    ``form``: a full diagnosis, a module beside one, a quick scan, one published by others
    (reference), or a pool of items for others to include. ``suits`` looks at facts only and says
    whom it is for (None: everybody). ``includes``: the pools that it takes items from, id to
    edition.
    """

    id: str
    edition: str
    title: Text
    about: Text
    minutes: int = Field(ge=1, le=240)  # what it costs the respondent
    status: Literal["draft", "published"]
    default_rubric: str
    form: Form = "full"
    suits: Condition | None = None
    includes: Mapping[str, str] = {}
    routing: Mapping[str, Condition] = {}  # the conditions that have a name
    dimensions: tuple[Dimension, ...]
    items: tuple[Item, ...]  # in the order of the pages, ratios after their parts
    pages: tuple[Page, ...]
    provenance: tuple[Provenance, ...]
    digest: str  # SHA-256 over everything that bears on a score

    def __hash__(self) -> int:
        """Cheap, for caches keyed by value; equality compares every text too."""
        return hash((self.id, self.edition, self.digest))

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Every item under its id."""
        return {item.id: item for item in self.items}

    def sources(self, item: str) -> tuple[Provenance, ...]:
        """Where the item comes from: the parts that name it, else those that name none."""
        named = tuple(part for part in self.provenance if item in part.items)
        return named or tuple(part for part in self.provenance if not part.items)

    @cached_property
    def scored(self) -> tuple[Item, ...]:
        """The items a rubric has to judge."""
        return tuple(item for item in self.items if item.scored)
