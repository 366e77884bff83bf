"""What an enterprise does: begin, come back, answer, submit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.addresses import network_of
from access.limits import (
    ALL_CODES,
    PER_ADDRESS,
    STARTS,
    STARTS_PER_ADDRESS,
    STARTS_PER_ADDRESS_AND_HOUR,
)
from access.resume_codes import LENGTH, new_code, tidy_code
from access.table import require
from access.throttle import Throttle
from access.tokens import digest_of, new_id
from assessments.lifecycle import advance, require_open
from assessments.model import AnswerRecord, Assessment, Enterprise, Stage
from assessments.profile import Profile
from assessments.refusals import Invalid, NotFound, Stale
from i18n import Text
from questionnaires.model import Questionnaire
from questionnaires.sheet import shown
from services import answering
from services.accounts import bind_assessment
from services.arriving import arrived
from services.attempts import attempt, count, subject
from services.beside import keep_wishes
from services.context import Context, at_once
from services.editions import pinned, published
from services.kinds import CONSENT
from services.noting import note_case
from services.personal.notice import keep_consent, require_consent
from services.sheets import missing, problems, require_whole, required, score, sheet_of
from services.subjects import subject_of


@dataclass(frozen=True)
class Started:
    """A new assessment and the code that finds it again; the code is shown once, kept nowhere.

    "" where an account holds it.
    """

    assessment: Assessment
    resume_code: str


@dataclass(frozen=True)
class FillingSheet:
    """All that the pages of filling show.

    ``answers`` are the latest claimed records (value None: taken back). ``shown`` says of every
    item whether it is asked (None: not decided yet). ``missing`` are the required items without
    an answer; ``answered`` of ``asked`` required ones are there. ``problems`` say, under the id
    of a ratio, what cannot be true together. ``saved_at`` is the time of the last answer.
    """

    assessment: Assessment
    enterprise: Enterprise
    questionnaire: Questionnaire
    answers: Mapping[str, AnswerRecord]
    shown: Mapping[str, bool | None]
    missing: tuple[str, ...]
    answered: int
    asked: int
    saved_at: datetime | None
    problems: Mapping[str, Text]


def start(ctx: Context, profile: Profile, questionnaire: str, *, consent: str) -> Started:
    """Begin an assessment with the newest published edition.

    ``consent``: the version of the notice that was agreed to, which is kept. The enterprise gets a
    record of its own, which the accounts of the actor's enterprise hold. Raises NotFound for no
    such questionnaire, Invalid without consent, NotAllowed after too many within an hour.
    """
    require(ctx.actor, "assessment.start")
    require_consent(consent)
    chosen, *_ = published(ctx.settings, questionnaire)
    synthetic = ctx.settings.demo
    enterprise = profile.of(new_id()).model_copy(update={"synthetic": synthetic})
    assessment = Assessment(
        id=new_id(),
        enterprise=enterprise.id,
        questionnaire=chosen.id,
        edition=chosen.edition,
        digest=chosen.digest,
        started_at=ctx.now(),
        synthetic=synthetic,
    )
    limits = limits_of_starts(ctx)
    with at_once(ctx) as one:
        count(one, limits, "too_many_starts")
        one.store.add_enterprise(enterprise)
        if ctx.actor.enterprise is not None:
            one.store.hold(enterprise.id, ctx.actor.enterprise, ctx.actor.id, ctx.now())
        started = added(one, assessment)
        keep_consent(one, assessment.id, one.actor.id)
        return started


def added(ctx: Context, assessment: Assessment) -> Started:
    """Put a new assessment into the store; whoever comes without an account gets a code."""
    code = "" if ctx.actor.enterprise is not None else new_code()
    ctx.store.add_assessment(assessment, digest_of(code.replace("-", "")) if code else None)
    arrived(ctx, assessment, "start")
    note_case(ctx, "assessment.start", assessment, round=assessment.round)
    return Started(assessment, code)


def limits_of_starts(ctx: Context) -> Mapping[str, Throttle]:
    """What a new assessment is counted against: the line it comes from, and all together."""
    line, offices = network_of(ctx.address), ctx.settings.offices_per_address
    return {
        subject(ctx, "start", line): STARTS_PER_ADDRESS.for_many(offices),
        subject(ctx, "start", line, "hour"): STARTS_PER_ADDRESS_AND_HOUR.for_many(offices),
        subject(ctx, "start"): STARTS,
    }


def resume(ctx: Context, code: str) -> Assessment:
    """The assessment of a resume code, however it is written.

    Raises Invalid for a mistyped code, NotFound for one that nobody has, NotAllowed after too
    many of those from one address, or in all for an address that had some.
    """
    require(ctx.actor, "assessment.resume")
    tidy = tidy_code(code)
    if tidy is None:
        raise Invalid("mistyped_resume_code", length=LENGTH)
    here = subject(ctx, "resume", network_of(ctx.address))
    with attempt(ctx, {here: PER_ADDRESS}, {subject(ctx, "resume"): ALL_CODES}, tried="code"):
        found = ctx.store.assessment_by_resume(digest_of(tidy))
        if found is None:
            raise NotFound("unknown_resume_code")
        return found


def renew_code(ctx: Context, assessment_id: str, token: str = "") -> str:
    """A new resume code of the assessment, in whatever stage; the one before ends at once.

    Only a digest is kept, so that a code which nobody noted cannot be shown again, but to the
    browser that holds ``token``. Whoever has the assessment open already stays in it.
    """
    code = new_code()
    with at_once(ctx) as one:
        assessment = subject_of(one, "code.renew", assessment_id)
        one.store.set_resume_digest(assessment.id, digest_of(code.replace("-", "")))
        note_case(one, "code.renew", assessment)
        if token:
            bind_assessment(one, token, assessment.id, code)
    return code


def opens(ctx: Context, assessment_id: str, code: str) -> bool:
    """Whether ``code``, as it was shown, is the one of this assessment now."""
    assessment = subject_of(ctx, "code.renew", assessment_id)
    found = ctx.store.assessment_by_resume(digest_of(code.replace("-", "")))
    return found is not None and found.id == assessment.id


def sheet(ctx: Context, assessment_id: str) -> FillingSheet:
    """The state of filling."""
    assessment = subject_of(ctx, "assessment.fill", assessment_id)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    answers = ctx.store.answers(assessment.id, "claimed")
    return sheet_of_answers(assessment, enterprise, pinned(ctx.settings, assessment), answers)


def sheet_of_answers(
    assessment: Assessment,
    enterprise: Enterprise,
    questionnaire: Questionnaire,
    answers: Mapping[str, AnswerRecord],
) -> FillingSheet:
    """The state that these answers make."""
    filled = sheet_of(questionnaire, enterprise, answers)
    visible = shown(questionnaire, filled)
    wanted = required(questionnaire, visible)
    open_items = missing(questionnaire, visible, filled)
    return FillingSheet(
        assessment=assessment,
        enterprise=enterprise,
        questionnaire=questionnaire,
        answers=answers,
        shown=visible,
        missing=open_items,
        answered=len(wanted) - len(open_items),
        asked=len(wanted),
        saved_at=max((record.at for record in answers.values()), default=None),
        problems=problems(questionnaire, visible, filled),
    )


def record_answer(  # noqa: PLR0913  (all that an answer is)
    ctx: Context, assessment_id: str, item_id: str, raw: Any, *, note: str = "", seen: int
) -> AnswerRecord:
    """Keep one answer with its evidence note; it is durable when this returns.

    ``raw`` is the JSON form, None takes the answer back; ``seen`` is the revision of the record
    the person looked at (0: none). Raises Invalid, Stale, NotAllowed, NotFound (the item).
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "assessment.fill", assessment_id)
        return answering.append(one, assessment, item_id, raw, side="claimed", note=note, seen=seen)


