"""The answers of ``/api/v1`` about questionnaires, rubrics and regulations."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from i18n import Text
from services.interface.models import Answer, LevelAnswer


class EditionLine(Answer):
    """An edition, as it stands in the list."""

    questionnaire: str
    edition: str
    title: Text
    about: Text
    form: Literal["full", "module", "quick", "reference"]
    minutes: int
    items: int
    digest: str
    rubric: str


class EditionList(Answer):
    """Every published edition, the newest of each questionnaire first."""

    editions: tuple[EditionLine, ...]


class CitationAnswer(Answer):
    """A place of a regulation, or of a law that binds whoever does what is asked about."""

    regulation: str | None
    law: str | None
    article: int | None
    paragraph: int | None
    clause: str | None


class OptionAnswer(Answer):
    """An answer that can be chosen."""

    id: str
    says: Text
    exclusive: bool
    negative: bool


class BandAnswer(Answer):
    """A stretch of numbers; ``to`` is null where it has no end."""

    start: float
    to: float | None
    says: Text | None


class ItemAnswer(Answer):
    """A question with its texts; ``show_if``: when it is asked, null for always."""

    id: str
    dimension: str
    kind: str
    ask: Text
    why: Text
    explain: Text | None
    evidence: Text | None
    unit: Text | None
    scored: bool
    minimum: float | None
    maximum: float | None
    integer: bool
    options: tuple[OptionAnswer, ...]
    bands: tuple[BandAnswer, ...]
    closed: Literal["left", "right"]
    not_applicable: Text | None
    show_if: Mapping[str, Any] | None
    cites: tuple[CitationAnswer, ...]


class DimensionAnswer(Answer):
    """A part of the questionnaire."""

    id: str
    title: Text
    about: Text


class EditionAnswer(EditionLine):
    """An edition with its questions; equal digests judge alike."""

    dimensions: tuple[DimensionAnswer, ...]
    questions: tuple[ItemAnswer, ...]


class NodeAnswer(Answer):
    """A part of the total with a figure of its own."""

    id: str
    title: Text
    start: float
    scale: float


class RubricAnswer(Answer):
    """What the figures of a rubric mean: the total, its parts, its levels from the lowest."""

    id: str
    version: str
    digest: str
    title: Text
    questionnaire: str
    edition: str
    start: float
    scale: float
    nodes: tuple[NodeAnswer, ...]
    levels: tuple[LevelAnswer, ...]


class RegulationLine(Answer):
    """A regulation, as it stands in the list."""

    id: str
    title: Text
    status: Literal["draft", "final"]
    in_force: date | None
    source: Text
    seen: str


class RegulationList(Answer):
    """Every regulation that questionnaires cite."""

    regulations: tuple[RegulationLine, ...]


class ParagraphAnswer(Answer):
    """A paragraph in our own words."""

    number: int
    gist: Text
    clauses: Mapping[str, Text]


class ArticleAnswer(Answer):
    """An article."""

    number: int
    label: Text
    chapter: Text
    paragraphs: tuple[ParagraphAnswer, ...]


class RegulationAnswer(RegulationLine):
    """A regulation with its articles, to resolve citations."""

    articles: tuple[ArticleAnswer, ...]
