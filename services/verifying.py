"""What a consultant does: see the cases of the centre, verify answers, sign."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from access.table import allowed, require
from assessments.corrections import standing
from assessments.lifecycle import advance
from assessments.model import HANDED_IN, AnswerRecord, Assessment, Enterprise, Side, Stage
from assessments.refusals import Invalid, Stale
from assessments.verdicts import ClaimVerdict, PointNote
from i18n import Text
from questionnaires.sheet import shown
from reports.diagnosis import VerifiedCount, checked
from reports.verdicts import counted
from scoring.scorecard import Scorecard
from services import answering
from services.beside import keep_claims, keep_wishes
from services.business import business_in
from services.concerns import concerns_in
from services.context import Context, at_once
from services.correcting import take_place
from services.dossier import Dossier, dossier_of
from services.edits import LANGS
from services.kinds import EVIDENCE, NOT_SHOWN, POINTS
from services.noting import note_case
from services.points import points_in
from services.reviewing import require_reviewed
from services.sheets import missing, problems, score
from services.signable import require_signable
from services.signing import signature_document
from services.subjects import subject_of
from services.verdicts import unexplained, verdicts_in
from services.visits import visit_of


@dataclass(frozen=True)
class Case:
    """One assessment under verification.

    In its dossier a verified answer goes before the claim, item by item, and taking it back
    (value None) lets the claim stand again. ``shown``, ``missing``, ``problems`` and
    ``verified_card`` are of both sides together. ``verdicts`` are on every item that is asked,
    ``unexplained`` those of them that need a remark and have none. ``edits`` counts the paragraphs
    of the report that were edited, in all languages. ``seen`` stands for all that is on this page:
    hand it to ``sign``.
    """

    dossier: Dossier
    shown: Mapping[str, bool | None]
    missing: tuple[str, ...]
    problems: Mapping[str, Text]
    claimed_card: Scorecard
    verified_card: Scorecard
    verdicts: Mapping[str, ClaimVerdict]
    unexplained: tuple[str, ...]
    edits: int
    seen: int

    @property
    def counts(self) -> Mapping[ClaimVerdict, int]:
        """How many claims had which verdict."""
        return counted(self.verdicts)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The items that nobody has looked at, in the questionnaire's order."""
        return tuple(id for id, each in self.verdicts.items() if each is ClaimVerdict.UNCHECKED)

    @property
    def unsettled(self) -> Sequence[PointNote]:
        """What is still open beside the answers; it hinders no signature."""
        return points_in(self.dossier).unsettled

    @property
    def checked(self) -> VerifiedCount:
        """How many of the asked items hold a verified answer, changed or confirmed."""
        return checked(self.dossier.questionnaire, self.shown, self.dossier.verdicts)


def assigned(ctx: Context) -> list[tuple[Assessment, Enterprise]]:
    """The assessments submitted to the actor's centre, but those given to another consultant.

    Those to verify come first, the longest waiting first; then the signed ones, the last signed
    first, without those whose place a correction has taken.
    """
    require(ctx.actor, "case.list")
    of_centre = ctx.store.assessments(stages=HANDED_IN, centre=ctx.actor.centre or "")
    found = [each for each in of_centre if allowed(ctx.actor, "case.read", each[0])]
    waiting = [each for each in found if each[0].signed_at is None]
    count = {assessment.id for assessment in standing(assessment for assessment, _ in of_centre)}
    signed = [each for each in found if each[0].signed_at is not None and each[0].id in count]
    waiting.sort(key=lambda each: (each[0].submitted_at, each[0].id))
    signed.sort(key=lambda each: (each[0].signed_at, each[0].id), reverse=True)
    return waiting + signed


def case(ctx: Context, assessment_id: str) -> Case:
    """All there is to see of one assessment."""
    dossier = dossier_of(ctx, "case.read", assessment_id)
    questionnaire, both = dossier.questionnaire, dossier.sheets["verified"]
    visible, verdicts = shown(questionnaire, both), verdicts_in(dossier)
    return Case(
        dossier=dossier,
        shown=visible,
        missing=missing(questionnaire, visible, both),
        problems=problems(questionnaire, visible, both),
        claimed_card=dossier.card("claimed"),
        verified_card=dossier.card("verified"),
        verdicts=verdicts,
        unexplained=unexplained(dossier, verdicts),
        edits=sum(len(dossier.edits(lang).all) for lang in LANGS),
        seen=_state(dossier),
    )


