"""shuzhen audit: the trail of who did what, listed, handed to other programs, and verified."""

import csv
import json
import sys
from datetime import datetime, time, timedelta
from typing import Annotated

import typer

from access.audit import FIELDS, FLAGGED, AuditFilter, AuditRow, ChainHead
from assessments.years import CHINA
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.auditing import actions, audit_faults, audit_head, audit_rows
from services.context import Context
from wording.cells import harmless

COLUMNS = (*FIELDS, "digest")
SHOWN = ("number", "at", "role", "actor", "action", "kind", "object", "details")

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback()
def audit() -> None:
    """Hold the commands together."""


@app.command("list")
def list_(
    *,
    actor: Annotated[str, typer.Option("--actor")] = "",
    action: Annotated[str, typer.Option("--action")] = "",
    object: Annotated[str, typer.Option("--object")] = "",
    since: Annotated[str | None, typer.Option("--since", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY")] = None,
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    as_csv: Annotated[bool, typer.Option("--csv")] = False,
) -> None:
    """List the entries, the first one first; ``until`` is the last day that is listed."""
    if action and action not in actions():
        words = say("audit.bad_action", language(), action=action)
        raise typer.BadParameter(words, param_hint="--action")
    wanted = AuditFilter(
        actor=actor,
        action=action,
        object=object,
        since=_begin_of(since, "--since"),
        until=_begin_of(until, "--until", days=1),
    )
    table = csv.writer(sys.stdout, lineterminator="\n")
    if as_csv:
        table.writerow(COLUMNS)
    count = 0
    with operating(store) as ctx:
        for row in audit_rows(ctx, wanted):
            count += 1
            if as_csv:
                table.writerow(harmless(str(row[name])) for name in COLUMNS)
            elif as_json:
                print(
                    json.dumps({**row, "details": json.loads(row["details"])}, ensure_ascii=False)
                )
            else:
                print(_line(row))
    if not (as_json or as_csv):
        print(say("audit.list_count", language(), n=count))


@app.command()
def verify(
    *,
    head: Annotated[str | None, typer.Option("--head", metavar="NUMBER:DIGEST")] = None,
    store: StoreOption = None,
) -> None:
    """Look at every entry; exit with 1 where the trail is not what it was."""
    try:
        noted = None if head is None else ChainHead.read(head)
    except ValueError:
        words = say("audit.bad_head", language())
        raise typer.BadParameter(words, param_hint="--head") from None
    with operating(store) as ctx:
        sound = print_faults(ctx, noted)
        last = audit_head(ctx)
    if not sound:
        raise typer.Exit(1)
    if last is None:
        print(say("audit.verify_empty", language()))
        return
    print(say("audit.verify_good", language(), n=last.number))
    print(say("audit.verify_head", language(), head=last))


def print_faults(ctx: Context, head: ChainHead | None) -> bool:
    """Whether the trail is what it was; else print where it is not, and how often."""
    bad = 0
    for fault in audit_faults(ctx, head):
        bad += 1
        params = {"number": fault.number, "until": fault.until}
        print(say(f"audit.fault_{fault.kind}", language(), **params))
    if bad:
        typer.echo(say("audit.verify_bad", language(), n=bad), err=True)
    return not bad


def _line(row: AuditRow) -> str:
    flag = "!" if row["action"] in FLAGGED else " "
    return f"{flag} " + "  ".join(str(row[name]) or "-" for name in SHOWN)


def _begin_of(day: str | None, option: str, *, days: int = 0) -> datetime | None:
    """When that day begins in China, or some days later."""
    if day is None:
        return None
    try:
        begin = datetime.combine(datetime.fromisoformat(day).date(), time(), CHINA)
    except ValueError:
        raise typer.BadParameter(say("audit.bad_time", language()), param_hint=option) from None
    return begin + timedelta(days=days)
