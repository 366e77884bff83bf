"""What a centre has imported: taken back as a whole, or given new codes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from access.resume_codes import new_code
from access.table import require
from access.tokens import digest_of
from assessments.imports import Import
from assessments.model import Assessment, Document, Enterprise
from assessments.personal import Erasure, Traces
from assessments.refusals import Invalid, NotFound
from services.context import Context, at_once
from services.editions import pinned
from services.importing.imported import import_from
from services.importing.making import FirmCode
from services.kinds import IMPORT, IMPORT_DRAFTS, IMPORT_UNDONE
from services.noting import note
from services.subjects import ID

AT_ONCE = 300  # drafts that are erased at a time

Draft = tuple[str, str | None, int]  # its id, the record that came with it, the row


@dataclass(frozen=True)
class KeptRow:
    """A row whose draft somebody has touched; ``name``: "" where it is another centre's now."""

    number: int
    name: str


@dataclass(frozen=True)
class ImportErasure:
    """How many drafts went, and which stay."""

    gone: int
    stayed: tuple[KeptRow, ...]


def import_of(ctx: Context, import_id: str) -> Import:
    """One that the actor may change. Raises Invalid where nothing is left of it."""
    return _changed(ctx, import_id)[0]


def undo(ctx: Context, import_id: str) -> ImportErasure:
    """Let the firms of an import and their drafts go, as far as nobody has touched them since.

    What was touched stays and is named. Raises Invalid where nothing is left of it.
    """
    with at_once(ctx) as one:
        made, kept = _changed(one, import_id)
        drafts = _drafts(kept)
        free = one.store.untouched({id: record for id, record, _ in drafts}, made.at)
        going = [each for each in drafts if each[0] in free]
        for low in range(0, len(going), AT_ONCE):
            part = going[low : low + AT_ONCE]
            records = frozenset(record for _, record, _ in part if record)
            traces = Traces(records, frozenset(id for id, _, _ in part))
            one.store.erase(Erasure(traces, one.now()))
        ours = _of_centre(one, made, [id for id, _, _ in drafts if id not in free])
        stayed = [
            (each, KeptRow(each[2], ours[each[0]][1].name if each[0] in ours else ""))
            for each in drafts
            if each[0] not in free and (each[0] in ours or _is_there(one, each[0]))
        ]
        value = {"drafts": [list(each) for each, _ in stayed]}
        one.store.append_document(_next(one, kept, value))
        _count_undone(one, made, len(going))
        details = {"gone": len(going), "stayed": len(stayed)}
        note(one, "import.undo", "import", made.id, centre=made.centre, details={**details})
    ctx.store.scrub(whole=False)
    return ImportErasure(len(going), tuple(row for _, row in stayed))


def renew_codes(ctx: Context, import_id: str) -> tuple[FirmCode, ...]:
    """New codes for the drafts of an import that nobody has opened; the ones before end at once.

    For who has lost the list. Raises Invalid where there is none such.
    """
    with at_once(ctx) as one:
        made, kept = _changed(one, import_id)
        drafts = _drafts(kept)
        free = one.store.untouched({id: record for id, record, _ in drafts}, made.at)
        codes = {id: new_code() for id, _, _ in drafts if id in free}
        if not codes:
            raise Invalid("import_all_opened")
        digests = {id: digest_of(code.replace("-", "")) for id, code in codes.items()}
        one.store.renew_digests(digests)
        details = {"made": len(codes)}
        note(one, "import.codes", "import", made.id, centre=made.centre, details={**details})
        ours = _of_centre(one, made, codes)
        editions = {each.digest: each for each, _ in map(ours.__getitem__, codes)}
        titles = {digest: pinned(one.settings, each).title for digest, each in editions.items()}
        return tuple(
            FirmCode(
                number=number,
                name=ours[id][1].name,
                credit_code=ours[id][1].credit_code or "",
                questionnaire=titles[ours[id][0].digest],
                code=codes[id],
            )
            for id, _, number in drafts
            if id in codes
        )


def _changed(ctx: Context, import_id: str) -> tuple[Import, Document]:
    """The import and the list of its drafts, if the actor may change it."""
    found: Mapping[tuple[str, str], Document] = {}
    if ID.fullmatch(import_id):
        kinds = (IMPORT, IMPORT_DRAFTS, IMPORT_UNDONE)
        found = ctx.store.all_documents({kind: [import_id] for kind in kinds})
    kept = found.get((IMPORT, import_id))
    if kept is None:
        require(ctx.actor, "import.change")
        raise NotFound("unknown_import", id=import_id)
    made = import_from(kept, found.get((IMPORT_UNDONE, import_id)))
    require(ctx.actor, "import.change", made)
    drafts = found[IMPORT_DRAFTS, import_id]
    if not drafts.value["drafts"]:
        raise Invalid("import_undone")
    return made, drafts


def _drafts(kept: Document) -> Sequence[Draft]:
    return [(id, record, number) for id, record, number in kept.value["drafts"]]


def _of_centre(
    ctx: Context, made: Import, ids: Collection[str]
) -> Mapping[str, tuple[Assessment, Enterprise]]:
    """Those of the assessments that are the centre's now, as untouched ones always are."""
    found = ctx.store.assessments(centre=made.centre, ids=ids)
    return {assessment.id: (assessment, firm) for assessment, firm in found}


def _is_there(ctx: Context, id: str) -> bool:
    """Whether the draft went to another centre; else its enterprise let it go."""
    try:
        ctx.store.assessment(id)
    except NotFound:
        return False
    return True


def _next(ctx: Context, kept: Document, value: object) -> Document:
    return kept.model_copy(
        update={
            "revision": kept.revision + 1,
            "value": value,
            "author": ctx.actor.id,
            "at": ctx.now(),
        }
    )


def _count_undone(ctx: Context, made: Import, gone: int) -> None:
    before = ctx.store.document(IMPORT_UNDONE, made.id)
    document = Document(
        kind=IMPORT_UNDONE,
        subject=made.id,
        revision=before.revision + 1 if before else 1,
        value={"undone": made.undone + gone},
        author=ctx.actor.id,
        at=ctx.now(),
    )
    ctx.store.append_document(document)