def cards(ctx: Context, cases: Iterable[Assessment]) -> Mapping[str, Scorecard]:
    """The stored results that count, by assessment: the verified one once signed."""
    ids = []
    for each in cases:
        require(ctx.actor, "case.read", each)
        ids.append(each.id)
    found = ctx.store.scorecards(ids)
    sides: tuple[Side, Side] = ("claimed", "verified")
    return {id: found[id, side] for side in sides for id in ids if (id, side) in found}


def begin(ctx: Context, assessment_id: str) -> Assessment:
    """Take the assessment into verification."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.verify", assessment_id)
        changed = advance(assessment, Stage.UNDER_VERIFICATION)
        note_case(one, "case.begin", assessment)
        return one.store.move(changed, seen=assessment.version)


def set_verified(  # noqa: PLR0913  (all that an answer is)
    ctx: Context, assessment_id: str, item: str, raw: Any, *, remark: str, seen: int
) -> AnswerRecord:
    """Keep the consultant's answer to one item beside the claim, with its remark.

    ``raw`` None takes it back; ``seen`` is the revision of the verified record looked at (0:
    none). Raises Invalid (also about what is surely not asked, both sides together), Stale,
    NotAllowed (also once signed), NotFound (the item).
    """
    with at_once(ctx) as one:
        dossier = dossier_of(one, "case.verify", assessment_id)
        asked = dossier.questionnaire
        if raw is not None and shown(asked, dossier.sheets["verified"]).get(item) is False:
            raise Invalid("not_asked", item=asked.by_id[item].ask)
        return answering.append(
            one, dossier.assessment, item, raw, side="verified", note=remark, seen=seen
        )


def sign(ctx: Context, assessment_id: str, *, seen: int) -> Assessment:
    """Sign what ``seen`` (of the Case) stands for; nothing of it changes afterwards.

    The result of both sides together is stored beside the claimed one, and the digest of all that
    is fixed. Raises Stale where anything changed since, Invalid where an answer lacks or
    contradicts another, where a verdict needs a remark, or where what has to be known of the visit
    lacks; NotAllowed where somebody else has to accept it first, or has returned it.
    """
    dossier = dossier_of(ctx, "case.sign", assessment_id)
    at, assessment = ctx.now(), dossier.assessment
    changed = advance(
        assessment, Stage.VERIFIED, signed_at=at, signed_by=ctx.actor.name or ctx.actor.id
    )
    _require_seen(dossier, seen)
    verdicts = require_signable(dossier)
    # before the lock, for which every other answer waits
    card = score(dossier.questionnaire, dossier.sheets["verified"])
    counts = {str(each): n for each, n in counted(verdicts).items()}
    with at_once(ctx) as one:
        now = dossier_of(one, "case.sign", assessment_id)
        _require_seen(now, seen)
        review = require_reviewed(one, now)
        one.store.add_scorecard(assessment.id, "verified", card, at)
        keep_claims(one, assessment.id, (dossier.card("claimed"), card), counts)
        keep_wishes(one, assessment.id, "verified")
        one.store.append_document(
            signature_document(
                now,
                by=changed.signed_by or "",
                author=one.actor.id,
                at=at,
                reviewed=(review.by, review.at) if review.at else None,
                counts=counts,
            )
        )
        take_place(one, assessment)
        note_case(one, "case.sign", assessment, unchecked=counts[ClaimVerdict.UNCHECKED])
        return one.store.move(changed, seen=assessment.version)


def _require_seen(dossier: Dossier, seen: int) -> None:
    """Raise Stale unless all is still what ``seen`` stands for."""
    if seen != _state(dossier):
        raise Stale("assessment_changed", stage=dossier.assessment.stage)


def _state(dossier: Dossier) -> int:
    """A number that grows with every change of all that a signature fixes."""
    revisions = sum(record.revision for record in dossier.verified.values())
    edits = sum(dossier.edits(lang).revision for lang in LANGS)
    visited = visit_of(dossier).revision + (dossier.enterprise.credit_code is not None)
    concerns = concerns_in(dossier)
    asked = concerns.revision + concerns.answer_revision
    kinds = (EVIDENCE, NOT_SHOWN, POINTS)
    kept = (dossier.document(kind, dossier.assessment.id) for kind in kinds)
    beside = sum(each.revision for each in kept if each) + business_in(dossier).revision
    return dossier.assessment.version + revisions + edits + visited + asked + beside
