"""What centres set out to do in a quarter, and how far they have come, for city and districts."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from access.table import require
from aggregates.campaign_coverage import CampaignCoverage, coverage
from aggregates.releases import boundary
from assessments.campaigns import Campaign, Quarter, quarter_of, quarters_around
from assessments.years import CHINA
from services.context import Context
from services.counted import as_of
from services.kinds import CAMPAIGN
from services.looked import note_shown
from services.portfolio import today_of


@dataclass(frozen=True)
class CoverageView:
    """What may be seen of a quarter. ``quarters`` can be chosen, the earliest first.

    ``as_of`` is the last day that counts; ``gone`` the share of the quarter that has passed by
    then, in per cent. ``district`` is the only one that whoever looks may see, or None.
    """

    quarter: Quarter
    quarters: tuple[Quarter, ...]
    as_of: date
    gone: int
    threshold: int
    coverage: CampaignCoverage
    district: str | None = None


def overview(ctx: Context, quarter: Quarter | None = None) -> CoverageView:
    """The quarter, or that of the last day that counts. Raises NotAllowed."""
    require(ctx.actor, "city.read")
    view = _view(ctx, quarter)
    note_shown(ctx, view.as_of, str(view.quarter), "coverage")
    return view


def district(ctx: Context, quarter: Quarter | None = None) -> CoverageView:
    """The same as far as the actor's district goes: its row in place of the city's."""
    own = ctx.actor.district
    require(ctx.actor, "district.read", own)
    view = _view(ctx, quarter)
    note_shown(ctx, view.as_of, str(view.quarter), f"coverage, district {own}")
    row = next(each for each in view.coverage.districts if each.id == own)
    return replace(view, coverage=CampaignCoverage(row, (), (), ()), district=own)


def _view(ctx: Context, chosen: Quarter | None) -> CoverageView:
    last, near = as_of(ctx), quarters_around(quarter_of(today_of(ctx)))
    quarter = chosen if chosen is not None and chosen in near else quarter_of(last)
    begins, ends = _moment(quarter.first), _moment(quarter.last + timedelta(days=1))
    with ctx.store.snapshot() as store:
        centres = store.centres()
        subjects = {f"{id}:{quarter}": id for id in centres}
        kept = store.all_documents({CAMPAIGN: list(subjects)})
        signed = store.signed_firms(begins, min(ends, boundary(ctx.now())))
    campaigns = {
        subjects[subject]: Campaign.model_validate(document.value)
        for (_, subject), document in kept.items()
    }
    days = (quarter.last - quarter.first).days + 1
    gone = min(max((last - quarter.first).days + 1, 0), days)
    threshold = ctx.settings.disclosure_threshold
    return CoverageView(
        quarter=quarter,
        quarters=tuple(near),
        as_of=last,
        gone=round(100 * gone / days),
        threshold=threshold,
        coverage=coverage(signed, campaigns, centres, threshold),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
