"""Erasing a firm, a draft or an account: everything goes but figures that are nobody's any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from access.actor import Role
from access.audit import Detail
from access.tokens import new_id
from assessments.model import Assessment, Document, Enterprise, Stage
from assessments.personal import ERASED as NAME
from assessments.personal import Erasure, Traces
from assessments.refusals import Invalid, NotAllowed
from assessments.size import coarse
from services.context import Context, at_once
from services.groups import Stated, append_parents
from services.kinds import ERASED
from services.noting import note
from services.own_account import require_own_password
from services.people import person_of
from services.personal.traces import account_of, handed_in, record_of, scope_of
from services.subjects import subject_of


@dataclass(frozen=True)
class Losses:
    """What would go: how many records, assessments, accounts, and how many of those were signed.

    ``kept``: the assessments of which figures stay that belong to nobody.
    """

    records: int
    assessments: int
    signed: int
    accounts: int
    kept: int


def losses(ctx: Context, assessment_id: str) -> Losses:
    """What ``erase_firm`` would erase; nothing is done."""
    assessment = subject_of(ctx, "personal.erase", assessment_id)
    return _losses(ctx, scope_of(ctx, assessment))


def erase_firm(ctx: Context, assessment_id: str, present: str = "") -> Losses:
    """Erase the firm of that assessment: all its records, assessments, files and accounts.

    What was handed in stays in the figures, under ids that lead back to nobody. ``present``: the
    password of who is signed in. Raises NotAllowed for a wrong one, Invalid for who came by a code
    where an account holds the firm: that is for its owner to do.
    """
    subject_of(ctx, "personal.erase", assessment_id)
    if ctx.actor.role.entry.enters_by == "account":
        require_own_password(ctx, present)
    with at_once(ctx) as one:
        assessment = subject_of(one, "personal.erase", assessment_id)
        by_code = one.actor.role.entry.enters_by == "code"
        if by_code and one.store.holder_of_record(assessment.enterprise) is not None:
            raise Invalid("erase_held")
        traces = scope_of(one, assessment)
        done = erased(one, traces)
    forget_files(ctx, traces)
    return done


def erase_draft(ctx: Context, assessment_id: str) -> None:
    """Erase one assessment that was never handed in.

    Raises Invalid for one that was: it is part of a series, and goes with the firm.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "personal.erase", assessment_id)
        if assessment.stage is not Stage.DRAFT:
            raise Invalid("erase_handed_in")
        alone = len(one.store.rounds(assessment.enterprise)) == 1
        held = one.store.holder_of_record(assessment.enterprise)
        whole = record_of(one, assessment.enterprise)
        traces = (
            whole
            if alone and held != assessment.enterprise
            else Traces(assessments=frozenset({assessment.id}))
        )
        erased(one, traces)
    forget_files(ctx, traces)


def erase_own_account(ctx: Context, present: str) -> None:
    """Erase the actor's account, with its ``present`` password.

    Raises NotAllowed for a wrong one, Invalid for the last owner of a firm: nobody could reach
    its records any more.
    """
    require_own_password(ctx, present)
    _erase_account(ctx, ctx.actor.id)


def erase_account(ctx: Context, username: str) -> None:
    """The same of anybody's, for whoever may manage accounts."""
    person_of(ctx, "account.manage", username)
    _erase_account(ctx, username)


def _erase_account(ctx: Context, username: str) -> None:
    with at_once(ctx) as one:
        account = one.store.account(username)
        if account is None:
            raise NotAllowed("not_allowed", action="account.own")
        others = one.store.accounts(enterprise=account.enterprise) if account.enterprise else ()
        owners = [
            each
            for each in others
            if each.username != username and each.role is Role.OWNER and each.deactivated_at is None
        ]
        if account.role is Role.OWNER and not owners:
            raise Invalid("erase_last_owner")
        erased(one, account_of(one, username))
    ctx.store.scrub(whole=False)


def erased(ctx: Context, traces: Traces) -> Losses:
    """Erase all of it, and note that it was done; in a transaction, files aside."""
    found = _losses(ctx, traces)
    firms: dict[str, Enterprise] = {}
    kept: dict[str, Assessment] = {}
    stand_ins: dict[str, str] = {}
    for enterprise, rounds in handed_in(ctx, traces):
        code = enterprise.credit_code
        if code is not None:
            code = stand_ins.setdefault(code, "*" + token_hex(8))
        firms[enterprise.id] = firm = _coarse(enterprise, code)
        ids = {each.id: new_id() for each in rounds}
        kept |= {each.id: _nobodys(each, firm.id, ids) for each in rounds}
    together = _together(ctx, traces, firms)
    ctx.store.erase(Erasure(traces, ctx.now(), firms, kept))
    for id, said in together.items():
        append_parents(ctx, id, said, 0)
    counts: dict[str, Detail] = {
        "assessments": found.assessments,
        "kept": found.kept,
        "accounts": found.accounts,
    }
    document = Document(
        kind=ERASED, subject=new_id(), revision=1, value=counts, author="", at=ctx.now()
    )
    ctx.store.append_document(document)
    about = min(traces.assessments, default="") or min(traces.usernames, default="")
    note(ctx, "personal.erase", "personal", about, details=counts)
    return found


def forget_files(ctx: Context, traces: Traces) -> None:
    """Let the files of evidence go too, once nothing names them, and what the store left behind."""
    for each in sorted(traces.assessments):
        ctx.media.forget(each)
    ctx.store.scrub(whole=False)


def _losses(ctx: Context, traces: Traces) -> Losses:
    rounds = [each for record in traces.records for each in ctx.store.rounds(record)]
    return Losses(
        records=len(traces.records),
        assessments=len(traces.assessments),
        signed=sum(each.signed for each in rounds),
        accounts=len(traces.usernames),
        kept=sum(each.submitted_at is not None for each in rounds),
    )


def _coarse(enterprise: Enterprise, code: str | None) -> Enterprise:
    """The trade, the district and the size class of it, and nothing else.

    ``code`` stands for its credit code, so that what was one firm to the figures stays one.
    """
    size = coarse(enterprise.division, enterprise.employees, enterprise.revenue, enterprise.assets)
    return Enterprise(
        id=new_id(),
        name=NAME,
        credit_code=code,
        division=enterprise.division,
        district=enterprise.district,
        employees=int(size["employees"] or 0),
        revenue=size["revenue"],
        assets=size["assets"],
        synthetic=enterprise.synthetic,
    )


def _together(
    ctx: Context, traces: Traces, firms: Mapping[str, Enterprise]
) -> dict[str, list[Stated]]:
    """By what is left of each firm a mark that those of one holder have in common, since when.

    Else ten firms of one owner, erased, would count as ten in the city's figures.
    """
    mark = "*" + token_hex(8)
    return {
        firms[record].id: [{"code": mark, "since": at.isoformat(), "until": None}]
        for record, _, at in ctx.store.all_held(traces.records)
        if record in firms and len(firms) > 1
    }


def _nobodys(assessment: Assessment, enterprise: str, ids: Mapping[str, str]) -> Assessment:
    """What figures need of it. When it was handed in stays: they are worked out in that order.

    What a correction repeats of a claim stays no second claim; ``ids`` are the new ones.
    """
    return assessment.model_copy(
        update={
            "id": ids[assessment.id],
            "enterprise": enterprise,
            "started_at": assessment.submitted_at,
            "signed_by": None,
            "consultant": None,
            "corrects": ids.get(assessment.corrects or ""),
        }
    )
