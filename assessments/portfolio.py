"""The cases of a centre as a list: which are wanted, in which order, and what a line says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assessments.model import Assessment, Enterprise, Stage

OPEN = (Stage.SUBMITTED, Stage.UNDER_VERIFICATION)  # as long as a centre has it in hand

CaseSort = Literal[
    "waiting", "due", "name", "district", "submitted", "signed", "claimed", "verified"
]


@dataclass(frozen=True)
class CaseScope:
    """Which cases somebody may see at all: those of ``centre``, its drafts among them.

    ``hands``: of these only the ones given to that account, or to nobody yet; None: everybody's.
    """

    centre: str
    hands: str | None = None


@dataclass(frozen=True)
class CaseFilter:
    """Which of them are wanted; what is empty or None: whichever.

    ``consultant`` "" is nobody. ``due_from`` and ``due_until`` are both included; ``unsigned``:
    only what no signature has ended. ``words`` have all to stand in the name of the enterprise, or
    at the beginning of its credit code.
    """

    stages: tuple[Stage, ...] = ()
    round: int | None = None
    divisions: tuple[str, ...] = ()
    district: str = ""
    consultant: str | None = None
    due_from: date | None = None
    due_until: date | None = None
    without_due: bool = False
    unsigned: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseOrder:
    """By what they are sorted; what has no such thing comes last either way.

    ``waiting``: those in hand first, the longest waiting first; then drafts; then what is signed,
    the last signed first.
    """

    by: CaseSort = "waiting"
    descending: bool = False


@dataclass(frozen=True)
class CaseResult:
    """What a result of one side comes to; ``level`` is a number on the rubric's ladder."""

    level: int | None
    total: float | None
    coverage: float


@dataclass(frozen=True)
class CaseLine:
    """A case in the list. ``due`` is the day by which it is to be signed.

    ``due_seen`` is the revision in which that was set, 0: it never was.
    """

    assessment: Assessment
    enterprise: Enterprise
    due: date | None = None
    due_seen: int = 0
    claimed: CaseResult | None = None
    verified: CaseResult | None = None

    def overdue(self, today: date) -> int:
        """By how many days it is late; 0 where it is not."""
        late = self.due is not None and not self.assessment.signed and self.due < today
        return (today - self.due).days if late and self.due is not None else 0


@dataclass(frozen=True)
class CasePlace:
    """Where a case stands in a list of ``cases``, from 1 on, and the ids of its neighbours."""

    number: int
    cases: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Caseload:
    """What one consultant has; ``consultant`` None: what was given to nobody.

    ``signed`` counts the signatures of a span of time; ``since``: the longest waiting one in hand
    was submitted then.
    """

    consultant: str | None
    drafts: int
    waiting: int
    begun: int
    overdue: int
    signed: int
    since: datetime | None


@dataclass(frozen=True)
class FirmCounts:
    """How many firms of one district and division stand where with a centre.

    ``signed`` counts those that were signed in a span of time.
    """

    district: str
    division: str
    drafts: int
    in_hand: int
    signed: int


@dataclass(frozen=True)
class SignedFirms:
    """How many firms of one district and division a centre has signed in a span of time."""

    centre: str
    district: str
    division: str
    firms: int


StageCounts = Mapping[Stage, int]
