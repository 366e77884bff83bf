"""One case as it was at one moment: loaded once, and handed to whatever computes from it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from access.predicates import Series
from access.table import allowed, require
from assessments.model import Assessment, Document, Enterprise, Side, Stage
from i18n import Lang
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from reports.diagnosis import found_on_visit
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard
from services.catalogue import catalogue_with
from services.context import Context
from services.editions import default_rubric, pinned
from services.edits import LANGS, Edits, edits_in, subject_of_edits
from services.kinds import (
    APPOINTMENT,
    ASSUMPTIONS,
    BUSINESS,
    CONCERNS,
    CORRECTION,
    DECLARED,
    DELIVERED,
    EVIDENCE,
    LOGO,
    NOT_SHOWN,
    PARAGRAPHS,
    PARENT,
    PLAN,
    POINTS,
    REQUEST_ANSWER,
    REVIEW,
    REVIEW_RULE,
    SIGNATURE,
    SOLUTION,
    TEMPLATE,
    VENDORS,
    VISIT,
)
from services.media import Media, NoMedia
from services.rounds import round_before
from services.settings import Settings
from services.sheets import Records, score, sheet_of
from services.subjects import finding
from solutions.concerns import concerns_of
from solutions.model import Catalogue


@dataclass(frozen=True)
class Dossier:
    """An assessment with all that is stored of it; what is worked out from that is held with it.

    ``centre`` is the name of the centre that has it in hand ("": none). ``stored`` are the newest
    results of its sides, ``documents`` the latest revisions by kind and subject, ``names`` those
    of authors with an account. ``earlier``: the round before, where the actor may see it, with
    those before it; of its own documents there are the plan and the concerns. ``corrections`` are
    those of this assessment, signed or not. The enterprise of a signed one is as it was when it
    was signed.
    """

    settings: Settings
    enterprise: Enterprise
    assessment: Assessment
    claimed: Records
    verified: Records
    centre: str = ""
    stored: Mapping[Side, Scorecard] = field(default_factory=dict)
    documents: Mapping[tuple[str, str], Document] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    earlier: "Dossier | None" = None
    media: Media = field(default_factory=NoMedia)
    corrections: tuple[Assessment, ...] = ()

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The edition that the assessment is pinned to. Raises as ``editions.pinned``."""
        return pinned(self.settings, self.assessment)

    @cached_property
    def rubric(self) -> Rubric:
        """The default rubric of the edition."""
        return default_rubric(self.questionnaire)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The solutions as this installation has them."""
        kept = self.documents.items()
        return catalogue_with({id: each for (kind, id), each in kept if kind == SOLUTION})

    @cached_property
    def sheets(self) -> Mapping[Side, Sheet]:
        """The claimed answers; on the verified side with the verified ones in their place."""
        asked, who = self.questionnaire, self.enterprise
        both = sheet_of(asked, who, self.claimed, self.verified)
        return {"claimed": sheet_of(asked, who, self.claimed), "verified": both}

    @property
    def sheet(self) -> Sheet:
        """The answers that count."""
        return self.sheets[self.assessment.side]

    @cached_property
    def present(self) -> Scorecard:
        """What the answers that count are worth now, whatever is stored."""
        return score(self.questionnaire, self.sheet)

    @property
    def verdicts(self) -> frozenset[str]:
        """The items that hold a verified answer; one that was taken back is none."""
        return frozenset(id for id, record in self.verified.items() if record.value is not None)

    @cached_property
    def found(self) -> frozenset[str]:
        """What the visit found lower than claimed, or remarked on; nothing before it is signed."""
        if not self.assessment.signed:
            return frozenset()
        remarks = {id for id, record in self.verified.items() if record.note}
        both = self.card("claimed"), self.card("verified")
        return found_on_visit(self.questionnaire, *both, remarks)

    @cached_property
    def pressing(self) -> tuple[str, ...]:
        """The concerns that the enterprise names, then those that its figures show besides."""
        held = self.document(CONCERNS, self.assessment.id)
        named = held.value["said"]["pressing"] if held else ()
        return concerns_of(self.questionnaire, self.sheet, named)

    def card(self, side: Side) -> Scorecard:
        """The stored result of a side; computed where there is none."""
        return self.stored.get(side) or score(self.questionnaire, self.sheets[side])

    def document(self, kind: str, subject: str) -> Document | None:
        """The latest revision of what is kept."""
        return self.documents.get((kind, subject))

    def edits(self, lang: Lang) -> Edits:
        """The edited paragraphs of its report in ``lang``."""
        return edits_in(self.document(PARAGRAPHS, subject_of_edits(self.assessment.id, lang)))


def dossier_of(ctx: Context, action: str, assessment_id: str) -> Dossier:
    """The dossier of an assessment, if the actor may do ``action`` to it; else NotAllowed.

    Only the operator, who may see all, is told that there is none (NotFound). In a block of
    ``at_once`` nothing of it is changed by anybody else before the block ends.
    """
    with finding(ctx, action, assessment_id), ctx.store.snapshot() as store:
        enterprise, rounds, centres = store.series(assessment_id)
        own = next(each for each in rounds if each.id == assessment_id)
        require(ctx.actor, action, own)
        seen = [own, *_before(ctx, own, rounds)]
        ids = [each.id for each in seen]
        answers, names = store.all_answers(ids)
        cards = store.scorecards(ids)
        documents = store.all_documents(_wanted(enterprise, own, ids))

    def dossier(each: Assessment, earlier: Dossier | None) -> Dossier:
        return Dossier(
            settings=ctx.settings,
            enterprise=_as_signed(enterprise, documents.get((SIGNATURE, each.id))),
            assessment=each,
            claimed=answers.get((each.id, "claimed"), {}),
            verified=answers.get((each.id, "verified"), {}),
            centre=centres.get(each.centre or "", ""),
            stored={side: card for (id, side), card in cards.items() if id == each.id},
            documents=documents,
            names=names,
            earlier=earlier,
            media=ctx.media,
            corrections=tuple(other for other in rounds if other.corrects == each.id),
        )

    made: Dossier | None = None
    for each in reversed(seen[1:]):
        made = dossier(each, made)
    return dossier(own, made)


def _before(ctx: Context, own: Assessment, rounds: Sequence[Assessment]) -> Iterator[Assessment]:
    """The submitted rounds before ``own`` that the actor may see, the last one first."""
    later: Assessment | None = own
    while later is not None and (later := round_before(later, rounds)) is not None:
        if not allowed(ctx.actor, "series.read", Series(later, own)):
            return
        yield later


def _as_signed(enterprise: Enterprise, signature: Document | None) -> Enterprise:
    """The enterprise as the signature has it: what later rounds say of it changes nothing."""
    if signature is None:
        return enterprise
    return Enterprise.model_validate(signature.value["enterprise"])


def _wanted(
    enterprise: Enterprise, own: Assessment, ids: Collection[str]
) -> Mapping[str, Collection[str] | None]:
    """The subjects of every kind of document that a case rests on."""
    centre = own.centre or ""
    return {
        PLAN: ids,
        PARAGRAPHS: [subject_of_edits(own.id, lang) for lang in LANGS],
        DECLARED: [enterprise.id],
        PARENT: [enterprise.id],
        VISIT: [own.id],
        EVIDENCE: [own.id],
        BUSINESS: [own.id],
        CONCERNS: ids,
        REQUEST_ANSWER: [own.id],
        NOT_SHOWN: [own.id],
        POINTS: [own.id],
        REVIEW: [own.id],
        REVIEW_RULE: [centre],
        SIGNATURE: ids,
        CORRECTION: [own.id],
        APPOINTMENT: [own.id],
        DELIVERED: [own.id],
        VENDORS: [centre],
        LOGO: [centre],
        ASSUMPTIONS: [centre],
        TEMPLATE: [f"{centre}:{lang}" for lang in LANGS],
        SOLUTION: None,
    }


def as_signed(dossier: Dossier, by: str, at: datetime) -> Dossier:
    """The dossier as it will be once ``by`` has signed the assessment as it stands now."""
    if dossier.assessment.signed:
        return dossier
    signature = {"stage": Stage.VERIFIED, "signed_at": at, "signed_by": by}
    return replace(
        dossier,
        assessment=dossier.assessment.model_copy(update=signature),
        stored={
            **dossier.stored,
            "verified": score(dossier.questionnaire, dossier.sheets["verified"]),
        },
    )
