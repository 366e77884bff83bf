"""The chapters that look ahead and around say what they must, each with its assumptions."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from assessments.model import Stage
from i18n import Lang, one_decimal
from questionnaires.sheet import Sheet
from reports.build import build
from reports.chapters.change import change
from reports.chapters.costs import task_title
from reports.chapters.plan import plan
from reports.chapters.programmes import programmes
from reports.chapters.projects import projects
from reports.chapters.readings import CERTAIN, THIN, certainty, readings, sureness
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Heading, Paragraph, Priority, Table
from solutions.programmes import judge
from tests.unit.outlook_cases import planned, whole
from tests.unit.report_cases import LANGS, MADE_ON, diagnosis, report
from tests.unit.report_reading import section, texts, told
from wording.voice import Voice

FULL = ("readings", "plan", "architecture", "projects", "programmes", "change")
YUAN = re.compile(r"元|¥|￥|yuan|RMB", re.IGNORECASE)


def table(blocks: tuple[Block, ...], place: int = 0) -> Table:
    """One of the tables."""
    return [block for block in blocks if isinstance(block, Table)][place]


def said(blocks: tuple[Block, ...]) -> str:
    """All that is said, in one text."""
    return "\n".join(text for block in blocks for text in told(block))


def cards(known: Diagnosis, lang: Lang = "zh") -> list[Priority]:
    """The projects."""
    return [block for block in projects(Narrator(lang, known), ()) if isinstance(block, Priority)]


def test_what_has_nothing_to_say_is_left_out() -> None:
    """Without readings, plan, programmes and an earlier round there are no such chapters."""
    ids = {part.id for part in report().sections}
    assert not ids & set(FULL)
    assert set(FULL) <= {part.id for part in build(whole(), "zh", MADE_ON).sections}


@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_limits_name_what_is_assumed(name: str, lang: Lang) -> None:
    """Whoever reads the plan, the readings, the layers or the programmes reads their limits too."""
    bare, full = diagnosis(), whole(name)
    words = {"zh": ("计划中的效果", "估算", "五层架构由答案推出", "政策项目"), "en": ()}[lang]
    limits = said(section(build(full, lang, MADE_ON), "limits").blocks)
    assert all(word in limits for word in words)
    assert len(limits) > len(said(section(build(bare, lang, MADE_ON), "limits").blocks))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_no_sum_of_money_is_ever_told(name: str, lang: Lang) -> None:
    """Neither plan nor projects hold an amount in yuan: costs are classes in months of work."""
    known = whole(name)
    narrator = Narrator(lang, known)
    assert not YUAN.search(said(plan(narrator)) + said(projects(narrator, ())))


# readings


def test_a_reading_is_told_with_interval_coverage_and_source() -> None:
    """Each of which half is certain is a row: level and range, score and range, weight, source."""
    known = whole()
    rows = table(readings(Narrator("zh", known))).rows
    judged = [each for each in known.readings if certainty(each) >= CERTAIN]
    assert judged
    assert [row[0].text for row in rows] == [each.questionnaire.title.zh for each in judged]
    for row, under in zip(rows, judged, strict=True):
        assert "最低" in row[1].details[0] or row[1].details[0] == "余题如何作答均为本级"
        assert one_decimal(under.low or 0) in " ".join((row[2].text, *row[2].details))
        assert row[3].text == f"{one_decimal(under.coverage * 100)}%"
        assert f"{one_decimal(under.known * 100)}%" in row[3].details[0]
        assert f"尚需作答 {len(under.still_asked)} 题" in row[3].details[1]


def test_what_is_less_than_half_certain_is_left_out_and_counted() -> None:
    """No range over most of the scale; one sentence says how many schemes that concerns."""
    known = whole()
    unsure = [each for each in known.readings if each.level and certainty(each) < CERTAIN]
    assert unsure
    blocks = readings(Narrator("zh", known))
    (told,) = [b.text for b in blocks if isinstance(b, Paragraph) and "未列出" in b.text]
    assert f"另有 {len(unsure)} 项" in told
    assert all(each.questionnaire.title.zh in told for each in unsure)
    nothing = replace(known, readings=tuple(unsure))
    named = [row[0].text for row in table(readings(Narrator("zh", nothing))).rows]
    assert len(named) == len(unsure) + 1  # the names of levels alone


def test_levels_stand_beside_each_other_by_name_and_points() -> None:
    """A row for our own scale and for each reading; every level with its name and points of 100."""
    known = whole()
    rows = table(readings(Narrator("zh", known)), 1).rows
    judged = [each for each in known.readings if each.level is not None]
    scales = [known.rubric, *(each.rubric for each in judged)]
    assert len(rows) == len(scales) > 2
    for row, rubric in zip(rows, scales, strict=True):
        lines = row[1].text.split("\n")
        assert len(lines) == sum(level.number > 0 for level in rubric.levels)
        ends = [line.split("：")[1].removesuffix(" 分").split("–") for line in lines]
        assert all(low[1] == high[0] for low, high in pairwise(ends))
        assert ends[-1][1] == "100.0"
    assert rows[0][1].text.split("\n")[1] == "第 2 级“成点”：33.0–55.0 分"


def test_a_level_that_asks_for_more_than_points_is_named() -> None:
    """Gates and counts stand beside the ranges; a scale of bands alone has none."""
    ours, *others = (row[2].text for row in table(readings(Narrator("zh", whole())), 1).rows)
    assert ours == "第 2 级、第 3 级、第 4 级、第 5 级"
    assert "无" in others


def test_from_too_little_no_level_is_estimated() -> None:
    """Below a quarter of the weight the row gives the range only."""
    known = whole()
    certain = (each for each in known.readings if certainty(each) >= CERTAIN)
    thin = tuple(replace(each, coverage=THIN - 0.01) for each in certain)
    rows = table(readings(Narrator("zh", replace(known, readings=thin)))).rows
    unsure = [
        row[1].text
        for row, under in zip(rows, thin, strict=True)
        if under.level_low != under.level_high
    ]
    assert set(unsure) == {"能够确定的内容过少，不作估计"}


def test_unconfirmed_sources_are_marked() -> None:
    """Where the source of a questionnaire is unconfirmed, its row and a note say so."""
    known = whole()
    unsure = [
        each
        for each in known.readings
        if "unconfirmed"
        in {sureness(each.questionnaire)[0], *sureness(each.questionnaire)[1].values()}
    ]
    assert unsure
    assert "来源标为“未经证实”的" in said(readings(Narrator("zh", known)))
    sure = [each for each in known.readings if each not in unsure]
    assert "未经证实" not in said(readings(Narrator("zh", replace(known, readings=tuple(sure)))))


# the plan


@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_every_task_of_the_plan_stands_in_its_phase(name: str) -> None:
    """A table a phase: task, who answers for it, indicators, effect; then what comes of it."""
    known = whole(name)
    assert known.plan is not None
    *phases, standings = (
        block for block in plan(Narrator("zh", known)) if isinstance(block, Table)
    )
    held = [phase for phase in known.plan.phases if phase.tasks]
    for phase, tasks in zip(held, phases, strict=True):
        assert tasks.caption.startswith(f"第 {phase.number} 阶段（{phase.months[0]}–")
        assert [(row[0].text, row[1].text) for row in tasks.rows] == [
            (task_title(Narrator("zh", known), task), task.owner.zh) for task in phase.tasks
        ]
        assert all(row[2].text and row[3].text for row in tasks.rows)
    totals = [known.plan.before, *(phase.standing for phase in known.plan.phases)]
    assert [row[2].text for row in standings.rows] == [
        one_decimal(each.total or 0) for each in totals
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_phase_is_told_in_one_sentence(lang: Lang) -> None:
    """What it is about stands before its table, in words of the groups of its tasks."""
    known = whole()
    assert known.plan is not None
    blocks = plan(Narrator(lang, known))
    for before, block in pairwise(blocks):
        if isinstance(block, Table) and block is not table(blocks, len(known.plan.phases)):
            assert isinstance(before, Paragraph)
            assert before.text.rstrip(".。").count("。") == 0
            (phase,) = (each for each in known.plan.phases if before.id[-1] == str(each.number))
            groups = {task.solution.group for task in phase.tasks}
            aims = {each.aim.to(lang): each.id for each in known.catalogue.groups}
            assert {id for aim, id in aims.items() if aim in before.text} <= groups
            assert any(aim in before.text for aim in aims)


def test_a_task_without_points_says_why_it_is_there() -> None:
    """It paves the way for what needs it, by name."""
    known = whole("manufacturing@2026.2")
    assert known.plan is not None
    (paving,) = (task for task in known.plan.tasks if abs(task.points) < 0.05)
    needing = [
        task_title(Narrator("zh", known), t)
        for t in known.plan.tasks
        if paving.solution.id in t.after
    ]
    assert needing
    effects = {row[0].text: row[3].text for row in rows_of(known)}
    assert effects[task_title(Narrator("zh", known), paving)] == f"为{'、'.join(needing)}创造条件"
    assert all(
        re.fullmatch(r"约 [+−]\d+\.\d 分", effects[task_title(Narrator("zh", known), task)])
        for task in known.plan.tasks
        if task is not paving
    )


def rows_of(known: Diagnosis) -> list[tuple[Cell, ...]]:
    """The rows of all phases."""
    tables = [block for block in plan(Narrator("zh", known)) if isinstance(block, Table)]
    return [row for each in tables[:-1] for row in each.rows]


def test_progress_and_choices_are_told() -> None:
    """What is begun or done says so, what somebody dropped is named among what is left out."""
    known = whole()
    assert known.plan is not None
    first, second, *_, last = (task.solution for task in known.plan.tasks)
    chosen = planned(known, progress={first.id: "done", second.id: "begun"}, dropped={last.id})
    rows = {row[0].text: row[0].details for row in rows_of(chosen)}
    assert "进度：已完成" in rows[first.title.zh]
    assert "进度：已开始" in rows[second.title.zh]
    assert last.title.zh not in rows
    assert any(
        text.startswith("企业或顾问决定不实施：") and last.title.zh in text
        for text in said(plan(Narrator("zh", chosen))).splitlines()
    )


def test_what_bounds_the_plan_is_told() -> None:
    """The dearest class that is allowed, and how many projects at once."""
    known = planned(whole(), limits={"cost": "month", "at_once": 2})
    lead = said(plan(Narrator("zh", known)))
    assert "不超过“不到一名员工一个月”" in lead
    assert "不超过 2 个" in lead
    assert "因费用超过设定上限未列入" in lead


# projects


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_every_task_is_a_project_or_a_habit(name: str, lang: Lang) -> None:
    """What is more than a habit has a card with all it takes; habits share one table."""
    known = whole(name)
    assert known.plan is not None
    least = min(known.catalogue.efforts.values())
    habits = {
        task_title(Narrator(lang, known), task)
        for task in known.plan.tasks
        if known.catalogue.efforts[task.solution.effort] == least
    }
    found = cards(known, lang)
    assert {card.title for card in found} == {
        task_title(Narrator(lang, known), task) for task in known.plan.tasks
    } - habits
    assert [card.number for card in found] == list(range(1, len(found) + 1))
    assert {len(card.rows) for card in found} <= {11, 12}
    blocks = projects(Narrator(lang, known), ())
    if habits:
        assert {row[0].text for row in table(blocks).rows} == habits
    assert known.catalogue.statement.to(lang) in said(blocks)


def test_projects_are_grouped_as_the_catalogue_is() -> None:
    """Each group of the catalogue with a project is a heading, in the catalogue's order."""
    known = whole()
    headings = [
        block.text for block in projects(Narrator("zh", known), ()) if isinstance(block, Heading)
    ]
    groups = [group.title.zh for group in known.catalogue.groups]
    assert [text for text in groups if text in headings] == [t for t in headings if t in groups]


