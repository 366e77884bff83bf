"""Which firms belong together: said by a centre of a firm's parent, or seen by who holds them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assessments.groups import Tie
from assessments.model import Document, Enterprise
from assessments.visits import parse_parent
from services.context import Context
from services.dossier import Dossier
from services.kinds import PARENT

# One parent that was said, with the times from and until which. All of them stay, so that a
# release is worked out as it was, whatever is corrected later.
Stated = Mapping[str, str | None]


def parent_of(dossier: Dossier) -> str:
    """The credit code of the firm that the enterprise belongs to; "" where none is known."""
    return _present(dossier.document(PARENT, dossier.enterprise.id))


def say_parent(one: Context, enterprise: Enterprise, typed: str) -> bool:
    """Keep whose the enterprise is ("": nobody's that is known); whether that is new.

    To be called in a transaction, by who may. Raises Invalid (``fields``).
    """
    code = parse_parent(typed, enterprise)
    held = one.store.document(PARENT, enterprise.id)
    if code == _present(held):
        return False
    at = one.now().isoformat()
    said: list[Stated] = [{**each, "until": each["until"] or at} for each in _said(held)]
    if code:
        said.append({"code": code, "since": at, "until": None})
    append_parents(one, enterprise.id, said, held.revision if held else 0)
    return True


def append_parents(one: Context, enterprise: str, said: Sequence[Stated], seen: int) -> None:
    """Keep all that was said of it as the next revision."""
    one.store.append_document(
        Document(
            kind=PARENT,
            subject=enterprise,
            revision=seen + 1,
            value={"said": list(said)},
            author=one.actor.id,
            at=one.now(),
        )
    )


def ties(ctx: Context) -> list[Tie]:
    """Every tie that is or was: to a parent, and of records that one enterprise's accounts hold.

    What is left of firms that were held together, and erased, has a mark in place of a parent.
    """
    said = [
        Tie(
            enterprise,
            str(each["code"]),
            datetime.fromisoformat(str(each["since"])),
            datetime.fromisoformat(until) if (until := each["until"]) else None,
        )
        for enterprise, document in ctx.store.documents(PARENT).items()
        for each in _said(document)
    ]
    held = [
        Tie(enterprise, f"holder:{holder}", at) for enterprise, holder, at in ctx.store.all_held()
    ]
    return [*said, *held]


def _said(document: Document | None) -> Sequence[Stated]:
    return () if document is None else document.value["said"]


def _present(document: Document | None) -> str:
    return next((str(each["code"]) for each in _said(document) if each["until"] is None), "")
