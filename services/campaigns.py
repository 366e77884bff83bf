"""What a centre has set out to do in a quarter, and how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from access.actor import Role
from access.table import require
from aggregates.breakdown import divisions_of_sectors
from assessments.campaigns import (
    Campaign,
    CampaignTarget,
    Quarter,
    parse_campaign,
    quarter_of,
    quarters_around,
)
from assessments.model import Document
from assessments.portfolio import Caseload, FirmCounts
from assessments.years import CHINA
from services.context import Context, at_once
from services.kinds import CAMPAIGN
from services.noting import note_centre
from services.portfolio import today_of


@dataclass(frozen=True)
class KeptCampaign:
    """What was set for a quarter, or nothing yet (then it is None), by whom and when.

    ``seen`` is its revision; hand it to ``keep``. 0: there never was any.
    """

    quarter: Quarter
    campaign: Campaign | None
    seen: int = 0
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class TargetProgress:
    """How many firms a target has by now. ``expected``: how many it would have at an even pace."""

    target: CampaignTarget
    signed: int
    in_hand: int
    drafts: int
    expected: float

    @property
    def behind(self) -> float:
        """By how many firms it is behind an even pace; 0 where it is not."""
        return max(0.0, min(self.expected, self.target.firms) - self.signed)


@dataclass(frozen=True)
class CampaignProgress:
    """Where a quarter stands: each target, the whole, and what each consultant has.

    ``names`` are those of the centre's people, by user name.
    """

    kept: KeptCampaign
    targets: tuple[TargetProgress, ...]
    whole: FirmCounts
    caseloads: Sequence[Caseload]
    names: Mapping[str, str]


def quarters(ctx: Context) -> Sequence[KeptCampaign]:
    """Every quarter around now with what is set for it, the earliest first."""
    centre = _own_centre(ctx)
    near = quarters_around(quarter_of(today_of(ctx)))
    found = ctx.store.all_documents({CAMPAIGN: [_subject(centre, each) for each in near]})
    return [_kept(each, found.get((CAMPAIGN, _subject(centre, each)))) for each in near]


def progress(ctx: Context, quarter: Quarter) -> CampaignProgress:
    """How far the own centre has come in that quarter, as of now."""
    centre, today = _own_centre(ctx), today_of(ctx)
    kept = _kept(quarter, ctx.store.document(CAMPAIGN, _subject(centre, quarter)))
    begins, ends = _moment(quarter.first), _moment(quarter.last + timedelta(days=1))
    with ctx.store.snapshot() as store:
        firms = store.firm_counts(centre, begins, ends)
        caseloads = store.caseloads(centre, today, begins, ends)
        people = store.accounts(centre=centre)
    known = {each.consultant for each in caseloads}
    idle = [
        Caseload(each.username, 0, 0, 0, 0, 0, None)
        for each in people
        if each.role is Role.CONSULTANT
        and each.deactivated_at is None
        and each.username not in known
    ]
    targets = kept.campaign.targets if kept.campaign else ()
    return CampaignProgress(
        kept,
        tuple(_progress(each, quarter, firms, today) for each in targets),
        FirmCounts("", "", *_sums(firms)),
        [*caseloads, *idle],
        {each.username: each.name for each in people},
    )


def keep(
    ctx: Context, quarter: Quarter, rows: Sequence[Mapping[str, Any]], *, seen: int
) -> KeptCampaign:
    """Let these targets count for the quarter. Raises Invalid (``faults``, all at once), Stale."""
    centre = ctx.actor.centre or ""
    require(ctx.actor, "campaign.edit", centre)
    campaign = parse_campaign(rows, quarter, divisions_of_sectors())
    document = Document(
        kind=CAMPAIGN,
        subject=_subject(centre, quarter),
        revision=seen + 1,
        value=campaign.model_dump(mode="json"),
        author=ctx.actor.name or ctx.actor.id,
        at=ctx.now(),
    )
    with at_once(ctx) as one:
        one.store.append_document(document)
        note_centre(one, "campaign.keep", quarter=str(quarter), revision=document.revision)
    return _kept(quarter, document)


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "campaign.read", centre)
    return centre


def _subject(centre: str, quarter: Quarter) -> str:
    return f"{centre}:{quarter}"


def _kept(quarter: Quarter, document: Document | None) -> KeptCampaign:
    if document is None:
        return KeptCampaign(quarter, None)
    campaign = Campaign.model_validate(document.value)
    return KeptCampaign(quarter, campaign, document.revision, document.author, document.at)


def _progress(
    target: CampaignTarget, quarter: Quarter, firms: Sequence[FirmCounts], today: date
) -> TargetProgress:
    divisions = divisions_of_sectors().get(target.sector or "", ())
    own = [
        each
        for each in firms
        if target.district in (None, each.district)
        and (target.sector is None or each.division in divisions)
    ]
    drafts, in_hand, signed = _sums(own)
    whole = (target.by - quarter.first).days + 1
    gone = min(max((today - quarter.first).days + 1, 0), whole)
    return TargetProgress(target, signed, in_hand, drafts, target.firms * gone / whole)


def _sums(firms: Sequence[FirmCounts]) -> tuple[int, int, int]:
    return (
        sum(each.drafts for each in firms),
        sum(each.in_hand for each in firms),
        sum(each.signed for each in firms),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
