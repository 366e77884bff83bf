"""shuzhen enterprise: whether firms are who they say they are, what came in together, imports."""

import json
from collections.abc import Callable
from typing import Annotated

import typer

from assessments.confirmation import Confirmation
from assessments.refusals import NotFound
from assessments.years import CHINA
from cli import importing
from cli.columns import aligned
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services import confirming
from services.confirming import ClaimedFirm
from services.context import Context
from services.watching import WATCHED, bursts

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Because = Annotated[str | None, typer.Option("--reason", metavar="TEXT")]


@app.callback()
def enterprise() -> None:
    """Hold the commands together."""


@app.command("list")
def list_(
    *,
    everybody: Annotated[bool, typer.Option("--all")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    store: StoreOption = None,
) -> None:
    """List the firms that wait to be confirmed; with ``--all`` those decided on too."""
    with operating(store) as ctx:
        found = [each for each in confirming.firms(ctx) if everybody or each.state == "waiting"]
        signs = confirming.signs(ctx, found)
    against = [signs[each.enterprise.id].against for each in found]
    if as_json:
        for firm, names in zip(found, against, strict=True):
            print(json.dumps(_json(firm, names), ensure_ascii=False))
        return
    if found:
        heads = ("id", "name", "code", "state", "against")
        rows = [
            [
                each.enterprise.id,
                each.enterprise.name,
                each.code,
                say(f"confirming.state_{each.state}", language()),
                ", ".join(names) or "—",
            ]
            for each, names in zip(found, against, strict=True)
        ]
        print(aligned([[say(f"cli.enterprise_list_{each}", language()) for each in heads], *rows]))
    print(say("cli.enterprise_list_count", language(), n=len(found)))


@app.command("confirm")
def confirm(id: str, *, reason: Because = None, store: StoreOption = None) -> None:
    """Confirm that the firm is who it says it is."""
    _decide(id, store, lambda ctx, of, seen: confirming.confirm(ctx, of, reason or "", seen=seen))


@app.command("refuse")
def refuse(id: str, *, reason: Because = None, store: StoreOption = None) -> None:
    """Do not confirm the firm, for a reason that it can read."""
    _decide(id, store, lambda ctx, of, seen: confirming.refuse(ctx, of, reason or "", seen=seen))


@app.command("withdraw")
def withdraw(id: str, *, reason: Because = None, store: StoreOption = None) -> None:
    """Take the confirmation of the firm back, for a reason that it can read."""
    _decide(id, store, lambda ctx, of, seen: confirming.withdraw(ctx, of, reason or "", seen=seen))


@app.command("watch")
def watch(*, store: StoreOption = None) -> None:
    """List what came in so much together that somebody should look at it."""
    with operating(store) as ctx:
        found = bursts(ctx)
    for burst in found:
        first, last = (at.astimezone(CHINA) for at in (burst.first, burst.last))
        title = say(
            f"confirming.burst_{burst.kind}", language(), n=len(burst.firms), about=burst.about
        )
        print(f"{first:%Y-%m-%d %H:%M} – {last:%Y-%m-%d %H:%M}  {title}")
        for firm in burst.firms:
            code = firm.credit_code or say("confirming.without_code", language())
            print(f"    {firm.id}  {firm.name}  {code}")
    print(say("cli.enterprise_watch_count", language(), n=len(found), days=WATCHED.days))


app.command("import")(importing.import_)
app.command("imports")(importing.imports)
app.command("undo")(importing.undo)
app.command("codes")(importing.codes)
app.command("template")(importing.template)


def _decide(id: str, store: str | None, act: Callable[[Context, str, int], Confirmation]) -> None:
    with operating(store) as ctx:
        firm = next((each for each in confirming.firms(ctx) if each.enterprise.id == id), None)
        if firm is None:
            raise NotFound("unknown_firm", id=id)
        made = act(ctx, firm.assessment.id, len(firm.history))
    state = say(f"confirming.state_{made.decision}", language())
    print(say("cli.enterprise_decided", language(), name=firm.enterprise.name, state=state))


def _json(firm: ClaimedFirm, against: tuple[str, ...]) -> dict[str, object]:
    return {
        "id": firm.enterprise.id,
        "name": firm.enterprise.name,
        "credit_code": firm.code,
        "assessment": firm.assessment.id,
        "state": firm.state,
        "against": list(against),
        "decisions": [each.model_dump(mode="json") for each in firm.history],
    }
