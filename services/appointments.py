"""Visits by appointment: an enterprise asks, its centre says a day, both see what is agreed.

The contact is sealed under the keys of the installation, and let go with the appointment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from access.table import allowed, require
from assessments.appointments import Appointment, parse_answer_day, parse_request
from assessments.model import HANDED_IN, Assessment, Document, Enterprise
from assessments.refusals import Invalid, Stale
from assessments.years import CHINA
from services.context import Context, at_once
from services.dossier import Dossier
from services.key_ring import key_ring
from services.kinds import APPOINTMENT, CONSENT
from services.noting import note_case
from services.personal.notice import VERSION, keep_consent, require_consent
from services.settings import Settings
from services.subjects import subject_of

OPEN = ("asked", "proposed", "agreed")


@dataclass(frozen=True)
class AppointmentRecord:
    """Where it stands, None where nobody has asked; ``contact`` as one reads it.

    ``contact`` is "" too where no key opens it. ``revision``: what whoever changes it has to have
    seen.
    """

    appointment: Appointment | None
    contact: str
    revision: int

    @property
    def open(self) -> bool:
        """Whether it is on its way, or agreed."""
        return self.appointment is not None and self.appointment.state in OPEN


def appointment_in(dossier: Dossier) -> AppointmentRecord:
    """The appointment of the assessment as it stands."""
    return _record(dossier.settings, dossier.document(APPOINTMENT, dossier.assessment.id))


def appointments(ctx: Context) -> list[tuple[Assessment, Enterprise, AppointmentRecord]]:
    """Those of the cases that the actor has in hand: unanswered first, then by their day."""
    require(ctx.actor, "case.list")
    kept = ctx.store.documents(APPOINTMENT)
    cases = ctx.store.assessments(stages=HANDED_IN, centre=ctx.actor.centre or "")
    found = [
        (assessment, enterprise, _record(ctx.settings, kept[assessment.id]))
        for assessment, enterprise in cases
        if assessment.id in kept and allowed(ctx.actor, "case.read", assessment)
    ]
    return sorted(found, key=lambda each: _order(each[2].appointment))


def request(  # noqa: PLR0913  (all that a request is)
    ctx: Context,
    assessment_id: str,
    wish: str,
    days: Sequence[date | None],
    contact: str,
    *,
    seen: int,
    consent: str = "",
) -> AppointmentRecord:
    """Ask the centre for a visit; durable when this returns.

    ``consent``: the version of the notice that is agreed to with it, where that of now was not
    before. Raises Invalid (``fields``, the consent, or no centre), Stale.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "appointment.ask", assessment_id)
        if assessment.centre is None or assessment.submitted_at is None:
            raise Invalid("appointment_no_centre")
        made = parse_request(wish, days, contact, one.now())
        if owes_consent(one, assessment.id):
            require_consent(consent)
            keep_consent(one, assessment.id, one.actor.id)
        if _held(one, assessment.id, seen).open:
            raise Invalid("appointment_there")
        sealed = key_ring(one.settings).sealed(made.contact)
        made = made.model_copy(update={"contact": sealed})
        note_case(one, "appointment.ask", assessment)
        return _append(one, assessment, made, seen)


def owes_consent(ctx: Context, assessment_id: str) -> bool:
    """Whether the notice of now has still to be agreed to for the assessment; for services."""
    kept = ctx.store.document(CONSENT, assessment_id)
    return kept is None or kept.value["version"] != VERSION


def answer(  # noqa: PLR0913  (all that an answer is)
    ctx: Context, assessment_id: str, day: date | None, half: str, words: str, *, seen: int
) -> AppointmentRecord:
    """Say a day for the visit: agreed if it was wished for, else proposed.

    Raises Invalid (``fields``, or nothing was asked), Stale.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "appointment.answer", assessment_id)
        now = _standing(one, assessment.id, seen, OPEN)
        told = parse_answer_day(day, half, words, _today(one))
        state = "agreed" if day in now.days else "proposed"
        made = now.model_copy(update={**told, "state": state, "by": one.actor.name})
        note_case(one, "appointment.answer", assessment)
        return _append(one, assessment, made, seen)


def decline(ctx: Context, assessment_id: str, words: str, *, seen: int) -> AppointmentRecord:
    """Say that there will be no visit, and why. Raises Invalid without a reason, Stale."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "appointment.answer", assessment_id)
        now = _standing(one, assessment.id, seen, OPEN)
        told = parse_answer_day(_today(one), "", words, _today(one))  # as long as words may be
        if not told["words"]:
            raise Invalid("appointment_no_reason")
        over = {"state": "declined", "words": told["words"], "by": one.actor.name, "contact": ""}
        note_case(one, "appointment.decline", assessment)
        return _append(one, assessment, now.model_copy(update=over), seen)


def accept(ctx: Context, assessment_id: str, *, seen: int) -> AppointmentRecord:
    """Agree to the day that the centre proposes. Raises Invalid where it proposes none, Stale."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "appointment.ask", assessment_id)
        now = _standing(one, assessment.id, seen, ("proposed",))
        note_case(one, "appointment.accept", assessment)
        return _append(one, assessment, now.model_copy(update={"state": "agreed"}), seen)


def withdraw(ctx: Context, assessment_id: str, *, seen: int) -> AppointmentRecord:
    """Call it off, as the enterprise. Raises Invalid where there is nothing to call off, Stale."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "appointment.ask", assessment_id)
        now = _standing(one, assessment.id, seen, OPEN)
        over = {"state": "withdrawn", "contact": ""}
        note_case(one, "appointment.withdraw", assessment)
        return _append(one, assessment, now.model_copy(update=over), seen)


def _standing(one: Context, assessment_id: str, seen: int, states: tuple[str, ...]) -> Appointment:
    """As it was seen, if it is in one of these states. Raises Invalid, Stale."""
    now = _held(one, assessment_id, seen).appointment
    if now is None or now.state not in states:
        raise Invalid("appointment_not_there")
    return now


def _held(one: Context, assessment_id: str, seen: int) -> AppointmentRecord:
    """As it stands, if that is what was seen; else Stale."""
    held = one.store.document(APPOINTMENT, assessment_id)
    if held is not None and held.revision != seen:
        raise Stale("appointment_changed")
    return _record(one.settings, held)


def _append(
    one: Context, assessment: Assessment, made: Appointment, seen: int
) -> AppointmentRecord:
    document = Document(
        kind=APPOINTMENT,
        subject=assessment.id,
        revision=seen + 1,
        value=made.model_dump(mode="json"),
        author=one.actor.id,
        at=one.now(),
    )
    one.store.append_document(document)
    return _record(one.settings, document)


def _record(settings: Settings, held: Document | None) -> AppointmentRecord:
    if held is None:
        return AppointmentRecord(None, "", 0)
    found = Appointment.model_validate(held.value)
    contact = key_ring(settings).opened(found.contact) or ""
    return AppointmentRecord(found, contact, held.revision)


def _order(found: Appointment | None) -> tuple[int, date]:
    """Unanswered ones first, then those to come, then what is over."""
    states = ("asked", "proposed", "agreed", "declined", "withdrawn")
    if found is None:
        return len(states), date.max
    return states.index(found.state), found.day or min(found.days)


def _today(ctx: Context) -> date:
    return ctx.now().astimezone(CHINA).date()