def test_a_project_names_the_pain_points_it_is_for() -> None:
    """The same numbers as in the chapter of pain points, in the same report."""
    made = build(whole(), "zh", MADE_ON)
    pains = {
        block.number: block.title
        for block in section(made, "priorities").blocks
        if isinstance(block, Priority)
    }
    found = re.findall(r"痛点 (\d+)：([^（]+)（", said(section(made, "projects").blocks))
    assert found
    assert all(pains[int(number)] == ask for number, ask in found)


# programmes


def declared(known: Diagnosis) -> Diagnosis:
    """The same, with all that can be declared held to be so, except for one thing of the pilot."""
    asked = [each.requirement for one in known.programmes for each in one.findings]
    held = {each.declarable: True for each in asked if each.declarable}
    held["pilot_sub_sector"] = False
    judged = judge(known.questionnaire, known.sheet, declared=held)
    assert {each.outcome for each in judged} >= {"reached", "near"}
    return replace(known, programmes=judged)


def test_what_is_ahead_is_told_with_its_source_and_the_rest_by_name() -> None:
    """Reached, then near: source, date, when it was looked up, sureness, gaps. Others: a name."""
    for known in (whole(), declared(whole())):
        blocks = programmes(Narrator("zh", known))
        rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
        by_title = {each.programme.title.zh: each for each in known.programmes}
        outcomes = [by_title[row[0].text].outcome for row in rows]
        assert outcomes == sorted(
            (each.outcome for each in by_title.values() if each.outcome in ("reached", "near")),
            reverse=True,
        )
        for row in rows:
            programme = by_title[row[0].text].programme
            assert row[3].text == programme.source.zh
            assert programme.dated is not None
            assert Voice("zh").written(programme.dated) in row[3].details[0]
            assert Voice("zh").written(programme.seen) in row[3].details[0]
            assert programme.unseen.zh in row[3].details[2]
        named = "".join(each.text for each in blocks if isinstance(each, Paragraph))
        for title, each in by_title.items():
            assert (title in named) is (each.outcome not in ("reached", "near"))


