"""A visit by appointment: asked for, answered, agreed; its contact is for two only, and sealed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from access.key_ring import is_sealed, new_key
from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, Stale
from services import appointments, delivering, filling, key_ring, verifying
from services.appointments import AppointmentRecord, appointment_in
from services.context import Context
from services.dossier import dossier_of
from services.kinds import APPOINTMENT, CONSENT
from services.personal import exporting, notice
from tests.town import Town, new_town
from wording.voice import Voice

CONTACT = "张厂长 13912345678"
DAY = date(2026, 3, 10)


@pytest.fixture
def town() -> Iterator[Town]:
    """A town."""
    with new_town() as town:
        yield town


def asked(town: Town, case: Assessment, *days: date) -> AppointmentRecord:
    """The enterprise asks."""
    ctx = town.holder(case)
    return appointments.request(ctx, case.id, "看看车间", days or (DAY,), CONTACT, seen=0)


def stands(ctx: Context, case: Assessment) -> AppointmentRecord:
    """As the actor finds it."""
    return appointment_in(dossier_of(ctx, "result.read", case.id))


def test_a_day_that_was_wished_for_is_agreed_at_once(town: Town) -> None:
    """Both sides read the same: what, when, whom to reach, who comes."""
    case = town.submitted()
    asked(town, case)
    appointments.answer(town.consultant(), case.id, DAY, "morning", "带上台账", seen=1)
    for ctx in (town.holder(case), town.consultant()):
        found = stands(ctx, case)
        assert found.appointment is not None
        assert found.appointment.state == "agreed"
        assert (found.appointment.day, found.appointment.half) == (DAY, "morning")
        assert (found.contact, found.appointment.by) == (CONTACT, "王芳")


def test_another_day_waits_for_the_enterprise(town: Town) -> None:
    """It is proposed until the enterprise agrees, and nobody agrees for it."""
    case = town.submitted()
    asked(town, case)
    other = DAY + timedelta(days=3)
    found = appointments.answer(town.consultant(), case.id, other, "", "", seen=1)
    assert found.appointment is not None
    assert found.appointment.state == "proposed"
    with pytest.raises(NotAllowed):
        appointments.accept(town.consultant(), case.id, seen=2)
    found = appointments.accept(town.holder(case), case.id, seen=2)
    assert found.appointment is not None
    assert (found.appointment.state, found.appointment.day) == ("agreed", other)


@pytest.mark.parametrize("side", ["enterprise", "centre"])
def test_once_it_is_off_nobody_is_shown_the_contact(town: Town, side: str) -> None:
    """And the enterprise may ask anew."""
    case = town.submitted()
    asked(town, case)
    if side == "enterprise":
        appointments.withdraw(town.holder(case), case.id, seen=1)
    else:
        with pytest.raises(Invalid, match="appointment_no_reason"):
            appointments.decline(town.consultant(), case.id, " ", seen=1)
        appointments.decline(town.consultant(), case.id, "这个月排满了", seen=1)
    assert stands(town.consultant(), case).contact == ""
    assert not stands(town.holder(case), case).open
    ctx = town.holder(case)
    assert appointments.request(ctx, case.id, "再约", [DAY], CONTACT, seen=2).open


def test_every_fault_is_told_at_once_and_nothing_is_kept(town: Town) -> None:
    """What lacks, what is too long, a day that is over."""
    case = town.submitted()
    ctx = town.holder(case)
    with pytest.raises(Invalid) as refused:
        appointments.request(ctx, case.id, " ", [town.now.date() - timedelta(days=9)], "", seen=0)
    assert set(refused.value.params["fields"]) == {"wish", "days", "contact"}
    assert town.store.document(APPOINTMENT, case.id) is None


def test_who_was_faster_is_not_written_over(town: Town) -> None:
    """The one who looked at what is over is refused."""
    case = town.submitted()
    asked(town, case)
    appointments.answer(town.consultant(), case.id, DAY, "", "", seen=1)
    with pytest.raises(Stale):
        appointments.withdraw(town.holder(case), case.id, seen=1)
    with pytest.raises(Invalid, match="appointment_there"):
        appointments.request(town.holder(case), case.id, "再约", [DAY], CONTACT, seen=2)


def test_who_was_handed_nothing_cannot_be_asked(town: Town) -> None:
    """An assessment that went to no centre."""
    case = town.submitted(centre=None)
    with pytest.raises(Invalid, match="appointment_no_centre"):
        asked(town, case)


def test_an_older_notice_is_agreed_to_anew_with_the_request(town: Town) -> None:
    """Nothing is asked for under a notice that said nothing of contacts."""
    case = town.submitted()
    kept = town.store.document(CONSENT, case.id)
    assert kept is not None
    older = {"revision": kept.revision + 1, "value": {"version": "1"}}
    town.store.append_document(kept.model_copy(update=older))
    with pytest.raises(Invalid, match="consent_missing"):
        asked(town, case)
    assert town.store.document(APPOINTMENT, case.id) is None
    ctx, version = town.holder(case), notice.VERSION
    appointments.request(ctx, case.id, "看看", [DAY], CONTACT, seen=0, consent=version)
    assert notice.consent(ctx, case.id).holds


def with_key(town: Town, file: Path, *keys: str) -> Town:
    """The town with a file of keys."""
    file.write_text("\n".join(keys), "ascii")
    return replace(town, settings=town.settings.model_copy(update={"key_file": file}))


def test_the_contact_lies_sealed_in_the_store(town: Town, tmp_path: Path) -> None:
    """No revision of it can be read there; a new key seals it anew; who may reads it."""
    first, second = new_key(), new_key()
    town = with_key(town, tmp_path / "one", first)
    case = town.submitted()
    asked(town, case)
    appointments.answer(town.consultant(), case.id, DAY, "", "", seen=1)
    history = town.store.document_history(APPOINTMENT, case.id)
    assert all(is_sealed(each.value["contact"]) for each in history)
    assert "13912345678" not in json.dumps([each.value for each in history])
    town = with_key(town, tmp_path / "two", second, first)
    assert key_ring.seal_all(town.operator) == 1
    town = with_key(town, tmp_path / "three", second)
    assert stands(town.consultant(), case).contact == CONTACT
    town = with_key(town, tmp_path / "four", new_key())
    assert stands(town.consultant(), case).contact == ""


def test_a_contact_from_before_the_key_is_counted_as_open(town: Town, tmp_path: Path) -> None:
    """Until all is sealed."""
    case = town.submitted()
    asked(town, case)
    town = with_key(town, tmp_path / "key", new_key())
    assert key_ring.unsealed_count(town.operator) == 1
    key_ring.seal_all(town.operator)
    assert key_ring.unsealed_count(town.operator) == 0


def test_the_enterprise_is_handed_its_contact_with_all_the_rest(town: Town, tmp_path: Path) -> None:
    """As one reads it, for it is its own."""
    town = with_key(town, tmp_path / "key", new_key())
    case = town.submitted()
    asked(town, case)
    packed = exporting.export_firm(town.holder(case), case.id, Voice("zh"))
    told = json.loads(ZipFile(BytesIO(packed)).read("data.json"))
    (kept,) = [each for each in told["documents"] if each["kind"] == APPOINTMENT]
    assert kept["value"]["contact"] == CONTACT


def test_neither_the_trail_nor_a_report_has_it(town: Town) -> None:
    """Nor anything else of the request."""
    case = town.submitted()
    asked(town, case)
    trail = json.dumps([dict(row) for row in town.store.audit_rows()], default=str)
    assert "13912345678" not in trail
    assert "看看车间" not in trail


def test_unanswered_ones_of_the_own_cases_come_first(town: Town) -> None:
    """Then those to come, by their day."""
    first, second = town.submitted(name="甲厂"), town.submitted(name="乙厂")
    asked(town, first)
    appointments.answer(town.consultant(), first.id, DAY, "", "", seen=1)
    asked(town, second)
    found = appointments.appointments(town.consultant())
    assert [each[0].id for each in found] == [second.id, first.id]
    assert appointments.appointments(town.consultant("rival", "滨湖促进中心")) == []


# handing over


def test_what_was_handed_over_is_read_by_both(town: Town) -> None:
    """With its day, and by whom; one after the other."""
    case = town.signed()
    ctx, today = town.consultant(), date(2026, 3, 1)
    raw = {"things": ["report", "plan"], "solutions": ["shop_network"], "day": today, "to": "厂长"}
    delivering.deliver(ctx, case.id, raw, seen=0)
    delivering.deliver(ctx, case.id, {"things": ["plan"], "day": today}, seen=1)
    for who in (ctx, town.holder(case)):
        first, second = delivering.delivered(dossier_of(who, "result.read", case.id)).deliveries
        assert first.things == ("report", "plan", "solutions")
        assert (first.by, first.to, first.day) == ("王芳", "厂长", today)
        assert second.things == ("plan",)


def test_nothing_is_handed_over_before_the_signature_or_from_nowhere(town: Town) -> None:
    """Nor on a day that has not come, nor an unknown thing, nor over what somebody just noted."""
    case = town.under_verification()
    ctx = town.consultant()
    with pytest.raises(NotAllowed):
        delivering.deliver(ctx, case.id, {"things": ["report"], "day": DAY}, seen=0)
    case = town.signed()
    raw = {"things": [], "solutions": ["no_such"], "day": DAY}
    with pytest.raises(Invalid) as refused:
        delivering.deliver(ctx, case.id, raw, seen=0)
    assert set(refused.value.params["fields"]) == {"solutions", "day"}
    today = {"things": ["report"], "day": date(2026, 3, 1)}
    delivering.deliver(ctx, case.id, today, seen=0)
    with pytest.raises(Stale):
        delivering.deliver(ctx, case.id, today, seen=0)


def test_neither_changes_what_a_signature_fixes(town: Town) -> None:
    """A visit that is asked for while the consultant looks does not make the look stale."""
    case = town.under_verification()
    before = verifying.case(town.consultant(), case.id).seen
    asked(town, case)
    appointments.answer(town.consultant(), case.id, DAY, "", "", seen=1)
    assert verifying.case(town.consultant(), case.id).seen == before
    assert filling.sheet(town.holder(case), case.id).assessment.version == case.version
