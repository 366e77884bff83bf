"""A second pair of eyes: handed over by who verified, accepted or returned by a lead of the centre.

An act each revision, so that who did it stands beside it and nothing is overwritten.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast

from access.actor import Role
from access.table import allowed, require
from assessments.lifecycle import advance
from assessments.model import Assessment, Document, Stage
from assessments.plain_text import plain
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.kinds import REVIEW, REVIEW_RULE
from services.noting import note_case, note_centre
from services.signable import require_signable
from services.signing import content_digest

LONGEST_REMARK = 1_000

Act = Literal["none", "handed_over", "returned", "accepted"]
ACTIONS = {  # in the audit trail
    "handed_over": "review.hand_over",
    "returned": "review.return",
    "accepted": "review.accept",
}


@dataclass(frozen=True)
class Review:
    """Where the review stands: the last ``act``, by whom (their name) and when.

    ``remarks`` are on the case, ``items`` on single ones. ``state`` is the digest of what it was
    about, ``returned`` that of what a lead returned last and nobody has accepted since.
    """

    act: Act = "none"
    revision: int = 0
    author: str = ""
    by: str = ""
    at: datetime | None = None
    remarks: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    returned: str = ""


@dataclass(frozen=True)
class ReviewRule:
    """Whether the centre wants a second pair of eyes, where it has one; by whom and since when."""

    wanted: bool = True
    revision: int = 0
    by: str = ""
    at: datetime | None = None


def review_in(dossier: Dossier) -> Review:
    """Where the review of the case stands."""
    return _review(dossier.document(REVIEW, dossier.assessment.id))


def history(ctx: Context, assessment_id: str) -> Sequence[Review]:
    """Every act of the review, the first one first."""
    dossier_of(ctx, "case.read", assessment_id)
    return [_review(each) for each in ctx.store.document_history(REVIEW, assessment_id)]


def reviews(ctx: Context, cases: Iterable[Assessment]) -> Mapping[str, Review]:
    """Where the review of each of these stands, of those that were ever handed over."""
    ids = []
    for each in cases:
        require(ctx.actor, "case.read", each)
        ids.append(each.id)
    found = ctx.store.all_documents({REVIEW: ids}) if ids else {}
    return {id: _review(document) for (_, id), document in found.items()}


def needs_review(ctx: Context, dossier: Dossier) -> bool:
    """Whether the actor may sign the case only once somebody else has accepted it."""
    centre = dossier.assessment.centre or ""
    rule = _rule(dossier.document(REVIEW_RULE, centre))
    return rule.wanted and any(
        each.role is Role.LEAD and each.deactivated_at is None and each.username != ctx.actor.id
        for each in ctx.store.accounts(centre=centre)
    )


def hindrance(ctx: Context, dossier: Dossier) -> str:
    """Which refusal stands between the actor and signing what stands there now; "": none."""
    review, now = review_in(dossier), content_digest(dossier)
    if review.act == "returned" or (review.returned and review.returned == now):
        return "review_returned"
    own = review.author == ctx.actor.id
    if review.act == "accepted" and review.state == now:
        return "review_accepted_by_you" if own else ""
    if not needs_review(ctx, dossier):
        return ""
    return "review_needed" if own or review.act != "accepted" else "review_outdated"


def require_reviewed(ctx: Context, dossier: Dossier) -> Review:
    """The review, if the actor may sign what stands there now. Raises NotAllowed else."""
    if refusal := hindrance(ctx, dossier):
        raise NotAllowed(refusal)
    review = review_in(dossier)
    stands = review.act == "accepted" and review.state == content_digest(dossier)
    return review if stands else Review()


def hand_over(ctx: Context, assessment_id: str, remarks: str = "", *, seen: int) -> Review:
    """Hand the case over to a lead of the centre; ``seen`` is the revision of the review (0: none).

    Raises NotAllowed (the stage), Invalid (what a signature would lack, the remarks), Stale where
    somebody acted meanwhile.
    """
    with at_once(ctx) as one:
        dossier = _opened(one, "case.verify", assessment_id)
        require_signable(dossier)
        return _append(one, dossier, "handed_over", seen=seen, remarks=_remark(remarks))


def give_back(
    ctx: Context, assessment_id: str, remarks: str, items: Mapping[str, str], *, seen: int
) -> Review:
    """Return the case with remarks on it as a whole or on single items; at least one.

    Raises NotAllowed (also where it was not handed over), NotFound (an item), Invalid, Stale.
    """
    with at_once(ctx) as one:
        dossier = _opened(one, "case.review", assessment_id)
        if review_in(dossier).act not in ("handed_over", "accepted"):
            raise NotAllowed("review_not_handed_over")
        asked = dossier.questionnaire
        said = {id: text for id, typed in items.items() if (text := _remark(typed))}
        for id in said:
            if id not in asked.by_id:
                raise NotFound("unknown_item", item=id, questionnaire=asked.title)
        told = _remark(remarks)
        if not told and not said:
            raise Invalid("review_no_remark")
        return _append(one, dossier, "returned", seen=seen, remarks=told, items=said)


def accept(ctx: Context, assessment_id: str, remarks: str = "", *, seen: int, state: str) -> Review:
    """Accept what was handed over; ``state`` is the ``content_digest`` of what was looked at.

    Raises NotAllowed for one's own, and where it was not handed over; Stale where it, or the
    review, changed meanwhile.
    """
    with at_once(ctx) as one:
        dossier = _opened(one, "case.review", assessment_id)
        review = review_in(dossier)
        if review.act != "handed_over":
            raise NotAllowed("review_not_handed_over")
        if review.author == one.actor.id:
            raise NotAllowed("review_own")
        if content_digest(dossier) != state:
            raise Stale("assessment_changed", stage=dossier.assessment.stage)
        return _append(one, dossier, "accepted", seen=seen, remarks=_remark(remarks))


def rule(ctx: Context) -> ReviewRule:
    """What the actor's own centre wants."""
    return _rule(ctx.store.document(REVIEW_RULE, _own_centre(ctx)))


