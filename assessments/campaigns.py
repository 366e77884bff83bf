"""What a centre sets out to do in a quarter: how many firms of what are to be signed by when."""

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Self

from pydantic import Field

from assessments.districts import districts
from assessments.refusals import Invalid
from files.frozen import Frozen
from i18n import Text, text_of

MOST = 60  # targets of a quarter
MOST_FIRMS = 100_000
BEFORE, AHEAD = 4, 4  # quarters that are offered beside the present one


class Quarter(NamedTuple):
    """A quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        """As an address says it."""
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.moved(1).first - timedelta(days=1)

    def moved(self, by: int) -> Self:
        """The one so many quarters later."""
        year, place = divmod(self.year * 4 + self.number - 1 + by, 4)
        return type(self)(year, place + 1)


def quarter_of(day: date) -> Quarter:
    """That in which the day is."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarters_around(now: Quarter) -> Sequence[Quarter]:
    """Those that can be looked at and planned, the earliest first."""
    return [now.moved(by) for by in range(-BEFORE, AHEAD + 1)]


class CampaignTarget(Frozen):
    """So many ``firms`` of a district and a sector, signed ``by`` a day; None: whichever."""

    district: str | None = None
    sector: str | None = None
    firms: int = Field(ge=1, le=MOST_FIRMS)
    by: date


class Campaign(Frozen):
    """The targets of one centre for one quarter."""

    targets: tuple[CampaignTarget, ...] = ()


def parse_campaign(
    rows: Sequence[Mapping[str, Any]], quarter: Quarter, sectors: Container[str]
) -> Campaign:
    """Read the rows of a table: ``district``, ``sector``, ``firms``, ``by``; empty rows are none.

    Without a day a target is for the end of the quarter. Raises Invalid whose ``faults`` say
    all that is wrong, by row (Text).
    """
    found: list[Text] = []
    targets: dict[CampaignTarget, int] = {}
    for number, row in enumerate(rows, start=1):
        if all(value in (None, "") for value in row.values()):
            continue
        firms, by = _whole(row.get("firms")), _day(row.get("by")) or quarter.last
        faults = []
        if firms is None or not 1 <= firms <= MOST_FIRMS:
            faults.append(text_of("refusals.campaign_firms", row=number, most=MOST_FIRMS))
        if not quarter.first <= by <= quarter.last:
            first, last = quarter.first.isoformat(), quarter.last.isoformat()
            faults.append(text_of("refusals.campaign_day", row=number, first=first, last=last))
        district, sector = row.get("district") or None, row.get("sector") or None
        if not (district in {None, *districts()} and (sector is None or sector in sectors)):
            faults.append(text_of("refusals.campaign_place", row=number))
        if faults or firms is None:
            found += faults
            continue
        target = CampaignTarget(district=district, sector=sector, firms=firms, by=by)
        same = {each: row for each, row in targets.items() if _place(each) == _place(target)}
        for other in same.values():
            found.append(text_of("refusals.campaign_twice", row=number, other=other))
        targets[target] = number
    if len(targets) > MOST:
        found.append(text_of("refusals.campaign_many", most=MOST))
    if found:
        raise Invalid("campaign", count=len(found), faults=found)
    return Campaign(targets=tuple(targets))


def _place(target: CampaignTarget) -> tuple[str | None, str | None, date]:
    return target.district, target.sector, target.by


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if float(value).is_integer() else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
