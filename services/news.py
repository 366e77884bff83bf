"""What is new for a person, read from the audit trail: which acts, on which case, and nothing else.

The trail is written with what it tells of, so nothing is lost and nobody has to be told twice.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice

from access.actor import Actor, Role
from access.audit import AuditFilter, AuditRow
from access.table import require
from assessments.model import Assessment, Document
from assessments.personal import account_subject
from services.context import Context, at_once
from services.kinds import NEWS_SEEN

MOST = 200  # acts that are listed, and that are read at a time
PAGES = 3  # that are looked through: others' acts, of a list that was given out, may come first
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


@dataclass(frozen=True)
class NewsLine:
    """Something that was done; ``new``: the person has not said yet that it was seen."""

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
    return [
        NewsLine(
            number=row["number"],
            at=datetime.fromisoformat(row["at"]),
            action=row["action"],
            assessment=row["object"],
            name=name,
            new=row["number"] > seen,
        )
        for row, name in islice(_acts(ctx), MOST)
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


def newest(ctx: Context, after: int) -> int | None:
    """The newest act that concerns the actor, of those with a higher number; for services."""
    return next((row["number"] for row, _ in _acts(ctx, after)), None)


def _acts(ctx: Context, after: int = 0) -> Iterator[tuple[AuditRow, str]]:
    """The acts that concern the actor, the newest first, with the names of the enterprises."""
    actor, before = ctx.actor, None
    for _ in range(PAGES):
        rows = _page(ctx, before, after)
        others = [row for row in rows if row["actor"] != actor.id and _may_name(actor, row)]
        cases = _cases(ctx, {row["enterprise"] for row in others})
        for row in others:
            case, name = cases.get(row["object"], (None, ""))
            if case is not None and _concerns(actor, row, case):
                yield row, name
        if len(rows) < MOST:
            return
        before = rows[-1]["number"]


def _page(ctx: Context, before: int | None, after: int) -> Sequence[AuditRow]:
    """The next acts of the kinds that the actor is told of, on cases that may be the actor's."""
    actor = ctx.actor
    told = AuditFilter(actions=_told(actor))
    if not told.actions:
        return ()
    wanted = [replace(told, enterprise=record) for record in actor.records]
    if actor.centre:
        wanted = [replace(told, centre=actor.centre)]
    pages = (ctx.store.audit_page(each, before=before, after=after, most=MOST) for each in wanted)
    return sorted(chain.from_iterable(pages), key=lambda row: -row["number"])[:MOST]


def _cases(ctx: Context, firms: Collection[str]) -> Mapping[str, tuple[Assessment, str]]:
    """The cases of these enterprises that the actor's centre has, with the enterprises' names."""
    if not firms:
        return {}
    found = ctx.store.assessments(centre=ctx.actor.centre, records=firms)
    return {assessment.id: (assessment, firm.name) for assessment, firm in found}


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


def _may_name(actor: Actor, row: AuditRow) -> bool:
    """Whether it names the actor, where it is told only to whom it names."""
    return row["action"] not in TO_NAMED or json.loads(row["details"]).get("to") == actor.id


def _concerns(actor: Actor, row: AuditRow, case: Assessment) -> bool:
    if actor.role is not Role.CONSULTANT or row["action"] == "second.ask":
        return True
    if row["action"] == "case.assign":
        return case.consultant == actor.id
    if row["action"] in TO_ALL:
        return case.consultant is None
    return case.consultant in (None, actor.id)
