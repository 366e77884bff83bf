"""shuzhen list: the assessments of a store, as a table or as lines of JSON."""

import json
from typing import Annotated, Any

import typer

from assessments.refusals import Invalid
from cli.columns import aligned
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import one_decimal, say
from services.listing import Listed, listing


def list_(
    *,
    state: Annotated[str | None, typer.Option("--state")] = None,
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List the assessments, the ones begun first first."""
    with operating(store) as ctx:
        try:
            found = listing(ctx, state)
        except Invalid as refusal:
            raise typer.BadParameter(refusal.to(language()), param_hint="--state") from None
    if as_json:
        for each in found:
            print(json.dumps(_json(each), ensure_ascii=False))
        return
    if found:
        print(aligned([_head(), *map(_row, found)]))
    print(say("cli.list_count", language(), n=len(found)))


def _json(listed: Listed) -> dict[str, Any]:
    assessment = listed.assessment
    return {
        "id": assessment.id,
        "enterprise": listed.enterprise.name,
        "questionnaire": assessment.questionnaire,
        "state": assessment.stage.value,
        "level": listed.level,
        "total": listed.total,
        "edition": assessment.edition,
        "round": assessment.round,
        "centre": assessment.centre,
        "started_at": assessment.started_at.isoformat(),
        "submitted_at": assessment.submitted_at and assessment.submitted_at.isoformat(),
        "signed_at": assessment.signed_at and assessment.signed_at.isoformat(),
        "synthetic": assessment.synthetic,
    }


def _head() -> list[str]:
    names = ("id", "enterprise", "questionnaire", "state", "level", "total")
    return [say(f"cli.list_{name}", language()) for name in names]


def _row(listed: Listed) -> list[str]:
    return [
        listed.assessment.id,
        listed.enterprise.name,
        listed.assessment.questionnaire,
        say(f"stages.{listed.assessment.stage}", language()),
        "—" if listed.level is None else str(listed.level),
        "—" if listed.total is None else one_decimal(listed.total),
    ]
