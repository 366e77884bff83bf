"""What the centres of the demonstration set out to do: somewhat more than they came to."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from assessments.campaigns import Campaign, CampaignTarget, Quarter
from assessments.model import Document
from assessments.years import CHINA
from services.context import Context
from services.demo.city import city
from services.kinds import CAMPAIGN

MORE, ROUND = 1.25, 5  # times what was signed, to a number that somebody would set


def set_targets(ctx: Context) -> None:
    """For each quarter of the last year, by district, and a whole one."""
    for quarter in (Quarter(city().years[-1], number) for number in range(1, 5)):
        begins, ends = (_moment(each) for each in (quarter.first, quarter.last + timedelta(days=1)))
        of_centre: dict[str, Counter[str]] = {}
        for each in ctx.store.signed_firms(begins, ends):
            of_centre.setdefault(each.centre, Counter())[each.district] += each.firms
        for centre, districts in of_centre.items():
            document = Document(
                kind=CAMPAIGN,
                subject=f"{centre}:{quarter}",
                revision=1,
                value=_campaign(districts, quarter).model_dump(mode="json"),
                author="demo",
                at=begins,
            )
            ctx.store.append_document(document)


def _campaign(districts: Mapping[str, int], quarter: Quarter) -> Campaign:
    places = [(None, sum(districts.values())), *sorted(districts.items())]
    return Campaign(
        targets=tuple(
            CampaignTarget(
                district=district,
                firms=max(ROUND, round(many * MORE / ROUND) * ROUND),
                by=quarter.last,
            )
            for district, many in places
        )
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
