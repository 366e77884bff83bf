"""What presses an enterprise is kept, weighs in the plan, and is answered on the owner's page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.concerns import LONGEST, LONGEST_ANSWER, MOST, DeclaredConcerns, parse_concerns
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from i18n import Lang
from questionnaires.answers import Answer, NotApplicable
from questionnaires.library import available, load
from questionnaires.model import Kind
from questionnaires.sheet import Sheet
from reports.build import build
from reports.diagnosis import NotedConcerns
from reports.report import Facts, Report
from scoring.whatif import Changes
from services import concerns, gathering, plans, reporting, verifying
from services.concerns import ConcernsRecord, concerns_in
from services.dossier import dossier_of
from solutions.concerns import FILE, check, low_figures
from solutions.concerns import concerns as listed
from solutions.library import catalogue
from solutions.plans.building import build_plan
from solutions.plans.model import Choices, Limits, Plan
from solutions.plans.trying import Trial, no_worse
from tests.seeds import RANDOMS
from tests.town import Town, new_town
from tests.unit.outlook_cases import whole
from tests.unit.plan_rules import Firm, firm
from tests.unit.report_cases import LANGS, MADE_ON
from tests.visiting import visited

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
ROW = {"zh": "企业诉求及答复", "en": "What the enterprise asks for, and the answer"}
SOUND: Mapping[str, Answer] = {
    "orders_due": 100.0,
    "orders_on_time": 99.0,
    "first_pass_change": "higher",
}
HOSTILE = "{title}\n<script>alert(1)</script> =1+1 [x](http://a.b) #let $ \\u202e\u202e𠮷🏭"


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


@pytest.fixture(scope="module")
def ids() -> list[str]:
    """Every concern that can be named."""
    return list(listed())


def planned(made: Firm, pressing: tuple[str, ...]) -> Plan:
    """The plan of a firm that these concerns press."""
    choices = Choices(limits=made.limits)
    return build_plan(
        made.questionnaire, made.rubric, made.sheet, catalogue(), choices, pressing=pressing
    )


def owners(report: Report) -> dict[str, str]:
    """The facts on the owner's page."""
    blocks = (block for block in report.sections[0].blocks if isinstance(block, Facts))
    return {label: text for block in blocks for label, text in block.rows}


def report(lang: Lang = "zh", name: str = "manufacturing", **said: Any) -> Report:
    """The report of an enterprise that has said this, with the plan that follows from it."""
    known = replace(whole(name), concerns=NotedConcerns(**said))
    plan = build_plan(
        known.questionnaire, known.rubric, known.sheet, known.catalogue, pressing=known.pressing
    )
    return build(replace(known, plan=plan), lang, MADE_ON)


# what is listed


def test_every_concern_is_answered_by_solutions_that_are_there() -> None:
    """Nothing can be named that no solution serves, and no solution is named that is not."""
    known = catalogue()
    assert listed()
    for concern in listed().values():
        answers = {each.id for each in known.solutions if concern.place(each) is not None}
        assert answers
        assert set(concern.solutions) <= answers


def test_the_figures_shipped_are_sound_and_a_misfit_is_told_with_its_line(tmp_path: Path) -> None:
    """Items and rungs exist; a wrong one is found by the linter."""
    assert check([FILE], {}) == ()
    wrong = tmp_path / "concerns.yaml"
    text = FILE.read_text("utf-8")
    wrong.write_text(
        text.replace("item: first_pass_change", "item: first_pas_change")
        .replace('item: bill_days, rungs: ["4", "5"]', 'item: bill_days, rungs: ["4", "9"]')
        .replace("questionnaire: green_carbon", "questionnaire: green_karbon"),
        "utf-8",
    )
    assert sorted(each.code for each in check([wrong], {})) == ["A003", "A004", "A005"]


def test_only_results_count_as_figures() -> None:
    """An item that asks how something is done is no key figure; not counted is not low."""
    figures = [each for concern in listed().values() for each in concern.figures]
    assert figures
    for figure in figures:
        item = load(figure.questionnaire).by_id[figure.item]
        assert item.kind in (Kind.RATIO, Kind.NUMBER, Kind.CHOICE)
        assert "uncounted" not in figure.rungs


