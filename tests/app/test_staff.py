"""What consultants, officials and strangers meet on their pages."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from access.tokens import digest_of
from assessments.model import Stage
from assessments.verdicts import ClaimVerdict
from services import accounts, filling, verifying
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, OFFICIAL, STRANGER, World
from tests.visiting import visited

OpenCase = Callable[[str, str], AppTest]


@pytest.fixture
def open_case(world: World, open_page: Open) -> OpenCase:
    """Opens the page of one case as an account."""

    def open_case(assessment: str, username: str) -> AppTest:
        page = open_page(token=world.signed_in(username))
        page.query_params["case"] = assessment
        return page.switch_page("consultant/verify.py").run()

    return open_case


def button(page: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(each for each in page.button if each.label == label).click()
    return page.run()


def text_of(page: AppTest) -> str:
    """All running text of the page."""
    return "\n".join(each.value for each in (*page.markdown, *page.caption, *page.warning))


def test_a_consultant_sees_the_cases_of_the_own_centre_only(world: World, open_page: Open) -> None:
    """The list holds what was submitted to the centre, with its level; not the others'."""
    centre = world.people()
    world.submitted(centre, "惠山第一厂")
    world.submitted(None, "没有选中心的厂")
    page = open_page(token=world.signed_in(CONSULTANT))
    assert not page.exception
    assert "共 **1** 份" in text_of(page)
    (table,) = [each.value for each in page.dataframe]
    assert list(table["name"]) == ["惠山第一厂"]
    assert "第" in table["claimed"][0]
    other = open_page(token=world.signed_in(STRANGER))
    assert "本中心还没有案卷" in other.info[0].value


def test_the_list_is_filtered_by_name_and_stage(world: World, open_page: Open) -> None:
    """What is typed and chosen narrows the list."""
    centre = world.people()
    world.submitted(centre, "惠山第一厂")
    world.submitted(centre, "滨湖第二厂")
    page = open_page(token=world.signed_in(CONSULTANT))
    page.text_input(key="cases_search").set_value("第二").run()
    assert "共 **1** 份（全部 2 份）" in text_of(page)
    assert list(page.dataframe[0].value["name"]) == ["滨湖第二厂"]


def test_a_case_is_verified_and_signed(world: World, open_case: OpenCase) -> None:
    """A lower finding lowers the verified figure only; the signature freezes both."""
    case = world.submitted(world.people()).id
    page = open_case(case, CONSULTANT)
    assert not page.exception
    assert page.radio[0].disabled
    button(page, "开始核验")
    claimed = verifying.case(world.consultant(), case).dossier.claimed
    choice = next(each for each in page.radio if claimed[each.key.split(":")[-1]].value)
    item = choice.key.split(":")[-1]
    lowest = (
        verifying.case(world.consultant(), case).dossier.questionnaire.by_id[item].options[0].id
    )
    choice.set_value(lowest).run()
    found = verifying.case(world.consultant(), case)
    assert found.dossier.verified[item].value == lowest
    assert found.dossier.claimed[item].value == claimed[item].value
    assert found.verified_card.total is not None
    assert found.claimed_card.total is not None
    assert found.verified_card.total < found.claimed_card.total
    page.text_input(key=f"verified:{case}:{item}:note").set_value("现场没有看到看板").run()
    assert (
        verifying.case(world.consultant(), case).dossier.verified[item].note == "现场没有看到看板"
    )
    visited(world.consultant(), case)
    page.session_state[f"part:{case}"] = "sign"
    page.run()
    assert any("题没有核验" in each.value for each in page.warning)
    for tick in ("", f"sure:{case}"):
        if tick:
            page.checkbox(key=tick).check().run()
        button(page, "签署")
        assert world.store.assessment(case).stage is Stage.UNDER_VERIFICATION
    page.checkbox(key=f"leaves:{case}").check().run()
    button(page, "签署")
    assert world.store.assessment(case).stage is Stage.VERIFIED
    assert "顾问老周" in page.success[0].value
    assert any("签署后没有任何改动" in each.value for each in page.success)
    page.session_state[f"part:{case}"] = "findings"
    page.run()
    assert page.radio[0].disabled


def test_one_click_confirms_a_claim_and_another_takes_that_back(
    world: World, open_case: OpenCase
) -> None:
    """The verified answer is the claim; what was not shown asks for a remark before a signature."""
    case = world.submitted(world.people()).id
    verifying.begin(world.consultant(), case)
    page = open_case(case, CONSULTANT)
    item = page.radio[0].key.split(":")[-1]
    for expected in (ClaimVerdict.CONFIRMED, ClaimVerdict.UNCHECKED):
        page.button(key=f"confirm:{case}:{item}").click().run()
        assert not page.exception
        assert verifying.case(world.consultant(), case).verdicts[item] is expected
    page.button(key=f"not_shown:{case}:{item}").click().run()
    found = verifying.case(world.consultant(), case)
    assert found.verdicts[item] is ClaimVerdict.NOT_SHOWN
    assert found.unexplained == (item,)
    assert found.verified_card.total == found.claimed_card.total


