"""The logo that a centre keeps beside its Word template, for the cover of its decks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from access.table import require
from assessments.model import Document
from assessments.refusals import Invalid, NotFound
from reports.logo_pictures import LARGEST, LONGEST_SIDE, SHORTEST_SIDE, as_png
from services.context import Context, at_once
from services.dossier import Dossier
from services.kinds import LOGO
from services.noting import note_centre

LONGEST_NAME = 100  # characters of a file's name


@dataclass(frozen=True)
class Logo:
    """What was put in place, or taken back (``name`` is empty then), by whom and when.

    ``seen`` is its revision; hand it to ``put`` and ``take_back``. 0: there never was one.
    ``content`` is a PNG of our own writing.
    """

    name: str
    seen: int
    author: str
    at: datetime | None
    content: bytes


def current(ctx: Context) -> Logo:
    """The logo of the consultant's own centre."""
    document = ctx.store.document(LOGO, _own_centre(ctx))
    return Logo("", 0, "", None, b"") if document is None else _logo(document)


def put(ctx: Context, name: str, content: bytes, *, seen: int) -> Logo:
    """Use the picture from now on. Raises Invalid for what is no PNG or JPEG that fits, Stale."""
    centre = _own_centre(ctx)
    png = as_png(content)
    if png is None:
        raise Invalid("unfit_logo", kilobytes=LARGEST // 1000, low=SHORTEST_SIDE, high=LONGEST_SIDE)
    return _append(ctx, centre, Path(name).name[:LONGEST_NAME], png, seen)


def take_back(ctx: Context, *, seen: int) -> Logo:
    """Have no logo again. Raises NotFound where there is none, Stale."""
    if not current(ctx).content:
        raise NotFound("no_logo")
    return _append(ctx, _own_centre(ctx), "", b"", seen)


def logo_of(dossier: Dossier) -> bytes:
    """The logo of the centre that has the case in hand; empty where there is none."""
    document = dossier.document(LOGO, dossier.assessment.centre or "")
    return b"" if document is None else document.content


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "template.keep", centre)
    return centre


def _append(ctx: Context, centre: str, name: str, content: bytes, seen: int) -> Logo:
    document = Document(
        kind=LOGO,
        subject=centre,
        revision=seen + 1,
        value={"name": name} if content else None,
        content=content,
        author=ctx.actor.name or ctx.actor.id,
        at=ctx.now(),
    )
    with at_once(ctx) as one:
        one.store.append_document(document)
        note_centre(one, "logo.put" if content else "logo.take_back", revision=document.revision)
    return _logo(document)


def _logo(document: Document) -> Logo:
    name = "" if document.value is None else str(document.value["name"])
    return Logo(name, document.revision, document.author, document.at, document.content)
