"""What a report is made from: one assessment with everything that is known of it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from assessments.business import BusinessProfile
from assessments.concerns import DeclaredConcerns
from assessments.evidence import EvidenceFile
from assessments.model import Assessment, Enterprise, Side
from assessments.visits import LISTS, SiteVisit
from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Dimension, Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from reports.figures import PeerScores
from scoring.comparison import Comparison
from scoring.reading_under import ReadUnder
from scoring.rubric import Rubric
from scoring.scorecard import ItemScore, Scorecard, State
from solutions.assumptions import CentreAssumptions
from solutions.concerns import concerns_of, low_figures
from solutions.library import catalogue
from solutions.model import Catalogue
from solutions.plans.model import Plan
from solutions.programmes.judging import Judgement


@dataclass(frozen=True)
class Earlier:
    """The round before this one, and what has changed since."""

    assessment: Assessment
    questionnaire: Questionnaire
    comparison: Comparison
    sides: tuple[Side, Side]  # of what was compared: then, now
    plan: Plan | None = None  # the one of then, with what has been ticked since


@dataclass(frozen=True)
class Noted:
    """Who noted something beside an answer (None: the enterprise), and when."""

    by: str | None
    at: datetime


@dataclass(frozen=True)
class NotedConcerns:
    """What the enterprise says presses it, and what its consultant answers once it is signed.

    ``by``: the consultant who put it down ("": the enterprise).
    """

    said: DeclaredConcerns = field(default_factory=DeclaredConcerns)
    by: str = ""
    at: datetime | None = None
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class NotedSignature:
    """The digest that a signature stands for, and who accepted the case before ("": nobody)."""

    digest: str
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


@dataclass(frozen=True)
class NotedCorrection:
    """Why it corrects what was signed then, and who says so."""

    reason: str
    by: str
    signed_at: datetime


class VerifiedCount(NamedTuple):
    """How many of the asked items a consultant has answered; the others stand as claimed."""

    looked: int
    rest: int


@dataclass(frozen=True)
class Diagnosis:
    """One assessment of ``enterprise`` under ``rubric``, its answers and what they are worth.

    ``sheet`` and ``card`` are what counts: the verified side once it is signed, else the claim,
    which ``claimed_sheet`` and ``claimed`` hold in any case. ``notes`` are what the enterprise
    said about its evidence, ``remarks`` what the consultant said, both by item. ``readings`` are
    its estimates under other questionnaires. ``check_code``: what proves the report, where it is
    handed out; ``check_address``: the page that looks it up, where there is an address to tell;
    ``carried``: what is stated, in a line for machines.
    ``noted``: who gave a note or remark and when, by side and item. The plan was made
    from ``edited_catalogue``, the shipped one without; without ``assumptions`` of its
    centre nothing is told in yuan. ``verdicts`` are the items that the
    consultant answered, once it is signed. ``files`` are of evidence, ``photos``
    by their ids the JPEGs that stand in the report; one that was lost is empty. ``not_shown``:
    the items of which there was nothing to see. ``superseded_at``: when a correction was signed.
    """

    enterprise: Enterprise
    assessment: Assessment
    questionnaire: Questionnaire
    rubric: Rubric
    claimed_sheet: Sheet
    sheet: Sheet
    claimed: Scorecard
    card: Scorecard
    notes: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    centre: str = ""  # the name of the promotion centre that verifies
    peers: PeerScores | None = None
    readings: tuple[ReadUnder, ...] = ()
    programmes: tuple[Judgement, ...] = ()
    declared: Mapping[str, bool] = field(default_factory=dict)  # by requirements' declarable names
    smart_factory: str = ""  # the rung that it says it stands on
    earlier: Earlier | None = None
    plan: Plan | None = None
    check_code: str = ""
    check_address: str = ""
    logo: bytes = b""  # of the centre, a PNG
    carried: str = ""
    noted: Mapping[tuple[Side, str], Noted] = field(default_factory=dict)
    edited_catalogue: Catalogue | None = None
    assumptions: CentreAssumptions | None = None
    verdicts: frozenset[str] = frozenset()
    visit: SiteVisit | None = None  # of its consultant, once it is signed
    concerns: NotedConcerns = NotedConcerns()
    business: BusinessProfile = field(default_factory=BusinessProfile)
    files: tuple[EvidenceFile, ...] = ()
    photos: Mapping[int, bytes] = field(default_factory=dict)
    not_shown: frozenset[str] = frozenset()
    signature: NotedSignature | None = None
    correction: NotedCorrection | None = None
    superseded_at: datetime | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The solutions that the plan was made from."""
        return self.edited_catalogue or catalogue()

    @property
    def signed(self) -> bool:
        """Whether a centre has verified it and signed."""
        return self.assessment.signed

    @property
    def checked(self) -> VerifiedCount:
        """How much of it somebody has looked at."""
        return checked(self.questionnaire, self.shown, self.verdicts)

    @cached_property
    def found(self) -> frozenset[str]:
        """What the visit found lower than claimed, or remarked on; nothing before it is signed."""
        if not self.signed:
            return frozenset()
        return found_on_visit(self.questionnaire, self.claimed, self.card, self.remarks)

    @property
    def synthetic(self) -> bool:
        """Whether it describes nobody."""
        return self.enterprise.synthetic or self.assessment.synthetic

    @property
    def typed(self) -> tuple[str, ...]:
        """Every text that people have typed into this diagnosis, as far as a report tells it."""
        answers = (*self.claimed_sheet.answers.values(), *self.sheet.answers.values())
        reasons = (each.reason for each in answers if isinstance(each, NotApplicable))
        texts = (item.id for item in self.questionnaire.items if item.kind is Kind.TEXT)
        words = (self.sheet.answers.get(id) for id in texts)
        return (
            self.enterprise.name,
            self.centre,
            self.assessment.signed_by or "",
            *(each for each in words if isinstance(each, str)),
            *reasons,
            *self.notes.values(),
            *self.remarks.values(),
            *(each.by for each in self.noted.values() if each.by),
            *self._visited,
            *self._filed,
            *self.business.model_dump().values(),
            self.concerns.said.request,
            self.concerns.by,
            self.concerns.answer,
            self.concerns.answered_by,
            *self._assumed,
            self.signature.reviewed_by if self.signature else "",
            *((self.correction.reason, self.correction.by) if self.correction else ()),
        )

    @property
    def _visited(self) -> tuple[str, ...]:
        """What was typed of the visit."""
        if self.visit is None:
            return ()
        listed = (each for name in LISTS for each in getattr(self.visit, name))
        return (*listed, self.visit.impossible, self.visit.no_code)

    @property
    def _filed(self) -> tuple[str, ...]:
        """What was typed of files of evidence."""
        told = ((e.name, e.shows, e.remark, e.by, e.judged_by) for e in self.files)
        return tuple(text for each in told for text in each)

    @property
    def _assumed(self) -> tuple[str, ...]:
        """What was typed of the assumptions."""
        if self.assumptions is None:
            return ()
        told = self.assumptions.assumptions
        each = (told.labour, told.day_rate, *told.licences.values())
        return (self.assumptions.author, *(one.source for one in each if one is not None))

    @cached_property
    def low_figures(self) -> Mapping[str, tuple[str, ...]]:
        """The items about results that stand low, by the concern that they show."""
        return low_figures(self.questionnaire, self.sheet)

    @cached_property
    def pressing(self) -> tuple[str, ...]:
        """The concerns that the enterprise names, then those that its figures show besides."""
        return concerns_of(self.questionnaire, self.sheet, self.concerns.said.pressing)

    @cached_property
    def shown(self) -> Mapping[str, bool | None]:
        """For every item: True asked, False routed out, None not decided yet."""
        return shown(self.questionnaire, self.sheet)

    @cached_property
    def scores(self) -> Mapping[str, ItemScore]:
        """What each scored item brings, by id."""
        return {score.id: score for score in self.card.items}

    @cached_property
    def open_items(self) -> tuple[Item, ...]:
        """The scored items that still lack an answer."""
        return tuple(i for i in self.questionnaire.scored if self.state(i) == "unanswered")

    @cached_property
    def asked_dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions of which at least one item is not routed out."""
        items = self.questionnaire.items
        left = {item.dimension for item in items if self.state(item) != "routed_out"}
        return tuple(each for each in self.questionnaire.dimensions if each.id in left)

    def state(self, item: Item) -> State:
        """How the item stands, scored or not."""
        if item.id in self.scores:
            return self.scores[item.id].state
        if self.shown[item.id] is False:
            return "routed_out"
        return "unanswered" if self.answer(item) is None else "answered"

    def answer(self, item: Item) -> Answer | None:
        """What counts as the answer to ``item``; of a ratio its share in [0, 1]."""
        return answer_in(self.sheet, item)

    def claim(self, item: Item) -> Answer | None:
        """What the enterprise answered."""
        return answer_in(self.claimed_sheet, item)


def checked(
    questionnaire: Questionnaire, shown: Mapping[str, bool | None], verdicts: Container[str]
) -> VerifiedCount:
    """Count the asked items among ``verdicts``, and the others; nobody verifies free words."""
    asked = [
        item.id
        for item in questionnaire.items
        if item.asked and shown[item.id] and item.kind is not Kind.TEXT
    ]
    looked = sum(id in verdicts for id in asked)
    return VerifiedCount(looked, len(asked) - looked)


def found_on_visit(
    questionnaire: Questionnaire, claimed: Scorecard, card: Scorecard, remarks: Container[str]
) -> frozenset[str]:
    """The scored items that a consultant lowered, or remarked on without raising them."""
    before, now = ({each.id: each.value or 0 for each in its.items} for its in (claimed, card))
    return frozenset(
        item.id
        for item in questionnaire.scored
        if now[item.id] < before[item.id]
        or (
            now[item.id] == before[item.id]
            and any(id in remarks for id in (item.id, item.part, item.whole) if id)
        )
    )


def answer_in(sheet: Sheet, item: Item) -> Answer | None:
    """The answer to ``item`` on a sheet; a ratio is computed, None where it cannot be."""
    if item.kind is not Kind.RATIO:
        return sheet.answers.get(item.id)
    part, whole = sheet.answers.get(item.part or ""), sheet.answers.get(item.whole or "")
    if isinstance(part, float) and isinstance(whole, float) and 0 < whole >= part:
        return part / whole
    return None
