"""An enterprise, its assessment and its answers: plain values without storage or page."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from files.frozen import Frozen


class Stage(StrEnum):
    """The life-cycle stage of an assessment."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_VERIFICATION = "under_verification"
    VERIFIED = "verified"
    PUBLISHED = "published"


Side = Literal["claimed", "verified"]
HANDED_IN = tuple(stage for stage in Stage if stage is not Stage.DRAFT)
SIGNED = (Stage.VERIFIED, Stage.PUBLISHED)


class Enterprise(Frozen):
    """A legal entity. Money in 10,000 yuan (万元) of the last full year."""

    id: str
    name: str = Field(min_length=1, max_length=120)
    credit_code: str | None  # 统一社会信用代码, its check character verified
    division: str  # GB/T 4754-2017 two-digit division, e.g. "34"
    district: str  # code of assessments/data/districts.yaml
    employees: int = Field(ge=0, le=10_000_000)
    revenue: float | None = Field(default=None, ge=0)
    assets: float | None = Field(default=None, ge=0)
    synthetic: bool = False


class Assessment(Frozen):
    """One diagnosis of one enterprise with one edition of one questionnaire.

    ``version`` grows with every change of stage; a writer names the version it saw.
    ``round`` is 0, 1, 2… for T0, T1, T2….
    """

    id: str
    enterprise: str
    questionnaire: str
    edition: str
    digest: str
    round: int = 0
    stage: Stage = Stage.DRAFT
    version: int = 1
    centre: str | None = None
    started_at: datetime
    submitted_at: datetime | None = None
    signed_at: datetime | None = None
    signed_by: str | None = None  # the consultant's display name
    synthetic: bool = False
    consultant: str | None = None  # the user name of whom its centre gave it to
    corrects: str | None = None  # the signed assessment whose place it takes once it is signed

    @property
    def signed(self) -> bool:
        """Whether a centre has verified it and signed."""
        return self.stage in SIGNED

    @property
    def side(self) -> Side:
        """The side whose result counts: the verified one from the signature on."""
        return "verified" if self.signed else "claimed"


class AnswerRecord(Frozen):
    """One answer as given; a later one of the same item and side supersedes, never replaces.

    ``value`` is the JSON form of ``questionnaires.answers``; None takes an answer back.
    ``note`` is the evidence note (claimed) or the remark (verified). ``revision`` counts from 1
    per assessment, item and side.
    """

    assessment: str
    item: str
    side: Side
    value: Any
    note: str = ""
    author: str
    at: datetime
    revision: int


class Document(Frozen):
    """Something kept in revisions beside the answers: a plan, edited paragraphs, a template.

    ``kind`` says what it is, ``subject`` what it belongs to (the id of an assessment, a centre,
    …). ``value`` is JSON, None where it was taken back; ``content`` a file's bytes, where it is
    one. ``revision`` counts from 1 per kind and subject; a later one supersedes, never replaces.
    """

    kind: str
    subject: str
    revision: int = Field(ge=1)
    value: Any
    content: bytes = b""
    author: str
    at: datetime
