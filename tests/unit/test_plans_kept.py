"""Enterprise and consultant work on a plan: every act is kept and nobody overwritten."""

from collections.abc import Iterator

import pytest

from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, Stale
from services import filling, plans, verifying
from solutions.plans.model import Limits
from tests.app.world import any_answer
from tests.town import Town, new_town


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def scanned(town: Town, centre: str | None = "惠山促进中心") -> Assessment:
    """A low quick scan, submitted to the centre of that name."""
    draft = filling.start(town.visitor, town.profile(), "quick_scan").assessment
    return submitted(town, draft, centre)


def submitted(town: Town, draft: Assessment, centre: str | None = "惠山促进中心") -> Assessment:
    """The draft with low answers to everything, submitted."""
    ctx = town.holder(draft)
    while (sheet := filling.sheet(ctx, draft.id)).missing:
        for id in sheet.missing:
            filling.record_answer(
                ctx, draft.id, id, any_answer(sheet.questionnaire.by_id[id], 0), seen=0
            )
    return filling.submit(ctx, draft.id, None if centre is None else town.centre(centre))


def next_round(town: Town, before: Assessment) -> Assessment:
    """A draft of the same enterprise a year later."""
    town.wait(days=365)
    later = before.model_copy(
        update={
            "id": f"{before.id}-1", "round": 1, "stage": "draft", "version": 1,
            "started_at": town.now, "submitted_at": None, "centre": None,
        }
    )  # fmt: skip
    town.store.add_assessment(Assessment.model_validate(dict(later)), None)
    return later


def test_a_plan_is_there_before_anybody_has_touched_it(town: Town) -> None:
    """The proposal for the answers that count, revision 0; nothing is written by looking."""
    assessment = scanned(town)
    found = plans.planned(town.holder(assessment), assessment.id)
    assert found.plan.tasks
    assert (found.revision, found.at) == (0, None)
    assert plans.plan_of(town.consultant(), assessment.id) == found.plan
    assert town.store.document("plan", assessment.id) is None


def test_every_act_is_kept_and_read_back(town: Town) -> None:
    """Moved, dropped, added, ticked and limited by two people, one after another."""
    assessment = scanned(town)
    holder, consultant = town.holder(assessment), town.consultant()
    first = plans.planned(holder, assessment.id)
    free = [t.solution.id for t in first.plan.phases[0].tasks if not t.after]
    now = plans.drop(holder, assessment.id, free[0], seen=0)
    assert free[0] not in now.plan.phase_of
    now = plans.add(consultant, assessment.id, free[0], 2, seen=now.revision)
    assert now.plan.phase_of[free[0]] == 2
    alone = [t.solution.id for t in now.plan.phases[2].tasks if not t.after][-1]
    now = plans.tick(holder, assessment.id, alone, "begun", seen=now.revision)
    now = plans.set_limits(consultant, assessment.id, Limits(cost="free"), seen=now.revision)
    assert (now.revision, now.at) == (4, town.now)
    assert plans.plan_of(holder, assessment.id) == now.plan
    assert alone in now.plan.phase_of
    history = town.store.document_history("plan", assessment.id)
    assert [each.author for each in history] == ["enterprise", "wangfang"] * 2


def test_two_do_not_write_over_each_other(town: Town) -> None:
    """The second one is told who was faster, and the plan is the first one's."""
    assessment = scanned(town)
    holder, consultant = town.holder(assessment), town.consultant()
    name = plans.plan_of(holder, assessment.id).tasks[0].solution.id
    kept = plans.tick(holder, assessment.id, name, "done", seen=0)
    with pytest.raises(Stale) as refusal:
        plans.tick(consultant, assessment.id, name, "open", seen=0)
    assert "企业" in refusal.value.to("zh")
    assert plans.plan_of(holder, assessment.id) == kept.plan


def test_a_refused_act_names_both_and_keeps_nothing(town: Town) -> None:
    """What would come before its prerequisite, what is not there, and an unknown class of cost."""
    assessment = scanned(town)
    ctx = town.holder(assessment)
    task = next(t for t in plans.plan_of(ctx, assessment.id).tasks if t.after)
    assert plans.plan_of(ctx, assessment.id).phase_of[task.solution.id] < 3
    with pytest.raises(Invalid) as refusal:
        plans.move(ctx, assessment.id, task.after[0], 3, seen=0)
    words = refusal.value.to("zh")
    assert task.solution.title.zh in words
    assert plans.planned(ctx, assessment.id).catalogue.by_id[task.after[0]].title.zh in words
    assert refusal.value.key == "plan_order"
    with pytest.raises(Invalid):
        plans.drop(ctx, assessment.id, "nothing", seen=0)
    with pytest.raises(Invalid):
        plans.set_limits(ctx, assessment.id, Limits(cost="nothing"), seen=0)
    assert town.store.document("plan", assessment.id) is None


def test_the_plan_follows_what_the_consultant_found(town: Town) -> None:
    """Once it is signed the verified answers count; what was ticked before stays."""
    assessment = scanned(town)
    consultant = town.consultant()
    verifying.begin(consultant, assessment.id)
    before = plans.planned(consultant, assessment.id)
    name = before.plan.tasks[0].solution.id
    plans.tick(consultant, assessment.id, name, "done", seen=0)
    verifying.set_verified(consultant, assessment.id, "backup", "restored", remark="", seen=0)
    unsigned = plans.plan_of(consultant, assessment.id)
    assert unsigned.before == before.plan.before
    seen = verifying.case(consultant, assessment.id).seen
    verifying.sign(consultant, assessment.id, seen=seen)
    signed = plans.plan_of(consultant, assessment.id)
    assert signed.before != before.plan.before
    assert {t.solution.id: t.progress for t in signed.tasks}[name] == "done"


def test_the_next_round_is_asked_for_the_plan_of_the_one_before(town: Town) -> None:
    """Its holder reads and ticks it, though the earlier assessment itself is closed to it."""
    earlier = scanned(town)
    later = next_round(town, earlier)
    ctx = town.holder(later)
    found = plans.progress_since(ctx, later.id)
    assert found is not None
    assert found.assessment == earlier
    name = found.plan.tasks[0].solution.id
    kept = plans.follow(ctx, later.id, name, "done", seen=found.revision)
    assert kept == plans.progress_since(ctx, later.id)
    assert kept.plan.choices.progress == {name: "done"}
    with pytest.raises(NotAllowed):
        plans.tick(ctx, earlier.id, name, "open", seen=kept.revision)


def test_a_consultant_sees_the_earlier_plan_of_the_own_centre_only(town: Town) -> None:
    """Who was given only the later round is not shown what was planned elsewhere."""
    earlier = scanned(town, "滨湖促进中心")
    later = submitted(town, next_round(town, earlier))
    assert plans.progress_since(town.consultant(), later.id) is None
    with pytest.raises(NotAllowed):
        plans.follow(town.consultant(), later.id, "backup_routine", "done", seen=0)


def test_a_first_round_has_no_earlier_plan(town: Town) -> None:
    """Nothing to read, and nothing to tick."""
    assessment = scanned(town)
    ctx = town.holder(assessment)
    assert plans.progress_since(ctx, assessment.id) is None
    with pytest.raises(Invalid):
        plans.follow(ctx, assessment.id, "backup_routine", "done", seen=0)