def set_rule(ctx: Context, *, wanted: bool, seen: int) -> ReviewRule:
    """Say whether a second pair of eyes is wanted. Raises NotAllowed, Stale."""
    centre = _own_centre(ctx)
    document = Document(
        kind=REVIEW_RULE,
        subject=centre,
        revision=seen + 1,
        value={"wanted": wanted, "by": ctx.actor.name},
        author=ctx.actor.id,
        at=ctx.now(),
    )
    with at_once(ctx) as one:
        one.store.append_document(document)
        note_centre(one, "review.want" if wanted else "review.waive")
    return _rule(document)


def may_review(ctx: Context, dossier: Dossier) -> bool:
    """Whether the actor may accept or return what was handed over now."""
    review = review_in(dossier)
    is_other = review.author != ctx.actor.id
    return is_other and allowed(ctx.actor, "case.review", dossier.assessment)


def _opened(one: Context, action: str, assessment_id: str) -> Dossier:
    """The dossier, if the case is one that may be signed next."""
    dossier = dossier_of(one, action, assessment_id)
    advance(dossier.assessment, Stage.VERIFIED)
    return dossier


def _append(  # noqa: PLR0913  (all that an act is)
    one: Context,
    dossier: Dossier,
    act: Act,
    *,
    seen: int,
    remarks: str,
    items: Mapping[str, str] | None = None,
) -> Review:
    before, state = review_in(dossier), content_digest(dossier)
    if before.revision != seen:
        raise Stale("review_changed", author=before.by, at=before.at)
    returned = {"returned": state, "accepted": ""}.get(act, before.returned)
    document = Document(
        kind=REVIEW,
        subject=dossier.assessment.id,
        revision=seen + 1,
        value={
            "act": act,
            "by": one.actor.name,
            "remarks": remarks,
            "items": dict(items or {}),
            "state": state,
            "returned": returned,
        },
        author=one.actor.id,
        at=one.now(),
    )
    one.store.append_document(document)
    note_case(one, ACTIONS[act], dossier.assessment)
    return _review(document)


def _review(document: Document | None) -> Review:
    if document is None:
        return Review()
    kept: Mapping[str, Any] = document.value
    return Review(
        act=cast("Act", kept["act"]),
        revision=document.revision,
        author=document.author,
        by=kept["by"],
        at=document.at,
        remarks=kept["remarks"],
        items=kept["items"],
        state=kept["state"],
        returned=kept["returned"],
    )


def _rule(document: Document | None) -> ReviewRule:
    if document is None:
        return ReviewRule()
    kept = document.value
    return ReviewRule(kept["wanted"], document.revision, kept["by"], document.at)


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "review.rule", centre)
    return centre


def _remark(typed: str) -> str:
    text = plain(typed)
    if len(text) > LONGEST_REMARK:
        raise Invalid("note_long", longest=LONGEST_REMARK, length=len(text))
    return text
