"""What a centre takes work and licences to cost, kept in revisions for its own cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.table import require
from assessments.model import Document
from assessments.refusals import NotFound
from services.catalogue import catalogue_of
from services.context import Context, at_once
from services.dossier import Dossier
from services.kinds import ASSUMPTIONS
from services.noting import note_centre
from solutions.assumptions import Assumptions, CentreAssumptions, parse_assumptions


@dataclass(frozen=True)
class KeptAssumptions:
    """What was set, or taken back (then it is None), by whom and when.

    ``seen`` is its revision; hand it to ``keep`` and ``take_back``. 0: there never was any.
    """

    assumptions: Assumptions | None
    seen: int
    author: str
    at: datetime | None


def current(ctx: Context) -> KeptAssumptions:
    """The assumptions of the consultant's own centre."""
    document = ctx.store.document(ASSUMPTIONS, _own_centre(ctx))
    return KeptAssumptions(None, 0, "", None) if document is None else _kept(document)


def history(ctx: Context) -> Sequence[KeptAssumptions]:
    """All that the own centre has had, and every time that they were taken back."""
    return [_kept(each) for each in ctx.store.document_history(ASSUMPTIONS, _own_centre(ctx))]


def keep(ctx: Context, raw: Mapping[str, Any], *, seen: int) -> KeptAssumptions:
    """Let a form's values count from now on. Raises Invalid (``fields``), Stale."""
    centre = _own_centre(ctx)
    assumptions = parse_assumptions(raw, catalogue_of(ctx).costs)
    return _append(ctx, centre, assumptions, seen)


def take_back(ctx: Context, *, seen: int) -> KeptAssumptions:
    """Tell no amounts any more. Raises NotFound where there are none, Stale."""
    if current(ctx).assumptions is None:
        raise NotFound("no_assumptions")
    return _append(ctx, _own_centre(ctx), None, seen)


def assumptions_of_case(dossier: Dossier) -> CentreAssumptions | None:
    """Those of the centre that has the assessment in hand; None without centre or assumptions."""
    document = dossier.document(ASSUMPTIONS, dossier.assessment.centre or "")
    kept = None if document is None else _kept(document)
    if kept is None or kept.assumptions is None or kept.at is None:
        return None
    return CentreAssumptions(dossier.centre, kept.assumptions, kept.author, kept.at, kept.seen)


def assumptions_document(
    centre: str, assumptions: Assumptions | None, author: str, at: datetime, revision: int = 1
) -> Document:
    """Assumptions of a centre as they are kept; None: taken back."""
    return Document(
        kind=ASSUMPTIONS,
        subject=centre,
        revision=revision,
        value=None if assumptions is None else assumptions.model_dump(mode="json"),
        author=author,
        at=at,
    )


def _append(
    ctx: Context, centre: str, assumptions: Assumptions | None, seen: int
) -> KeptAssumptions:
    author = ctx.actor.name or ctx.actor.id
    document = assumptions_document(centre, assumptions, author, ctx.now(), seen + 1)
    action = "assumptions.take_back" if assumptions is None else "assumptions.keep"
    with at_once(ctx) as one:
        one.store.append_document(document)
        note_centre(one, action, revision=document.revision)
    return _kept(document)


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "assumptions.keep", centre)
    return centre


def _kept(document: Document) -> KeptAssumptions:
    value = document.value
    assumptions = None if value is None else Assumptions.model_validate(value)
    return KeptAssumptions(assumptions, document.revision, document.author, document.at)
