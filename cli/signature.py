"""shuzhen signature: whether what was signed is stored as it was signed."""

from typing import Annotated

import typer

from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.signing import check_signature


def signature(
    assessment: Annotated[str, typer.Argument(metavar="ID")],
    *,
    store: StoreOption = None,
) -> None:
    """Work the digest out anew; 1 where it is another one, or where there is none."""
    with operating(store) as ctx:
        found = check_signature(ctx, assessment)
    if found is None:
        print(say("cli.signature_none", language()))
        raise typer.Exit(1)
    at = found.signature.at.isoformat(timespec="seconds")
    told = {"by": found.signature.by, "at": at, "digest": found.signature.digest}
    print(say("cli.signature_signed", language(), **told))
    if not found.holds:
        print(say("cli.signature_broken", language(), present=found.present))
        raise typer.Exit(1)
    print(say("cli.signature_holds", language()))
