"""The catalogue of solutions as this installation has it: the shipped one and its own edits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.table import require
from assessments.model import Document
from assessments.refusals import NotFound
from files.problems import InvalidFiles, Problem, in_order
from files.shape import is_id
from reports.pdf_glyphs import missing_glyphs
from services.context import Context, at_once
from services.kinds import SOLUTION
from services.noting import note
from solutions.edits import Edits
from solutions.library import catalogue, checked, edited, written
from solutions.model import Catalogue


@dataclass(frozen=True)
class EditableCatalogue:
    """The catalogue with what was edited in it.

    ``edits``: the latest edit of each solution that has one now; ``left_out``: those of them that
    do not fit (any more), with why; ``shipped``: the ids that come with the product.
    """

    catalogue: Catalogue
    edits: Mapping[str, Document]
    left_out: Mapping[str, tuple[Problem, ...]]
    shipped: frozenset[str]


@dataclass(frozen=True)
class SolutionDraft:
    """A solution as it stands in a file, to be edited; ``seen`` is the revision it was read at."""

    id: str
    group: str
    entry: Mapping[str, Any]
    seen: int


def catalogue_of(ctx: Context) -> Catalogue:
    """The shipped catalogue with those of the installation's edits that fit it."""
    return catalogue_with(ctx.store.documents(SOLUTION))


def catalogue_with(latest: Mapping[str, Document]) -> Catalogue:
    """The shipped catalogue with those of these edits that fit it."""
    return edited(_edits(_standing(latest))).catalogue


def editable_catalogue(ctx: Context) -> EditableCatalogue:
    """The catalogue with its edits, for those who may edit it."""
    require(ctx.actor, "catalogue.edit")
    kept = _kept(ctx)
    found = edited(_edits(kept))
    return EditableCatalogue(found.catalogue, kept, found.left_out, frozenset(catalogue().by_id))


def draft(ctx: Context, id: str) -> SolutionDraft:
    """The solution to be edited: its edit, where there is one, else what is shipped.

    Raises NotFound where there is neither.
    """
    require(ctx.actor, "catalogue.edit")
    latest = ctx.store.document(SOLUTION, id) if is_id(id) else None
    seen = 0 if latest is None else latest.revision
    if latest is not None and latest.value is not None:
        return SolutionDraft(id, latest.value["group"], latest.value["solution"], seen)
    found = written(id)
    if found is None:
        raise NotFound("unknown_solution", id=id)
    return SolutionDraft(id, *found, seen)


def keep(ctx: Context, id: str, group: str, entry: Mapping[str, Any], *, seen: int) -> Document:
    """Keep ``entry`` (as it stands in a file) as the solution ``id``, a new one or an edited one.

    ``group`` is that of a new one. Raises InvalidFiles with every problem, whether in the entry
    or in what needs it, and Stale if ``seen`` is not the latest revision.
    """
    require(ctx.actor, "catalogue.edit")
    return _append(ctx, id, {"group": group, "solution": dict(entry)}, seen)


def problems(ctx: Context, id: str, group: str, entry: Mapping[str, Any]) -> tuple[Problem, ...]:
    """All that would keep ``entry`` from being kept, before it is."""
    require(ctx.actor, "catalogue.edit")
    return _problems(ctx, id, {"group": group, "solution": dict(entry)})


def put_back(ctx: Context, id: str, *, seen: int) -> Document:
    """Take the edit of a solution back: what is shipped under that id counts, or nothing."""
    require(ctx.actor, "catalogue.edit")
    return _append(ctx, id, None, seen)


def history(ctx: Context, id: str) -> Sequence[Document]:
    """Every edit of a solution, the first one first."""
    require(ctx.actor, "catalogue.edit")
    return ctx.store.document_history(SOLUTION, id) if is_id(id) else ()


def _append(ctx: Context, id: str, value: Any, seen: int) -> Document:
    document = Document(
        kind=SOLUTION,
        subject=id,
        revision=seen + 1,
        value=value,
        author=ctx.actor.name or ctx.actor.id,
        at=ctx.now(),
    )
    with at_once(ctx) as inside:
        if value is None and id not in _kept(inside):
            raise NotFound("unknown_solution", id=id)
        if found := _problems(inside, id, value):
            raise InvalidFiles(found)
        inside.store.append_document(document)
        action = "catalogue.put_back" if value is None else "catalogue.keep"
        note(inside, action, "solution", id, details={"revision": document.revision})
    return document


def _problems(ctx: Context, id: str, value: Any) -> tuple[Problem, ...]:
    """What is wrong with the catalogue once ``value`` is the edit of a solution; None: no edit."""
    others = _others(ctx, id)
    found: list[Problem] = []
    if value is not None:
        others = {**others, id: value}
        found += _unprintable(id, value["solution"])
    try:
        checked(others)
    except InvalidFiles as invalid:
        found += invalid.problems
    return in_order(found)


def _unprintable(place: str, value: Any) -> Iterator[Problem]:
    """Texts that would stand as numbers in the PDF of every report that tells of the solution."""
    if isinstance(value, str) and (missing := missing_glyphs(value)):
        yield Problem(Path(place), place, "S202", {"found": missing})
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        pairs = value.items()
    elif isinstance(value, list | tuple):
        pairs = enumerate(value)
    for step, inner in pairs:
        yield from _unprintable(f"{place}.{step}", inner)


def _others(ctx: Context, id: str) -> Edits:
    """The edits of other solutions that fit."""
    kept = _edits(_kept(ctx))
    left_out = edited(kept).left_out
    return {each: kept[each] for each in kept if each != id and each not in left_out}


def _kept(ctx: Context) -> Mapping[str, Document]:
    """The latest edit of each solution; without those that were taken back."""
    return _standing(ctx.store.documents(SOLUTION))


def _standing(latest: Mapping[str, Document]) -> Mapping[str, Document]:
    return {id: document for id, document in latest.items() if document.value is not None}


def _edits(kept: Mapping[str, Document]) -> Edits:
    return {id: document.value for id, document in kept.items()}
