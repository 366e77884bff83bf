"""Reading the audit trail: the whole, a centre's part, or what was done to one assessment."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from access.actor import Role
from access.audit import AuditFilter, AuditRow, ChainFault, ChainHead, Detail, faults
from access.table import require
from i18n.catalogue import texts
from services.context import Context
from services.subjects import subject_of

ON_A_PAGE = 50
CENTRES = frozenset({Role.CONSULTANT, Role.LEAD})
# What the enterprise is told of a centre's acts, also before anything is signed.
TOLD = frozenset(
    {
        "appointment.answer",
        "appointment.decline",
        "assessment.credit_code",
        "case.assign",
        "case.begin",
        "case.sign",
        "case.transfer",
        "delivery.note",
        "evidence.read",
        "firm.confirm",
        "firm.refuse",
        "firm.withdraw",
        "report.hand_out",
    }
)


@dataclass(frozen=True)
class AuditLine:
    """An entry to be read. ``name``: of the actor; "" where nobody is known by one.

    ``enterprise`` is the name of the enterprise, for whoever has its case; else "".
    """

    number: int
    at: datetime
    actor: str
    name: str
    role: Role
    action: str
    kind: str
    object: str
    enterprise: str
    place: str
    details: Mapping[str, Detail]


@dataclass(frozen=True)
class AuditPage:
    """Some entries, the newest first; ``earlier``: what to ask for the next page with."""

    lines: tuple[AuditLine, ...]
    earlier: int | None


def actions() -> tuple[str, ...]:
    """Everything that can stand in the trail as what was done."""
    named = (name.removeprefix("act_") for name in texts("audit") if name.startswith("act_"))
    return tuple(name.replace("_", ".", 1) for name in named)


def trail(ctx: Context, wanted: AuditFilter, *, before: int | None = None) -> AuditPage:
    """The last entries of the installation; ``before``: those with a lower number."""
    require(ctx.actor, "audit.read")
    return _page(ctx, wanted, before)


def trail_of_centre(ctx: Context, wanted: AuditFilter, *, before: int | None = None) -> AuditPage:
    """The same of what belonged to the actor's centre when it was done."""
    centre = ctx.actor.centre or ""
    require(ctx.actor, "audit.own", centre)
    return _page(ctx, replace(wanted, centre=centre), before)


def trail_of_assessment(
    ctx: Context, assessment_id: str, *, before: int | None = None
) -> AuditPage:
    """The same of an assessment, as its enterprise may see it.

    Of what its centre did only what the enterprise is told before the signature too.
    """
    assessment = subject_of(ctx, "audit.own", assessment_id)
    wanted = AuditFilter(object=assessment.id, silent_roles=CENTRES, told=TOLD)
    return _page(ctx, wanted, before)


def audit_rows(ctx: Context, wanted: AuditFilter) -> Iterator[AuditRow]:
    """Every entry as it is kept, the first one first, for other programs."""
    require(ctx.actor, "audit.read")
    return ctx.store.audit_rows(wanted)


def audit_head(ctx: Context) -> ChainHead | None:
    """The last entry, to be noted elsewhere."""
    require(ctx.actor, "audit.read")
    return ctx.store.audit_head()


def audit_faults(ctx: Context, head: ChainHead | None = None) -> Iterator[ChainFault]:
    """All that is wrong with the trail; ``head``: what was noted elsewhere."""
    require(ctx.actor, "audit.read")
    return faults(ctx.store.audit_rows(), head)


def _page(ctx: Context, wanted: AuditFilter, before: int | None) -> AuditPage:
    rows = ctx.store.audit_page(wanted, before=before, most=ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    earlier = shown[-1]["number"] if len(rows) > ON_A_PAGE else None
    details = [json.loads(row["details"]) for row in shown]
    names = _names(ctx, shown, details)
    lines = (_line(row, each, names) for row, each in zip(shown, details, strict=True))
    return AuditPage(tuple(lines), earlier)


def _names(
    ctx: Context, rows: Iterable[AuditRow], details: Iterable[Mapping[str, Detail]]
) -> Mapping[str, str]:
    """The names of accounts, centres, and enterprises of the actor's centre, by their ids."""
    people = {row["actor"] for row in rows} | {str(each.get("to", "")) for each in details}
    found = {each: ctx.store.account(each) for each in sorted(people - {""})}
    names = {id: account.name for id, account in found.items() if account is not None}
    names |= ctx.store.centres()
    if ctx.actor.role is Role.LEAD:
        ours = ctx.store.assessments(centre=ctx.actor.centre)
        names |= {enterprise.id: enterprise.name for _, enterprise in ours}
    return names


def _line(row: AuditRow, details: Mapping[str, Detail], names: Mapping[str, str]) -> AuditLine:
    to = details.get("to")
    return AuditLine(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        actor=row["actor"],
        name=names.get(row["actor"], ""),
        role=Role(row["role"]),
        action=row["action"],
        kind=row["kind"],
        object=row["object"],
        enterprise=names.get(row["enterprise"], ""),
        place=row["place"],
        details=details if to is None else {**details, "to": names.get(str(to), to)},
    )
