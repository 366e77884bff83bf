"""What is new for a person, read from the audit trail: which acts, on which case, and nothing else.

The trail is written with what it tells of, so nothing is lost and nobody has to be told twice.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from access.actor import Actor, Role
from access.audit import AuditFilter, AuditRow
from access.table import require
from assessments.model import Assessment, Document
from assessments.personal import account_subject
from services.context import Context, at_once
from services.kinds import NEWS_SEEN

MOST = 200  # acts that are looked through, the newest
TO_LEADS = frozenset(
    {"assessment.submit", "appointment.ask", "appointment.accept", "appointment.withdraw"}
    | {"review.hand_over", "second.finish"}
)
TO_HOLDERS = frozenset(  # of a case, whoever of the centre that is
    {"appointment.ask", "appointment.accept", "appointment.withdraw"}
    | {"review.return", "review.accept"}
)
TO_NAMED = frozenset({"case.assign", "second.ask"})  # whom it was given to
TO_ALL = frozenset({"assessment.submit"})  # as long as nobody of the centre has it
TO_FIRMS = frozenset(
    {"case.begin", "case.sign", "case.correct", "appointment.answer", "appointment.decline"}
    | {"delivery.note"}
)
EVERY_ROLE = frozenset(map(str, Role))


@dataclass(frozen=True)
class NewsLine:
    """Something that was done; ``new``: the person has not said yet that it was seen.

    ``name`` is that of the enterprise, "" where the case is no longer there to be seen.
    """

    number: int
    at: datetime
    action: str
    assessment: str
    name: str
    new: bool


def news(ctx: Context) -> list[NewsLine]:
    """What concerns the actor's own cases, the newest first; nothing that the actor did."""
    require(ctx.actor, "account.own")
    seen = seen_up_to(ctx)
    cases = _cases(ctx)
    names = {id: name for id, (_, name) in cases.items()}
    return [
        NewsLine(
            number=row["number"],
            at=datetime.fromisoformat(row["at"]),
            action=row["action"],
            assessment=row["object"],
            name=names[row["object"]],
            new=row["number"] > seen,
        )
        for row in _rows(ctx, cases)
    ]


def see(ctx: Context, number: int) -> None:
    """Note that all up to that number was seen; an earlier number changes nothing."""
    require(ctx.actor, "account.own")
    with at_once(ctx) as one:
        subject = account_subject(one.actor.id)
        held = one.store.document(NEWS_SEEN, subject)
        if held is not None and held.value["upto"] >= number:
            return
        one.store.append_document(
            Document(
                kind=NEWS_SEEN,
                subject=subject,
                revision=1 if held is None else held.revision + 1,
                value={"upto": number},
                author=one.actor.id,
                at=one.now(),
            )
        )


def seen_up_to(ctx: Context) -> int:
    """The number of the last act that the actor has seen; for services."""
    held = ctx.store.document(NEWS_SEEN, account_subject(ctx.actor.id))
    return 0 if held is None else int(held.value["upto"])


def newest(ctx: Context) -> int:
    """The number of the newest act that concerns the actor, 0 for none; for services."""
    return next((int(row["number"]) for row in _rows(ctx, _cases(ctx))), 0)


def _cases(ctx: Context) -> Mapping[str, tuple[Assessment, str]]:
    """The cases that an act can be about, with the names of their enterprises."""
    actor = ctx.actor
    if actor.centre:
        found = ctx.store.assessments(centre=actor.centre)
    elif actor.records:
        found = ctx.store.assessments(records=actor.records)
    else:
        return {}
    return {assessment.id: (assessment, firm.name) for assessment, firm in found}


def _rows(ctx: Context, cases: Mapping[str, tuple[Assessment, str]]) -> Iterator[AuditRow]:
    """The acts that concern the actor, the newest first."""
    actor, told = ctx.actor, _told(ctx.actor)
    if not told or not cases:
        return
    wanted = AuditFilter(silent_roles=EVERY_ROLE, told=told)  # these actions, whoever did them
    if actor.centre:
        rows = ctx.store.audit_page(replace(wanted, centre=actor.centre), most=MOST)
    else:
        pages = (
            ctx.store.audit_page(replace(wanted, enterprise=record), most=MOST)
            for record in sorted(actor.records)
        )
        each_row: list[Any] = [row for page in pages for row in page]
        rows = sorted(each_row, key=lambda row: -row["number"])[:MOST]
    for row in rows:
        held = cases.get(row["object"])
        if held is not None and row["actor"] != actor.id and _concerns(actor, row, held[0]):
            yield row


def _told(actor: Actor) -> frozenset[str]:
    match actor.role:
        case Role.LEAD:
            return TO_LEADS
        case Role.CONSULTANT:
            return TO_HOLDERS | TO_NAMED | TO_ALL
        case Role.OWNER | Role.MEMBER:
            return TO_FIRMS
        case _:
            return frozenset()


def _concerns(actor: Actor, row: AuditRow, case: Assessment) -> bool:
    if actor.role is not Role.CONSULTANT:
        return True
    if row["action"] in TO_NAMED:
        named = json.loads(row["details"]).get("to") == actor.id
        return named and (row["action"] != "case.assign" or case.consultant == actor.id)
    if row["action"] in TO_ALL:
        return case.consultant is None
    return case.consultant in (None, actor.id)
