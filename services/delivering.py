"""What was handed over to an enterprise: noted with day and person, read by both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.deliveries import MOST, Delivery, parse_delivery
from assessments.model import Document
from assessments.refusals import Invalid, NotAllowed, Stale
from assessments.years import CHINA
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.kinds import DELIVERED
from services.noting import note_case
from solutions.programmes.library import programmes


@dataclass(frozen=True)
class DeliveryRecord:
    """All deliveries of a case, the first one first; ``revision`` has to have been seen."""

    deliveries: tuple[Delivery, ...]
    revision: int


def delivered(dossier: Dossier) -> DeliveryRecord:
    """What was handed over by now."""
    return _record(dossier.document(DELIVERED, dossier.assessment.id))


def deliver(
    ctx: Context, assessment_id: str, raw: Mapping[str, Any], *, seen: int
) -> DeliveryRecord:
    """Note a delivery from a form's values; durable when this returns.

    Raises Invalid (``fields``, or too many), Stale, NotAllowed before it is signed.
    """
    with at_once(ctx) as one:
        dossier = dossier_of(one, "delivery.note", assessment_id)
        assessment = dossier.assessment
        if not assessment.signed or assessment.signed_at is None:
            raise NotAllowed("delivery_unsigned")
        held = dossier.document(DELIVERED, assessment.id)
        before = _record(held)
        if before.revision != seen:
            raise Stale("delivery_changed")
        if len(before.deliveries) >= MOST:
            raise Invalid("delivery_many", most=MOST)
        made = parse_delivery(
            raw,
            known={
                "solutions": dossier.catalogue.by_id,
                "programmes": {each.id for each in programmes().programmes},
            },
            by=one.actor.name or one.actor.id,
            days=(
                assessment.signed_at.astimezone(CHINA).date(),
                one.now().astimezone(CHINA).date(),
            ),
        )
        every = [each.model_dump(mode="json") for each in (*before.deliveries, made)]
        document = Document(
            kind=DELIVERED,
            subject=assessment.id,
            revision=seen + 1,
            value={"deliveries": every},
            author=one.actor.id,
            at=one.now(),
        )
        one.store.append_document(document)
        note_case(one, "delivery.note", assessment)
        return _record(document)


def _record(held: Document | None) -> DeliveryRecord:
    if held is None:
        return DeliveryRecord((), 0)
    found = tuple(Delivery.model_validate(each) for each in held.value["deliveries"])
    return DeliveryRecord(found, held.revision)
