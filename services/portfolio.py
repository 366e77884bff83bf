"""The cases of a centre as a list: what is looked for, a page of it, a board, the neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Self, get_args

from access.scope import scope_of
from access.table import allowed, denied, require
from aggregates.breakdown import divisions_of_sectors
from assessments.districts import districts
from assessments.model import HANDED_IN, Stage
from assessments.plain_text import one_line
from assessments.portfolio import (
    OPEN,
    CaseFilter,
    CaseLine,
    CaseOrder,
    CasePlace,
    CaseSort,
    StageCounts,
)
from assessments.years import CHINA
from services.context import Context
from services.people import people
from services.subjects import finding

SIZES = (25, 50, 100)  # lines of a page
ON_BOARD = 6  # cards of a stage
AT_A_TIME = 500  # lines read at a time for a file
LONGEST = 100  # characters that are searched for
ROUNDS = 6  # T0 to T5
NOBODY = "-"  # where a consultant is asked for; no user name
IN_HAND = "open"
SPANS = ("overdue", "week", "month", "none")
TURNED = "-"  # before the name of an order: from the other end
SORTS = ("", *(f"{turn}{by}" for by in get_args(CaseSort)[1:] for turn in ("", TURNED)))


@dataclass(frozen=True)
class PortfolioChoice:
    """What is looked for and in which order, as an address says it; "": whatever there is.

    ``stage`` is a stage or IN_HAND, ``consultant`` a user name or NOBODY, ``due`` one of SPANS,
    ``sort`` one of SORTS.
    """

    stage: str = ""
    due: str = ""
    consultant: str = ""
    district: str = ""
    sector: str = ""
    round: str = ""
    search: str = ""
    sort: str = ""

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """What of ``said`` can be looked for; the rest is passed over."""
        known: Mapping[str, Iterable[str]] = {
            "stage": (IN_HAND, *Stage),
            "due": SPANS,
            "district": districts(),
            "sector": divisions_of_sectors(),
            "round": map(str, range(ROUNDS)),
            "sort": SORTS,
        }
        found = {each.name: str(said.get(each.name, "")) for each in fields(cls)}
        for name, values in known.items():
            found[name] = found[name] if found[name] in set(values) else ""
        for name in ("search", "consultant"):
            found[name] = one_line(found[name])[:LONGEST]
        return cls(**found)

    def parts(self) -> Mapping[str, str]:
        """Every part by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def wanted(self, today: date) -> CaseFilter:
        """The filter that this is on that day."""
        spans: Mapping[str, Mapping[str, Any]] = {
            "": {},
            "overdue": {"due_until": today - timedelta(days=1), "unsigned": True},
            "week": {"due_from": today, "due_until": today + timedelta(days=6), "unsigned": True},
            "month": {"due_from": today, "due_until": today + timedelta(days=29), "unsigned": True},
            "none": {"without_due": True, "unsigned": True},
        }
        stages = OPEN if self.stage == IN_HAND else (Stage(self.stage),) if self.stage else ()
        return CaseFilter(
            stages=stages,
            round=int(self.round) if self.round else None,
            divisions=divisions_of_sectors()[self.sector] if self.sector else (),
            district=self.district,
            consultant=None if not self.consultant else self.consultant.removeprefix(NOBODY),
            words=tuple(self.search.split()),
            **spans[self.due],
        )

    @property
    def order(self) -> CaseOrder:
        """The order that this is."""
        name = self.sort.removeprefix(TURNED) or "waiting"
        by = next(each for each in get_args(CaseSort) if each == name)
        return CaseOrder(by, descending=self.sort.startswith(TURNED))


@dataclass(frozen=True)
class PortfolioPage:
    """A page of the list. ``counts`` are of all that was found, ``cases`` of all there is."""

    lines: Sequence[CaseLine]
    counts: StageCounts
    cases: int
    page: int
    pages: int

    @property
    def found(self) -> int:
        """How many there are on all pages."""
        return sum(self.counts.values())


def today_of(ctx: Context) -> date:
    """The day in China."""
    return ctx.now().astimezone(CHINA).date()


def portfolio(ctx: Context, choice: PortfolioChoice, *, page: int, size: int) -> PortfolioPage:
    """The page (from 1 on) of what is looked for; beyond the last one, that one."""
    scope, wanted = scope_of(ctx.actor), choice.wanted(today_of(ctx))
    with ctx.store.snapshot() as store:
        counts = store.case_counts(scope, wanted)
        everything = wanted == CaseFilter()
        cases = sum((counts if everything else store.case_counts(scope, CaseFilter())).values())
        pages = max(1, -(-sum(counts.values()) // size))
        page = min(max(page, 1), pages)
        lines = store.case_lines(scope, wanted, choice.order, first=(page - 1) * size, most=size)
    _require_followed(ctx, lines)
    return PortfolioPage(lines, counts, cases, page, pages)


def whole_list(ctx: Context, choice: PortfolioChoice) -> Iterable[PortfolioPage]:
    """Every page of what is looked for, all as of one moment."""
    with ctx.store.snapshot() as store:
        still = replace(ctx, store=store)
        page = portfolio(still, choice, page=1, size=AT_A_TIME)
        yield page
        for number in range(2, page.pages + 1):
            yield portfolio(still, choice, page=number, size=AT_A_TIME)


def board(
    ctx: Context, choice: PortfolioChoice
) -> tuple[StageCounts, Mapping[Stage, Sequence[CaseLine]]]:
    """How many of what is looked for are in each stage, and those that press most."""
    scope, today = scope_of(ctx.actor), today_of(ctx)
    wanted = choice.wanted(today)
    with ctx.store.snapshot() as store:
        counts = store.case_counts(scope, wanted)
        found = store.case_board(scope, wanted, today, most=ON_BOARD)
    for lines in found.values():
        _require_followed(ctx, lines)
    return counts, found


def place(ctx: Context, choice: PortfolioChoice, assessment_id: str) -> CasePlace:
    """Where the case stands in what is looked for, whether or not it is looked for itself.

    Among those that can be opened: a draft is its enterprise's alone.
    """
    wanted = choice.wanted(today_of(ctx))
    stages = tuple(stage for stage in wanted.stages if stage in HANDED_IN) or HANDED_IN
    wanted = replace(wanted, stages=stages)
    with finding(ctx, "case.follow", assessment_id):
        found = ctx.store.case_place(scope_of(ctx.actor), wanted, choice.order, assessment_id)
    if found is None:
        raise denied(ctx.actor, "case.follow")
    return found


def holders(ctx: Context) -> Mapping[str, str]:
    """The names of those that the actor's cases may be in the hands of, by user name."""
    require(ctx.actor, "case.list")
    if allowed(ctx.actor, "person.list"):
        return {each.username: each.name for each in people(ctx)}
    return {ctx.actor.id: ctx.actor.name}


def _require_followed(ctx: Context, lines: Sequence[CaseLine]) -> None:
    """What the store found is asked about once more, one by one."""
    for line in lines:
        require(ctx.actor, "case.follow", line.assessment)