def test_a_figure_that_stands_low_is_a_concern_by_itself() -> None:
    """Seven in ten on time is late, nineteen in twenty is not; what is not asked shows nothing."""
    base = whole()
    sheet, asked = base.sheet, base.questionnaire
    for on_time, found in ((70.0, True), (96.0, False)):
        answers = {**sheet.answers, "orders_due": 100.0, "orders_on_time": on_time}
        low = low_figures(asked, replace(sheet, answers=answers))
        assert ("delivery" in low) is found
    assert low_figures(asked, replace(sheet, answers={})) == {}


def test_a_figure_that_does_not_apply_shows_nothing() -> None:
    """Whoever says that a figure cannot apply has no concern from it, and still a report."""
    figures = [each for concern in listed().values() for each in concern.figures]
    assert figures
    for figure in figures:
        asked = load(figure.questionnaire)
        item = asked.by_id[figure.item]
        given = [id for id in (item.id, item.part, item.whole) if id]
        sheet = Sheet(dict.fromkeys(given, NotApplicable("cannot apply")), {})
        found = low_figures(asked, sheet).values()
        assert all(figure.item not in items for items in found)


# what is kept


def test_what_is_said_is_kept_with_who_said_it(town: Town) -> None:
    """In revisions, by the enterprise and then by its consultant; both read the same."""
    case = town.submitted()
    holder, consultant = town.holder(case), town.consultant()
    first = concerns.keep(holder, case.id, ["delivery", "cash"], " 想先\n看清进度 ", seen=0)
    assert first.said == DeclaredConcerns(pressing=("delivery", "cash"), request="想先 看清进度")
    assert (first.by, first.revision) == ("", 1)
    second = concerns.keep(consultant, case.id, ["stock"], "", seen=1)
    assert (second.by, second.at) == ("王芳", town.now)
    assert concerns_in(dossier_of(holder, "result.read", case.id)) == second


def test_of_two_who_write_at_once_the_second_is_refused(town: Town) -> None:
    """And what the first wrote stands."""
    case = town.submitted()
    concerns.keep(town.holder(case), case.id, ["delivery"], "", seen=0)
    with pytest.raises(Stale):
        concerns.keep(town.consultant(), case.id, ["stock"], "", seen=0)
    held = concerns_in(dossier_of(town.holder(case), "result.read", case.id))
    assert held.said.pressing == ("delivery",)


def test_too_many_too_long_and_unknown_are_refused_and_nothing_is_kept(town: Town) -> None:
    """With the numbers in the words of the refusal."""
    case = town.submitted()
    four = ["delivery", "stock", "cash", "cost"]
    refused: list[tuple[Any, ...]] = [(four, ""), ([], "长" * (LONGEST + 1)), (["faster"], "")]
    for pressing, request in refused:
        with pytest.raises((Invalid, NotFound)) as refusal:
            concerns.keep(town.holder(case), case.id, pressing, request, seen=0)
        assert all(refusal.value.to(lang) for lang in LANGS)
    held = concerns_in(dossier_of(town.holder(case), "result.read", case.id))
    assert held.revision == 0


@given(st.lists(st.sampled_from(list(listed())), max_size=6), st.text(max_size=260))
def test_what_is_accepted_is_within_its_bounds(pressing: list[str], request: str) -> None:
    """Each concern once, on one line, or refused; nothing else."""
    try:
        said = parse_concerns(pressing, request, listed())
    except Invalid:
        assert len(set(pressing)) > MOST or len(request) > LONGEST
    else:
        assert said.pressing == tuple(dict.fromkeys(pressing))
        assert "\n" not in said.request
        assert len(said.request) <= LONGEST


