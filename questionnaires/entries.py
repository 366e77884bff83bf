"""The files of a questionnaire as they are written, before names are resolved and merged."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from files.shape import Entry, Id, Words
from questionnaires.model import Confidence, Form, Kind

Edition = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=40)]

# How much of a kind an edition may hold; nobody answers more, and checking takes its time.
MOST_PARTS = 100  # of a condition, of the values of one test, of routing entries
MOST_OPTIONS = 60  # and bands; the ticks of a multi item are bits of one number
MOST_DIMENSIONS = 60
MOST_PAGES = 200
MOST_POOLS = 20


class ConditionEntry(Entry):
    """A condition as written: a mapping, or the name of a routing entry (then ``name``)."""

    name: str | None = Field(default=None, alias="(name)")
    item: Id | None = None
    fact: Id | None = None
    is_: tuple[str, ...] | None = Field(
        default=None, alias="is", min_length=1, max_length=MOST_PARTS
    )
    at_least: float | None = None
    below: float | None = None
    all: tuple["ConditionEntry", ...] | None = Field(
        default=None, min_length=1, max_length=MOST_PARTS
    )
    any: tuple["ConditionEntry", ...] | None = Field(
        default=None, min_length=1, max_length=MOST_PARTS
    )
    not_: "ConditionEntry | None" = Field(default=None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, raw: Any) -> Any:
        return {"(name)": raw} if isinstance(raw, str) else raw


class CitationEntry(Entry):
    """A place in a regulation, or in a ``law`` that binds whoever does what is asked about."""

    law: Id | None = None
    regulation: str = "wuxi-2023"
    article: int | None = Field(default=None, ge=1)
    paragraph: int | None = Field(default=None, ge=1)
    clause: Id | None = None


class OptionEntry(Entry):
    """One option of a choice, multi or ladder item."""

    id: Id
    says: Words
    exclusive: bool = False
    negative: bool = False


class BandEntry(Entry):
    """A half-open stretch of a valid range."""

    from_: float = Field(alias="from")
    to: float | None = None
    says: Words | None = None


class ItemEntry(Entry):
    """One item of a dimension file."""

    id: Id
    kind: Annotated[Kind, Field(strict=False)]
    ask: Words
    joined: Words | None = None  # why the question may ask with an "and"
    why: Words
    explain: Words | None = None
    evidence: Words | None = None
    first_step: Words | None = None
    scored: bool = True
    unit: Words | None = None
    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    options: tuple[OptionEntry, ...] = Field(default=(), max_length=MOST_OPTIONS)
    bands: tuple[BandEntry, ...] = Field(default=(), max_length=MOST_OPTIONS)
    closed: Literal["left", "right"] = "left"
    part: Id | None = None
    whole: Id | None = None
    not_applicable: Words | None = None
    show_if: ConditionEntry | None = None
    cites: tuple[CitationEntry, ...] = ()


class IncludeEntry(Entry):
    """An item of a pool, written there once; ``show_if`` takes the place of its own condition."""

    include: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")]
    show_if: ConditionEntry | None = None


class DimensionEntry(Entry):
    """A dimension file; its items are shaped one by one, so that one cannot hide another."""

    id: Id
    title: Words
    about: Words
    items: tuple[dict[str, Any], ...] = Field(min_length=1)


class PageEntry(Entry):
    """What is shown at once."""

    id: Id
    title: Words
    items: tuple[Id, ...] = Field(min_length=1)


class ProvenanceEntry(Entry):
    """Where a part of the questionnaire comes from."""

    part: Id
    source: Words
    confidence: Confidence
    items: tuple[Id, ...] = ()


class HeadEntry(Entry):
    """``questionnaire.yaml``."""

    id: Id
    edition: Edition
    title: Words
    about: Words
    minutes: int = Field(ge=1, le=240)
    status: Literal["draft", "published"]
    default_rubric: str
    form: Form = "full"
    suits: ConditionEntry | None = None
    includes: dict[Id, Edition] = Field(
        default_factory=dict, max_length=MOST_POOLS
    )  # a pool's id to its edition
    dimensions: tuple[Id, ...] = Field(min_length=1, max_length=MOST_DIMENSIONS)
    routing: dict[Id, ConditionEntry] = Field(default_factory=dict, max_length=MOST_PARTS)
    pages: tuple[PageEntry, ...] = Field(min_length=1, max_length=MOST_PAGES)
    provenance: tuple[ProvenanceEntry, ...] = Field(min_length=1, max_length=MOST_PAGES)


class TitleTranslation(Entry):
    """A title with its explanation."""

    title: Words
    about: Words


class ItemTranslation(Entry):
    """The texts of one item in English."""

    ask: Words | None = None
    why: Words | None = None
    explain: Words | None = None
    evidence: Words | None = None
    first_step: Words | None = None
    unit: Words | None = None
    not_applicable: Words | None = None
    options: dict[str, Words] = Field(default_factory=dict)
    bands: tuple[Words, ...] = ()


class TranslationEntry(Entry):
    """``translations/en.yaml``."""

    questionnaire: TitleTranslation | None = None
    dimensions: dict[str, TitleTranslation] = Field(default_factory=dict)
    pages: dict[str, Words] = Field(default_factory=dict)
    provenance: dict[str, Words] = Field(default_factory=dict)
    items: dict[str, ItemTranslation] = Field(default_factory=dict)