def test_what_was_not_asked_is_not_said_to_lack_nothing() -> None:
    """Where nothing is known of a programme the report says so, and praises nothing."""
    known = whole()
    empty = replace(known, programmes=judge(known.questionnaire, Sheet({}, {})))
    words = said(programmes(Narrator("zh", empty)))
    assert words.count("未问到，无法判断：") == 1
    assert all(each.programme.title.zh in words for each in empty.programmes)
    assert "条件都符合" not in words


def test_what_lacks_is_named() -> None:
    """A programme that is not reached names every requirement that is not met or not known."""
    known = declared(whole())
    rows = {
        row[0].text: row[2]
        for block in programmes(Narrator("zh", known))
        if isinstance(block, Table)
        for row in block.rows
    }
    near = [each for each in known.programmes if each.outcome in ("reached", "near")]
    assert near
    for each in near:
        cell = rows[each.programme.title.zh]
        wanting = "".join((cell.text, *cell.details))
        for finding in (*each.lacking, *each.open):
            assert finding.requirement.says.zh in wanting


# change


def test_the_change_adds_up() -> None:
    """Total and dimensions then and now with their difference, and the questions behind it."""
    known = whole()
    assert known.earlier is not None
    blocks = change(Narrator("zh", known))
    total = known.earlier.comparison.total
    first = table(blocks).rows[0]
    assert [cell.text for cell in first[1:]] == [
        one_decimal(total.before or 0),
        one_decimal(total.after or 0),
        f"+{one_decimal(total.change or 0)}",
    ]
    assert len(table(blocks).rows) == 1 + len(known.rubric.tree.nodes)
    assert "变动最大的几题" in said(blocks)


