"""What services note in the audit trail: who did what to which object, in ids only."""

import hmac

from access.account import Account
from access.addresses import network_of
from access.audit import AuditEntry, Detail
from assessments.model import Assessment
from services.context import Context

SECRET = "place"  # noqa: S105  (the name of a secret, not one)
MARK = 12  # characters


def note(  # noqa: PLR0913  (all that an entry is)
    ctx: Context,
    action: str,
    kind: str,
    object: str = "",
    *,
    enterprise: str | None = None,
    centre: str | None = None,
    details: dict[str, Detail] | None = None,
) -> None:
    """Note that the actor did ``action`` to the ``object`` of that ``kind``.

    To be called within ``at_once``, with what it tells of. Neither names nor values of answers,
    nor anything that opens something, belong into ``details``.
    """
    ctx.store.note(
        AuditEntry(
            at=ctx.now(),
            actor=ctx.actor.id,
            role=ctx.actor.role,
            action=action,
            kind=kind,
            object=object,
            enterprise=enterprise or "",
            centre=centre or "",
            place=mark(ctx.store.secret(SECRET), ctx.address) if ctx.address else "",
            details=details or {},
        )
    )


def note_case(ctx: Context, action: str, assessment: Assessment, **details: Detail) -> None:
    """The same of an assessment."""
    note(
        ctx,
        action,
        "assessment",
        assessment.id,
        enterprise=assessment.enterprise,
        centre=assessment.centre,
        details=details,
    )


def note_person(ctx: Context, action: str, account: Account, **details: Detail) -> None:
    """The same of an account."""
    note(
        ctx,
        action,
        "account",
        account.username,
        enterprise=account.enterprise,
        centre=account.centre,
        details=details,
    )


def note_centre(ctx: Context, action: str, **details: Detail) -> None:
    """The same of the actor's own centre."""
    centre = ctx.actor.centre
    note(ctx, action, "centre", centre or "", centre=centre, details=details)


def mark(key: bytes, address: str) -> str:
    """A mark of a network address: the same for the same line, and no address."""
    line = network_of(address).encode("utf-8", "surrogatepass")
    return hmac.digest(key, line, "sha256").hex()[:MARK]
