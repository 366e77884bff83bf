"""Files of evidence: added, withdrawn and judged beside an assessment; fixed by its signature.

The bytes lie under their digest before the document that names them is written, so that whatever
is listed is there.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.table import allowed
from assessments.evidence import (
    MOST_BYTES,
    MOST_FILES,
    MOST_SHOWN,
    EvidenceFile,
    EvidenceFiles,
    KeptFile,
    file_name,
    parse_link,
    parse_shows,
    parse_verdict,
)
from assessments.lifecycle import require_open
from assessments.model import Assessment, Document, Side
from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from services.context import Context, at_once
from services.dossier import Dossier
from services.editions import pinned
from services.evidence_content import FitContent, fit_content
from services.kinds import EVIDENCE
from services.noting import note_case
from services.subjects import subject_of


@dataclass(frozen=True)
class EvidenceDraft:
    """A file as it is brought for an item, or the address of a page (``link``)."""

    item: str
    name: str = ""
    content: bytes = b""
    shows: str = ""
    expires: date | None = None
    link: str = ""


def evidence_in(dossier: Dossier) -> EvidenceFiles:
    """All files of the assessment."""
    return _files(dossier.document(EVIDENCE, dossier.assessment.id))


def reported_files(dossier: Dossier) -> tuple[EvidenceFile, ...]:
    """Those that a report tells of, by question; of a consultant nothing before it is signed."""
    files, signed = evidence_in(dossier).files, dossier.assessment.signed
    shown = files if signed else [each.as_claimed for each in files if each.side == "claimed"]
    places = {item.id: place for place, item in enumerate(dossier.questionnaire.items)}
    return tuple(sorted(shown, key=lambda each: (places.get(each.item, len(places)), each.id)))


def photos_of(dossier: Dossier, files: Iterable[EvidenceFile]) -> Mapping[int, bytes]:
    """The photographs among ``files`` that stand in the report; empty for one that was lost."""
    found: dict[int, bytes] = {}
    for each in files:
        if each.in_report:
            found[each.id] = b""
            with suppress(NotFound):
                found[each.id] = dossier.media.content(dossier.assessment.id, each.kept.printed)
    return found


def reported_revision(dossier: Dossier) -> int:
    """How often what a report tells of files has changed."""
    held = dossier.document(EVIDENCE, dossier.assessment.id)
    if held is None:
        return 0
    return held.revision if dossier.assessment.signed else _files(held).claimed


def listed(ctx: Context, assessment_id: str) -> tuple[EvidenceFile, ...]:
    """The files that the actor may see; to the enterprise its own ones until it is signed."""
    assessment = subject_of(ctx, "evidence.read", assessment_id)
    files = _files(ctx.store.document(EVIDENCE, assessment.id)).files
    return tuple(each for each in files if _seen(ctx, assessment, each))


def content(ctx: Context, assessment_id: str, file: int, *, small: bool = False) -> bytes:
    """One of those files as it is kept, or its small picture. Raises NotFound, Unavailable."""
    found = next((each for each in listed(ctx, assessment_id) if each.id == file), None)
    if found is None:
        raise NotFound("unknown_evidence")
    if small:
        return ctx.media.content(assessment_id, found.kept.small)
    whole = ctx.media.content(assessment_id, found.kept.digest)
    note_case(ctx, "evidence.read", ctx.store.assessment(assessment_id), file=file)
    return whole


def add(ctx: Context, assessment_id: str, draft: EvidenceDraft) -> EvidenceFile:
    """Keep a file or a link beside an item; durable when this returns.

    Raises Invalid for what cannot be kept, NotFound (the item), NotAllowed once it is signed.
    """
    assessment = subject_of(ctx, "evidence.keep", assessment_id)
    name = parse_link(draft.link) if draft.link else file_name(draft.name)
    shows = parse_shows(draft.shows)
    _require_room(ctx, assessment, draft.item, len(draft.content))
    fit = FitContent("link", name.encode()) if draft.link else fit_content(name, draft.content)
    kept = _kept(ctx, assessment.id, fit)
    try:
        with at_once(ctx) as one:
            assessment = subject_of(one, "evidence.keep", assessment_id)
            present = _require_room(one, assessment, draft.item, kept.size)
            _kept(one, assessment.id, fit)  # a file that was withdrawn meanwhile took it along
            side, number = _side(one, assessment), present.numbered + 1
            made = EvidenceFile(
                id=number,
                item=draft.item,
                side=side,
                name=name,
                kept=kept,
                shows=shows,
                expires=draft.expires,
                by=one.actor.name if side == "verified" else "",
                at=one.now(),
            )
            for each in present.files:
                if (each.item, each.kept.digest) == (made.item, kept.digest):
                    raise Invalid("evidence_double", name=each.name)
            _append(one, assessment, _changed(present, side, (*present.files, made), number))
            note_case(one, "evidence.add", assessment, file=number)
    except Refusal:
        _drop_unused(ctx, assessment_id, (kept.digest, kept.small, kept.printed))
        raise
    return made


def withdraw(ctx: Context, assessment_id: str, file: int, *, seen: int) -> None:
    """Take a file of one's own side away; its bytes go with it, unless another has the same.

    Raises NotFound, Stale, NotAllowed for one that was judged, and once it is signed.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "evidence.keep", assessment_id)
        _require_unsigned(assessment)
        present, found = _found(one, assessment, file, seen)
        side = _side(one, assessment)
        if found.side != side:
            raise NotAllowed("evidence_not_own")
        if found.verdict and side == "claimed":
            raise NotAllowed("evidence_judged")
        files = tuple(each for each in present.files if each.id != file)
        _append(one, assessment, _changed(present, side, files, present.numbered))
        note_case(one, "evidence.withdraw", assessment, file=file)
    _drop_unused(ctx, assessment_id, found.digests)


