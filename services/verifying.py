"""What a consultant does: see the cases of the centre, verify answers, sign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from access.table import require
from assessments.lifecycle import advance
from assessments.model import AnswerRecord, Assessment, Enterprise, Side, Stage
from assessments.refusals import Invalid, Stale
from i18n import Text
from questionnaires.model import Questionnaire
from questionnaires.sheet import shown
from reports.diagnosis import Checked, checked
from scoring.scorecard import Scorecard
from services import answering
from services.context import Context, at_once
from services.editions import pinned
from services.edits import LANGS, Edits, edits_of
from services.sheets import missing, problems, require_whole, score, sheet_of
from services.sides import verdicts_in
from services.subjects import subject_of

SIDES: tuple[Side, Side] = ("claimed", "verified")


@dataclass(frozen=True)
class Case:
    """One assessment under verification.

    ``claimed`` and ``verified`` are the latest records of each side; a verified one goes before
    the claim, item by item, and taking it back (value None) lets the claim stand again.
    ``shown``, ``missing``, ``problems`` and ``verified_card`` are of both sides together.
    ``edits`` counts the paragraphs of the report that were edited, in all languages.
    ``seen`` stands for all that is on this page: hand it to ``sign``.
    """

    assessment: Assessment
    enterprise: Enterprise
    questionnaire: Questionnaire
    claimed: Mapping[str, AnswerRecord]
    verified: Mapping[str, AnswerRecord]
    shown: Mapping[str, bool | None]
    missing: tuple[str, ...]
    problems: Mapping[str, Text]
    claimed_card: Scorecard
    verified_card: Scorecard
    edits: int
    seen: int

    @property
    def checked(self) -> Checked:
        """How many of the asked items hold a verified answer, changed or confirmed."""
        return checked(self.questionnaire, self.shown, verdicts_in(self.verified))


def assigned(ctx: Context) -> list[tuple[Assessment, Enterprise]]:
    """The assessments submitted to the consultant's centre.

    Those to verify come first, the longest waiting first; then the signed ones, the last signed
    first.
    """
    require(ctx.actor, "case.list")
    stages = [stage for stage in Stage if stage is not Stage.DRAFT]
    found = ctx.store.assessments(stages=stages, centre=ctx.actor.centre or "")
    waiting = [each for each in found if each[0].signed_at is None]
    signed = [each for each in found if each[0].signed_at is not None]
    waiting.sort(key=lambda each: (each[0].submitted_at, each[0].id))
    signed.sort(key=lambda each: (each[0].signed_at, each[0].id), reverse=True)
    return waiting + signed


def case(ctx: Context, assessment_id: str) -> Case:
    """All there is to see of one assessment."""
    assessment = subject_of(ctx, "case.read", assessment_id)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    questionnaire = pinned(ctx, assessment)
    claimed = ctx.store.answers(assessment.id, "claimed")
    verified = ctx.store.answers(assessment.id, "verified")
    claim = sheet_of(questionnaire, enterprise, claimed)
    both = sheet_of(questionnaire, enterprise, claimed, verified)
    visible = shown(questionnaire, both)
    stored = ctx.store.scorecard
    edits = _edits(ctx, assessment)
    return Case(
        assessment=assessment,
        enterprise=enterprise,
        questionnaire=questionnaire,
        claimed=claimed,
        verified=verified,
        shown=visible,
        missing=missing(questionnaire, visible, both),
        problems=problems(questionnaire, visible, both),
        claimed_card=stored(assessment.id, "claimed") or score(questionnaire, claim),
        verified_card=stored(assessment.id, "verified") or score(questionnaire, both),
        edits=sum(len(each.all) for each in edits),
        seen=_state(assessment, verified, edits),
    )


def card(ctx: Context, assessment_id: str) -> Scorecard | None:
    """The stored result that counts: the verified one once signed, the claimed one before."""
    assessment = subject_of(ctx, "case.read", assessment_id)
    stored = ctx.store.scorecard
    return stored(assessment.id, "verified") or stored(assessment.id, "claimed")


def begin(ctx: Context, assessment_id: str) -> Assessment:
    """Take the assessment into verification."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.verify", assessment_id)
        changed = advance(assessment, Stage.UNDER_VERIFICATION)
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
        assessment = subject_of(one, "case.verify", assessment_id)
        if raw is not None:
            _require_asked(one, assessment, item)
        return answering.append(one, assessment, item, raw, side="verified", note=remark, seen=seen)


def sign(ctx: Context, assessment_id: str, *, seen: int) -> Assessment:
    """Sign what ``seen`` (of the Case) stands for; nothing of it changes afterwards.

    The result of both sides together is stored beside the claimed one. Raises Stale where
    anything changed since, Invalid where an answer lacks or contradicts another.
    """
    assessment = subject_of(ctx, "case.sign", assessment_id)
    at = ctx.now()
    changed = advance(
        assessment, Stage.VERIFIED, signed_at=at, signed_by=ctx.actor.name or ctx.actor.id
    )
    claimed = ctx.store.answers(assessment.id, "claimed")
    verified = _seen(ctx, assessment, seen)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    questionnaire = pinned(ctx, assessment)
    both = sheet_of(questionnaire, enterprise, claimed, verified)
    require_whole(questionnaire, shown(questionnaire, both), both)
    card = score(questionnaire, both)  # before the lock, for which every other answer waits
    with at_once(ctx) as one:
        _seen(one, subject_of(one, "case.sign", assessment_id), seen)
        one.store.add_scorecard(assessment.id, "verified", card, at)
        return one.store.move(changed, seen=assessment.version)


def _seen(ctx: Context, assessment: Assessment, seen: int) -> Mapping[str, AnswerRecord]:
    """The verified answers, if all is still what ``seen`` stands for. Raises Stale."""
    verified = ctx.store.answers(assessment.id, "verified")
    if seen != _state(assessment, verified, _edits(ctx, assessment)):
        raise Stale("assessment_changed", stage=assessment.stage)
    return verified


def _require_asked(ctx: Context, assessment: Assessment, item: str) -> None:
    """Raises Invalid for a verdict on what the answers that count leave out."""
    questionnaire = pinned(ctx, assessment)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    claimed, verified = (ctx.store.answers(assessment.id, side) for side in SIDES)
    both = sheet_of(questionnaire, enterprise, claimed, verified)
    if shown(questionnaire, both).get(item) is False:
        raise Invalid("not_asked", item=questionnaire.by_id[item].ask)


def _edits(ctx: Context, assessment: Assessment) -> list[Edits]:
    return [edits_of(ctx.store, assessment.id, lang) for lang in LANGS]


def _state(
    assessment: Assessment, verified: Mapping[str, AnswerRecord], edits: Iterable[Edits]
) -> int:
    """A number that grows with every change of stage, verified answers and edited paragraphs."""
    revisions = sum(record.revision for record in verified.values())
    return assessment.version + revisions + sum(each.revision for each in edits)