def test_an_answer_is_to_the_request_that_was_read(town: Town) -> None:
    """Another request has none; an answer to nothing, or too long, is refused."""
    case = town.submitted()
    verifying.begin(town.consultant(), case.id)
    with pytest.raises(Invalid):
        concerns.answer(town.consultant(), case.id, "看清进度", "先登一处。", seen=0)
    concerns.keep(town.holder(case), case.id, [], "看清进度", seen=0)
    kept = concerns.answer(town.consultant(), case.id, "看清进度", "先登一处。", seen=0)
    assert kept.answer is not None
    assert (kept.answer.text, kept.answered_by) == ("先登一处。", "王芳")
    assert concerns.keep(town.holder(case), case.id, [], "少压库存", seen=1).answer is None
    with pytest.raises(Stale):
        concerns.answer(town.consultant(), case.id, "看清进度", "先登一处。", seen=1)
    long = "长" * (LONGEST_ANSWER + 1)
    with pytest.raises(Invalid):
        concerns.answer(town.consultant(), case.id, "少压库存", long, seen=1)


def signed(town: Town) -> str:
    """A case that is signed with a request and its answer."""
    case, consultant = town.submitted(), town.consultant()
    verifying.begin(consultant, case.id)
    concerns.keep(town.holder(case), case.id, ["delivery"], "看清进度", seen=0)
    concerns.answer(consultant, case.id, "看清进度", "先登一处。", seen=0)
    visited(consultant, case.id)
    verifying.sign(consultant, case.id, seen=verifying.case(consultant, case.id).seen)
    return case.id


def test_a_signature_covers_both_and_nothing_changes_after_it(town: Town) -> None:
    """Neither the enterprise nor the consultant can change what was signed."""
    case = signed(town)
    holder = town.holder(town.store.assessment(case))
    with pytest.raises(NotAllowed):
        concerns.keep(holder, case, ["stock"], "", seen=1)
    with pytest.raises(NotAllowed):
        concerns.answer(town.consultant(), case, "看清进度", "", seen=1)
    told = owners(reporting.build_report(holder, case, "zh"))[ROW["zh"]]
    assert "“看清进度”：顾问王芳答复：先登一处。" in told


def test_who_signs_has_seen_what_was_said_last(town: Town) -> None:
    """A concern or an answer that comes in between refuses the signature."""
    case, consultant = town.submitted(), town.consultant()
    verifying.begin(consultant, case.id)
    visited(consultant, case.id)
    seen = verifying.case(consultant, case.id).seen
    concerns.keep(town.holder(case), case.id, [], "看清进度", seen=0)
    with pytest.raises(Stale):
        verifying.sign(consultant, case.id, seen=seen)
    seen = verifying.case(consultant, case.id).seen
    concerns.answer(consultant, case.id, "看清进度", "先登一处。", seen=0)
    with pytest.raises(Stale):
        verifying.sign(consultant, case.id, seen=seen)


def test_nothing_that_a_consultant_answers_is_told_before_it_is_signed(town: Town) -> None:
    """Until then the request stands unanswered."""
    case, consultant = town.submitted(), town.consultant()
    verifying.begin(consultant, case.id)
    concerns.keep(town.holder(case), case.id, [], "看清进度", seen=0)
    concerns.answer(consultant, case.id, "看清进度", "先登一处。", seen=0)
    told = gathering.typed(dossier_of(town.holder(case), "result.read", case.id))
    assert told.concerns.answer == ""
    assert told.concerns.said.request == "看清进度"


# what the plan makes of it


@few
@given(RANDOMS)
def test_every_concern_has_a_task_or_a_reason(random: Random) -> None:
    """Of whatever firm under whatever limits: one of both, never both and never neither."""
    made = firm(random)
    pressing = tuple(random.sample(list(listed()), MOST))
    plan = planned(made, pressing)
    for id in pressing if plan.before.total is not None else ():
        tasks = [task for task in plan.tasks if listed()[id].place(task.solution) is not None]
        assert bool(tasks) != (id in plan.unanswered)
    assert set(plan.unanswered) <= set(pressing)


def fits(trial: Trial, id: str, plan: Plan) -> bool:
    """Whether something needs nothing else, lifts enough after what is urgent, and may be done."""
    state: Changes = {}
    for task in plan.urgent:
        state = trial.step(state, task.solution.id).state
    for name, match in trial.matches(state).items():
        if listed()[id].place(match.solution) is None or trial.needed(name):
            continue
        step = trial.step(state, name)
        least = 0.0005 * trial.ground.rubric.tree.scale
        effort = trial.catalogue.efforts[match.solution.effort]
        won = (step.standing.total or 0) - (trial.standings([state])[0].total or 0)
        if no_worse(step.standing, trial.standings([state])[0]) and won >= least * effort:
            return True
    return False