def test_an_open_point_is_noted_and_settled_beside_its_question(
    world: World, open_case: OpenCase
) -> None:
    """It is counted in the bar until somebody says how it was settled."""
    case = world.submitted(world.people()).id
    verifying.begin(world.consultant(), case)
    page = open_case(case, CONSULTANT)
    item = page.radio[0].key.split(":")[-1]
    page.session_state[f"evidence:{case}:of:{item}"] = True
    page.run()
    page.text_area(key=f"point:{case}:{item}:0:text").set_value("三月报表待补")
    page.checkbox(key=f"point:{case}:{item}:0:open").check()
    page.session_state[f"evidence:{case}:of:{item}"] = True
    button(page, "记下")
    assert "遗留问题 1" in text_of(page)
    (point,) = verifying.case(world.consultant(), case).unsettled
    page.session_state[f"evidence:{case}:of:{item}"] = True
    page.run()
    page.text_input(key=f"settle:{case}:{point.id}:text").set_value("已收到")
    page.session_state[f"evidence:{case}:of:{item}"] = True
    button(page, "办结")
    assert not verifying.case(world.consultant(), case).unsettled
    assert "已办结" in text_of(page)


def test_an_untouched_case_has_no_findings(world: World, open_case: OpenCase) -> None:
    """Looking at every question of a case writes nothing beside the claim."""
    case = world.submitted(world.people()).id
    page = open_case(case, CONSULTANT)
    button(page, "开始核验")
    for place in range(len(page.selectbox(key=f"dimension:{case}").options)):
        page.selectbox(key=f"dimension:{case}").select_index(place).run()
        assert not page.exception
    assert not verifying.case(world.consultant(), case).dossier.verified


def test_a_contradiction_leads_to_the_other_question(world: World, open_case: OpenCase) -> None:
    """The refused number names it; a click opens its dimension and scrolls to it."""
    case = world.started(questionnaire="park").assessment.id
    questionnaire = world.fill(case).questionnaire
    filling.submit(world.holder(case), case, world.people())
    verifying.begin(world.consultant(), case)
    part, whole = (questionnaire.by_id[id] for id in ("tenants_online", "tenants"))
    assert part.dimension != whole.dimension
    page = open_case(case, CONSULTANT)
    page.selectbox[0].select(part.dimension).run()
    page.text_input(key=f"verified:{case}:{part.id}").set_value("11").run()
    assert not verifying.case(world.consultant(), case).dossier.verified
    button(page, f"去看“{whole.ask.zh}”")
    assert not page.exception
    assert page.selectbox[0].value == whole.dimension
    assert page.query_params["item"] == whole.id
    assert page.text_input(key=f"verified:{case}:{whole.id}").value == "10"
    page.selectbox[0].select(part.dimension).run()
    assert page.selectbox[0].value == part.dimension


def test_a_signature_is_refused_where_a_colleague_changed_something(
    world: World, open_case: OpenCase
) -> None:
    """What was not on the page when the button was pressed is not signed."""
    case = world.submitted(world.people()).id
    verifying.begin(world.consultant(), case)
    visited(world.consultant(), case)
    page = open_case(case, CONSULTANT)
    page.session_state[f"part:{case}"] = "sign"
    page.run()
    page.checkbox(key=f"sure:{case}").check().run()
    page.checkbox(key=f"leaves:{case}").check().run()
    item = next(iter(verifying.case(world.consultant(), case).verdicts))
    option = (
        verifying.case(world.consultant(), case).dossier.questionnaire.by_id[item].options[0].id
    )
    verifying.set_verified(world.consultant(), case, item, option, remark="现场所见", seen=0)
    button(page, "签署")
    assert world.store.assessment(case).stage is Stage.UNDER_VERIFICATION
    assert any("有了变化" in each.value.replace("\\", "") for each in page.error)


def test_a_case_of_another_centre_is_refused(world: World, open_case: OpenCase) -> None:
    """The address of a case opens nothing for a consultant of another centre."""
    case = world.submitted(world.people(), "惠山第一厂").id
    page = open_case(case, STRANGER)
    assert page.exception  # app.py turns it into its sentence, which the browser tests read
    assert "惠山第一厂" not in text_of(page)


def test_the_official_lands_on_the_city_and_opens_no_case(
    world: World, open_page: Open, open_case: OpenCase
) -> None:
    """An official has the city's page, and a sentence instead of a case."""
    case = world.submitted(world.people(), "惠山第一厂").id
    landing = open_page(token=world.signed_in(OFFICIAL))
    assert not landing.exception
    refused = open_case(case, OFFICIAL)
    assert "需要用顾问 / 中心负责人的账号登录" in refused.warning[0].value
    assert "惠山第一厂" not in text_of(refused)


def test_an_ended_session_ends_at_the_next_click(world: World, open_page: Open) -> None:
    """Who is asking is read anew at every run: a session that ended shows nothing more."""
    centre = world.people()
    world.submitted(centre, "惠山第一厂")
    token = world.signed_in(CONSULTANT)
    page = open_page("consultant/assigned.py", token=token)
    assert list(page.dataframe[0].value["name"]) == ["惠山第一厂"]
    accounts.sign_out(world.visitor, token)
    page.run()
    assert "可能已经超时" in page.warning[0].value
    assert not page.dataframe
    assert world.store.session(digest_of(token), world.visitor.now()) is None
