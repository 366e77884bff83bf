"""What a centre has imported before: all of it, and whether a file was among it."""

from hashlib import sha256

from access.table import require
from assessments.imports import Import
from assessments.model import Document
from services.context import Context
from services.kinds import IMPORT, IMPORT_UNDONE


def imports(ctx: Context, centre: str) -> list[Import]:
    """What the centre has brought in, the last first."""
    require(ctx.actor, "import.make", centre)
    found = ctx.store.all_documents({IMPORT: None, IMPORT_UNDONE: None})
    ours = [
        import_from(each, found.get((IMPORT_UNDONE, each.subject)))
        for (kind, _), each in found.items()
        if kind == IMPORT and each.value["centre"] == centre
    ]
    names = {each.username: each.name for each in ctx.store.accounts(centre=centre)}
    named = (each.model_copy(update={"by": names.get(each.author, each.author)}) for each in ours)
    return sorted(named, key=lambda each: (each.at, each.id), reverse=True)


def imports_of_file(ctx: Context, centre: str, content: bytes) -> tuple[Import, ...]:
    """Those of the same file of which something is left, the last first."""
    digest = sha256(content).hexdigest()
    found = imports(ctx, centre)
    return tuple(each for each in found if each.digest == digest and each.undone < each.made)


def import_from(kept: Document, undone: Document | None) -> Import:
    """The import as it is kept, and what was taken back of it."""
    value = kept.value
    return Import(
        id=kept.subject,
        centre=value["centre"],
        author=kept.author,
        at=kept.at,
        file=value["file"],
        digest=value["digest"],
        rows=value["rows"],
        made=value["made"],
        skipped=value["skipped"],
        wrong=value["wrong"],
        undone=undone.value["undone"] if undone else 0,
        undone_at=undone.at if undone else None,
    )
