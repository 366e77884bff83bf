"""What a signature stands for: one digest over all that it fixes, kept, and worked out anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from assessments.model import Document, Enterprise, Side
from scoring.scorecard import Scorecard
from services.context import Context
from services.dossier import Dossier, dossier_of
from services.edits import LANGS, subject_of_edits
from services.kinds import (
    BUSINESS,
    CONCERNS,
    CORRECTION,
    EVIDENCE,
    NOT_SHOWN,
    PARAGRAPHS,
    POINTS,
    REQUEST_ANSWER,
    SIGNATURE,
    VISIT,
)

FORM = 1  # of what is digested; another one would need another reading of what was signed
DOCUMENTS = (BUSINESS, CONCERNS, REQUEST_ANSWER, VISIT, EVIDENCE, NOT_SHOWN, POINTS, CORRECTION)
FACTS = ("id", "name", "credit_code", "division", "district", "employees", "revenue", "assets")


@dataclass(frozen=True)
class Signature:
    """Who signed what: the ``digest`` of all, and of the ``content`` that a reviewer accepted.

    ``reviewed_by``: the name of the second pair of eyes ("": none was needed). ``counts``: how
    many claims had which verdict.
    """

    digest: str
    content: str
    by: str
    at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    counts: Mapping[str, int]


@dataclass(frozen=True)
class CheckedSignature:
    """A signature, and what its digest is when it is worked out from what is stored now."""

    signature: Signature
    present: str

    @property
    def holds(self) -> bool:
        """Whether nothing of what was signed has changed."""
        return self.signature.digest == self.present


def content_digest(dossier: Dossier) -> str:
    """Over everything that a signature of the case as it stands would fix, names of accounts aside.

    Who wrote what stands in the store beside it: an account may be erased, what was signed not.
    """
    assessment, enterprise = dossier.assessment, dossier.enterprise
    sides: tuple[Side, Side] = ("claimed", "verified")
    kept = {kind: dossier.document(kind, assessment.id) for kind in DOCUMENTS}
    edits = {
        lang: dossier.document(PARAGRAPHS, subject_of_edits(assessment.id, lang)) for lang in LANGS
    }
    return _digest(
        {
            "form": FORM,
            "assessment": {
                "id": assessment.id,
                "questionnaire": assessment.questionnaire,
                "edition": assessment.edition,
                "digest": assessment.digest,
                "round": assessment.round,
                "centre": assessment.centre,
                "submitted_at": _moment(assessment.submitted_at),
                "corrects": assessment.corrects,
            },
            "enterprise": _facts(enterprise),
            "answers": {side: _answers(dossier, side) for side in sides},
            "results": {side: _result(dossier.card(side)) for side in sides},
            "documents": {kind: each.value for kind, each in kept.items() if each is not None},
            "paragraphs": {lang: each.value for lang, each in edits.items() if each is not None},
        }
    )


def signature_document(  # noqa: PLR0913  (all that a signature is)
    dossier: Dossier,
    *,
    by: str,
    author: str,
    at: datetime,
    reviewed: tuple[str, datetime] | None,
    counts: Mapping[str, int],
) -> Document:
    """The signature of the case as it stands, as it is kept."""
    content = content_digest(dossier)
    reviewed_by, reviewed_at = reviewed or ("", None)
    value = {
        "form": FORM,
        "content": content,
        "by": by,
        "at": _moment(at),
        "reviewed_by": reviewed_by,
        "reviewed_at": _moment(reviewed_at),
        "counts": dict(counts),
    }
    return Document(
        kind=SIGNATURE,
        subject=dossier.assessment.id,
        revision=1,
        value={
            **value,
            "digest": _digest(value),
            "enterprise": dossier.enterprise.model_dump(mode="json"),
        },
        author=author,
        at=at,
    )


def signature_in(dossier: Dossier) -> Signature | None:
    """The one of a signed case; None for what was signed before digests were kept."""
    document = dossier.document(SIGNATURE, dossier.assessment.id)
    if document is None:
        return None
    kept = document.value
    reviewed_at = kept["reviewed_at"]
    return Signature(
        digest=kept["digest"],
        content=kept["content"],
        by=kept["by"],
        at=datetime.fromisoformat(kept["at"]),
        reviewed_by=kept["reviewed_by"],
        reviewed_at=datetime.fromisoformat(reviewed_at) if reviewed_at else None,
        counts=kept["counts"],
    )


def checked_signature(dossier: Dossier) -> CheckedSignature | None:
    """The signature with its digest worked out anew; None where there is none."""
    signature = signature_in(dossier)
    document = dossier.document(SIGNATURE, dossier.assessment.id)
    if signature is None or document is None:
        return None
    assessment = dossier.assessment
    told = {name: document.value[name] for name in ("form", "reviewed_by", "reviewed_at", "counts")}
    present = {
        **told,
        "content": content_digest(dossier),
        "by": assessment.signed_by,
        "at": _moment(assessment.signed_at),
    }
    return CheckedSignature(signature, _digest(present))


def check_signature(ctx: Context, assessment_id: str) -> CheckedSignature | None:
    """The same of an assessment by its id. Raises NotAllowed, NotFound (who may see all)."""
    return checked_signature(dossier_of(ctx, "report.read", assessment_id))


def _facts(enterprise: Enterprise) -> Mapping[str, Any]:
    return {name: getattr(enterprise, name) for name in FACTS}


def _answers(dossier: Dossier, side: Side) -> Mapping[str, Any]:
    records = dossier.claimed if side == "claimed" else dossier.verified
    return {
        id: [record.value, record.note, record.revision, _moment(record.at)]
        for id, record in records.items()
    }


def _result(card: Scorecard) -> Mapping[str, Any]:
    """The figures and what made them; not their words, which may be put better one day."""
    return {
        "stamp": card.stamp.model_dump(),
        "total": card.total,
        "coverage": card.coverage,
        "provisional": card.provisional,
        "level": None if card.level is None else card.level.number,
        "nodes": {node.id: node.score for node in card.nodes},
        "items": {item.id: [item.state, item.value, item.gained] for item in card.items},
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
