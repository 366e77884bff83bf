"""What the list of cases needs of a store: filtering, sorting and counting in the database."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from assessments.model import Stage
from assessments.portfolio import (
    CaseFilter,
    CaseLine,
    Caseload,
    CaseOrder,
    CasePlace,
    CaseScope,
    FirmCounts,
    SignedFirms,
    StageCounts,
)


class PortfolioStore(Protocol):
    """The part of ``services.store.Store`` that ``services/portfolio.py`` stands on."""

    def case_counts(self, scope: CaseScope, wanted: CaseFilter) -> StageCounts:
        """How many of the wanted cases are in each stage."""
        ...

    def case_lines(
        self, scope: CaseScope, wanted: CaseFilter, order: CaseOrder, *, first: int, most: int
    ) -> Sequence[CaseLine]:
        """Those from place ``first`` (0 on) of the wanted cases in that order, ``most`` of them."""
        ...

    def case_board(
        self, scope: CaseScope, wanted: CaseFilter, today: date, *, most: int
    ) -> Mapping[Stage, Sequence[CaseLine]]:
        """Of each stage ``most`` of the wanted cases: overdue ones first, then as they wait."""
        ...

    def case_place(
        self, scope: CaseScope, wanted: CaseFilter, order: CaseOrder, assessment: str
    ) -> CasePlace | None:
        """Where the case stands among the wanted ones, itself among them; None: out of scope."""
        ...

    def caseloads(
        self, centre: str, today: date, since: datetime, until: datetime
    ) -> Sequence[Caseload]:
        """What each consultant of the centre has, by user name; nobody's come last."""
        ...

    def firm_counts(self, centre: str, since: datetime, until: datetime) -> Sequence[FirmCounts]:
        """How many firms of each district and division stand where with the centre."""
        ...

    def signed_firms(self, since: datetime, until: datetime) -> Sequence[SignedFirms]:
        """The firms that each centre signed from ``since`` on and before ``until``.

        Those that were erased since count too; a correction is no further signature.
        """
        ...
