"""Enterprise and consultant work on a plan: every act is kept and nobody overwritten."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, Stale
from services import filling, plans, verifying
from services.context import at_once
from services.dossier import dossier_of
from services.personal.notice import VERSION
from solutions.plans.model import Limits, Plan
from storage import open_store
from tests.app.world import any_answer
from tests.town import Town, new_town
from tests.visiting import visited


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def scanned(town: Town, centre: str | None = "惠山促进中心") -> Assessment:
    """A low quick scan, submitted to the centre of that name."""
    draft = filling.start(town.visitor, town.profile(), "quick_scan", consent=VERSION).assessment
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
    assert plans.planned(town.consultant(), assessment.id).plan == found.plan
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
    assert plans.planned(holder, assessment.id).plan == now.plan
    assert alone in now.plan.phase_of
    history = town.store.document_history("plan", assessment.id)
    assert [each.author for each in history] == ["enterprise", "wangfang"] * 2


def test_what_falls_with_a_dropped_task_is_named_and_all_of_it_comes_back(town: Town) -> None:
    """For every task of the plan: what fell, what that cost, and undone the very same plan.

    It works after a while, and for whoever else may change the plan.
    """
    assessment = scanned(town)
    holder, consultant = town.holder(assessment), town.consultant()
    before = plans.planned(holder, assessment.id)
    fallen = 0
    for task in before.plan.tasks:
        name, seen = task.solution.id, plans.planned(holder, assessment.id).revision
        plans.drop(holder, assessment.id, name, seen=seen)
        now = plans.planned(consultant, assessment.id)
        last = plans.last_drop(consultant, dossier_of(consultant, "plan.read", assessment.id))
        assert last is not None
        assert last.name == name
        gone = before.plan.phase_of.keys() - now.plan.phase_of.keys()
        assert {name, *last.fell} == gone
        assert last.points == (before.plan.after.total or 0) - (now.plan.after.total or 0)
        fallen += len(last.fell)
        town.wait(days=1)
        back = plans.undo(consultant, assessment.id, seen=now.revision)
        assert back.plan == before.plan
        assert plans.last_drop(holder, dossier_of(holder, "plan.read", assessment.id)) is None
    assert fallen


def test_only_the_last_act_is_told_and_undone(town: Town) -> None:
    """Nothing to undo before any act; after another act a drop is no longer the last one."""
    assessment = scanned(town)
    ctx = town.holder(assessment)
    found = plans.planned(ctx, assessment.id)
    assert plans.last_drop(ctx, dossier_of(ctx, "plan.read", assessment.id)) is None
    with pytest.raises(Invalid):
        plans.undo(ctx, assessment.id, seen=0)
    tasks = found.plan.tasks
    now = plans.drop(ctx, assessment.id, tasks[-1].solution.id, seen=0)
    assert plans.last_drop(ctx, dossier_of(ctx, "plan.read", assessment.id)) is not None
    now = plans.tick(ctx, assessment.id, tasks[0].solution.id, "begun", seen=now.revision)
    assert plans.last_drop(ctx, dossier_of(ctx, "plan.read", assessment.id)) is None
    with pytest.raises(Stale):
        plans.undo(ctx, assessment.id, seen=1)


@pytest.mark.parametrize("around", [False, True])
def test_nobody_waits_while_a_plan_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, around: bool
) -> None:
    """SQLite's only lock on writing is free then; held ``around`` the act it would not be."""
    file = tmp_path / "store.db"
    store = open_store(f"sqlite:///{file}", migrate=True)
    town = Town(store)
    assessment = scanned(town)
    ctx = town.holder(assessment)
    name = plans.planned(ctx, assessment.id).plan.tasks[0].solution.id
    free: list[bool] = []
    computing = plans.build_plan

    def watched(*args: Any, **options: Any) -> Plan:
        with closing(sqlite3.connect(file, timeout=0)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
                free.append(True)
            except sqlite3.OperationalError:
                free.append(False)
        return computing(*args, **options)

    monkeypatch.setattr(plans, "build_plan", watched)
    if around:
        with at_once(ctx) as one:
            plans.planned(one, assessment.id)
    else:
        plans.tick(ctx, assessment.id, name, "begun", seen=0)
    store.close()
    assert free
    assert all(each is not around for each in free)


def test_who_was_slower_is_told_though_the_plan_was_the_same_when_it_was_computed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act that comes in between is not written over."""
    assessment = scanned(town)
    ctx, other = town.holder(assessment), town.consultant()
    one, two = (task.solution.id for task in plans.planned(ctx, assessment.id).plan.tasks[:2])
    computing = plans.build_plan

    def slow(*args: Any, **options: Any) -> Plan:
        monkeypatch.setattr(plans, "build_plan", computing)
        plans.tick(other, assessment.id, two, "done", seen=0)
        return computing(*args, **options)

    monkeypatch.setattr(plans, "build_plan", slow)
    with pytest.raises(Stale):
        plans.tick(ctx, assessment.id, one, "begun", seen=0)
    assert plans.planned(ctx, assessment.id).plan.choices.progress == {two: "done"}


def test_two_do_not_write_over_each_other(town: Town) -> None:
    """The second one is told who was faster, and the plan is the first one's."""
    assessment = scanned(town)
    holder, consultant = town.holder(assessment), town.consultant()
    name = plans.planned(holder, assessment.id).plan.tasks[0].solution.id
    kept = plans.tick(holder, assessment.id, name, "done", seen=0)
    with pytest.raises(Stale) as refusal:
        plans.tick(consultant, assessment.id, name, "open", seen=0)
    assert "企业" in refusal.value.to("zh")
    assert plans.planned(holder, assessment.id).plan == kept.plan


def test_a_refused_act_names_both_and_keeps_nothing(town: Town) -> None:
    """What would come before its prerequisite, what is not there, and an unknown class of cost."""
    assessment = scanned(town)
    ctx = town.holder(assessment)
    task = next(t for t in plans.planned(ctx, assessment.id).plan.tasks if t.after)
    assert plans.planned(ctx, assessment.id).plan.phase_of[task.solution.id] < 3
    with pytest.raises(Invalid) as refusal:
        plans.move(ctx, assessment.id, task.after[0], 3, seen=0)
    words = refusal.value.to("zh")
    assert task.solution.title.zh in words
    assert (
        plans.planned(ctx, assessment.id).dossier.catalogue.by_id[task.after[0]].title.zh in words
    )
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
    verifying.set_verified(
        consultant, assessment.id, "backup", "restored", remark="现场所见", seen=0
    )
    unsigned = plans.planned(consultant, assessment.id).plan
    assert unsigned.before == before.plan.before
    visited(consultant, assessment.id)
    seen = verifying.case(consultant, assessment.id).seen
    verifying.sign(consultant, assessment.id, seen=seen)
    signed = plans.planned(consultant, assessment.id).plan
    assert signed.before != before.plan.before
    assert {t.solution.id: t.progress for t in signed.tasks}[name] == "done"


def test_the_next_round_is_asked_for_the_plan_of_the_one_before(town: Town) -> None:
    """Its holder reads and ticks it, though the earlier assessment itself is closed to it."""
    earlier = scanned(town)
    later = next_round(town, earlier)
    ctx = town.holder(later)
    found = plans.progress_since(dossier_of(ctx, "plan.read", later.id))
    assert found is not None
    assert found.dossier.assessment == earlier
    name = found.plan.tasks[0].solution.id
    kept = plans.follow(ctx, later.id, name, "done", seen=found.revision)
    assert kept == plans.progress_since(dossier_of(ctx, "plan.read", later.id))
    assert kept.plan.choices.progress == {name: "done"}
    with pytest.raises(NotAllowed):
        plans.tick(ctx, earlier.id, name, "open", seen=kept.revision)


def test_a_consultant_sees_the_earlier_plan_of_the_own_centre_only(town: Town) -> None:
    """Who was given only the later round is not shown what was planned elsewhere."""
    earlier = scanned(town, "滨湖促进中心")
    later = submitted(town, next_round(town, earlier))
    assert plans.progress_since(dossier_of(town.consultant(), "plan.read", later.id)) is None
    with pytest.raises(NotAllowed):
        plans.follow(town.consultant(), later.id, "backup_routine", "done", seen=0)


def test_a_first_round_has_no_earlier_plan(town: Town) -> None:
    """Nothing to read, and nothing to tick."""
    assessment = scanned(town)
    ctx = town.holder(assessment)
    assert plans.progress_since(dossier_of(ctx, "plan.read", assessment.id)) is None
    with pytest.raises(Invalid):
        plans.follow(ctx, assessment.id, "backup_routine", "done", seen=0)
