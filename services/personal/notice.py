"""The notice that stands before an assessment or an account, and that somebody agreed to it."""

from dataclasses import dataclass
from datetime import datetime

from access.table import require
from assessments.model import Document
from assessments.personal import account_subject
from assessments.refusals import Invalid
from services.context import Context, at_once
from services.kinds import CONSENT
from services.noting import note
from services.own_account import own
from services.subjects import subject_of

# Changes with every change of what is collected, for what, who sees it or how long it is kept;
# whoever agreed to another one is asked again.
VERSION = "2"


@dataclass(frozen=True)
class Consent:
    """What was agreed to last, and when; ``version`` is "" where nothing was."""

    version: str = ""
    at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it was the notice of now."""
        return self.version == VERSION


def require_consent(version: str) -> None:
    """Raise Invalid unless ``version``, as it was agreed to, is the notice of now."""
    if version != VERSION:
        raise Invalid("consent_missing")


def keep_consent(ctx: Context, subject: str, by: str) -> None:
    """Note that the notice of now was agreed to; in a transaction with what it is asked for."""
    before = ctx.store.document(CONSENT, subject)
    document = Document(
        kind=CONSENT,
        subject=subject,
        revision=1 + (before.revision if before else 0),
        value={"version": VERSION},
        author=by,
        at=ctx.now(),
    )
    ctx.store.append_document(document)
    note(ctx, "personal.consent", "personal", subject, details={"version": VERSION})


def consent(ctx: Context, assessment_id: str) -> Consent:
    """What was agreed to for the assessment."""
    assessment = subject_of(ctx, "assessment.fill", assessment_id)
    return _consent(ctx.store.document(CONSENT, assessment.id))


def agree(ctx: Context, assessment_id: str, version: str) -> None:
    """Agree to the notice of now for the assessment. Raises Invalid for another version."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "assessment.fill", assessment_id)
        require_consent(version)
        keep_consent(one, assessment.id, one.actor.id)


def own_consent(ctx: Context) -> Consent:
    """What was agreed to for the own account."""
    require(ctx.actor, "account.own")
    return _consent(ctx.store.document(CONSENT, account_subject(ctx.actor.id)))


def owes_consent(ctx: Context) -> bool:
    """Whether the notice of now is still to be agreed to for the own account.

    Staff whose account was made for their work are asked only where they have agreed before, or
    where a provider of sign-ins tells who they are.
    """
    account, kept = own(ctx), own_consent(ctx)
    asked = bool(kept.version) or account.enterprise is not None or account.identity is not None
    return asked and not kept.holds


def agree_for_account(ctx: Context, version: str) -> None:
    """Agree to the notice of now for the own account. Raises Invalid for another version."""
    require(ctx.actor, "account.own")
    require_consent(version)
    with at_once(ctx) as one:
        keep_consent(one, account_subject(one.actor.id), one.actor.id)


def _consent(kept: Document | None) -> Consent:
    return Consent() if kept is None else Consent(kept.value["version"], kept.at)
