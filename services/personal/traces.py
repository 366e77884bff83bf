"""What of a store is about the firm of an assessment, or about an account."""

from assessments.model import Assessment, Enterprise
from assessments.personal import Traces
from services.context import Context


def scope_of(ctx: Context, assessment: Assessment) -> Traces:
    """What the actor may dispose of: one record where a code was the way in, else the firm."""
    if ctx.actor.role.entry.enters_by == "code":
        return record_of(ctx, assessment.enterprise)
    return firm_of(ctx, assessment.enterprise)


def record_of(ctx: Context, enterprise: str) -> Traces:
    """One record with all its rounds, and no account."""
    rounds = ctx.store.rounds(enterprise)
    return Traces(frozenset({enterprise}), frozenset(each.id for each in rounds))


def firm_of(ctx: Context, enterprise: str) -> Traces:
    """Every record that is held together with that one, and the accounts that hold them."""
    holder = ctx.store.holder_of_record(enterprise)
    if holder is None:
        return record_of(ctx, enterprise)
    records = ctx.store.holdings(holder)
    people = ctx.store.accounts(enterprise=holder)
    return Traces(
        records,
        frozenset(each.id for record in records for each in ctx.store.rounds(record)),
        {each.username: each.name for each in people},
    )


def account_of(ctx: Context, username: str) -> Traces:
    """An account alone."""
    account = ctx.store.account(username)
    return Traces(usernames={} if account is None else {username: account.name})


def handed_in(ctx: Context, traces: Traces) -> list[tuple[Enterprise, list[Assessment]]]:
    """The records of which an assessment was handed in, with those assessments."""
    found = []
    for record in sorted(traces.records):
        rounds = [each for each in ctx.store.rounds(record) if each.submitted_at is not None]
        if rounds:
            found.append((ctx.store.enterprise(record), rounds))
    return found