@few
@given(RANDOMS)
def test_what_presses_most_is_answered_in_the_first_phase(random: Random) -> None:
    """Wherever something that serves it would win enough and no limit of cost forbids it."""
    made = firm(random)
    made = replace(made, limits=Limits(at_once=made.limits.at_once))
    id = random.choice(list(listed()))
    plan = planned(made, (id,))
    first = plan.phases[0].tasks if plan.phases else ()
    answered = any(listed()[id].place(task.solution) is not None for task in first)
    assert answered or plan.before.total is None or not fits(made.trial, id, plan)


@few
@given(RANDOMS)
def test_what_is_urgent_stays_before_any_concern(random: Random) -> None:
    """The first phase begins with the same urgent tasks, whatever presses."""
    made = firm(random)
    pressing = tuple(random.sample(list(listed()), MOST))
    plain, pressed = planned(made, ()), planned(made, pressing)
    urgent = [task.solution.id for task in plain.urgent]
    assert [task.solution.id for task in pressed.urgent] == urgent


# what the report tells


@pytest.mark.parametrize("lang", LANGS)
def test_the_owner_s_page_begins_with_what_was_asked_and_what_is_done(lang: Lang) -> None:
    """Each concern in order with its task, phase and first step; the request in its own words."""
    said = DeclaredConcerns(pressing=("stock", "delivery"), request="先看清进度")
    made = report(lang, said=said)
    facts = owners(made)
    assert next(iter(facts)) == ROW[lang]
    lines = facts[ROW[lang]].split("\n")
    for id, line in zip(said.pressing, lines[:2], strict=True):
        assert listed()[id].says.to(lang) in line
    assert all({"zh": "第一步：", "en": "First step:"}[lang] in line for line in lines[:2])
    assert "先看清进度" in lines[-1]
    assert {"zh": "请与顾问面谈", "en": "talk it over"}[lang] in lines[-1]


def test_a_concern_that_the_catalogue_cannot_answer_is_left_to_the_consultant() -> None:
    """Better nothing than something of another trade."""
    said = DeclaredConcerns(pressing=("stock",))
    names = [name for name in ("data_asset", "park", "finance_use") if name in available()]
    told = [owners(report(name=name, said=said)).get(ROW["zh"], "") for name in names]
    assert any("由顾问填写" in each or "由顾问答复" in each for each in told)


def test_a_figure_is_told_with_the_concern_that_it_shows() -> None:
    """On the owner's page and in the profile, though nobody named it."""
    base = whole()
    answers = {**base.sheet.answers, "orders_due": 100.0, "orders_on_time": 62.0}
    known = replace(base, sheet=replace(base.sheet, answers=answers))
    made = build(known, "zh", MADE_ON)
    assert "交付不准时（准时交货比例：62.0%）" in owners(made)[ROW["zh"]]
    (profile,) = (section for section in made.sections if section.id == "enterprise")
    assert "关键指标反映的问题" in str(profile.blocks)


def test_who_said_nothing_is_asked_nothing_on_the_owner_s_page() -> None:
    """No empty row; the report is as before."""
    base = whole()
    answers = {**base.sheet.answers, **SOUND}
    known = replace(base, sheet=replace(base.sheet, answers=answers))
    assert known.pressing == ()
    assert ROW["zh"] not in owners(build(known, "zh", MADE_ON))


def test_a_hostile_request_is_quoted_as_it_was_typed() -> None:
    """It is text, whatever it looks like."""
    said = parse_concerns([], HOSTILE, listed())
    told = owners(report(said=said))[ROW["zh"]]
    assert said.request in told
    assert "\u202e" not in told


def test_the_plan_of_a_case_follows_what_is_said(town: Town) -> None:
    """The service hands the concerns on, those of figures too."""
    case = town.submitted()
    record: ConcernsRecord = concerns.keep(town.holder(case), case.id, ["stock"], "", seen=0)
    now = plans.planned(town.holder(case), case.id)
    assert record.said.pressing == ("stock",)
    assert set(now.plan.unanswered) == {"stock"}