def test_what_was_done_of_the_earlier_plan_is_told() -> None:
    """By name where anything is ticked, plainly where nothing is, not at all without a plan."""
    known = whole()
    assert known.earlier is not None
    assert known.plan is not None
    done = known.plan.tasks[0].solution
    ticked = planned(known, progress={done.id: "done"}).plan
    with_plan, none, without = (
        said(change(Narrator("zh", replace(known, earlier=replace(known.earlier, plan=each)))))
        for each in (ticked, known.plan, None)
    )
    assert f"标为完成的有 1 项：{done.title.zh}。" in with_plan
    assert "尚无标为完成的任务" in none
    assert "上一轮的计划" not in without


def test_sides_that_differ_are_told() -> None:
    """A verified round against a claimed one comes with a caveat."""
    known = whole()
    assert known.earlier is not None
    mixed = replace(known, earlier=replace(known.earlier, sides=("verified", "claimed")))
    assert "口径" in said(change(Narrator("zh", mixed)))
    assert "口径" not in said(change(Narrator("zh", known)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_a_whole_report_is_in_one_language(name: str, lang: Lang) -> None:
    """No gap is left in any text, and the English one holds no Chinese but the names typed in."""
    known = whole(name)
    who = known.enterprise.model_copy(update={"name": "Testco"})
    known = replace(known, enterprise=who, centre="Centre")
    found = [
        text for text in texts(build(known, lang, MADE_ON)) if re.search(r"[{}]|\bnan\b", text)
    ]
    assert found == []
    if lang == "en":
        chinese = re.compile("[\u4e00-\u9fff]")
        texts_ = [text for text in texts(build(known, lang, MADE_ON)) if chinese.search(text)]
        assert [text for text in texts_ if "先看清进度" not in text] == []


def test_a_signed_report_has_paragraphs_to_edit_in_each_chapter() -> None:
    """Body text of the new chapters has ids, which a consultant's edits are kept under."""
    made = build(whole(), "zh", MADE_ON)
    for name in FULL:
        body = [
            block
            for block in section(made, name).blocks
            if isinstance(block, Paragraph) and block.tone == "body"
        ]
        assert body
        assert all(block.id for block in body)


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.VERIFIED])
def test_there_are_lines_to_sign(stage: Stage) -> None:
    """Enterprise, consultant and centre, with what a signature means; none on a draft."""
    part = section(report(stage=stage), "sign-off")
    assert [row[0].text for row in table(part.blocks).rows] == [
        "企业负责人",
        "诊断顾问",
        "惠山促进中心（盖章）",
    ]
    meaning = {Stage.SUBMITTED: "不代替核验", Stage.VERIFIED: "周敏（惠山促进中心）"}[stage]
    assert meaning in said(part.blocks)
    assert "sign-off" not in {part.id for part in report(stage=Stage.DRAFT).sections}
