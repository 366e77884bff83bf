"""The edited paragraphs of a report as they are kept, one document a language."""

from dataclasses import dataclass

from assessments.model import Document
from i18n import Lang
from reports.editing import Edit
from services.context import Context

LANGS: tuple[Lang, ...] = ("zh", "en")  # in which a report may be edited


@dataclass(frozen=True)
class Edits:
    """What stands, and the revision of the document that says so (0: none was ever kept)."""

    revision: int
    all: tuple[Edit, ...]


def edits_in(document: Document | None) -> Edits:
    """The edits that ``document`` keeps, whatever has become of their paragraphs."""
    if document is None:
        return Edits(0, ())
    return Edits(document.revision, tuple(map(Edit.model_validate, document.value)))


def subject_of_edits(assessment_id: str, lang: Lang) -> str:
    """What the edits of an assessment's report in ``lang`` are kept under."""
    return f"{assessment_id}:{lang}"


def keep(ctx: Context, kind: str, subject: str, edits: Edits) -> None:
    """Append ``edits`` under their revision; Stale unless it is the next one."""
    ctx.store.append_document(
        Document(
            kind=kind,
            subject=subject,
            revision=edits.revision,
            value=[edit.model_dump(mode="json") for edit in edits.all],
            author=ctx.actor.id,
            at=ctx.now(),
        )
    )
