"""What an enterprise meets on its pages."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from assessments.model import Stage
from assessments.profile import parse_profile
from services import filling
from services.personal.notice import VERSION
from tests.app.conftest import Open
from tests.app.world import World

Bound = Callable[[str], str]
Door = Callable[[AppTest], AppTest]


def button(page: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(each for each in page.button if each.label == label).click()
    return page.run()


def captions(page: AppTest) -> list[str]:
    """The small print of the page."""
    return [each.value for each in page.caption]


def test_a_visitor_starts_and_gets_a_code_that_opens_the_assessment(
    world: World, open_page: Open, through_the_door: Door
) -> None:
    """The code that is shown after the start finds the assessment again."""
    page = open_page()
    page.text_input(key="name").set_value("无锡市某某机械厂")
    page.selectbox(key="division").set_value("34")
    page.selectbox(key="district").set_value("320206")
    page.text_input(key="employees").set_value("52")
    page.text_input(key="revenue").set_value("3200").run()
    assert any("小型" in line for line in captions(page))
    button(page, "开始诊断")
    assert "还没有勾选同意" in page.error[0].value
    assert world.store.assessments() == []
    page.checkbox(key="consent").check()
    button(page, "开始诊断")
    assert not page.exception
    page = through_the_door(page.run())  # it stays there until the browser came through
    code = page.code[0].value
    found = filling.resume(world.visitor, code)
    assert world.store.enterprise(found.enterprise).name == "无锡市某某机械厂"


def test_a_character_that_no_pdf_can_print_is_named_when_the_name_is_typed(
    open_page: Open,
) -> None:
    """The owner learns it before there is a report; a name that prints says nothing."""
    page = open_page()
    page.text_input(key="name").set_value("惠山𠮷田🏭机械厂").run()
    assert len(page.warning) == 1
    assert "“🏭”" in page.warning[0].value
    page.text_input(key="name").set_value("惠山吉田机械厂").run()
    assert not page.warning


def test_an_unusual_credit_code_is_warned_of_when_it_is_typed(open_page: Open) -> None:
    """One that the standard would not give is most likely mistyped; the right one is no matter."""
    page = open_page("enterprise/start.py")
    page.text_input(key="credit_code").set_value("000000000000000001").run()
    assert any("校验位不符" in each.value for each in page.warning)
    page.text_input(key="credit_code").set_value("000000000000000000").run()
    assert not page.warning


def reds(page: AppTest) -> list[str]:
    """What stands in red below a field."""
    return [each.value for each in page.markdown if each.value.startswith(":red[")]


def test_every_wrong_field_of_the_profile_is_told_at_once(open_page: Open) -> None:
    """Each stands below its field and beside the button, from where a click leads to it."""
    page = open_page()
    page.text_input(key="credit_code").set_value("91320206MA1X").run()
    assert len(reds(page)) == 1  # what is empty is wrong only once one wants to go on
    button(page, "开始诊断")
    assert "有 5 处要改" in page.error[0].value
    assert len(reds(page)) == 5
    listed = [each.label for each in page.button if (each.key or "").startswith("fault_")]
    assert [label.split("：")[0] for label in listed][:2] == [
        "企业名称", "统一社会信用代码（可不填）"
    ]  # fmt: skip
    page.button(key="fault_credit_code").click().run()
    assert not page.exception
    assert page.session_state["wanted_place"] == ("credit_code", 2)


def test_what_is_right_by_now_is_no_longer_called_wrong(open_page: Open) -> None:
    """A message goes as soon as its field is right, without pressing the button again."""
    page = open_page()
    button(page, "开始诊断")
    assert "有 4 处要改" in page.error[0].value
    page.text_input(key="name").set_value("惠山机械厂")
    page.selectbox(key="division").set_value("34")
    page.text_input(key="employees").set_value("52").run()
    assert "有 1 处要改" in page.error[0].value
    assert len(reds(page)) == 1
    page.selectbox(key="district").set_value("320206").run()
    assert not page.error
    assert not reds(page)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("employees", "20,000,000", "10,000,000"),
        ("employees", "3.5", "整数"),
        ("employees", "-1", "10,000,000"),
        ("employees", "五十", "请填数字"),
        ("revenue", "1e5", "请填数字"),
        ("revenue", "2,0", "请填数字"),
        ("assets", "100,000,001", "100,000,000"),
        ("name", "厂" * 121, "120"),
        ("credit_code", "9" * 60, "18"),
    ],
)
def test_what_cannot_be_kept_stays_in_the_field_with_its_reason(
    world: World, open_page: Open, field: str, typed: str, told: str
) -> None:
    """Never another value in its place, nothing cut off, nothing started."""
    page = open_page()
    page.text_input(key="name").set_value("惠山机械厂")
    page.selectbox(key="division").set_value("34")
    page.selectbox(key="district").set_value("320206")
    page.text_input(key="employees").set_value("52")
    page.text_input(key=field).set_value(typed).run()
    assert page.text_input(key=field).value == typed
    assert told in reds(page)[0].replace("\\", "")
    button(page, "开始诊断")
    assert "有 1 处要改" in page.error[0].value
    assert not world.store.assessments()


def test_an_answer_is_in_the_store_before_the_page_says_saved(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A click is stored, shown as saved with its time, and opens what depends on it."""
    assessment = world.started().assessment.id
    page = open_page(token=bound(assessment))
    first = page.radio[0]
    asked_before = filling.sheet(world.holder(assessment), assessment).asked
    first.set_value("all_own").run()
    stored = filling.sheet(world.holder(assessment), assessment)
    assert stored.answers["workshop"].value == "all_own"
    assert stored.asked > asked_before
    assert any(line.startswith("✓ 已保存") for line in captions(page))


