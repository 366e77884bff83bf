"""The answers of ``/api/v1``. A published field keeps its name and meaning for as long as v1 is.

The description of the interface is made of these models, and so is every answer.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

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
