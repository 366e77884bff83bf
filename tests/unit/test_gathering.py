"""What a report tells beside the assessment is gathered from the store, as the pages show it."""

from collections.abc import Iterator

import pytest

from questionnaires.library import load
from services import filling, gathering, plans, programmes, reading_under, reporting, verifying
from services.dossier import dossier_of
from services.personal.notice import VERSION
from services.settings import Settings
from solutions.plans.model import Limits
from tests.town import Town, new_town
from tests.unit.report_reading import section, tables, told
from tests.unit.test_every_questionnaire import answered, fitting
from tests.unit.test_plans_kept import next_round as plan_round
from tests.unit.test_plans_kept import scanned, submitted
from tests.unit.test_results import next_round
from tests.visiting import visited


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as made:
        yield made


def test_a_report_holds_what_the_pages_show(town: Town) -> None:
    """Readings, programmes and plan are those of their own services, the chosen limits included."""
    town.settings = Settings()
    questionnaire = load("manufacturing")
    done = answered(town, fitting(questionnaire)[1], questionnaire, 0.5)
    ctx = town.holder(done)
    plans.set_limits(ctx, done.id, Limits(cost="month", at_once=2), seen=0)
    found = gathering.diagnosis(dossier_of(ctx, "report.read", done.id))
    dossier = dossier_of(ctx, "result.read", done.id)
    assert found.readings == reading_under.read_under(dossier)
    assert found.programmes == programmes.programmes(dossier, found.readings)
    assert found.plan == plans.planned(ctx, done.id).plan
    assert found.plan is not None
    assert found.plan.choices.limits.at_once == 2
    made = reporting.build_report(ctx, done.id, "zh")
    assert {"readings", "plan", "architecture", "projects", "programmes"} <= {
        part.id for part in made.sections
    }


def test_a_later_round_tells_what_was_done(town: Town) -> None:
    """The plan of the round before is in the report with what has been ticked in it since."""
    later = submitted(town, plan_round(town, scanned(town)))
    ctx = town.holder(later)
    plans.follow(ctx, later.id, "backup_routine", "done", seen=0)
    earlier = gathering.diagnosis(dossier_of(ctx, "report.read", later.id)).earlier
    assert earlier is not None
    assert earlier.plan is not None
    assert earlier.plan.choices.progress == {"backup_routine": "done"}


def test_a_later_round_tells_the_change(town: Town) -> None:
    """The round before, and which side of it the change is counted from."""
    earlier = town.signed()
    later = next_round(town, earlier, plan="nowhere")
    ctx = town.holder(later)
    found = gathering.diagnosis(dossier_of(ctx, "report.read", later.id))
    assert found.earlier is not None
    assert found.earlier.assessment.id == earlier.id
    assert found.earlier.sides == ("verified", "claimed")
    assert found.earlier.plan is None  # the sample leaves nothing to plan
    first = dossier_of(town.holder(earlier), "report.read", earlier.id)
    assert gathering.diagnosis(first).earlier is None


def test_evidence_says_who_noted_it_and_when(town: Town) -> None:
    """A note is the enterprise's, a remark the consultant's by name; each with its day."""
    assessment = town.under_verification()
    consultant = town.consultant()
    town.wait(days=2)
    verifying.set_verified(
        consultant, assessment.id, "plan", "nowhere", remark="没有见到文件。", seen=0
    )
    visited(consultant, assessment.id)
    seen = verifying.case(consultant, assessment.id).seen
    verifying.sign(consultant, assessment.id, seen=seen)
    made = reporting.build_report(town.holder(assessment), assessment.id, "zh")
    (table,) = tables(section(made, "evidence"))
    (row,) = table.rows
    assert [row[0].text, *(cell.text for cell in row[2:])] == ["1", "没有见到文件。", "王芳"]
    assert row[3].details == ("2026 年 3 月 3 日",)
    signing = section(made, "sign-off").blocks
    assert "王芳" in " ".join(text for block in signing for text in told(block))


def test_what_cannot_be_printed_is_known_from_what_was_typed(town: Town) -> None:
    """The quick look of a page finds the characters that the file shows as numbers."""
    town.settings = Settings()
    questionnaire = load("manufacturing")
    profile = fitting(questionnaire)[1]
    odd = profile.model_copy(update={"name": "𠮷野👍精工"})
    for who, found in ((profile, ()), (odd, ("👍", "😀"))):
        done = filling.start(town.visitor, who, questionnaire.id, consent=VERSION).assessment
        ctx = town.holder(done)
        note = "贴在墙上😀" if found else "贴在墙上"
        filling.record_answer(ctx, done.id, "workshop", "all_own", note=note, seen=0)
        remark = reporting.pdf_remark(dossier_of(ctx, "report.read", done.id), "zh")
        assert remark == reporting.remark_of(reporting.build_report(ctx, done.id, "zh"))
        assert bool(remark) is bool(found)
        assert all(sign in remark for sign in found)
        assert "𠮷" not in remark