def judge(
    ctx: Context, assessment_id: str, file: int, raw: Mapping[str, Any], *, seen: int
) -> EvidenceFile:
    """Keep what the consultant says of a file, from a form's values; durable when this returns.

    Raises Invalid, NotFound, Stale, NotAllowed (the stage).
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.verify", assessment_id)
        require_open(assessment, "verified")
        present, found = _found(one, assessment, file, seen)
        said = parse_verdict(raw)
        shown = sum(each.in_report for each in present.files if each.id != file)
        if said["in_report"] and found.kept.kind != "photo":
            raise Invalid("evidence_no_photo")
        if said["in_report"] and shown >= MOST_SHOWN:
            raise Invalid("evidence_many_shown", most=MOST_SHOWN)
        by = {"judged_by": one.actor.name, "judged_at": one.now(), "revision": seen + 1}
        made = found.model_copy(update=said | by)
        files = tuple(made if each.id == file else each for each in present.files)
        _append(one, assessment, present.model_copy(update={"files": files}))
        note_case(one, "evidence.judge", assessment, file=file)
        return made


def _side(ctx: Context, assessment: Assessment) -> Side:
    return "verified" if allowed(ctx.actor, "case.verify", assessment) else "claimed"


def _seen(ctx: Context, assessment: Assessment, file: EvidenceFile) -> bool:
    return assessment.signed or file.side == "claimed" or _side(ctx, assessment) == "verified"


def _require_unsigned(assessment: Assessment) -> None:
    if assessment.signed:
        raise NotAllowed("evidence_signed")


def _require_room(ctx: Context, assessment: Assessment, item: str, size: int) -> EvidenceFiles:
    """What is there, if one more of ``size`` bytes for ``item`` may be."""
    _require_unsigned(assessment)
    questionnaire = pinned(ctx.settings, assessment)
    if item not in questionnaire.by_id or not questionnaire.by_id[item].asked:
        raise NotFound("unknown_item", item=item, questionnaire=questionnaire.title)
    present = _files(ctx.store.document(EVIDENCE, assessment.id))
    if len(present.files) >= MOST_FILES:
        raise Invalid("evidence_many", most=MOST_FILES)
    if sum(each.kept.size for each in present.files) + size > MOST_BYTES:
        raise Invalid("evidence_much", megabytes=MOST_BYTES // 1_000_000)
    return present


def _kept(ctx: Context, owner: str, fit: FitContent) -> KeptFile:
    """What is known of a file, all of which is there by now."""
    parts = {"digest": fit.content, "small": fit.small, "printed": fit.printed}
    digests = {name: ctx.media.keep(owner, part) for name, part in parts.items() if part}
    width, height = fit.size
    return KeptFile(kind=fit.kind, size=len(fit.content), width=width, height=height, **digests)


def _drop_unused(ctx: Context, assessment_id: str, digests: Iterable[str]) -> None:
    """Keep those no longer that no file names; while nobody can add one."""
    with suppress(Refusal), at_once(ctx) as one:
        used = {""} | _files(one.store.document(EVIDENCE, assessment_id)).digests
        for digest in frozenset(digests) - used:
            one.media.drop(assessment_id, digest)


def _found(
    one: Context, assessment: Assessment, file: int, seen: int
) -> tuple[EvidenceFiles, EvidenceFile]:
    """All files, and the one of that id as it was ``seen``."""
    held = one.store.document(EVIDENCE, assessment.id)
    present = _files(held)
    found = next((each for each in present.files if each.id == file), None)
    if found is None or not _seen(one, assessment, found):
        raise NotFound("unknown_evidence")
    if found.revision != seen and held is not None:
        raise Stale("document_changed", author=found.judged_by, at=held.at)
    return present, found


def _append(one: Context, assessment: Assessment, files: EvidenceFiles) -> None:
    held = one.store.document(EVIDENCE, assessment.id)
    one.store.append_document(
        Document(
            kind=EVIDENCE,
            subject=assessment.id,
            revision=1 if held is None else held.revision + 1,
            value=files.model_dump(mode="json", exclude_defaults=True),
            author=one.actor.id,
            at=one.now(),
        )
    )


def _changed(
    present: EvidenceFiles, side: Side, files: tuple[EvidenceFile, ...], numbered: int
) -> EvidenceFiles:
    claimed = present.claimed + (side == "claimed")
    return EvidenceFiles(files=files, numbered=numbered, claimed=claimed)


def _files(document: Document | None) -> EvidenceFiles:
    return EvidenceFiles() if document is None else EvidenceFiles.model_validate(document.value)
