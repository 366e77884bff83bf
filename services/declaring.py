"""What an enterprise says of itself where no question asks: for the rules of public programmes."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.model import Document
from assessments.refusals import NotFound
from services.context import Context, at_once
from services.dossier import Dossier
from services.kinds import DECLARED
from services.subjects import subject_of
from solutions.programmes.library import programmes
from solutions.programmes.model import ProgrammeRequirement

RUNG = "smart_factory"  # where the rung stands among what is kept
# of smart factories as the country counts them, the lowest first; "none": it holds none yet
RUNGS = ("none", "basic", "advanced", "excellent", "leading")


@dataclass(frozen=True)
class Declared:
    """By ``ProgrammeRequirement.declarable``: True held or so, False not. Nothing else was said.

    ``rung``: of smart factory, one of ``RUNGS``; "" where nothing was said.
    ``revision``: what whoever changes it has to have seen; 0 where nothing was said yet.
    """

    held: Mapping[str, bool]
    revision: int
    rung: str = ""


def declarable() -> Mapping[str, ProgrammeRequirement]:
    """What can be declared, by its name: one requirement of each, in the programmes' order."""
    found: dict[str, ProgrammeRequirement] = {}
    for programme in programmes().programmes:
        for each in programme.requires:
            if each.declarable:
                found.setdefault(each.declarable, each)
    return found


def declared(dossier: Dossier) -> Declared:
    """What the enterprise of the assessment has declared, in whichever round."""
    return _declared(dossier.document(DECLARED, dossier.enterprise.id))


def declare(
    ctx: Context, assessment_id: str, held: Mapping[str, bool], *, seen: int, rung: str = ""
) -> Declared:
    """Keep ``held`` and ``rung`` in the place of all that was declared; durable when this returns.

    Raises NotFound for a name that no programme asks for or an unknown rung, Stale where it was
    changed since.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "facts.declare", assessment_id)
        for name in sorted(held.keys() - declarable().keys()):
            raise NotFound("unknown_declaration", name=name)
        if rung and rung not in RUNGS:
            raise NotFound("unknown_declaration", name=rung)
        document = Document(
            kind=DECLARED,
            subject=assessment.enterprise,
            revision=seen + 1,
            value={**held, RUNG: rung} if rung else dict(held),
            author=one.actor.id,
            at=one.now(),
        )
        one.store.append_document(document)
        return _declared(document)


def _declared(kept: Document | None) -> Declared:
    """Names that no programme asks for any more are left out."""
    if kept is None:
        return Declared({}, 0)
    known = declarable()
    held = {name: said for name, said in kept.value.items() if name in known}
    return Declared(held, kept.revision, kept.value.get(RUNG, ""))