def update_profile(
    ctx: Context, assessment_id: str, profile: Profile, *, seen: Enterprise
) -> Enterprise:
    """Correct the enterprise's profile while the assessment is a draft.

    ``seen``: as it was when the correction was begun. Raises Stale where it was changed since,
    Invalid where another assessment was submitted with it: what was judged stays.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "assessment.fill", assessment_id)
        require_open(assessment, "claimed")
        if any(each.submitted_at is not None for each in one.store.rounds(assessment.enterprise)):
            raise Invalid("profile_submitted")
        if one.store.enterprise(assessment.enterprise) != seen:
            raise Stale("profile_changed")
        enterprise = profile.of(assessment.enterprise).model_copy(
            update={"synthetic": assessment.synthetic}
        )
        one.store.update_enterprise(enterprise)
        note_case(one, "assessment.profile", assessment)
    return enterprise


def submit(ctx: Context, assessment_id: str, centre: str | None) -> Assessment:
    """Freeze the claim, score it and hand it to ``centre`` (its id; None: to nobody yet).

    Raises Invalid with ``missing`` (item ids), or with ``problems``, where it is not whole, and
    where a centre set it up and the enterprise has not agreed to that; Stale where another device
    changed anything meanwhile.
    """
    assessment = subject_of(ctx, "assessment.submit", assessment_id)
    if centre is not None and centre not in ctx.store.centres():
        raise NotFound("unknown_centre", centre=centre)
    at = ctx.now()
    _require_own_consent(ctx, assessment)
    consultant = assessment.consultant if centre == assessment.centre else None
    changed = advance(
        assessment, Stage.SUBMITTED, submitted_at=at, centre=centre, consultant=consultant
    )
    enterprise, claimed = read = _claim(ctx, assessment)
    questionnaire = pinned(ctx.settings, assessment)
    claim = sheet_of(questionnaire, enterprise, claimed)
    require_whole(questionnaire, shown(questionnaire, claim), claim)
    card = score(questionnaire, claim)  # before the lock, for which every other answer waits
    with at_once(ctx) as one:
        moved = one.store.move(changed, seen=assessment.version)
        if _claim(one, assessment) != read:
            raise Stale("assessment_changed", stage=assessment.stage)
        one.store.add_scorecard(assessment.id, "claimed", card, at)
        keep_wishes(one, assessment.id, "claimed")
        arrived(one, assessment, "submit", claimed)
        note_case(one, "assessment.submit", moved)
        return moved


def _require_own_consent(ctx: Context, assessment: Assessment) -> None:
    """Raise Invalid for a draft that a centre set up and its enterprise never agreed to."""
    if assessment.centre is not None and ctx.store.document(CONSENT, assessment.id) is None:
        raise Invalid("consent_missing")


def _claim(ctx: Context, assessment: Assessment) -> tuple[Enterprise, Mapping[str, AnswerRecord]]:
    """All that the claimed result rests on."""
    return ctx.store.enterprise(assessment.enterprise), ctx.store.answers(assessment.id, "claimed")
