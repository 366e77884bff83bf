"""The answers of ``/api/v1``. A published field keeps its name and meaning for as long as v1 is.

The description of the interface is made of these models, and so is every answer.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from aggregates.coarse import CountRange
from i18n import Text

T = TypeVar("T")
TableName = Literal["city", "sectors", "divisions", "districts", "sizes"]
HiddenCode = Literal["C"]


class Answer(BaseModel):
    """A value that is written as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class FigureCell(Answer, Generic[T]):
    """A figure, or null with a code that says that it is hidden.

    "C": protected, because it, or another figure that follows from it, would give enterprises
    away. It is not zero, and the code says no more: a reason would narrow it down.
    """

    value: T | None
    hidden: HiddenCode | None


class ShareValue(Answer):
    """A share in per cent, rounded to ``step``; ``percent`` 0 means less than one step."""

    percent: int
    step: int


class MeasureAnswer(Answer):
    """A mean that rows have, on ``start`` to ``scale``."""

    id: str
    title: Text
    start: float
    scale: float
    share: bool = Field(
        description="every enterprise has 0 or the whole scale: the mean is a share of enterprises"
    )


class LevelAnswer(Answer):
    """A rung of the ladder; 0 is below the first one."""

    number: int
    name: Text
    meaning: Text


class RowAnswer(Answer):
    """A row: how many enterprises (a band), their means, the share of each level."""

    id: str
    title: Text
    parent: str | None
    count: FigureCell[CountRange]
    means: Mapping[str, FigureCell[float]]
    asked: Mapping[str, FigureCell[CountRange]] = Field(
        description="of how many enterprises each mean is: those to whom it applies"
    )
    levels: FigureCell[tuple[ShareValue, ...]]


class ReleaseAnswer(Answer):
    """A release that was published; of one that was withdrawn there are no figures any more."""

    id: str
    state: Literal["public", "withdrawn"]
    questionnaire: str
    edition: str
    digest: str
    title: Text
    rubric: str
    rubric_version: str
    rubric_title: Text
    year: int
    years: tuple[int, ...]
    subjects: tuple[str, ...]
    as_of: date
    stages: Literal["signed", "submitted"] = Field(
        description="signed: verified by a centre; submitted: also self-declared by confirmed firms"
    )
    threshold: int
    synthetic: bool
    count: CountRange | None
    published_at: datetime
    withdrawn_at: datetime | None
    reason: str


class ReleaseList(Answer):
    """A page of releases, the last published first; ``next`` is where the next one begins."""

    releases: tuple[ReleaseAnswer, ...]
    total: int
    next: int | None


class TableAnswer(Answer):
    """A table of a release: one subject, one year."""

    release: str
    subject: str
    year: int
    table: TableName
    as_of: date
    published_at: datetime
    stages: Literal["signed", "submitted"]
    threshold: int
    synthetic: bool
    measures: tuple[MeasureAnswer, ...]
    levels: tuple[LevelAnswer, ...]
    rows: tuple[RowAnswer, ...]


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


class ScoreAnswer(Answer):
    """The score of a dimension; null where nothing of it applies or was answered."""

    id: str
    title: Text
    score: float | None
    start: float
    scale: float


class SideAnswer(Answer):
    """A result; ``provisional``: too few questions were answered to rely on it."""

    side: Literal["claimed", "verified"]
    total: float | None
    start: float
    scale: float
    coverage: float
    provisional: bool
    level: LevelAnswer | None
    dimensions: tuple[ScoreAnswer, ...]
    rubric: str
    rubric_version: str


class RoundAnswer(Answer):
    """One assessment that was handed in, with its results and the reports that were handed out."""

    assessment: str
    enterprise: str
    questionnaire: str
    edition: str
    title: Text
    round: int
    stage: str
    submitted_at: datetime
    signed_at: datetime | None
    corrects: str | None
    synthetic: bool
    results: tuple[SideAnswer, ...]
    check_codes: tuple[str, ...]


class OwnResults(Answer):
    """Every round of the enterprise that the key belongs to, the last begun first."""

    rounds: tuple[RoundAnswer, ...]


class ProblemAnswer(Answer):
    """What went wrong (RFC 9457), in the language that was asked for."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