def test_an_untouched_page_writes_nothing(world: World, open_page: Open, bound: Bound) -> None:
    """Opening, rerunning and leafing through adds no record."""
    assessment = world.started().assessment.id
    page = open_page(token=bound(assessment)).run().run()
    button(page, "下一部分").run()
    button(page, "上一部分").run()
    assert not filling.sheet(world.holder(assessment), assessment).answers


def test_an_answer_of_another_device_appears_and_is_not_overwritten(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A rerun of a page that shows an older answer takes the newer one over."""
    assessment = world.started().assessment.id
    holder = world.holder(assessment)
    page = open_page(token=bound(assessment))
    page.radio[0].set_value("all_own").run()
    filling.record_answer(holder, assessment, "workshop", "none", seen=1)
    page.run()
    assert page.radio[0].value == "none"
    assert filling.sheet(holder, assessment).answers["workshop"].revision == 2


@pytest.mark.parametrize(
    ("choice", "kept"), [("用这台设备的", "all_own"), ("保留另一台设备的", "none")]
)
def test_two_devices_that_answer_the_same_question_are_asked_which_holds(
    world: World, open_page: Open, bound: Bound, choice: str, kept: str
) -> None:
    """Both answers are shown; the person chooses, and only then one is written."""
    assessment = world.started().assessment.id
    holder = world.holder(assessment)
    page = open_page(token=bound(assessment))
    filling.record_answer(holder, assessment, "workshop", "none", seen=0)
    page.radio[0].set_value("all_own").run()
    assert "自己没有车间" in page.warning[0].value
    assert filling.sheet(holder, assessment).answers["workshop"].value == "none"
    button(page, choice)
    assert filling.sheet(holder, assessment).answers["workshop"].value == kept
    assert not page.run().warning


def test_ticking_nothing_applies_clears_the_other_ticks(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Of an exclusive option and others the last click holds, on the page and in the store."""
    assessment = world.started().assessment.id
    page = open_page(token=bound(assessment))
    item = filling.sheet(world.holder(assessment), assessment).questionnaire.by_id["site"]
    alone = next(option.id for option in item.options if option.exclusive)
    key = f"claimed:{assessment}:site."
    page.checkbox(key=f"{key}{item.options[0].id}").check().run()
    page.checkbox(key=f"{key}{item.options[1].id}").check().run()
    page.checkbox(key=f"{key}{alone}").check().run()
    stored = filling.sheet(world.holder(assessment), assessment).answers["site"]
    assert stored.value == [alone]
    assert not page.checkbox(key=f"{key}{item.options[0].id}").value
    page.checkbox(key=f"{key}{item.options[1].id}").check().run()
    assert not page.checkbox(key=f"{key}{alone}").value


def test_a_complete_assessment_is_submitted_to_a_centre_and_shows_its_level(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Submission needs the statement of truth, freezes the draft, and leads to the result."""
    centre = world.people()
    assessment = world.started().assessment.id
    world.fill(assessment)
    page = open_page("enterprise/submit.py", token=bound(assessment))
    page.selectbox(key="centre").set_value(centre).run()
    button(page, "提交")
    assert page.error
    page.checkbox(key="truth").check().run()
    button(page, "提交")
    assert not page.exception
    assert world.store.assessment(assessment).stage is Stage.SUBMITTED
    assert world.store.assessment(assessment).centre == centre
    assert any("级" in each.value for each in page.markdown)


def test_an_open_question_keeps_from_submitting_and_is_listed(
    world: World, open_page: Open, bound: Bound
) -> None:
    """The page of submission says why, lists what is missing, and its button waits."""
    assessment = world.started().assessment.id
    page = open_page("enterprise/submit.py", token=bound(assessment))
    asked = filling.sheet(world.holder(assessment), assessment).asked
    assert f"{asked} 题没答" in page.warning[0].value
    assert next(each for each in page.button if each.label == "提交").disabled
    assert any("都答了才能提交" in each.value for each in page.markdown)


def test_an_old_contradiction_leads_from_the_submission_to_both_questions(
    world: World, open_page: Open, bound: Bound
) -> None:
    """What an earlier release kept is named with both values; each question is a link."""
    assessment = world.started().assessment.id
    sheet = world.fill(assessment)
    answers = world.store.answers(assessment, "claimed")
    ratio = next(each for each in sheet.questionnaire.items if each.part in answers)
    kept = answers[ratio.part or ""]
    world.store.append_answer(kept.model_copy(update={"value": 99.0, "revision": 2}))
    page = open_page("enterprise/submit.py", token=bound(assessment))
    assert any("99" in each.value for each in page.markdown)
    links = [each.proto.query_string for each in page.get("page_link")]
    for item in (ratio.part, ratio.whole):
        assert any(f"item={item}" in link for link in links)
    assert next(each for each in page.button if each.label == "提交").disabled


def test_a_mistyped_code_is_refused_with_what_to_do(open_page: Open) -> None:
    """A wrong resume code gets a sentence, not an assessment."""
    page = open_page("enterprise/resume.py")
    page.text_input(key="typed_code").set_value("ABCD").run()
    button(page, "继续填写")
    assert "续填码" in page.error[0].value


@pytest.mark.parametrize("file", ["fill", "submit", "result", "code"])
def test_a_visitor_without_an_assessment_is_told_so(open_page: Open, file: str) -> None:
    """The pages of an enterprise say to a stranger how to come in, and show nothing."""
    page = open_page(f"enterprise/{file}.py")
    assert "没有正在填写的诊断" in page.warning[0].value
    assert not page.radio


def test_leaving_asks_first_and_then_makes_the_browser_forget(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Without the code nobody opens it again, which is said before; one may stay."""
    assessment = world.started().assessment.id
    page = open_page("enterprise/code.py", token=bound(assessment))
    button(page, "离开这份诊断")
    assert "没有它谁也打不开这份诊断" in page.warning[0].value
    button(page, "先不")
    assert not page.warning
    assert page.title[0].value == "请先记下续填码"
    button(page, "离开这份诊断")
    button(page, "确定")
    assert page.title[0].value == "看看您的企业数字化走到了哪一步"


def test_a_bound_browser_gets_a_new_code_and_the_old_one_ends(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Whoever did not note the code gets another, submitted or not, and is told what ends."""
    old = world.started()
    world.fill(old.assessment.id)
    filling.submit(world.holder(old.assessment.id), old.assessment.id, None)
    page = open_page("enterprise/code.py", token=bound(old.assessment.id))
    assert not page.code
    button(page, "换一个新的续填码")
    assert "原来的码马上作废" in page.warning[0].value
    assert filling.opens(world.holder(old.assessment.id), old.assessment.id, old.resume_code)
    button(page, "确定")
    assert not page.exception
    assert filling.resume(world.visitor, page.code[0].value).id == old.assessment.id
    assert not page.warning
    filling.renew_code(world.holder(old.assessment.id), old.assessment.id)  # in another tab
    assert not page.run().code


def test_the_code_of_an_assessment_that_was_left_is_not_shown_for_the_next(
    world: World, open_page: Open, bound: Bound
) -> None:
    """The session may still hold it; only a code that opens this assessment is shown."""
    page = open_page("enterprise/code.py", token=bound(world.started().assessment.id))
    page.session_state["resume_code"] = world.started("另一家厂").resume_code
    assert not page.run().code


def test_the_pages_are_complete_in_english(world: World, open_page: Open, bound: Bound) -> None:
    """With the English cookie, questions and buttons are English."""
    page = open_page(token=bound(world.started().assessment.id), lang="en")
    assert "Next" in [each.label for each in page.button]
    assert page.radio[0].label.isascii()


def test_from_a_quick_scan_one_goes_on_to_the_full_diagnosis(
    world: World, open_page: Open, bound: Bound, through_the_door: Door
) -> None:
    """The same enterprise, a new assessment with a code of its own; the old one stays."""
    typed = {"name": "惠山精密零件厂", "division": "34", "district": "320206", "employees": 52}
    quick = filling.start(world.visitor, parse_profile(typed), "quick_scan", consent=VERSION)
    page = open_page("enterprise/result.py", token=bound(quick.assessment.id))
    assert any("12 题" in each.value for each in page.info)
    button(page, next(each.label for each in page.button if each.label.startswith("制造业")))
    assert any("得用它的续填码" in each.value for each in page.warning)
    button(page, "确定")
    assert not page.exception
    page = through_the_door(page)
    new = filling.resume(world.visitor, page.code[0].value)
    assert (new.questionnaire, new.enterprise) == ("manufacturing", quick.assessment.enterprise)


def test_the_result_of_a_quick_scan_is_called_an_estimate(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Beside its level, and at every chapter that the page shows of it."""
    quick = world.started(questionnaire="quick_scan").assessment.id
    world.fill(quick)
    page = open_page("enterprise/result.py", token=bound(quick))
    assert not page.exception
    marks = [each for each in page.markdown if "估计结果：题目较少" in each.value]
    assert len(marks) >= 3
    assert any(each.value.startswith("估计结果：总分约") for each in page.markdown)


def test_the_result_says_what_the_pdf_shows_as_numbers(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A character that the fonts lack is named where the report is offered, and only then."""
    odd, usual = world.submitted(None, "吉野😀精密零件厂"), world.submitted(None, "𠮷喆精密零件厂")
    for assessment, told in ((odd, True), (usual, False)):
        page = open_page("enterprise/result.py", token=bound(assessment.id))
        assert not page.exception
        assert any("PDF" in line and "😀" in line for line in captions(page)) is told
